package casework

import "lianban/internal/domain/calendar"

type expertsOverrun struct {
	clockChange
	Step string `json:"step"`
}

func (ev *expertsOverrun) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	if s.Experts.Pause != 0 {
		it.resume(s.Experts.Pause, en.Day)
	}
	s.State, s.Experts.Pause = StepOverrun, 0
	ev.run(it, en)
}

// expertAnnouncedEnd: the announced length is over and no opinion came. The decision clocks run again (P7): what was told
// in writing binds the agency. A new length needs a new notice.
func (w *work) expertAnnouncedEnd(it *ItemCase, of string, day calendar.Day) {
	name := it.Step(of).Name
	w.record(VerbExpertAnnouncedEnd, it, day, timerActor("K10"), &expertsOverrun{clockChange{Stop: []string{"K10:" + of}}, of})
	w.tell(handler(it), "procedure_overrun", it, "procedure", name, "until", day.String())
	w.tell(head(it), "procedure_overrun", it, "procedure", name, "until", day.String())
}

// announcedEnd ends the announced length of a pause, of an expert review or of another special procedure.
func (w *work) announcedEnd(it *ItemCase, of string, day calendar.Day) {
	if it.Step(of) != nil {
		w.expertAnnouncedEnd(it, of, day)
		return
	}
	w.procedureAnnouncedEnd(it, of, day)
}
