package casework

import "lianban/internal/domain/calendar"

type payOverdue struct {
	clockChange
	Step string `json:"step"`
}

func (ev *payOverdue) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Step(ev.Step).State = StepOverdue
	ev.run(it, en)
}

// payExpired notes that an order was not paid in time (缴费期满): it can still be paid, and nothing ends by itself.
func (w *work) payExpired(it *ItemCase, due calendar.Day) {
	s := it.Payable()
	if s == nil { // paid or cancelled on the same day
		return
	}
	w.record(VerbPayExpired, it, due, timerActor("K17"), &payOverdue{clockChange: clockChange{Stop: []string{"K17"}}, Step: s.ID})
	w.toApplicant("pay_overdue", it, "due", due.String())
	w.tell(handler(it), "pay_overdue_desk", it, "due", due.String())
}
