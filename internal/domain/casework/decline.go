package casework

// DeclineInput is the input of Decline.
type DeclineInput struct {
	Target
	Reason  string
	Grounds string // law, as printed
}

// Decline declines an application before acceptance (不予受理) with reason and remedies (行政许可法32).
func (e Engine) Decline(c *Case, m Moment, by Actor, in DeclineInput) (Change, error) {
	return e.act(c, m, by, VerbDecline, in.Target, func(w *work, it *ItemCase) error {
		if err := required("reason", in.Reason, "grounds", in.Grounds); err != nil {
			return err
		}
		w.did(VerbDecline, it, &ending{State: Declined, Reason: in.Reason, Grounds: in.Grounds})
		w.issue("non_acceptance", it, w.today, w.remedies(w.today, map[string]string{
			"outcome": string(Declined), "reason": in.Reason, "grounds": in.Grounds,
		}), nil)
		w.toApplicant("declined", it)
		return nil
	})
}
