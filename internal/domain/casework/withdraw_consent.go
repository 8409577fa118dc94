package casework

// WithdrawConsentInput is the input of WithdrawConsent.
type WithdrawConsentInput struct {
	Target
	Register string // slug
}

type consentWithdrawn struct {
	Consent string `json:"consent"`
	Source  string `json:"source"`
}

func (ev *consentWithdrawn) apply(_ *Case, it *ItemCase, en *Entry) {
	for i := range it.Consents {
		if it.Consents[i].ID == ev.Consent {
			it.Consents[i].Withdrew = en.At
		}
	}
}

// WithdrawConsent takes a consent back (收回同意, 个人信息保护法15): the register is not read any more for the item. What was read
// before stays lawful and in the file. Fault: NotNow casework.no_consent.
func (e Engine) WithdrawConsent(c *Case, m Moment, by Actor, in WithdrawConsentInput) (Change, error) {
	return e.act(c, m, by, VerbWithdrawConsent, in.Target, func(w *work, it *ItemCase) error {
		x := it.standing(in.Register)
		if x == nil {
			return notNow("no_consent")
		}
		w.did(VerbWithdrawConsent, it, &consentWithdrawn{Consent: x.ID, Source: x.Source})
		w.tell(handler(it), "consent_withdrawn_desk", it, "source", x.Source)
		return nil
	})
}
