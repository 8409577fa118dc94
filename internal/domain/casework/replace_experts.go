package casework

// ReplaceExpertsInput is the input of ReplaceExperts.
type ReplaceExpertsInput struct {
	Target
	Step   string // id of the step; none: the first that overran
	Reason string
}

type expertsReplaced struct {
	Step   string `json:"step"`
	Reason string `json:"reason"`
}

func (ev *expertsReplaced) apply(_ *Case, it *ItemCase, _ *Entry) {
	s := it.Step(ev.Step)
	s.State = StepTodo
	s.Experts = &Experts{Restated: s.Experts.Restated}
}

// ReplaceExperts gives up on experts who did not answer in the announced time (更换专家): others are to be called. The
// clocks run until they are.
func (e Engine) ReplaceExperts(c *Case, m Moment, by Actor, in ReplaceExpertsInput) (Change, error) {
	return e.act(c, m, by, VerbReplaceExperts, in.Target, func(w *work, it *ItemCase) error {
		s := it.stepIn(in.Step, ExpertReview, StepOverrun)
		if s == nil {
			return notNow("no_experts_overrun")
		}
		if err := required("reason", in.Reason); err != nil {
			return err
		}
		w.did(VerbReplaceExperts, it, &expertsReplaced{Step: s.ID, Reason: in.Reason})
		return nil
	})
}
