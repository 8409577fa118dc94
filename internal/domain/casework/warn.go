package casework

import (
	"slices"
	"strconv"

	"lianban/internal/domain/calendar"
)

// The warnings that a clock may give, each once.
const (
	warnAmber     = "amber"
	warnRed       = "red"
	warnLate      = "late"
	warnEscalated = "escalated"
	remindHalf    = "half"
	remindSoon    = "soon"
)

// agencyWarnings arms the warnings of a clock that runs against an agency: amber for its officer, red on the
// due day, late for its head, three working days later for the supervisor (rulebook §3.2).
func (e Engine) agencyWarnings(ts []timer, t timer) []timer {
	due := t.ans.Due
	if due == 0 {
		return ts
	}
	if t.ans.Amber != 0 && t.ans.Amber < due {
		ts = t.warn(ts, warnAmber, t.ans.Amber, (*work).warn)
	}
	ts = t.warn(ts, warnRed, due, (*work).warn)
	if t.clock.Kind == "K1" {
		if !t.it.licence() { // a licence is deemed accepted instead
			ts = t.warn(ts, warnEscalated, due+1, (*work).escalate)
		}
		return ts
	}
	ts = t.warn(ts, warnLate, due+1, (*work).overdue)
	return t.warn(ts, warnEscalated, e.Cal.AddWorking(due, e.Params.EscalateAfter), (*work).escalate)
}

// reminders arms the reminders of a deadline of the applicant: at half time and two working days before.
func (e Engine) reminders(ts []timer, t timer, due calendar.Day) []timer {
	half := t.clock.History.Start + (due-t.clock.History.Start)/2
	soon := e.workingBefore(due, 2)
	if half > t.clock.History.Start && half < soon {
		ts = t.warn(ts, remindHalf, half, (*work).remind)
	}
	if soon > t.clock.History.Start {
		ts = t.warn(ts, remindSoon, soon, (*work).remind)
	}
	return ts
}

// workingBefore answers the n-th working day before a day.
func (e Engine) workingBefore(d calendar.Day, n int) calendar.Day {
	for n > 0 {
		d--
		if e.Cal.Working(d) {
			n--
		}
	}
	return d
}

// warned notes a warning on its clock.
type warned struct {
	Clock string       `json:"clock"`
	Of    string       `json:"of,omitempty"` // where the item can have several clocks of the kind
	Level string       `json:"level"`
	Due   calendar.Day `json:"due"`
}

func (ev *warned) apply(c *Case, it *ItemCase, _ *Entry) {
	k := runningIn(c.Clocks, ev.Clock)
	if it != nil {
		k = it.runningOf(ev.Clock, ev.Of)
	}
	if it != nil && (ev.Level == warnLate || ev.Level == warnEscalated) && ev.Clock != "K8" { // not the department's own failure
		it.Late = max(it.Late, ev.Due)
	}
	if k != nil {
		k.Warned = append(k.Warned, ev.Level)
	}
}

func (w *work) note(v Verb, t timer) {
	w.record(v, t.it, t.day, timerActor(t.clock.Kind), &warned{Clock: t.clock.Kind, Of: t.clock.Of, Level: t.level, Due: t.ans.Due})
}

// timely says that a warning still warns: one that is found only after the due day is noted and not sent.
func (w *work) timely(t timer) bool { return w.today <= t.ans.Due }

func (t timer) words() []string {
	return []string{"clock", t.clock.Kind, "due", t.ans.Due.String(), "n", strconv.Itoa(t.ans.Length)}
}

func (w *work) warn(t timer) {
	w.note(VerbWarn, t)
	if t.clock.Kind == "K8" {
		w.warnBody(t)
		return
	}
	if w.timely(t) {
		w.tellAgency("warn_"+t.level, t, handler)
	}
}

func (w *work) remind(t timer) {
	w.note(VerbRemind, t)
	if w.timely(t) {
		w.toApplicant("remind."+t.clock.Kind, t.it, t.words()...)
	}
}

func (w *work) overdue(t timer) {
	w.note(VerbOverdue, t)
	if t.clock.Kind == "K8" {
		w.bodyLate(t)
		return
	}
	w.tellAgency("overdue", t, head)
	switch t.clock.Kind {
	case "K4":
		w.toApplicant("promise_missed", t.it, t.words()...)
	case "K6":
		w.toApplicant("promise_missed_joint", nil, t.words()...)
	}
}

func (w *work) escalate(t timer) {
	w.note(VerbEscalate, t)
	if t.it == nil {
		w.tell(w.jointSupervisor(), "escalated_joint", nil, t.words()...)
		return
	}
	if t.clock.Kind == "K8" {
		w.bodyEscalated(t)
		return
	}
	w.tell(supervisor(t.it), "escalated", t.it, t.words()...)
	if t.clock.Kind == "K1" {
		w.tell(head(t.it), "overdue", t.it, t.words()...)
	}
}

// tellAgency tells whoever must act: of an item its officer or head, of a joint clock those of every live item. Clocks of
// an item and of the whole that run out on the same day say the same: it is said once.
func (w *work) tellAgency(kind string, t timer, who func(*ItemCase) string) {
	tell := func(it *ItemCase) {
		target, due := who(it), t.ans.Due.String()
		if desk, _ := it.ReliefDesk(); desk != "" && t.clock.Kind == "K18" {
			target = "department:" + desk // who decides on the relief, not who asks for the fee
		}
		if !slices.ContainsFunc(w.ch.Messages, func(m Message) bool {
			return m.Target == target && m.Kind == kind && m.Slot == it.Slot && m.Data["due"] == due
		}) {
			w.tell(target, kind, it, t.words()...)
		}
	}
	if t.it != nil {
		tell(t.it)
		return
	}
	for _, it := range w.c.Current() {
		if it.State.Live() {
			tell(it)
		}
	}
}
