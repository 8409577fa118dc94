package casework

import "lianban/internal/base/fault"

// RestateLengthInput is the input of RestateLength.
type RestateLengthInput struct {
	Target
	Step   string // id of the step; none: the first that overran
	Length Limit  // announced in writing
	Reason string // why it takes longer, as printed
}

func mayRestate(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.stepIn("", ExpertReview, StepOverrun) == nil {
		return notNow("no_experts_overrun")
	}
	return nil
}

// RestateLength announces a new length for an expert review that overran (重新告知所需时间): a new written notice with
// its reasons. The clocks stand still again from this day; the days in between have counted (P7).
func (e Engine) RestateLength(c *Case, m Moment, by Actor, in RestateLengthInput) (Change, error) {
	return e.act(c, m, by, VerbRestateLength, in.Target, func(w *work, it *ItemCase) error {
		s := it.stepIn(in.Step, ExpertReview, StepOverrun)
		if s == nil {
			return notNow("no_experts_overrun")
		}
		if err := required("reason", in.Reason); err != nil {
			return err
		}
		return w.callExperts(VerbRestateLength, it, s, s.Experts.Who, in.Length, in.Reason)
	})
}
