package filing

import (
	"slices"
	"strings"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
)

// stepMaker freezes one kind of step of a plan into an item case; nil: the kind needs nothing of its own.
type stepMaker func(p *scenario.Plan, it scenario.Item, n scenario.StepNode, s *casework.Step)

// stepMakers are the kinds of steps that officers run. The others of the plan are the states of the item itself (form
// check, decision, certificate) or no act of casework (query, notify).
var stepMakers = map[string]stepMaker{
	casework.Consult:           newConsult,
	casework.PublicNotice:      newNotice,
	casework.ExpertReview:      nil,
	casework.SiteInspection:    newVisit,
	casework.FeeStep:           newFee,
	casework.Registration:      nil,
	casework.AutomaticDecision: newAutomatic,
}

// newSteps freezes the steps of an item as the plan has them, in the order of the plan.
func newSteps(p *scenario.Plan, it scenario.Item) []casework.Step {
	var out []casework.Step
	for _, n := range p.Steps {
		make, ok := stepMakers[n.Kind]
		if !ok || !slices.Contains(n.Slots, it.Slot) {
			continue
		}
		s := casework.Step{
			ID: stepID(it.Slot, n.ID), Kind: n.Kind, Name: n.Name, State: casework.StepTodo, Length: casework.Limit(n.Limit), Excluded: excludedBy(n),
		}
		for _, id := range frozenBefore(p, it, n) {
			s.After = append(s.After, stepID(it.Slot, id))
		}
		for _, b := range n.Basis {
			s.Basis = append(s.Basis, b.Name)
		}
		if make != nil {
			make(p, it, n, &s)
		}
		out = append(out, s)
	}
	return out
}

// frozenBefore are the steps of the item that must have passed before one of them, in the order of the plan. Through a kind
// that is not frozen (a query, an appointment) the step waits for what that one waits for; what another item does first is
// the business of edges.
func frozenBefore(p *scenario.Plan, it scenario.Item, n scenario.StepNode) []string {
	nodes := make(map[string]scenario.StepNode, len(p.Steps))
	for _, x := range p.Steps {
		nodes[x.ID] = x
	}
	before, seen := map[string]bool{}, map[string]bool{}
	var walk func(ids []string)
	walk = func(ids []string) {
		for _, id := range ids {
			x, ok := nodes[id]
			if !ok || seen[id] || !slices.Contains(x.Slots, it.Slot) {
				continue
			}
			seen[id] = true
			if _, frozen := stepMakers[x.Kind]; frozen {
				before[id] = true
			} else {
				walk(x.After)
			}
		}
	}
	walk(n.After)
	var out []string
	for _, x := range p.Steps {
		if before[x.ID] {
			out = append(out, x.ID)
		}
	}
	return out
}

// excludedBy is the law by which the time of a step is excluded; none: it counts. Of a joined visit it counts as soon as it
// counts for one item.
func excludedBy(n scenario.StepNode) string {
	if n.Counted || len(n.Excluded) == 0 {
		return ""
	}
	return n.Excluded[0].Name
}

// stepID is the id of a step within its item: that of the plan without the slot. A joined visit keeps its own.
func stepID(slot, id string) string {
	return strings.TrimPrefix(id, slot+"/")
}
