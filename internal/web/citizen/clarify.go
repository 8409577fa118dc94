package citizen

import (
	"net/http"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// clarifyTodo leads to the question that a department asked after acceptance.
func (v *visit) clarifyTodo(c *casework.Case, it *casework.ItemCase) (page.Todo, bool) {
	if casework.Why(c, it.Slot, casework.VerbClarify, v.applicant()) != nil {
		return page.Todo{}, false
	}
	return page.Todo{
		Tone: page.Seal, Title: say("todo.clarify", "item", it.Name), Body: say("todo.clarify.say", "question", sentence(it.Clarification.Question), "day", bindingDay(v.dueOf(c, it, "K14"))),
		Button: page.Link{Label: say("todo.clarify.button"), Href: itemURL(c, it.Slot) + "/clarify"},
	}, true
}

// askClarify shows the question with a field for the answer.
func askClarify(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	if err := casework.Why(f.Case, it.Slot, casework.VerbClarify, v.applicant()); err != nil {
		return err
	}
	v.confirmClarify(http.StatusOK, f, it, nil)
	return nil
}

func (v *visit) confirmClarify(status int, f *filing.Followed, it *casework.ItemCase, wrong error) {
	c := f.Case
	p := ConfirmPage{
		Heading: say("clarify.title", "item", it.Name), Post: itemURL(c, it.Slot) + "/clarify", Button: say("clarify.button"), Calm: true,
		Cancel:  page.Link{Label: say("clarify.cancel"), Href: caseURL(c)},
		Effects: []string{say("clarify.effect", "day", bindingDay(v.dueOf(c, it, "K14")))},
		Stays:   []string{say("clarify.stays")},
		Fields: []page.Field{{
			Kind: page.LongText, Name: "clarification", Label: say("clarify.answer"), Help: say("clarify.answer.help"), Longest: 1000,
			Value: v.r.PostFormValue("clarification"),
		}},
	}
	if q := it.Clarification; q != nil {
		p.Effects = append([]string{say("clarify.asked", "office", it.Office, "question", q.Question)}, p.Effects...)
	}
	v.confirm(status, p, wrong)
}

// dueOf is the last day of a running clock of an item; 0 if none of the kind runs.
func (v *visit) dueOf(c *casework.Case, it *casework.ItemCase, kind string) calendar.Day {
	for _, k := range v.d.Filing.Engine.ClockViews(c, it.Slot, v.today) {
		if k.Kind == kind && k.Stopped == 0 {
			return k.Due
		}
	}
	return 0
}

func clarify(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	_, err = v.d.Filing.Clarify(v.r.Context(), v.who.Principal, f.Case.No, it.Slot, v.r.PostFormValue("clarification"), "")
	if fault.Is(err, fault.Invalid) {
		v.confirmClarify(http.StatusUnprocessableEntity, f, it, err)
		return nil
	}
	if err != nil {
		return err
	}
	return v.goTo(itemURL(f.Case, it.Slot))
}

// standing says what of reviews, procedures, the hearing and the question an applicant sees on the page of an item.
func (v *visit) standing(c *casework.Case, it *casework.ItemCase) []page.Row {
	var out []page.Row
	row := func(name, value string) { out = append(out, page.Row{Name: name, Value: value}) }
	for i := range it.Steps {
		s := &it.Steps[i]
		if s.Kind != casework.ExpertReview {
			continue
		}
		n, on := 0, calendar.Day(0)
		if x := s.Experts; x != nil {
			n, on = x.Announced.Days, max(x.Called, x.Given)
		}
		row(s.Name, say("stand.experts."+string(s.State), "day", day(on), "n", n))
	}
	for _, p := range it.Procedures {
		name := p.Ground
		for _, x := range it.Excludable {
			if x.Ground == p.Ground {
				name = x.Name
			}
		}
		if p.To == 0 {
			row(name, say("stand.open", "day", day(p.From), "n", p.Announced.Days))
		} else {
			row(name, say("stand.closed", "day", day(p.To)))
		}
	}
	if h := it.Hearing; h != nil {
		switch {
		case h.State == casework.HearingAsked && h.Day != 0:
			row(say("stand.hearing"), say("stand.hearing.set", "day", bindingDay(h.Day), "time", h.Time, "place", h.Place))
		case h.State == casework.HearingTold:
			row(say("stand.hearing"), say("stand.hearing.told", "day", bindingDay(v.dueOf(c, it, "K11"))))
		default:
			row(say("stand.hearing"), say("stand.hearing."+h.State, "day", day(h.Closed)))
		}
	}
	if q := it.Clarification; q != nil {
		row(say("stand.question"), q.Question)
		if q.Answer != "" {
			row(say("stand.answer"), q.Answer)
		}
	}
	return out
}
