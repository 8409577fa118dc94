package casework

import "lianban/internal/domain/calendar"

// RefuseInput is the input of Refuse.
type RefuseInput struct {
	Target
}

// Refuse signs a drafted refusal (不予许可) with reason, law and remedies (行政许可法38). Before the day on
// which a campaign publishes its results the decision is sealed instead.
func (e Engine) Refuse(c *Case, m Moment, by Actor, in RefuseInput) (Change, error) {
	return e.act(c, m, by, VerbRefuse, in.Target, func(w *work, it *ItemCase) error {
		if w.sealing() {
			w.seal(it, nil)
			return nil
		}
		w.did(VerbRefuse, it, &signed{})
		w.refused(it, w.today)
		return nil
	})
}

// refused issues the letter of a refusal, with its remedies, and tells of it.
func (w *work) refused(it *ItemCase, day calendar.Day) {
	d := it.Decision
	w.issue("decision_refuse", it, day, w.remedies(day, map[string]string{
		"reason": d.Reason, "grounds": d.Grounds, "decided": day.String(),
		"accepted": it.Accepted.String(), "signer": string(d.Signer),
	}), map[string][]string{"grounds": it.Grounds})
	w.toApplicant("refused", it)
}
