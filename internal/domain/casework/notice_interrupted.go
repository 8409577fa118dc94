package casework

import "lianban/internal/domain/calendar"

type noticeInterrupted struct {
	clockChange
	Step string       `json:"step"`
	Hole calendar.Day `json:"hole"` // the day without evidence of display
}

func (ev *noticeInterrupted) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	s.State = StepTodo
	s.Notice.Interrupts++
	s.Notice.Hole = ev.Hole
	ev.run(it, en)
	it.stepResumes(s, en.Day)
}

// noticeInterrupted: a whole day has ended without evidence that the notice hung. Its days are void: it must be
// published anew, for the whole length (公示中断). Objections stay on record.
func (w *work) noticeInterrupted(it *ItemCase, step string, hole calendar.Day) {
	w.record(VerbNoticeInterrupted, it, hole, timerActor("K9"), &noticeInterrupted{
		clockChange: clockChange{Stop: []string{"K9:" + step}}, Step: step, Hole: hole,
	})
	w.tell(supervisor(it), "notice_interrupted", it, "day", hole.String())
	w.tell(handler(it), "notice_interrupted", it, "day", hole.String())
	w.toApplicant("notice_restarts", it)
}
