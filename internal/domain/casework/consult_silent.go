package casework

import "lianban/internal/domain/calendar"

type consultSilent struct {
	clockChange
	Step  string `json:"step"`
	Body  string `json:"body"`
	Basis string `json:"basis"` // the law by which silence is no objection
}

func (ev *consultSilent) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	r := s.Asked.request(ev.Body)
	r.State = RequestSilent
	r.Version++
	ev.run(it, en)
	it.closeConsult(s, en.Day)
}

// consultSilent: a body let its last day pass, and a law that the package cites says that this is no objection. The
// body and its head are told.
func (w *work) consultSilent(it *ItemCase, of string, due calendar.Day) {
	step, body := bodyOf(of)
	s := it.Step(step)
	name := s.Asked.request(body).Name
	w.record(VerbConsultSilent, it, due, timerActor("K8"), &consultSilent{
		clockChange: clockChange{Stop: []string{"K8:" + of}}, Step: step, Body: body, Basis: s.Asked.SilenceBasis,
	})
	w.tell("department:"+body, "consult_silent", it, "due", due.String())
	w.tell("head:"+body, "consult_silent", it, "due", due.String())
	w.tell(handler(it), "consult_silent_desk", it, "body", name)
	if s.Passed() {
		w.tell(handler(it), "consult_done", it, "step", s.Name)
	}
}
