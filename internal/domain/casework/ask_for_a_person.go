package casework

import "lianban/internal/base/fault"

// AskForAPersonInput is the input of AskForAPerson.
type AskForAPersonInput struct {
	Target
}

type personAsked struct {
	Step string `json:"step"`
}

func (ev *personAsked) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	s.State = StepFallenBack
	s.Auto.Why, s.Auto.Tried = AutoAsked, en.Day
}

// mayAskForAPerson: as long as the rules have not decided.
func mayAskForAPerson(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Automatic() == nil {
		return notNow("no_automatic_decision")
	}
	return nil
}

// AskForAPerson takes the decision away from the rules (要求人工办理, P22): nothing is looked up, a person decides. It can
// be asked at any time before the decision.
func (e Engine) AskForAPerson(c *Case, m Moment, by Actor, in AskForAPersonInput) (Change, error) {
	return e.act(c, m, by, VerbAskForAPerson, in.Target, func(w *work, it *ItemCase) error {
		w.did(VerbAskForAPerson, it, &personAsked{Step: it.Automatic().ID})
		w.toApplicant("auto_to_person", it)
		w.tell(handler(it), "person_asked", it)
		return nil
	})
}
