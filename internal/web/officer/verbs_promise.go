package officer

import (
	"slices"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// The fields that the acts of promises and of setting right ask for.
const (
	fieldGapPapers    = "materials"
	fieldFindings     = "findings"
	fieldRevokeGround = "cause"
	fieldHeard        = "heard"
	fieldCompensation = "compensation"
	fieldRefund       = "refund"
	fieldOld          = "old"
	fieldNew          = "new"
	fieldEvidence     = "evidence"
	fieldToldOn       = "told"
	fieldServedOn     = "served"
	fieldOrder        = "order"
	fieldReviewer     = "reviewer"
	fieldArrived      = "on"
)

// promiseDeeds are the acts of papers that follow later, commitments and setting right.
func promiseDeeds() []deed {
	answer, handle := []permission.Permission{permission.Answer}, []permission.Permission{permission.Handle}
	sign, right := []permission.Permission{permission.Sign}, []permission.Permission{permission.SetRight}
	return []deed{
		{verb: casework.VerbOfferGap, path: "offer-gap", needs: answer, mine: true, fields: gapFields, try: tryGap, send: sendGap},
		{verb: casework.VerbExtendSupplement, path: "extend-supplement", needs: answer, mine: true, fields: askedFields(fieldReason), try: tryExtendSupplement, send: sendExtendSupplement},
		{verb: casework.VerbVerifyCommitment, path: "verify-commitment", needs: handle, mine: true, fields: askedFields(fieldFindings), try: tryVerify, send: sendVerify},
		{verb: casework.VerbFindBreach, path: "find-breach", needs: handle, mine: true, grave: true, fields: askedFields(fieldFindings), try: tryBreach, send: sendBreach},
		{verb: casework.VerbCorrectCertificate, path: "correct-certificate", needs: handle, mine: true, when: noCorrection, fields: askedFields(fieldOld, fieldNew), try: tryCorrect, send: sendCorrect},
		{verb: casework.VerbCorrectCertificate, path: "confirm-correction", needs: sign, mine: true, when: correctionOpen, fields: askedFields(), try: tryCorrect, send: sendCorrect},
		{verb: casework.VerbRevoke, path: "revoke", needs: sign, mine: true, grave: true, fields: revokeFields, try: tryRevoke, send: sendRevoke},
		{verb: casework.VerbSetAsideDeemed, path: "set-aside-deemed", needs: right, mine: true, grave: true, fields: setAsideFields, try: trySetAside, send: sendSetAside},
		{verb: casework.VerbReopenByReview, path: "reopen-by-review", needs: right, mine: true, fields: reopenFields, try: tryReopen, send: sendReopen},
	}
}

func noCorrection(f *file) bool   { return f.Item.Correction == nil }
func correctionOpen(f *file) bool { return f.Item.Correction != nil }

// asked is a field for words, with the words of the act.
func asked(d deed, name string) page.Field {
	return page.Field{Kind: page.LongText, Name: name, Label: say("act." + d.path + "." + name), Help: help(d, name), Longest: 2000}
}

// line is a field for a few words or a day.
func askedLine(d deed, name, value string) page.Field {
	return page.Field{Kind: page.Text, Name: name, Label: say("act." + d.path + "." + name), Help: help(d, name), Value: value, Longest: 200}
}

func askedFields(names ...string) func(*file, deed) []page.Field {
	return func(_ *file, d deed) []page.Field {
		out := make([]page.Field, len(names))
		for i, name := range names {
			out[i] = asked(d, name)
			if name == fieldOld || name == fieldNew {
				out[i].Kind, out[i].Longest = page.Text, 200
			}
		}
		return out
	}
}

// paperName names a material of the item by its key.
func (f *file) paperName(key string) string {
	for _, m := range f.Materials {
		if m.Key == key {
			return m.Name
		}
	}
	return key
}

func (f *file) paperNames(keys []string) string {
	names := make([]string, len(keys))
	for i, key := range keys {
		names[i] = f.paperName(key)
	}
	return join(names)
}

func gapFields(f *file, d deed) []page.Field {
	x := page.Field{Kind: page.SomeOf, Name: fieldGapPapers, Label: say("act.offer-gap.materials"), Help: say("act.offer-gap.materials.help")}
	for _, key := range f.Item.MayGap {
		x.Options = append(x.Options, page.Option{Value: key, Label: f.paperName(key)})
	}
	return []page.Field{x}
}

func tryGap(f *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.OfferGap(c, m, by, casework.OfferGapInput{Target: t, Materials: f.Item.MayGap})
}

func sendGap(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.OfferGap(f.v.R.Context(), f.v.Who.Principal, t, casework.OfferGapInput{Materials: form.ticked(fieldGapPapers)})
	return err
}

func tryExtendSupplement(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.ExtendSupplement(c, m, by, casework.ExtendSupplementInput{Target: t, Reason: say("effect.open")})
}

func sendExtendSupplement(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.ExtendSupplement(f.v.R.Context(), f.v.Who.Principal, t, casework.ExtendSupplementInput{Reason: form.value(fieldReason)})
	return err
}

func tryVerify(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.VerifyCommitment(c, m, by, casework.VerifyCommitmentInput{Target: t, Findings: say("effect.open")})
}

func sendVerify(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.VerifyCommitment(f.v.R.Context(), f.v.Who.Principal, t, casework.VerifyCommitmentInput{Findings: form.value(fieldFindings)})
	return err
}

func tryBreach(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.FindBreach(c, m, by, casework.FindBreachInput{Target: t, Findings: say("effect.open")})
}

func sendBreach(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.FindBreach(f.v.R.Context(), f.v.Who.Principal, t, casework.FindBreachInput{Findings: form.value(fieldFindings)})
	return err
}

func tryCorrect(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.CorrectCertificate(c, m, by, casework.CorrectInput{Target: t, Old: say("effect.open"), New: say("effect.open")})
}

func sendCorrect(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.CorrectCertificate(f.v.R.Context(), f.v.Who.Principal, t, casework.CorrectInput{Old: form.value(fieldOld), New: form.value(fieldNew)})
	return err
}

func revokeFields(f *file, d deed) []page.Field {
	ground := page.Field{Kind: page.OneOf, Name: fieldRevokeGround, Label: say("act.revoke.cause")}
	for _, g := range casework.RevokeGrounds {
		ground.Options = append(ground.Options, page.Option{Value: g, Label: say("revoke_ground." + g), Hint: say("revoke_ground." + g + ".law")})
	}
	compensation := asked(d, fieldCompensation)
	compensation.Optional = true
	out := []page.Field{ground, asked(d, fieldReason), askedLine(d, fieldGrounds, ""), asked(d, fieldHeard), compensation}
	if slices.ContainsFunc(f.Item.Steps, func(s casework.Step) bool { return s.Order != nil && s.Order.Paid > 0 }) {
		out = append(out, page.Field{Kind: page.Promise, Name: fieldRefund, Label: say("act.revoke.refund"), Optional: true})
	}
	return out
}

func tryRevoke(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	open := say("effect.open")
	return e.Revoke(c, m, by, casework.RevokeInput{Target: t, Ground: casework.RevokeCancel, Reason: open, Law: open, Heard: open})
}

func sendRevoke(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.Revoke(f.v.R.Context(), f.v.Who.Principal, t, casework.RevokeInput{
		Ground: form.value(fieldRevokeGround), Reason: form.value(fieldReason), Law: form.value(fieldGrounds), Heard: form.value(fieldHeard),
		Compensation: form.value(fieldCompensation), Refund: form.value(fieldRefund) == "yes",
	})
	return err
}

func setAsideFields(f *file, d deed) []page.Field {
	received := f.Item.Received.String()
	return []page.Field{asked(d, fieldEvidence), askedLine(d, fieldToldOn, received), askedLine(d, fieldServedOn, received)}
}

func trySetAside(f *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	on := f.Item.Received
	return e.SetAsideDeemed(c, m, by, casework.SetAsideInput{
		Target: t, Evidence: say("effect.open"), Told: on, Served: on, Defects: f.sampleDefects(say("effect.open")),
	})
}

func sendSetAside(f *file, form *actForm, t handling.Target) error {
	told, err := form.day(fieldToldOn)
	if err != nil {
		return err
	}
	served, err := form.day(fieldServedOn)
	if err != nil {
		return err
	}
	_, err = f.v.d.Handling.SetAsideDeemed(f.v.R.Context(), f.v.Who.Principal, t, casework.SetAsideInput{
		Evidence: form.value(fieldEvidence), Told: told, Served: served, Defects: form.chosen(),
	})
	return err
}

func reopenFields(f *file, d deed) []page.Field {
	reason := asked(d, fieldReason)
	reason.Optional = true
	return []page.Field{askedLine(d, fieldOrder, ""), askedLine(d, fieldReviewer, ""), askedLine(d, fieldArrived, f.v.Today.String()), reason}
}

func tryReopen(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.ReopenByReview(c, m, by, casework.ReopenInput{Target: t, Order: say("effect.open"), Body: say("effect.open")})
}

func sendReopen(f *file, form *actForm, t handling.Target) error {
	on, err := form.day(fieldArrived)
	if err != nil {
		return err
	}
	_, err = f.v.d.Handling.ReopenByReview(f.v.R.Context(), f.v.Who.Principal, t, casework.ReopenInput{
		Order: form.value(fieldOrder), Body: form.value(fieldReviewer), On: on, Reason: form.value(fieldReason),
	})
	return err
}

// day reads a day that was written as 2026-03-05. Fault: Invalid casework.bad_day.
func (a *actForm) day(name string) (calendar.Day, error) {
	d, err := calendar.ParseDay(strings.TrimSpace(a.value(name)))
	if err != nil {
		return 0, fault.New(fault.Invalid, "casework.incomplete").With(name, "casework.bad_day")
	}
	return d, nil
}
