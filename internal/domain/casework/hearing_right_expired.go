package casework

import "lianban/internal/domain/calendar"

// hearingRightExpired: nobody asked in time, so the item can be decided (行政许可法47).
func (w *work) hearingRightExpired(it *ItemCase, due calendar.Day) {
	w.record(VerbHearingExpired, it, due, timerActor("K11"), &hearingNotAsked{clockChange{Stop: []string{"K11"}}})
	w.tell(handler(it), "hearing_right_over", it, "due", due.String())
}
