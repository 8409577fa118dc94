package casework

import (
	"slices"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// stepThat answers the step of a kind that an act is about: the named one, or without a name the first that fits.
func (it *ItemCase) stepThat(id, kind string, fits func(*Step) bool) *Step {
	for i := range it.Steps {
		if s := &it.Steps[i]; s.Kind == kind && (id == "" || s.ID == id) && fits(s) {
			return s
		}
	}
	return nil
}

// mustStep is stepThat with the reason why there is none.
func (it *ItemCase) mustStep(id, kind, why string, fits func(*Step) bool) (*Step, error) {
	if s := it.stepThat(id, kind, fits); s != nil {
		return s, nil
	}
	return nil, notNow(why)
}

// ofBody is what a clock of a consult belongs to: the step and the body.
func ofBody(step, body string) string { return step + "/" + body }

func bodyOf(of string) (step, body string) {
	step, body, _ = strings.Cut(of, "/")
	return step, body
}

// request answers the letter to a body; nil if the body was never asked.
func (a *Asked) request(body string) *Request {
	for i := range a.Requests {
		if a.Requests[i].Department == body {
			return &a.Requests[i]
		}
	}
	return nil
}

// Doubts says that the answer, in time or late, is an objection or a condition: it is weighed in writing.
func (r *Request) Doubts() bool {
	return r.Answer == WithConditions || r.Answer == Objects || r.LateAnswer == WithConditions || r.LateAnswer == Objects
}

// Unweighed says that some objection or condition has no answer of the officer yet.
func (a *Asked) Unweighed() bool {
	return slices.ContainsFunc(a.Requests, func(r Request) bool { return r.Doubts() && !r.Weighed })
}

// answered says that nobody is waited for any more.
func (a *Asked) answered() bool {
	return !slices.ContainsFunc(a.Requests, func(r Request) bool { return r.State == RequestSent || r.State == "" })
}

// weighed says whether every objection and condition of every consult was answered in writing: an objection does not
// decide, but nobody decides over it in silence.
func weighed(it *ItemCase) *fault.Fault {
	for i := range it.Steps {
		if s := &it.Steps[i]; s.Asked != nil && s.Passed() && s.Asked.Unweighed() {
			return notNow("consult_unweighed", "step", s.Name)
		}
	}
	return nil
}

// closeConsult ends the consult with its last answer, and with it the pause, if its time is excluded.
func (it *ItemCase) closeConsult(s *Step, day calendar.Day) {
	if s.State == StepOpen && s.Asked.answered() {
		s.State = StepDone
		it.stepResumes(s, day)
	}
}

// stepPauses stops the decision clocks while the step lasts, where a law excludes its time (P8).
func (it *ItemCase) stepPauses(s *Step, en *Entry, until calendar.Day) {
	if s.Excluded != "" {
		it.pause(en, s.Excluded, until)
		s.Pause = en.Seq
	}
}

func (it *ItemCase) stepResumes(s *Step, day calendar.Day) {
	if s.Pause != 0 {
		it.resume(s.Pause, day)
		s.Pause = 0
	}
}

// silenceConsents says whether silence is no objection: only where the package names the law that says so.
func silenceConsents(it *ItemCase, k *Clock) bool {
	step, _ := bodyOf(k.Of)
	s := it.Step(step)
	return s != nil && s.Asked != nil && s.Asked.SilenceConsents && s.Asked.SilenceBasis != ""
}

// warnBody reminds the body that was asked of its last day.
func (w *work) warnBody(t timer) {
	if _, body := bodyOf(t.clock.Of); w.timely(t) {
		w.tell("department:"+body, "consult_due", t.it, t.words()...)
	}
}

// bodyLate tells the head of a body that it owes an answer: silence decides nothing where no law says so.
func (w *work) bodyLate(t timer) {
	_, body := bodyOf(t.clock.Of)
	w.tell("head:"+body, "consult_late", t.it, t.words()...)
}

func (w *work) bodyEscalated(t timer) {
	step, body := bodyOf(t.clock.Of)
	name := body
	if s := t.it.Step(step); s != nil && s.Asked != nil && s.Asked.request(body) != nil {
		name = s.Asked.request(body).Name
	}
	w.tell(supervisor(t.it), "consult_escalated", t.it, append(t.words(), "body", name)...)
}

// Clock answers the running clock of a kind that belongs to something (K8 of step/body, K9 of a step) as it stands on a
// day; false when none runs.
func (e Engine) Clock(it *ItemCase, kind, of string, on calendar.Day) (calendar.Answer, bool) {
	k := it.runningOf(kind, of)
	if k == nil {
		return calendar.Answer{}, false
	}
	return e.project(k, on), true
}
