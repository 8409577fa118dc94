package casework

import "lianban/internal/domain/calendar"

type clarificationExpired struct {
	clockChange
}

func (ev *clarificationExpired) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Clarification.State = ClarificationExpired
	ev.run(it, en)
}

// clarificationExpired: no answer came; the agency decides on what is there.
func (w *work) clarificationExpired(it *ItemCase, due calendar.Day) {
	w.record(VerbClarifyExpired, it, due, timerActor("K14"), &clarificationExpired{clockChange{Stop: []string{"K14"}}})
	w.toApplicant("clarification_over", it, "due", due.String())
	w.tell(handler(it), "clarification_over_desk", it, "due", due.String())
}
