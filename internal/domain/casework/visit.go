package casework

import (
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// Visit answers a visit of the case by its id; nil if there is none.
func (c *Case) Visit(id string) *Visit {
	for i := range c.Visits {
		if c.Visits[i].ID == id {
			return &c.Visits[i]
		}
	}
	return nil
}

// OpenVisit is the visit that an item can join on a day under a name: it lies ahead, and somebody still comes. Nil:
// there is none, the item opens its own. A nameless seat joins nobody.
func (c *Case) OpenVisit(joins string, today calendar.Day) *Visit {
	for i := range c.Visits {
		v := &c.Visits[i]
		if joins != "" && v.Joins == joins && v.NotHeld == "" && v.On >= today && c.awaits(v) {
			return v
		}
	}
	return nil
}

// VisitDay is the day of the visit in which an item has its place, or had it last; 0 if it has none.
func (c *Case) VisitDay(it *ItemCase) calendar.Day {
	day := calendar.Day(0)
	for i := range it.Steps {
		if s := it.Steps[i].Seat; s != nil && c.Visit(s.Visit) != nil {
			day = max(day, c.Visit(s.Visit).On)
		}
	}
	return day
}

// awaits says that some item still waits for its verdict of a visit.
func (c *Case) awaits(v *Visit) bool {
	return slices.ContainsFunc(v.Slots, func(slot string) bool {
		s := c.Latest(slot).seatIn(v.ID)
		return s != nil && s.State == StepScheduled
	})
}

// seatIn is the inspection step that has its place in a visit; nil if none has.
func (it *ItemCase) seatIn(visit string) *Step {
	for i := range it.Steps {
		if s := &it.Steps[i]; s.Seat != nil && s.Seat.Visit == visit {
			return s
		}
	}
	return nil
}

// Inspection is the site inspection of an item that stands in one of these states, the first if a step is not named;
// nil if there is none.
func (it *ItemCase) Inspection(step string, states ...StepState) *Step {
	for i := range it.Steps {
		s := &it.Steps[i]
		if s.Kind == SiteInspection && s.Seat != nil && (step == "" || s.ID == step) && has(states, s.State) {
			return s
		}
	}
	return nil
}

// mayScheduleVisit: there is an inspection that waits for its day, and what comes before it has passed.
func mayScheduleVisit(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	s := it.Inspection("", StepTodo)
	switch {
	case s == nil:
		return notNow("no_inspection_todo")
	case !it.startable(s):
		return notNow("inspection_later", "step", s.Name)
	}
	return nil
}

// mayJudgeVisit: the item has a seat in a visit.
func mayJudgeVisit(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Inspection("", StepScheduled) == nil {
		return notNow("no_visit_scheduled")
	}
	return nil
}

// mayReportVisit: something is to be mended.
func mayReportVisit(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Inspection("", StepRectify) == nil {
		return notNow("nothing_to_rectify")
	}
	return nil
}

// leave takes a slot out of a visit. A visit that nobody attends any more was not held.
func (c *Case) leave(visit, slot, why string) {
	v := c.Visit(visit)
	if v == nil {
		return
	}
	v.Slots = slices.DeleteFunc(v.Slots, func(s string) bool { return s == slot })
	v.Sequence++
	if len(v.Slots) == 0 {
		v.NotHeld = why
	}
}

// leaveVisits takes an item that has ended out of the visits that it still waited for; they go on for the others.
func (c *Case) leaveVisits(it *ItemCase) {
	for i := range it.Steps {
		if s := &it.Steps[i]; s.Seat != nil && s.Seat.Visit != "" && s.State == StepCancelled {
			c.leave(s.Seat.Visit, it.Slot, string(it.State))
		}
	}
}

// rectifyClock is K16: working days in which the applicant mends what a visit found (整改).
func (e Engine) rectifyClock(step string, from calendar.Day) Clock {
	k := e.start("K16", workingDays(e.Params.RectifyDays, "rectify_window"), from)
	k.Of = step
	return k
}

// inspectors checks that two different officers are named (行政许可法34).
func inspectors(field string, who []Inspector) error {
	for i, o := range who {
		if o.ID == "" || slices.ContainsFunc(who[:i], func(p Inspector) bool { return p.ID == o.ID }) {
			return fault.New(fault.Invalid, "casework.incomplete").With(field, "casework.inspectors_differ")
		}
	}
	if len(who) < 2 {
		return fault.New(fault.Invalid, "casework.incomplete").With(field, "casework.inspectors_two")
	}
	return nil
}

func namesOf(who []Inspector) []string {
	var out []string
	for _, o := range who {
		out = append(out, o.Name)
	}
	return out
}
