package window

import (
	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// mayShare: some register can be asked for something that the item still lacks.
func (v *visit) mayShare(f *filing.Followed, it *casework.ItemCase) bool {
	return len(v.shareOptions(f, it)) > 0
}

// shareOptions are the registers to which the visitor can consent now, or which did not answer yet, with what they would be
// asked for.
func (v *visit) shareOptions(f *filing.Followed, it *casework.ItemCase) []page.Option {
	sh, err := v.d.Filing.SharesOf(v.R.Context(), f, it.Slot)
	if err != nil {
		v.Door.Log.Error("what could be shared is not known", "case", string(f.Case.ID), "error", err.Error())
		return nil
	}
	var out []page.Option
	for _, o := range sh.Offers {
		found := o.Consent != nil && o.Consent.Standing() && o.Consent.Outcome == casework.ShareFound
		if o.Connected && !found && len(o.Materials)+len(o.Fields)+len(o.Rules) > 0 {
			out = append(out, page.Option{Value: o.Register, Label: say("for.consent-to-share.option", "source", o.Source, "what", joined(o.Names))})
		}
	}
	return out
}

// shareFields ask which register, and that the visitor said so in person.
func (v *visit) shareFields(a wordAct) []page.Field {
	f, err := v.follow()
	if err != nil {
		return nil
	}
	which := v.wordField(a, page.OneOf, "register", 0)
	which.Options = v.shareOptions(f, f.Case.Latest(v.R.PathValue("item")))
	if len(which.Options) == 1 && which.Value == "" {
		which.Value = which.Options[0].Value
	}
	heard := v.wordField(a, page.Promise, "heard", 0)
	return []page.Field{which, heard}
}

// heardOnly refuses what the visitor did not say in person.
func (v *visit) heardOnly() error {
	bad := fault.New(fault.Invalid, "casework.incomplete")
	if v.R.PostFormValue("register") == "" {
		bad.With("register", "window.share_which")
	}
	if v.R.PostFormValue("heard") != "yes" {
		bad.With("heard", "window.share_heard")
	}
	return bad.OrNil()
}

func (v *visit) consentToShare(c *casework.Case, it *casework.ItemCase) error {
	if err := v.heardOnly(); err != nil {
		return err
	}
	register := v.R.PostFormValue("register")
	ask := func() (*casework.Case, error) { // it did not answer before, and the consent stands
		return v.d.Filing.ReadShared(v.R.Context(), v.Who.Principal, c.No, it.Slot, register)
	}
	if x := it.Consent(register); x == nil || !x.Standing() {
		ask = func() (*casework.Case, error) {
			return v.d.Filing.ConsentToShare(v.R.Context(), v.Who.Principal, c.No, filing.ConsentInput{Slot: it.Slot, Register: register})
		}
	}
	after, err := ask()
	if err != nil {
		return err
	}
	if x := after.Latest(it.Slot).Consent(register); x != nil && x.Outcome != "" {
		v.done = "consent-to-share." + x.Outcome
	}
	return nil
}

// standingFields ask which consent is taken back.
func (v *visit) standingFields(a wordAct) []page.Field {
	f, err := v.follow()
	if err != nil {
		return nil
	}
	which := v.wordField(a, page.OneOf, "register", 0)
	for _, x := range f.Case.Latest(v.R.PathValue("item")).Consents {
		if x.Standing() {
			which.Options = append(which.Options, page.Option{Value: x.Register, Label: x.Source})
		}
	}
	heard := v.wordField(a, page.Promise, "heard", 0)
	return []page.Field{which, heard}
}

func (v *visit) withdrawConsent(c *casework.Case, it *casework.ItemCase) error {
	if err := v.heardOnly(); err != nil {
		return err
	}
	_, err := v.d.Filing.WithdrawConsent(v.R.Context(), v.Who.Principal, c.No, filing.ConsentInput{Slot: it.Slot, Register: v.R.PostFormValue("register")})
	return err
}
