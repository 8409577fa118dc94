package officer

import (
	"strconv"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// The fields of the acts of fees and registers.
const (
	fieldTimes    = "times"    // years that are paid for at once
	fieldRelieved = "relieved" // 元
	fieldNumber   = "number"   // of a refund or of an entry
)

// feeDeeds are the acts of fees, registration and what follows a grant.
func feeDeeds() []deed {
	relieve, fee := []permission.Permission{permission.Relieve}, []permission.Permission{permission.Fee}
	return []deed{
		{verb: casework.VerbAssessFee, path: "assess-fee", needs: fee, fields: assessFields, try: tryAssess, send: sendAssess},
		{verb: casework.VerbDecideRelief, path: "decide-relief", needs: relieve, fields: reliefFields, try: tryRelief, send: sendRelief},
		{verb: casework.VerbGrantReliefFull, path: "grant-relief-full", needs: relieve, fields: feeReason, try: tryReliefFull, send: sendReliefFull},
		{verb: casework.VerbEnterRegister, path: "enter-register", needs: []permission.Permission{permission.Handle}, fields: feeNumber, try: tryEnter, send: sendEnter},
		{verb: casework.VerbRefund, path: "refund", needs: fee, fields: feeNumber, try: tryRefund, send: sendRefund},
		{verb: casework.VerbTerminateUnpaid, path: "terminate-unpaid", needs: []permission.Permission{permission.Sign}, grave: true, fields: feeReason, try: tryUnpaid, send: sendUnpaid},
	}
}

// reliefDeed says that the act belongs to the office that decides on reliefs.
func (d deed) reliefDeed() bool {
	return d.verb == casework.VerbDecideRelief || d.verb == casework.VerbGrantReliefFull
}

// relieving says that the person sits in the office that decides on a relief of this item, and not in the item's own.
func (f *file) relieving() bool {
	if f.Item.ReliefOffice() == "" {
		return false
	}
	who, g := f.v.Who.Principal, f.v.d.Handling.Guard
	return g.Allow(who, permission.Relieve, handling.ReliefResource(f.resource(), f.Item)) == nil
}

// deeds are the acts that this person can have to do with: of the office that decides on a relief only that.
func (f *file) deeds() []deed {
	if !f.relieving() || f.v.d.Handling.Guard.Allow(f.v.Who.Principal, permission.See, f.resource()) == nil {
		return deeds()
	}
	var out []deed
	for _, d := range feeDeeds() {
		if d.reliefDeed() {
			out = append(out, d)
		}
	}
	return out
}

// assessFields ask for how many years a yearly fee is paid at once.
func assessFields(f *file, d deed) []page.Field {
	for i := range f.Item.Steps {
		o := f.Item.Steps[i].Order
		if o == nil || f.Item.Steps[i].State != casework.StepTodo {
			continue
		}
		for _, l := range o.Lines {
			if l.Every != "" {
				return []page.Field{{
					Kind: page.Text, Name: fieldTimes, Label: say("act.assess-fee.times"), Help: say("act.assess-fee.times.help", "n", max(l.Term, 1)), Value: "1",
				}}
			}
		}
	}
	return nil
}

func feeReason(_ *file, d deed) []page.Field {
	return []page.Field{{Kind: page.LongText, Name: fieldReason, Label: say("act." + d.path + ".reason"), Help: help(d, fieldReason), Longest: 2000}}
}

func feeNumber(_ *file, d deed) []page.Field {
	return []page.Field{{Kind: page.Text, Name: fieldNumber, Label: say("act." + d.path + ".number"), Help: help(d, fieldNumber), Longest: 100}}
}

// reliefFields ask how much is taken off: what the package computes stands there already.
func reliefFields(f *file, d deed) []page.Field {
	most := int64(0)
	if r := f.askedRelief(); r != nil {
		most = r.Fen
	}
	amount := page.Field{
		Kind: page.Text, Name: fieldRelieved, Label: say("act.decide-relief.relieved"),
		Help: say("act.decide-relief.relieved.help", "most", page.Money(most)), Value: casework.Yuan(most),
	}
	return append([]page.Field{amount}, feeReason(f, d)...)
}

// askedRelief is the relief that waits for a decision; nil: none does.
func (f *file) askedRelief() *casework.FeeRelief {
	for i := range f.Item.Steps {
		s := &f.Item.Steps[i]
		if s.Order == nil || s.State != casework.StepReliefAsked {
			continue
		}
		for j := range s.Order.Reliefs {
			if s.Order.Reliefs[j].Slug == s.Order.Heading {
				return &s.Order.Reliefs[j]
			}
		}
	}
	return nil
}

func tryAssess(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.AssessFee(c, m, by, casework.AssessFeeInput{Target: t})
}

func sendAssess(f *file, form *actForm, t handling.Target) error {
	times, err := 1, error(nil)
	if text := form.value(fieldTimes); text != "" {
		if times, err = strconv.Atoi(text); err != nil || times < 1 {
			return fault.New(fault.Invalid, "casework.incomplete").With(fieldTimes, "officer.bad_number")
		}
	}
	_, err = f.v.d.Handling.AssessFee(f.v.R.Context(), f.v.Who.Principal, t, times)
	return err
}

func tryRelief(f *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	in := casework.DecideReliefInput{Target: t, Reason: say("effect.open")}
	if r := f.askedRelief(); r != nil {
		in.Relieved = r.Fen
	}
	return e.DecideRelief(c, m, by, in)
}

func sendRelief(f *file, form *actForm, t handling.Target) error {
	relieved, ok := casework.ParseYuan(form.value(fieldRelieved))
	if !ok {
		return fault.New(fault.Invalid, "casework.incomplete").With(fieldRelieved, "officer.bad_yuan")
	}
	_, err := f.v.d.Handling.DecideRelief(f.v.R.Context(), f.v.Who.Principal, t, relieved, form.value(fieldReason))
	return err
}

func tryReliefFull(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.GrantReliefFull(c, m, by, casework.GrantReliefFullInput{Target: t, Reason: say("effect.open")})
}

func sendReliefFull(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.GrantReliefFull(f.v.R.Context(), f.v.Who.Principal, t, form.value(fieldReason))
	return err
}

func tryEnter(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.EnterRegister(c, m, by, casework.EnterRegisterInput{Target: t, No: say("effect.open")})
}

func sendEnter(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.EnterRegister(f.v.R.Context(), f.v.Who.Principal, t, form.value(fieldNumber))
	return err
}

func tryRefund(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.Refund(c, m, by, casework.RefundInput{Target: t, Number: say("effect.open")})
}

func sendRefund(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.Refund(f.v.R.Context(), f.v.Who.Principal, t, "", form.value(fieldNumber))
	return err
}

func tryUnpaid(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.TerminateUnpaid(c, m, by, casework.TerminateUnpaidInput{Target: t, Reason: say("effect.open")})
}

func sendUnpaid(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.TerminateUnpaid(f.v.R.Context(), f.v.Who.Principal, t, form.value(fieldReason))
	return err
}
