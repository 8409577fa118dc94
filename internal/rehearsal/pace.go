package rehearsal

import (
	"math"
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
		if signed, ok := p.signed[slot]; ok {
			day = min(day, signed)
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

// note remembers the day on which steps and decisions came to their end. A notice ends with its last day, though that is
// seen on the morning after: what follows it begins there.
func (p *play) note(c *casework.Case) {
	for _, it := range c.Current() {
		if _, was := p.signed[it.Slot]; !was && signed(it) {
			p.signed[it.Slot] = p.today()
		}
	}
	for i := range p.plan.Steps {
		n := &p.plan.Steps[i]
		if _, was := p.passed[n.ID]; !was && ended(c, n) {
			p.passed[n.ID] = min(p.today(), lastShown(c, n))
		}
	}
}

// signed says that an item is decided, for everybody or behind the doors of a campaign: whose turn is next is not held up
// until its day of publication.
func signed(it *casework.ItemCase) bool { return it.Decided != 0 || it.Sealed != nil }

// lastShown is the last day of a notice; the end of time for other steps.
func lastShown(c *casework.Case, n *scenario.StepNode) calendar.Day {
	last := calendar.Day(0)
	for _, slot := range n.Slots {
		it := c.Latest(slot)
		for i := range it.Steps {
			if s := &it.Steps[i]; s.Notice != nil && s.Notice.Until != 0 && (n.ID == s.ID || n.ID == it.Slot+"/"+s.ID) {
				last = max(last, s.Notice.Until)
			}
		}
	}
	if last == 0 {
		return math.MaxInt32
	}
	return last
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
	if decides(n) {
		return signed(it)
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

// ripeToSign says that what stands before the signature of an item has taken as long as the plan says: its decision, or
// everything where the plan has no decision of it (a sitting, a card that is made, a payment) and who signs only closes it.
func (p *play) ripeToSign(c *casework.Case, it *casework.ItemCase) bool {
	if slices.ContainsFunc(p.plan.Steps, func(n scenario.StepNode) bool { return decides(&n) && slices.Contains(n.Slots, it.Slot) }) {
		return p.ripe(c, it, "form_check", "decision", casework.AutomaticDecision)
	}
	for i := range p.plan.Steps {
		n := &p.plan.Steps[i]
		if slices.Contains(n.Slots, it.Slot) && n.Kind != "notify" && p.ready(c, n) > p.today() {
			return false
		}
	}
	return true
}

// done is the day on which everything of an item is done that the plan counts: the decision, and what is made, entered
// or paid out after it.
func (p *play) done(c *casework.Case, it *casework.ItemCase) calendar.Day {
	day := it.Decided
	if it.State != casework.Delivered && it.State != casework.Granted {
		return day
	}
	for i := range p.plan.Steps {
		n := &p.plan.Steps[i]
		if !slices.Contains(n.Slots, it.Slot) || n.Kind != certificate && n.Kind != casework.Registration && n.Kind != appointment {
			continue
		}
		made := p.ready(c, n)
		if it.DeliveredOn != 0 {
			made = min(made, it.DeliveredOn)
		}
		day = max(day, made)
	}
	return day
}

// Kinds of steps for which no act of a case stands: a paper is made, somebody comes in person.
const (
	certificate = "certificate"
	appointment = "appointment"
)

// mayBegin says that what the plan puts before a step of an item is through, also where no act stands for it.
func (p *play) mayBegin(c *casework.Case, it *casework.ItemCase, s *casework.Step) bool {
	n := p.nodeOf(it, s)
	if n == nil {
		return true
	}
	for _, id := range n.After {
		if before := p.node(id); before != nil && slices.Contains(before.Slots, it.Slot) && !decides(before) && p.ready(c, before) > p.today() {
			return false
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
