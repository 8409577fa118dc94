package casework

import "lianban/internal/domain/calendar"

type visitRectifyOver struct {
	clockChange
	Step string `json:"step"`
}

func (ev *visitRectifyOver) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	s.State = StepFailed
	s.Seat.Last().Expired = true
	s.Seat.Version++
	ev.run(it, en)
}

// visitRectifyExpired: nothing was reported until the end of K16, so the inspection has failed (整改期满). The decision
// stays the department's: no clock refuses anything.
func (w *work) visitRectifyExpired(it *ItemCase, k *Clock, due calendar.Day) {
	step := k.Of
	w.record(VerbVisitRectifyOver, it, due, timerActor("K16"), &visitRectifyOver{
		clockChange: clockChange{Stop: []string{"K16:" + step}}, Step: step,
	})
	w.toApplicant("visit_rectify_expired", it, "due", due.String())
	w.tell(handler(it), "visit_rectify_expired_desk", it, "due", due.String())
}
