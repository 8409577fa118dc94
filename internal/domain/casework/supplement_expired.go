package casework

import "lianban/internal/domain/calendar"

// supplementExpired ends an item whose supplement never came (终止, P4); it can be applied for again.
func (w *work) supplementExpired(it *ItemCase, due calendar.Day) {
	w.record(VerbSupplementExpired, it, due, timerActor("K2"), &ending{State: Terminated, Kind: "abandoned"})
	w.issue("termination", it, due, w.remedies(due, map[string]string{"cause": "abandoned", "due": due.String()}), nil)
	w.toApplicant("supplement_expired", it, "due", due.String())
	w.tell(handler(it), "supplement_expired_desk", it, "due", due.String())
}
