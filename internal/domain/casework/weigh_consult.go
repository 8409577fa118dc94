package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// WeighConsultInput is the input of WeighConsult.
type WeighConsultInput struct {
	Target
	Step    string
	Opinion string // how objections and conditions are taken into account
}

type consultWeighed struct {
	Step    string `json:"step"`
	Opinion string `json:"opinion"`
}

func (ev *consultWeighed) apply(_ *Case, it *ItemCase, en *Entry) {
	a := it.Step(ev.Step).Asked
	a.Weighed = append(a.Weighed, Weighing{Text: ev.Opinion, On: en.Day, By: ident.StaffID(en.Actor.ID)})
	for i := range a.Requests {
		if a.Requests[i].Doubts() {
			a.Requests[i].Weighed = true
		}
	}
	it.keep(en)
}

func mayWeighConsult(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.stepThat("", Consult, toWeigh) == nil {
		return notNow("nothing_to_weigh")
	}
	return nil
}

func toWeigh(s *Step) bool { return s.Asked != nil && s.Passed() && s.Asked.Unweighed() }

// WeighConsult answers the objections and conditions of bodies that were asked, in writing (研究意见). An objection does
// not decide, but nothing is granted over one that nobody answered.
func (e Engine) WeighConsult(c *Case, m Moment, by Actor, in WeighConsultInput) (Change, error) {
	return e.act(c, m, by, VerbWeighConsult, in.Target, func(w *work, it *ItemCase) error {
		s, err := it.mustStep(in.Step, Consult, "nothing_to_weigh", toWeigh)
		if err != nil {
			return err
		}
		if err := required("opinion", in.Opinion); err != nil {
			return err
		}
		w.did(VerbWeighConsult, it, &consultWeighed{Step: s.ID, Opinion: in.Opinion})
		return nil
	})
}
