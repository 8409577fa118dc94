package casework

import (
	"slices"
	"time"

	"lianban/internal/domain/calendar"
)

// Told answers the case as its applicant may know it at a time: settled in memory as Seen, and without any trace of
// decisions that are sealed until the day of publication. Everything that an applicant, or a window for an applicant,
// is shown of a case comes from here.
func (e Engine) Told(c *Case, at time.Time) *Case {
	d := e.Seen(c, at)
	if calendar.DayOf(at) >= d.Publishes {
		return d
	}
	for _, it := range d.Items {
		if it.State == Accepted {
			it.conceal()
		}
	}
	d.Clocks = nil // the joint clocks stand still once everything is decided: they would tell
	return d
}

// conceal makes an accepted item look the same whether it is decided or not: until the day of publication nobody
// outside counts down to the decision.
func (it *ItemCase) conceal() {
	it.Clocks = slices.DeleteFunc(it.Clocks, func(k Clock) bool { return decisionClock(k.Kind) })
	if it.Sealed == nil {
		return
	}
	if it.Sealed.Rules != "" {
		it.forgetRules()
	}
	it.unseal()
}

// forgetRules takes the answers of rules back that granted it.
func (it *ItemCase) forgetRules() {
	for i := range it.Steps {
		s := &it.Steps[i]
		if s.Auto == nil || s.State != StepDone {
			continue
		}
		s.State, s.Auto.Tried = StepTodo, 0
		for j := range s.Auto.Rules {
			s.Auto.Rules[j].Answer = ""
		}
	}
}
