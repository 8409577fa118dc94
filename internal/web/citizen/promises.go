package citizen

import (
	"net/http"
	"strconv"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// promiseRoutes are the pages and acts of promises: papers that follow, commitments, and what is brought for them.
func promiseRoutes() map[string]func(*visit) error {
	const item = "/cases/{no}/items/{item}/"
	out := map[string]func(*visit) error{
		"GET " + item + "promise-gap": askPromiseGap, "POST " + item + "promise-gap": promiseGap,
		"POST " + item + "refuse-gap-offer": refuseGapOffer,
		"GET " + item + "sign-commitment":   askCommitment, "POST " + item + "sign-commitment": signCommitment,
		"GET " + item + "withdraw-commitment": askWithdrawCommitment, "POST " + item + "withdraw-commitment": withdrawCommitment,
		"GET " + item + "report-rectified": askRectified, "POST " + item + "report-rectified": reportRectified,
	}
	for act := range bringActs {
		out["GET "+item+act], out["POST "+item+act] = showBring(act), doBring(act)
		out["POST "+item+act+"/{material}/upload"] = uploadBring(act)
		out["POST "+item+act+"/papers/{paper}/remove"] = removeBring(act)
	}
	return out
}

// holder is the person as the engine knows them.
func (v *visit) holder() casework.Actor {
	return casework.Actor{Kind: string(permission.Applicant), Role: casework.Own, ID: v.who.ID}
}

// can says that an act is possible now.
func (v *visit) can(c *casework.Case, it *casework.ItemCase, verb casework.Verb) bool {
	return casework.Why(c, it.Slot, verb, v.holder()) == nil
}

// lastDay is the last day of a running clock of an item; 0 if none of the kind runs.
func (v *visit) lastDay(c *casework.Case, it *casework.ItemCase, kind string) calendar.Day {
	for _, k := range v.d.Filing.Engine.ClockViews(c, it.Slot, v.today) {
		if k.Kind == kind && k.Stopped == 0 {
			return k.Due
		}
	}
	return 0
}

// promiseTodos are what a promise asks of the person: to answer an offer, to bring papers, to mend.
func (v *visit) promiseTodos(c *casework.Case, it *casework.ItemCase) []page.Todo {
	at := itemURL(c, it.Slot)
	switch {
	case v.can(c, it, casework.VerbPromiseGap):
		return []page.Todo{{
			Tone: page.Seal, Title: say("todo.gap_offered", "item", it.Name),
			Body:   say("todo.gap_offered_say", "papers", joined(v.d.Filing.PaperNames(it.Gap.Materials)), "day", bindingDay(v.lastDay(c, it, "K1"))),
			Button: page.Link{Label: say("todo.gap_offered_do"), Href: at + "/promise-gap"},
		}}
	case it.Gap != nil && it.Gap.State == casework.GapPromised && v.can(c, it, casework.VerbFillGap):
		body := say("todo.gap_fill_soon", "papers", joined(v.d.Filing.PaperNames(it.Gap.Materials)), "limit", caseLimit(it.Gap.Days))
		if due := v.lastDay(c, it, "K15"); due != 0 {
			body = say("todo.gap_fill_say", "papers", joined(v.d.Filing.PaperNames(it.Gap.Materials)), "day", bindingDay(due))
		}
		return []page.Todo{{
			Tone: page.Seal, Title: say("todo.gap_fill", "item", it.Name), Body: body,
			Button: page.Link{Label: say("todo.gap_fill_do"), Href: at + "/fill-gap"},
		}}
	case v.can(c, it, casework.VerbReportRectified):
		return []page.Todo{{
			Tone: page.Seal, Title: say("todo.breach", "item", it.Name),
			Body:   say("todo.breach_say", "findings", sentence(it.Commitment.Findings), "day", bindingDay(v.lastDay(c, it, "K20"))),
			Button: page.Link{Label: say("todo.breach_do"), Href: at + "/report-rectified"},
		}}
	}
	return nil
}

// againLink leads to the application that is made again, where an item failed.
func (v *visit) againLink(c *casework.Case, it *casework.ItemCase) []page.Link {
	if !it.State.Failed() || v.d.Filing.MayReapply(c, it.Slot, v.who.Principal) != nil {
		return nil
	}
	return []page.Link{{Label: say("reapply.link"), Href: itemURL(c, it.Slot) + "/reapply"}}
}

// promiseLinks are the acts of promises that stand below an item.
func (v *visit) promiseLinks(c *casework.Case, it *casework.ItemCase) []page.Link {
	at := itemURL(c, it.Slot)
	out := v.againLink(c, it)
	if v.can(c, it, casework.VerbSignCommitment) {
		out = append(out, page.Link{Label: say("commitment.link"), Href: at + "/sign-commitment"})
	}
	if v.can(c, it, casework.VerbWithdrawCommitment) {
		out = append(out, page.Link{Label: say("commitment.withdraw.link"), Href: at + "/withdraw-commitment"})
	}
	if it.State.Live() && v.can(c, it, casework.VerbAddMaterial) {
		out = append(out, page.Link{Label: say("bring.add-material.link"), Href: at + "/add-material"})
	}
	return out
}

// promiseRows say what was promised, and which attempt this is.
func (v *visit) promiseRows(c *casework.Case, it *casework.ItemCase) []page.Row {
	var out []page.Row
	if it.Attempt > 1 {
		out = append(out, page.Row{Name: say("promise.attempt"), Value: say("promise.attempt_n", "n", it.Attempt)})
	}
	if g := it.Gap; g != nil {
		note := ""
		if g.State == casework.GapPromised {
			note = say("promise.gap.within", "limit", caseLimit(g.Days))
			if due := v.lastDay(c, it, "K15"); due != 0 {
				note = say("promise.gap.by", "day", bindingDay(due))
			}
		}
		out = append(out, page.Row{Name: say("promise.gap"), Note: note, Value: say("promise.gap."+g.State, "papers", joined(v.d.Filing.PaperNames(g.Materials)))})
	}
	if x := it.Commitment; x != nil {
		out = append(out, page.Row{Name: say("promise.commitment"), Value: say("promise.commitment."+x.State, "day", day(x.Signed))})
	}
	return out
}

// meant asks the page of an act only while the act is possible.
func (v *visit) meant(verb casework.Verb) (*filing.Followed, *casework.ItemCase, error) {
	f, it, err := v.item()
	if err == nil {
		err = casework.Why(f.Case, it.Slot, verb, v.holder())
	}
	return f, it, err
}

// askFirst shows a page that asks before an act, with what was wrong when it was sent.
func (v *visit) askFirst(status int, p ConfirmPage, wrong error) {
	fr := v.formFrame(p.Heading, p.Cancel.Href)
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
		markProblems(p.Fields, p.Problems)
	}
	v.show(status, Confirm(fr, p))
}

// signing is a page on which a text is signed: it comes back by its hash, and only with the box ticked.
func (v *visit) signing(it *casework.ItemCase, at, act, text, field string) ConfirmPage {
	return ConfirmPage{
		Post: at + "/" + act, Text: text, Calm: true, Version: strconv.FormatInt(it.Version, 10),
		Hidden: []page.Hidden{{Name: "text_hash", Value: filing.TextHash(text)}},
		Fields: []page.Field{{Kind: page.Promise, Name: field, Label: say("promise.sign")}},
	}
}

// signed is what a page of signing sent back: the hash of the text, if the box was ticked.
func (v *visit) signed(field string) string {
	if v.r.PostFormValue(field) != "yes" {
		return ""
	}
	return v.r.PostFormValue("text_hash")
}

func askPromiseGap(v *visit) error {
	f, it, err := v.meant(casework.VerbPromiseGap)
	if err != nil {
		return err
	}
	v.confirmGap(http.StatusOK, f, it, nil)
	return nil
}

func (v *visit) confirmGap(status int, f *filing.Followed, it *casework.ItemCase, wrong error) {
	at := itemURL(f.Case, it.Slot)
	p := v.signing(it, at, "promise-gap", v.d.Filing.GapText(it), "signature")
	p.Heading, p.Button = say("gap.title", "item", it.Name), say("gap.button")
	p.Cancel = page.Link{Label: say("gap.cancel"), Href: caseURL(f.Case)}
	if it.Gap != nil {
		p.Effects = []string{
			say("gap.effect.papers", "papers", joined(v.d.Filing.PaperNames(it.Gap.Materials))),
			say("gap.effect.day", "limit", caseLimit(it.Gap.Days)), say("gap.effect.go_on"), say("gap.effect.broken"),
		}
	}
	if due := v.lastDay(f.Case, it, "K1"); due != 0 {
		p.Stays = []string{say("gap.stays", "day", bindingDay(due))}
	}
	p.Other = &page.Post{To: at + "/refuse-gap-offer", Label: say("gap.refuse")}
	v.askFirst(status, p, wrong)
}

func promiseGap(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	_, err = v.d.Filing.PromiseGap(v.r.Context(), v.who.Principal, f.Case.No, filing.PromiseInput{Slot: it.Slot, Seen: v.version(), Signed: v.signed("signature")})
	if fault.Is(err, fault.Invalid) {
		v.confirmGap(http.StatusUnprocessableEntity, f, it, err)
		return nil
	}
	return v.after(err, itemURL(f.Case, it.Slot))
}

// after leads on once an act was done.
func (v *visit) after(err error, to string) error {
	if err != nil {
		return err
	}
	return v.goTo(to)
}

func refuseGapOffer(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	_, err = v.d.Filing.RefuseGapOffer(v.r.Context(), v.who.Principal, f.Case.No, filing.PromiseInput{Slot: it.Slot})
	return v.after(err, itemURL(f.Case, it.Slot))
}

func askCommitment(v *visit) error {
	f, it, err := v.meant(casework.VerbSignCommitment)
	if err != nil {
		return err
	}
	v.confirmCommitment(http.StatusOK, f, it, nil)
	return nil
}

func (v *visit) confirmCommitment(status int, f *filing.Followed, it *casework.ItemCase, wrong error) {
	p := v.signing(it, itemURL(f.Case, it.Slot), "sign-commitment", v.d.Filing.CommitmentText(it), "text")
	p.Heading, p.Button = say("commitment.title", "item", it.Name), say("commitment.button")
	p.Cancel = page.Link{Label: say("commitment.cancel"), Href: itemURL(f.Case, it.Slot)}
	if o := it.MayPromise; o != nil {
		for _, id := range o.Replaces {
			if s := it.Step(id); s != nil {
				p.Effects = append(p.Effects, say("commitment.effect.step", "step", s.Name))
			}
		}
		if o.Promise.Days > 0 {
			p.Effects = append(p.Effects, say("commitment.effect.sooner", "limit", caseLimit(o.Promise)))
		}
	}
	p.Effects = append(p.Effects, say("commitment.effect.verified"), say("commitment.effect.breach"))
	p.Stays = []string{say("commitment.stays")}
	v.askFirst(status, p, wrong)
}

func signCommitment(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	_, err = v.d.Filing.SignCommitment(v.r.Context(), v.who.Principal, f.Case.No, filing.PromiseInput{Slot: it.Slot, Seen: v.version(), Signed: v.signed("text")})
	if fault.Is(err, fault.Invalid) {
		v.confirmCommitment(http.StatusUnprocessableEntity, f, it, err)
		return nil
	}
	return v.after(err, itemURL(f.Case, it.Slot))
}

func askWithdrawCommitment(v *visit) error {
	f, it, err := v.meant(casework.VerbWithdrawCommitment)
	if err != nil {
		return err
	}
	at := itemURL(f.Case, it.Slot)
	v.askFirst(http.StatusOK, ConfirmPage{
		Heading: say("commitment.withdraw.title", "item", it.Name), Post: at + "/withdraw-commitment", Button: say("commitment.withdraw.button"),
		Cancel: page.Link{Label: say("commitment.withdraw.cancel"), Href: at}, Version: strconv.FormatInt(it.Version, 10),
		Effects: []string{say("commitment.withdraw.effect.ordinary"), say("commitment.withdraw.effect.papers")},
	}, nil)
	return nil
}

func withdrawCommitment(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	_, err = v.d.Filing.WithdrawCommitment(v.r.Context(), v.who.Principal, f.Case.No, filing.PromiseInput{Slot: it.Slot, Seen: v.version()})
	return v.after(err, itemURL(f.Case, it.Slot))
}

func askRectified(v *visit) error {
	f, it, err := v.meant(casework.VerbReportRectified)
	if err != nil {
		return err
	}
	v.confirmRectified(http.StatusOK, f, it, nil)
	return nil
}

func (v *visit) confirmRectified(status int, f *filing.Followed, it *casework.ItemCase, wrong error) {
	p := ConfirmPage{
		Heading: say("rectify.title", "item", it.Name), Post: itemURL(f.Case, it.Slot) + "/report-rectified", Button: say("rectify.button"), Calm: true,
		Cancel: page.Link{Label: say("rectify.cancel"), Href: caseURL(f.Case)}, Version: strconv.FormatInt(it.Version, 10),
		Effects: []string{say("rectify.effect")},
		Fields: []page.Field{{
			Kind: page.LongText, Name: "evidence", Label: say("rectify.evidence"), Help: say("rectify.evidence_help"), Longest: 500, Value: v.r.PostFormValue("evidence"),
		}},
	}
	if x := it.Commitment; x != nil {
		p.Effects = []string{say("rectify.found", "findings", x.Findings), say("rectify.effect")}
	}
	v.askFirst(status, p, wrong)
}

func reportRectified(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	_, err = v.d.Filing.ReportRectified(v.r.Context(), v.who.Principal, f.Case.No, filing.PromiseInput{
		Slot: it.Slot, Seen: v.version(), Words: v.r.PostFormValue("evidence"),
	})
	if fault.Is(err, fault.Invalid) {
		v.confirmRectified(http.StatusUnprocessableEntity, f, it, err)
		return nil
	}
	return v.after(err, itemURL(f.Case, it.Slot))
}
