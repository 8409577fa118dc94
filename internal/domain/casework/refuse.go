package casework

// RefuseInput is the input of Refuse.
type RefuseInput struct {
	Target
}

// Refuse signs a drafted refusal (不予许可) with reason, law and remedies (行政许可法38).
func (e Engine) Refuse(c *Case, m Moment, by Actor, in RefuseInput) (Change, error) {
	return e.act(c, m, by, VerbRefuse, in.Target, func(w *work, it *ItemCase) error {
		w.did(VerbRefuse, it, &signed{})
		w.issue("decision_refuse", it, w.today, w.remedies(w.today, map[string]string{
			"reason": it.Decision.Reason, "grounds": it.Decision.Grounds, "decided": w.today.String(),
			"accepted": it.Accepted.String(), "signer": string(it.Decision.Signer),
		}), map[string][]string{"grounds": it.Grounds})
		w.toApplicant("refused", it)
		return nil
	})
}
