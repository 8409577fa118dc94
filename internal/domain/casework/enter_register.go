package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// EnterRegisterInput is the input of EnterRegister.
type EnterRegisterInput struct {
	Target
	No string // of the entry in the register
}

type entered struct {
	Step string `json:"step"`
	No   string `json:"no"`
}

func (ev *entered) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	s.State, s.Entered = StepDone, &Entered{No: ev.No, On: en.Day, By: ident.StaffID(en.Actor.ID)}
}

// registrationIn answers the first registration that was not made; nil: there is none.
func (it *ItemCase) registrationIn(state StepState) *Step {
	for i := range it.Steps {
		if s := &it.Steps[i]; s.Kind == Registration && s.State == state {
			return s
		}
	}
	return nil
}

// mayEnter: registration comes after the fee (先缴费、后登簿) and whatever else stands before it.
func mayEnter(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	s := it.registrationIn(StepTodo)
	if s == nil {
		return notNow("nothing_to_enter")
	}
	for i := range it.Steps {
		if x := &it.Steps[i]; x.Kind == FeeStep && !x.Passed() {
			return notNow("fee_before_register", "step", x.Name)
		}
	}
	if !it.startable(s) {
		return notNow("step_before_open", "step", s.Name)
	}
	return nil
}

// EnterRegister makes the entry in the register (登簿); the certificate is made in the same breath once nothing else
// stands before it. Fault: Invalid casework.incomplete.
func (e Engine) EnterRegister(c *Case, m Moment, by Actor, in EnterRegisterInput) (Change, error) {
	return e.act(c, m, by, VerbEnterRegister, in.Target, func(w *work, it *ItemCase) error {
		if err := required("number", in.No); err != nil {
			return err
		}
		w.did(VerbEnterRegister, it, &entered{Step: it.registrationIn(StepTodo).ID, No: in.No})
		w.toApplicant("entered", it)
		return nil
	})
}
