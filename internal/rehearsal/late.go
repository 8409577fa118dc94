package rehearsal

import (
	"slices"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
)

// whyLate names what made an item late although everybody worked at the pace of the plan: steps that take longer than its
// limit, other items that it waits for, an event outside, a notice or a question whose end nobody may forestall. It is a
// finding about the pack. "" is a lateness that nothing explains: a mistake of the house, or of the rehearsal.
func (p *play) whyLate(c *casework.Case, it *casework.ItemCase) string {
	if takes := p.alone(it); it.Promised.Days > 0 && !it.Promised.Calendar && takes > it.Promised.Days {
		return say("late.steps", "days", takes, "limit", it.Promised.Days)
	}
	if names := p.company(c, it); len(names) > 0 {
		return say("late.with", "items", strings.Join(names, lang.Chinese().Say("filing.list_comma")))
	}
	for i := range c.Gates {
		if g := &c.Gates[i]; g.Holds(it.Slot) == casework.GateDecide {
			return say("late.event", "event", g.Name)
		}
	}
	for i := range it.Steps {
		if s := &it.Steps[i]; s.Kind == casework.PublicNotice || s.Kind == casework.Consult {
			return say("late.ends", "step", s.Name)
		}
	}
	for i := range p.plan.Steps {
		n := &p.plan.Steps[i]
		if slices.Contains(n.Slots, it.Slot) && !n.Counted && it.Step(strings.TrimPrefix(n.ID, it.Slot+"/")) == nil {
			return say("late.excluded", "step", n.Name) // an appointment: nothing in the case stops the clock by itself
		}
	}
	return ""
}

// alone is how many counted working days the steps of an item take by themselves, from the first to the decision.
func (p *play) alone(it *casework.ItemCase) int {
	longest := 0
	for i := range p.plan.Steps {
		if n := &p.plan.Steps[i]; slices.Contains(n.Slots, it.Slot) && decides(n) {
			longest = max(longest, p.counted(it.Slot, n))
		}
	}
	return longest
}

func (p *play) counted(slot string, n *scenario.StepNode) int {
	before := 0
	for _, id := range n.After {
		if x := p.node(id); x != nil && slices.Contains(x.Slots, slot) {
			before = max(before, p.counted(slot, x))
		}
	}
	if !n.Counted {
		return before
	}
	return before + n.Takes
}

func decides(n *scenario.StepNode) bool {
	return n.Kind == "decision" || n.Kind == casework.AutomaticDecision
}

// company are the names of the items that one waits for after it was received: in a joint visit, or before its decision.
func (p *play) company(c *casework.Case, it *casework.ItemCase) []string {
	var slots []string
	for i := range p.plan.Steps {
		n := &p.plan.Steps[i]
		if !slices.Contains(n.Slots, it.Slot) {
			continue
		}
		slots = append(slots, n.Slots...)
	}
	for _, e := range c.Edges {
		if e.To == it.Slot && e.Gate == casework.GateDecide {
			slots = append(slots, e.From)
		}
	}
	var names []string
	for _, slot := range slots {
		if x := c.Latest(slot); x != nil && slot != it.Slot && !slices.Contains(names, x.Name) {
			names = append(names, x.Name)
		}
	}
	return names
}
