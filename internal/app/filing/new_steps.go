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
		for _, before := range n.After {
			s.After = append(s.After, stepID(it.Slot, before))
		}
		for _, b := range n.Basis {
			s.Basis = append(s.Basis, b.Name)
		}
		if make != nil {
			make(p, it, n, &s)
		}
		out = append(out, s)
	}
	for i := range out { // what another item does first is the business of edges
		out[i].After = slices.DeleteFunc(out[i].After, func(id string) bool {
			return !slices.ContainsFunc(out, func(s casework.Step) bool { return s.ID == id })
		})
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
