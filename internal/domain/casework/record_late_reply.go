package casework

import "lianban/internal/base/fault"

// RecordLateReplyInput is the input of RecordLateReply.
type RecordLateReplyInput struct {
	Target
	Step    string
	Body    string
	Seen    int64 // Request.Version on the page; 0 = not checked
	Answer  string
	Opinion string
}

type lateReply struct {
	Step    string `json:"step"`
	Body    string `json:"body"`
	Answer  string `json:"answer"`
	Opinion string `json:"opinion"`
}

func (ev *lateReply) apply(_ *Case, it *ItemCase, en *Entry) {
	r := it.Step(ev.Step).Asked.request(ev.Body)
	r.Late, r.LateAnswer, r.LateOn, r.Weighed = ev.Opinion, ev.Answer, en.Day, false
	r.Version++
}

// mayRecordLateReply: some body that was silent has not written since. Its own department hands it in, or the officer
// writes down what came on paper.
func mayRecordLateReply(_ *Case, it *ItemCase, by Actor) *fault.Fault {
	for i := range it.Steps {
		if it.Steps[i].Asked == nil {
			continue
		}
		for _, r := range it.Steps[i].Asked.Requests {
			own := by.Department == "" || by.Department == r.Department || by.Department == it.Department
			if own && r.State == RequestSilent && r.LateOn == 0 {
				return nil
			}
		}
	}
	return notNow("no_silence")
}

// RecordLateReply keeps an answer that came after silence had counted as no objection (迟到的意见). The step stays passed;
// an objection is a fact that the officer weighs before anybody signs.
func (e Engine) RecordLateReply(c *Case, m Moment, by Actor, in RecordLateReplyInput) (Change, error) {
	in.SeenVersion = 0
	return e.act(c, m, by, VerbRecordLateReply, in.Target, func(w *work, it *ItemCase) error {
		s, r, err := it.asked(in.Step, in.Body, in.Seen, by)
		if err != nil {
			return err
		}
		if r.State != RequestSilent || r.LateOn != 0 {
			return notNow("no_silence")
		}
		if err := required("opinion", in.Opinion); err != nil {
			return err
		}
		if err := checkAnswer(in.Answer, in.Opinion); err != nil {
			return err
		}
		w.did(VerbRecordLateReply, it, &lateReply{Step: s.ID, Body: r.Department, Answer: in.Answer, Opinion: in.Opinion})
		w.tell(handler(it), "consult_late_reply", it, "body", r.Name)
		return nil
	})
}
