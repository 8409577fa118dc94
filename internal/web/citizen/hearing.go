package citizen

import (
	"net/http"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// hearingTodo offers the hearing while the right is open; it need not be used.
func (v *visit) hearingTodo(c *casework.Case, it *casework.ItemCase) (page.Todo, bool) {
	if casework.Why(c, it.Slot, casework.VerbRequestHearing, v.applicant()) != nil {
		return page.Todo{}, false
	}
	return page.Todo{
		Tone: page.Seal, Title: say("todo.hearing", "item", it.Name), Body: say("todo.hearing.say", "day", bindingDay(v.dueOf(c, it, "K11"))),
		Button: page.Link{Label: say("todo.hearing.button"), Href: itemURL(c, it.Slot) + "/request-hearing"},
	}, true
}

// applicant is the person as the engine knows them.
func (v *visit) applicant() casework.Actor {
	return casework.Actor{Kind: "applicant", Role: casework.Own, ID: v.who.ID}
}

// askHearing says what a hearing brings about before it is asked for.
func askHearing(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	if err := casework.Why(f.Case, it.Slot, casework.VerbRequestHearing, v.applicant()); err != nil {
		return err
	}
	v.confirmHearing(http.StatusOK, f, it, nil)
	return nil
}

func (v *visit) confirmHearing(status int, f *filing.Followed, it *casework.ItemCase, wrong error) {
	c := f.Case
	p := ConfirmPage{
		Heading: say("hearing.title", "item", it.Name), Post: itemURL(c, it.Slot) + "/request-hearing", Button: say("hearing.button"),
		Cancel: page.Link{Label: say("hearing.cancel"), Href: caseURL(c)}, Calm: true,
		Effects: []string{say("hearing.effect.held", "office", it.Office), say("hearing.effect.pause"), say("hearing.effect.free")},
		Stays:   []string{say("hearing.stays")},
		Fields:  []page.Field{{Kind: page.LongText, Name: "reason", Label: say("hearing.reason"), Optional: true, Longest: 1000, Value: v.r.PostFormValue("reason")}},
	}
	if it.Hearing != nil && it.Hearing.Matter != "" {
		p.Effects = append([]string{say("hearing.matter", "matter", it.Hearing.Matter)}, p.Effects...)
	}
	v.confirm(status, p, wrong)
}

// confirm shows a page that asks before an act, with what was wrong when it was sent.
func (v *visit) confirm(status int, p ConfirmPage, wrong error) {
	fr := v.formFrame(p.Heading, p.Cancel.Href)
	if wrong != nil {
		fr.Failed, p.Problems = true, problemsOf(wrong)
		markProblems(p.Fields, p.Problems)
	}
	v.show(status, Confirm(fr, p))
}

func requestHearing(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	_, err = v.d.Filing.RequestHearing(v.r.Context(), v.who.Principal, f.Case.No, it.Slot, v.r.PostFormValue("reason"), "")
	if fault.Is(err, fault.Invalid) {
		v.confirmHearing(http.StatusUnprocessableEntity, f, it, err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(itemURL(f.Case, it.Slot))
}
