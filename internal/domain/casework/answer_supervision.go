package casework

import "lianban/internal/base/fault"

// AnswerSupervisionInput is the input of AnswerSupervision.
type AnswerSupervisionInput struct {
	Target
	Answer string
}

type supervisionAnswered struct {
	Answer string `json:"answer"`
}

func (ev *supervisionAnswered) apply(_ *Case, it *ItemCase, en *Entry) {
	o := it.LastOrder()
	o.Answer, o.Answered = ev.Answer, en.Day
}

func mayAnswerSupervision(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.OrderState() != OrderOpen {
		return notNow("no_order")
	}
	return nil
}

// AnswerSupervision answers a supervision order (督办回复): what was done, and why it was late.
func (e Engine) AnswerSupervision(c *Case, m Moment, by Actor, in AnswerSupervisionInput) (Change, error) {
	return e.act(c, m, by, VerbAnswerSupervision, in.Target, func(w *work, it *ItemCase) error {
		if err := required("answer", in.Answer); err != nil {
			return err
		}
		w.did(VerbAnswerSupervision, it, &supervisionAnswered{Answer: in.Answer})
		w.tell(supervisor(it), "supervision_answered", it)
		return nil
	})
}
