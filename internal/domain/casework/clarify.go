package casework

import "lianban/internal/base/fault"

// ClarifyInput is the input of Clarify.
type ClarifyInput struct {
	Target
	Answer string
}

type clarified struct {
	clockChange
	Answer string `json:"answer"`
}

func (ev *clarified) apply(_ *Case, it *ItemCase, en *Entry) {
	q := it.Clarification
	q.State, q.Answer, q.Answered = ClarificationAnswered, ev.Answer, en.Day
	ev.run(it, en)
}

func mayClarify(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Clarification == nil || it.Clarification.State != ClarificationAsked {
		return notNow("no_clarification_asked")
	}
	return nil
}

// Clarify answers the question that was asked after acceptance (补充说明).
func (e Engine) Clarify(c *Case, m Moment, by Actor, in ClarifyInput) (Change, error) {
	return e.act(c, m, by, VerbClarify, in.Target, func(w *work, it *ItemCase) error {
		if err := required("clarification", in.Answer); err != nil {
			return err
		}
		w.did(VerbClarify, it, &clarified{clockChange{Stop: []string{"K14"}}, in.Answer})
		w.tell(handler(it), "clarified", it)
		return nil
	})
}
