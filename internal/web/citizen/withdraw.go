package citizen

import (
	"net/http"
	"strconv"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// withdrawing is the case of the address, and its item when it names one.
func (v *visit) withdrawing() (*filing.Followed, *casework.ItemCase, error) {
	if v.r.PathValue("item") != "" {
		return v.item()
	}
	f, err := v.follow()
	return f, nil, err
}

// askWithdraw says what a withdrawal brings about.
func askWithdraw(v *visit) error {
	f, it, err := v.withdrawing()
	if err != nil {
		return err
	}
	v.confirmWithdraw(http.StatusOK, f, it, nil)
	return nil
}

func (v *visit) confirmWithdraw(status int, f *filing.Followed, it *casework.ItemCase, wrong error) {
	c := f.Case
	p := ConfirmPage{
		Heading: say("withdraw.title", "name", caseName(c)), Post: caseURL(c) + "/withdraw", Button: say("withdraw.button"),
		Cancel:  page.Link{Label: say("withdraw.cancel"), Href: caseURL(c)},
		Effects: []string{say("withdraw.effect.stop"), say("withdraw.effect.again")}, Stays: []string{say("withdraw.stays.done")},
		Fields: []page.Field{{Kind: page.LongText, Name: "reason", Label: say("withdraw.reason"), Optional: true, Longest: 200, Value: v.r.PostFormValue("reason")}},
	}
	if it != nil {
		p.Heading, p.Post = say("withdraw.title", "name", it.Name), itemURL(c, it.Slot)+"/withdraw"
		p.Cancel.Href, p.Version = itemURL(c, it.Slot), strconv.FormatInt(it.Version, 10)
		p.Effects = []string{say("withdraw.effect.item"), say("withdraw.effect.again")}
		for _, e := range c.Edges {
			if later := c.Latest(e.To); e.From == it.Slot && later != nil && later.State.Live() {
				p.Effects = append(p.Effects, say("withdraw.effect.after", "item", later.Name))
			}
		}
	}
	fr := v.formFrame(p.Heading, p.Cancel.Href)
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
		markProblems(p.Fields, p.Problems)
	}
	v.show(status, Confirm(fr, p))
}

func withdraw(v *visit) error {
	f, it, err := v.withdrawing()
	if err != nil {
		return err
	}
	in := filing.WithdrawInput{Reason: v.r.PostFormValue("reason"), Seen: v.version()}
	if it != nil {
		in.Slot = it.Slot
	}
	_, err = v.d.Filing.Withdraw(v.r.Context(), v.who.Principal, f.Case.No, in)
	if fault.Is(err, fault.Invalid) {
		v.confirmWithdraw(http.StatusUnprocessableEntity, f, it, err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(caseURL(f.Case))
}

// askStandAlone lets the applicant choose what becomes of an item whose prerequisite failed.
func askStandAlone(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	c := f.Case
	at := itemURL(c, it.Slot)
	p := ConfirmPage{
		Heading: say("choose.title", "item", it.Name), Post: at + "/choose", Button: say("choose.button"),
		Cancel: page.Link{Label: say("choose.withdraw"), Href: at + "/withdraw"}, Effects: []string{say("choose.effect")},
	}
	for _, slug := range c.Substitutes(it.Slot) {
		name := slug
		if m, ok := v.d.Filing.Catalogue.Material(slug); ok {
			name = m.Name
		}
		p.Effects = append(p.Effects, say("choose.paper", "material", name))
	}
	v.show(http.StatusOK, Confirm(v.formFrame(p.Heading, caseURL(c)), p))
	return nil
}

func standAlone(v *visit) error {
	no, err := v.caseNo()
	if err != nil {
		return err
	}
	c, err := v.d.Filing.ChooseStandAlone(v.r.Context(), v.who.Principal, no, v.r.PathValue("item"), "")
	if err != nil {
		return err
	}
	return v.goTo(caseURL(c))
}
