package casework

// DeclareNotNeededInput is the input of DeclareNotNeeded.
type DeclareNotNeededInput struct {
	Target
	Reason  string
	Grounds string // law, as printed
}

// DeclareNotNeeded says that no permission is needed in law (无需办理, 行政许可法32(1)); dependants count it as
// satisfied.
func (e Engine) DeclareNotNeeded(c *Case, m Moment, by Actor, in DeclareNotNeededInput) (Change, error) {
	return e.act(c, m, by, VerbDeclareNotNeeded, in.Target, func(w *work, it *ItemCase) error {
		if err := required("reason", in.Reason); err != nil {
			return err
		}
		w.did(VerbDeclareNotNeeded, it, &ending{State: NotNeeded, Reason: in.Reason, Grounds: in.Grounds})
		w.issue("non_acceptance", it, w.today, w.remedies(w.today, map[string]string{
			"outcome": string(NotNeeded), "reason": in.Reason, "grounds": in.Grounds, "ground": it.cites("xk32_1"),
		}), nil)
		w.toApplicant("not_needed", it)
		return nil
	})
}
