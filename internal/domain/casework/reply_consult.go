package casework

import (
	"strconv"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// ReplyConsultInput is the input of ReplyConsult. Its target names no version of the item: bodies that answer at the
// same time compare the version of their own request only (rulebook §6).
type ReplyConsultInput struct {
	Target
	Step    string
	Body    string // slug of the department that answers
	Seen    int64  // Request.Version on the page; 0 = not checked
	Answer  string // no_objection, conditions, objection
	Opinion string // reasons; may be missing only where there is no objection
}

type consultReplied struct {
	clockChange
	Step    string `json:"step"`
	Body    string `json:"body"`
	Answer  string `json:"answer"`
	Opinion string `json:"opinion,omitempty"`
}

func (ev *consultReplied) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	r := s.Asked.request(ev.Body)
	r.State, r.Answered, r.Answer, r.Opinion, r.By = RequestReplied, en.Day, ev.Answer, ev.Opinion, ident.StaffID(en.Actor.ID)
	r.Version++
	ev.run(it, en)
	it.closeConsult(s, en.Day)
}

// mayReplyConsult: a request of the actor's own body waits for an answer. Silence that counted as an answer is over.
func mayReplyConsult(_ *Case, it *ItemCase, by Actor) *fault.Fault {
	silent := false
	for i := range it.Steps {
		if it.Steps[i].Asked == nil {
			continue
		}
		for _, r := range it.Steps[i].Asked.Requests {
			if by.Department != "" && by.Department != r.Department {
				continue
			}
			if r.State == RequestSent {
				return nil
			}
			silent = silent || r.State == RequestSilent
		}
	}
	if silent {
		return notNow("consult_over")
	}
	return notNow("nothing_asked")
}

// ReplyConsult answers a consultation for the body that was asked (回复意见). The last answer ends the step.
func (e Engine) ReplyConsult(c *Case, m Moment, by Actor, in ReplyConsultInput) (Change, error) {
	in.SeenVersion = 0
	return e.act(c, m, by, VerbReplyConsult, in.Target, func(w *work, it *ItemCase) error {
		s, r, err := it.asked(in.Step, in.Body, in.Seen, by)
		if err != nil {
			return err
		}
		switch {
		case by.Department != "" && by.Department != r.Department:
			return fault.New(fault.Forbidden, "casework.other_department")
		case r.State == RequestSent:
		case r.State == RequestSilent:
			return notNow("consult_over")
		default:
			return notNow("replied_already")
		}
		if err := checkAnswer(in.Answer, in.Opinion); err != nil {
			return err
		}
		w.did(VerbReplyConsult, it, &consultReplied{
			clockChange: clockChange{Stop: []string{"K8:" + ofBody(s.ID, r.Department)}},
			Step:        s.ID, Body: r.Department, Answer: in.Answer, Opinion: in.Opinion,
		})
		w.tell(handler(it), "consult_replied", it, "body", r.Name)
		if s.Passed() {
			w.tell(handler(it), "consult_done", it, "step", s.Name)
		}
		return nil
	})
}

// asked finds the request to a body and compares the version that was seen. Its own officer reads and writes beside the item's own
// department, nobody else.
func (it *ItemCase) asked(step, body string, seen int64, by Actor) (*Step, *Request, error) {
	s := it.stepThat(step, Consult, func(s *Step) bool { return s.Asked != nil && s.Asked.request(body) != nil })
	if s == nil || s.Asked.request(body).State == "" {
		return nil, nil, fault.New(fault.NotFound, "casework.no_such_request")
	}
	r := s.Asked.request(body)
	if by.Kind == "staff" && by.Department != "" && by.Department != body && by.Department != it.Department {
		return nil, nil, fault.New(fault.Forbidden, "casework.other_department")
	}
	if seen != 0 && seen != r.Version {
		return nil, nil, fault.New(fault.Conflict, "casework.request_changed", "seen", strconv.FormatInt(seen, 10), "now", strconv.FormatInt(r.Version, 10))
	}
	return s, r, nil
}

// checkAnswer: conditions and objections carry their reasons.
func checkAnswer(answer, opinion string) error {
	bad := fault.New(fault.Invalid, "casework.incomplete")
	switch answer {
	case NoObjection:
	case WithConditions, Objects:
		if strings.TrimSpace(opinion) == "" {
			bad.With("opinion", "casework.required.opinion")
		}
	default:
		bad.With("answer", "casework.required.consult_answer")
	}
	return bad.OrNil()
}
