package casework

import (
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// AskClarificationInput is the input of AskClarification.
type AskClarificationInput struct {
	Target
	Question string
}

type clarificationAsked struct {
	clockChange
	Question string `json:"question"`
}

func (ev *clarificationAsked) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Clarification = &Clarification{State: ClarificationAsked, Question: ev.Question, Asked: en.Day}
	ev.run(it, en)
	it.keep(en)
}

func mayAskClarification(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Clarification != nil {
		return notNow("clarification_used_up")
	}
	return nil
}

// clarificationClock is K14, the days to answer a question after acceptance.
func (e Engine) clarificationClock(from calendar.Day) Clock {
	return e.start("K14", workingDays(e.Params.ClarifyDays, "clarification"), from)
}

// AskClarification asks the applicant one question after acceptance (要求补充说明): once, and the decision clock runs on
// (P3). It is no second chance for papers that the one-time notice missed.
func (e Engine) AskClarification(c *Case, m Moment, by Actor, in AskClarificationInput) (Change, error) {
	return e.act(c, m, by, VerbAskClarification, in.Target, func(w *work, it *ItemCase) error {
		if err := required("question", in.Question); err != nil {
			return err
		}
		k := e.clarificationClock(w.today)
		w.did(VerbAskClarification, it, &clarificationAsked{clockChange{Start: []Clock{k}}, in.Question})
		w.issue("clarification", it, w.today, map[string]string{
			"question": in.Question, "due": k.Told.String(), "days": strconv.Itoa(k.Rule.Length),
		}, nil)
		w.toApplicant("clarification_asked", it, "due", k.Told.String())
		return nil
	})
}
