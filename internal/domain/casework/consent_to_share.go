package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// ConsentInput is the input of ConsentToShare: which register may be read, and for what of the item.
type ConsentInput struct {
	Target
	Register  string // slug
	Source    string // name of the register
	Owner     string // name of the department that keeps it
	Materials []string
	Fields    []string
	Rules     []string
	Names     []string // of all these, as the applicant read them
}

type consented struct {
	Consent Consent `json:"consent"`
}

func (ev *consented) apply(_ *Case, it *ItemCase, en *Entry) {
	x := ev.Consent
	x.Given = en.At
	it.Consents = append(it.Consents, x)
}

// ConsentToShare lets the office of an item read one register for this item (同意共享, 个人信息保护法13(1), 14). It moves no
// clock: what a register is slow to answer costs nobody a day. A consent that a clerk records is told to the applicant, who
// can take it back. Fault: NotNow casework.consent_stands while one for the same register stands.
func (e Engine) ConsentToShare(c *Case, m Moment, by Actor, in ConsentInput) (Change, error) {
	return e.act(c, m, by, VerbConsentToShare, in.Target, func(w *work, it *ItemCase) error {
		if err := required("register", in.Register, "source", in.Source); err != nil {
			return err
		}
		if len(in.Materials)+len(in.Fields)+len(in.Rules) == 0 {
			return fault.New(fault.Invalid, "casework.incomplete").With("register", "casework.required.shared")
		}
		if it.standing(in.Register) != nil {
			return notNow("consent_stands", "source", in.Source)
		}
		w.did(VerbConsentToShare, it, &consented{Consent{
			ID: ident.Of("consent", string(w.c.No), it.Slot, itoa(it.Attempt), itoa(len(it.Consents))), Register: in.Register, Source: in.Source, Owner: in.Owner,
			Materials: in.Materials, Fields: in.Fields, Rules: in.Rules, Names: in.Names,
		}})
		if by.Kind == "staff" {
			w.toApplicant("consent_recorded", it, "source", in.Source)
		}
		return nil
	})
}
