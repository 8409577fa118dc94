package citizen

import (
	"net/http"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// urgeLink leads to the page that urges an item, while it may be urged (C15, act remind).
func (v *visit) urgeLink(c *casework.Case, it *casework.ItemCase) []page.Link {
	if v.d.Filing.MayUrge(c, it.Slot, v.who.Principal) != nil {
		return nil
	}
	return []page.Link{{Label: say("urge.link"), Href: itemURL(c, it.Slot) + "/urge"}}
}

// hurried are the facts of an item that was urged or supervised.
func hurried(it *casework.ItemCase) []page.Row {
	var out []page.Row
	if n := it.Urged.Times; n > 0 {
		out = append(out, page.Row{Name: say("urge.fact"), Value: say("urge.times", "n", n, "day", day(it.Urged.Last()))})
	}
	if it.OrderState() != casework.NoOrder {
		out = append(out, page.Row{Name: say("supervised.fact"), Value: say("supervised.say", "day", day(it.LastOrder().Opened))})
	}
	return out
}

// askUrge says what urging brings about before it is done.
func askUrge(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	if err := v.d.Filing.MayUrge(f.Case, it.Slot, v.who.Principal); err != nil {
		return err
	}
	v.confirmUrge(http.StatusOK, f, it, nil)
	return nil
}

func (v *visit) confirmUrge(status int, f *filing.Followed, it *casework.ItemCase, wrong error) {
	c := f.Case
	p := ConfirmPage{
		Heading: say("urge.title", "item", it.Name), Post: itemURL(c, it.Slot) + "/urge", Button: say("urge.button"),
		Cancel:  page.Link{Label: say("urge.cancel"), Href: caseURL(c)},
		Effects: []string{say("urge.effect.told", "office", it.Office), say("urge.effect.once")}, Stays: []string{say("urge.stays")},
		Fields: []page.Field{{Kind: page.LongText, Name: "note", Label: say("urge.note"), Optional: true, Longest: 200, Value: v.r.PostFormValue("note")}},
	}
	fr := v.formFrame(p.Heading, p.Cancel.Href)
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
		markProblems(p.Fields, p.Problems)
	}
	v.show(status, Confirm(fr, p))
}

func urge(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	_, err = v.d.Filing.Urge(v.r.Context(), v.who.Principal, f.Case.No, it.Slot, v.r.PostFormValue("note"), "")
	if fault.Is(err, fault.Invalid) {
		v.confirmUrge(http.StatusUnprocessableEntity, f, it, err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(itemURL(f.Case, it.Slot))
}
