package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// AnswerObjectionInput is the input of AnswerObjection.
type AnswerObjectionInput struct {
	Target
	Step      string
	Objection string // id; "" = the oldest without an answer
	Answer    string // with reasons; the objector reads it
}

type objectionAnswered struct {
	Step      string `json:"step"`
	Objection string `json:"objection"`
	Answer    string `json:"answer"`
}

func (ev *objectionAnswered) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	o := s.Notice.objection(ev.Objection)
	o.Answer, o.Answered, o.By = ev.Answer, en.Day, ident.StaffID(en.Actor.ID)
	if s.Notice.Unanswered() > 0 {
		return
	}
	switch s.State {
	case StepObjected:
		s.State = StepRunning
	case StepEndedObjected:
		s.State = StepDone
	}
}

func unanswered(s *Step) bool { return s.Notice != nil && s.Notice.Unanswered() > 0 }

func mayAnswerObjection(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.stepThat("", PublicNotice, unanswered) == nil {
		return notNow("no_objection_open")
	}
	return nil
}

// AnswerObjection answers an objection in writing, with reasons, after the objector was heard (答复异议). The last answer
// after the end of the notice ends the step.
func (e Engine) AnswerObjection(c *Case, m Moment, by Actor, in AnswerObjectionInput) (Change, error) {
	return e.act(c, m, by, VerbAnswerObjection, in.Target, func(w *work, it *ItemCase) error {
		s, err := it.mustStep(in.Step, PublicNotice, "no_objection_open", func(s *Step) bool {
			return unanswered(s) && (in.Objection == "" || s.Notice.objection(in.Objection) != nil)
		})
		if err != nil {
			return err
		}
		o := s.Notice.open(in.Objection)
		if o == nil {
			return notNow("answered_already")
		}
		if err := required("answer", in.Answer); err != nil {
			return err
		}
		w.did(VerbAnswerObjection, it, &objectionAnswered{Step: s.ID, Objection: o.ID, Answer: in.Answer})
		w.issue("objection_answer", it, w.today, map[string]string{
			"step": s.Name, "objected_on": o.On.String(), "objection": ObjectionNo(o.ID), "answer": in.Answer, "notice": NoticeNo(s.Notice.ID),
		}, nil)
		if o.Person != "" {
			w.tell("person:"+string(o.Person), "objection_answered", it, "notice", s.Notice.ID)
		}
		return nil
	})
}

// open answers an objection that nobody answered: the named one, or the oldest.
func (n *Notice) open(id string) *Objection {
	for i := range n.Objections {
		if o := &n.Objections[i]; o.Answer == "" && (id == "" || o.ID == id) {
			return o
		}
	}
	return nil
}
