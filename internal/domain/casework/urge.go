package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// UrgeInput is the input of Urge.
type UrgeInput struct {
	Target
	Note string // why, in the words of who urges; may be empty
}

// Urging is how often an item was urged, and when last by each side.
type Urging struct {
	Applicant  calendar.Day `json:"applicant,omitempty"`
	Supervisor calendar.Day `json:"supervisor,omitempty"`
	Times      int          `json:"times,omitempty"`
}

// Last is the day on which the item was urged last; 0 = never.
func (u Urging) Last() calendar.Day { return max(u.Applicant, u.Supervisor) }

// by is the day on which the actor's side urged last.
func (u Urging) by(a Actor) calendar.Day {
	if a.Kind == "applicant" {
		return u.Applicant
	}
	return u.Supervisor
}

type urged struct {
	Clock string `json:"clock"`
	Note  string `json:"note,omitempty"`
}

func (ev *urged) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Urged.Times++
	if en.Actor.Kind == "applicant" {
		it.Urged.Applicant = en.Day
		return
	}
	it.Urged.Supervisor = en.Day
}

// pressing is the running clock of the agency that has warned: it is amber, red or late; nil if none has.
func (it *ItemCase) pressing() *Clock {
	for i := range it.Clocks {
		k := &it.Clocks[i]
		if k.History.Stop == 0 && !forApplicant(k.Kind) && len(k.Warned) > 0 {
			return k
		}
	}
	return nil
}

// overdue is the running clock of the agency whose day has ended; nil if there is none.
func (it *ItemCase) overdue() *Clock {
	for i := range it.Clocks {
		k := &it.Clocks[i]
		if k.History.Stop == 0 && !forApplicant(k.Kind) && (has(k.Warned, warnLate) || has(k.Warned, warnEscalated)) {
			return k
		}
	}
	return nil
}

// mayUrge: only where time is short. What is in good time is not hurried.
func mayUrge(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.pressing() == nil {
		return notNow("not_pressing")
	}
	return nil
}

// MayUrge says why an actor cannot urge an item on a day: nil means that he can. Each side urges once per working
// day; days off count for the next working day. The case must be settled.
func (e Engine) MayUrge(c *Case, slot string, by Actor, on calendar.Day) error {
	if err := Why(c, slot, VerbUrge, by); err != nil {
		return err
	}
	return orNil(e.urgedToday(c.Latest(slot), by, on))
}

func (e Engine) urgedToday(it *ItemCase, by Actor, on calendar.Day) *fault.Fault {
	last := it.Urged.by(by)
	if last != 0 && e.Cal.AddWorking(last-1, 1) == e.Cal.AddWorking(on-1, 1) {
		return notNow("urged_already")
	}
	return nil
}

// Urge asks a department to get on with an item whose time runs out (催办): by the applicant or a supervisor. It moves
// no clock; whoever has the item in hand and the department are told.
func (e Engine) Urge(c *Case, m Moment, by Actor, in UrgeInput) (Change, error) {
	return e.act(c, m, by, VerbUrge, in.Target, func(w *work, it *ItemCase) error {
		if f := e.urgedToday(it, by, w.today); f != nil {
			return f
		}
		k := it.pressing()
		due := e.project(k, w.today).Due
		w.did(VerbUrge, it, &urged{Clock: k.Kind, Note: in.Note})
		w.tell(handler(it), "urged", it, "due", due.String())
		if it.Handler != "" {
			w.tell(department(it), "urged", it, "due", due.String())
		}
		return nil
	})
}
