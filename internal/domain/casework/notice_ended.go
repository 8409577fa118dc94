package casework

import "lianban/internal/domain/calendar"

type noticeEnded struct {
	clockChange
	Step  string       `json:"step"`
	From  calendar.Day `json:"from"`  // evidence of display from this day
	Shown calendar.Day `json:"shown"` // to this day without a hole
}

func (ev *noticeEnded) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	s.Notice.Ended = en.Day
	s.State = StepDone
	if s.Notice.Unanswered() > 0 {
		s.State = StepEndedObjected
	}
	ev.run(it, en)
	it.stepResumes(s, en.Day)
}

// noticeEnded: the last day of a notice has ended, with evidence of display for every day. What somebody objected and
// nobody answered keeps the step open.
func (w *work) noticeEnded(it *ItemCase, step string, due calendar.Day) {
	n := it.Step(step).Notice
	w.record(VerbNoticeEnded, it, due, timerActor("K9"), &noticeEnded{
		clockChange: clockChange{Stop: []string{"K9:" + step}}, Step: step, From: n.Published, Shown: n.Shown,
	})
	kind := "notice_ended"
	if it.Step(step).State == StepEndedObjected {
		kind = "notice_ended_objected"
	}
	w.tell(handler(it), kind, it)
}
