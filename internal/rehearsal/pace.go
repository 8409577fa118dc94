package rehearsal

import (
	"slices"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
)

// Played officers work at the pace that the plan computes: a step is done as many working days after what it waits for as
// the plan says that it takes. So the days of a rehearsal are those of the plan wherever nothing else holds the case up, and
// an item that is late even then has a limit that its own steps do not keep.

// ready is the first day on which a step of the plan is through, on what has really happened so far.
func (p *play) ready(c *casework.Case, n *scenario.StepNode) calendar.Day {
	return p.through(c, n, map[string]calendar.Day{})
}

func (p *play) through(c *casework.Case, n *scenario.StepNode, known map[string]calendar.Day) calendar.Day {
	if day, ok := known[n.ID]; ok {
		return day
	}
	if day, ok := p.passed[n.ID]; ok {
		return day
	}
	start := p.filed
	for _, slot := range n.Slots {
		if it := c.Latest(slot); it != nil {
			start = max(start, it.Received)
		}
	}
	for _, id := range n.After {
		if before := p.node(id); before != nil {
			start = max(start, p.freed(c, n, before, known))
		}
	}
	known[n.ID] = p.Filing.Engine.Cal.AddWorking(start, n.Takes)
	return known[n.ID]
}

// freed is the day on which a step no longer waits for another. What another item still does after its decision, such as an
// entry in a register, holds nobody up.
func (p *play) freed(c *casework.Case, n, before *scenario.StepNode, known map[string]calendar.Day) calendar.Day {
	day := p.through(c, before, known)
	for _, slot := range before.Slots {
		if slices.Contains(n.Slots, slot) {
			return day
		}
	}
	for _, slot := range before.Slots {
		if it := c.Latest(slot); it != nil && it.Decided != 0 {
			day = min(day, it.Decided)
		}
	}
	return day
}

func (p *play) node(id string) *scenario.StepNode {
	for i := range p.plan.Steps {
		if p.plan.Steps[i].ID == id {
			return &p.plan.Steps[i]
		}
	}
	return nil
}

// nodeOf is the step of the plan that a step of an item is; nil if the house added it.
func (p *play) nodeOf(it *casework.ItemCase, s *casework.Step) *scenario.StepNode {
	if n := p.node(it.Slot + "/" + s.ID); n != nil {
		return n
	}
	return p.node(s.ID)
}

// note remembers the day on which steps and decisions came to their end.
func (p *play) note(c *casework.Case) {
	for i := range p.plan.Steps {
		n := &p.plan.Steps[i]
		if _, was := p.passed[n.ID]; !was && ended(c, n) {
			p.passed[n.ID] = p.today()
		}
	}
}

// ended says that a step of the plan is through for every item that has it.
func ended(c *casework.Case, n *scenario.StepNode) bool {
	for _, slot := range n.Slots {
		it := c.Latest(slot)
		if it == nil || !endedOf(it, n) {
			return false
		}
	}
	return true
}

func endedOf(it *casework.ItemCase, n *scenario.StepNode) bool {
	if n.Kind == "decision" || n.Kind == casework.AutomaticDecision {
		return it.Decided != 0
	}
	for i := range it.Steps {
		if s := &it.Steps[i]; n.ID == s.ID || n.ID == it.Slot+"/"+s.ID {
			return s.Passed()
		}
	}
	return false
}

// ripe says that the work of a kind has taken as long as the plan says.
func (p *play) ripe(c *casework.Case, it *casework.ItemCase, kinds ...string) bool {
	for i := range p.plan.Steps {
		n := &p.plan.Steps[i]
		for _, kind := range kinds {
			if n.Kind == kind && slices.Contains(n.Slots, it.Slot) && p.ready(c, n) > p.today() {
				return false
			}
		}
	}
	return true
}

// ripeStep says that a step has taken as long as the plan says, or must be done now because a clock ends.
func (p *play) ripeStep(c *casework.Case, it *casework.ItemCase, s *casework.Step) bool {
	n := p.nodeOf(it, s)
	return n == nil || p.ready(c, n) <= p.today()
}

// pressing says that a clock of an item ends before the next working day is over: a careful officer answers then, whatever
// is still to be looked at.
func (p *play) pressing(c *casework.Case, it *casework.ItemCase, kind string) bool {
	for _, v := range p.Filing.Engine.ClockViews(c, it.Slot, p.today()) {
		if v.Kind == kind && v.Stopped == 0 && v.Due != 0 && v.Due <= p.today() {
			return true
		}
	}
	return false
}
