package citizen

import (
	"net/http"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// waitWords say what an item that no department has yet waits for: another item, or something outside.
func waitWords(c *casework.Case, it *casework.ItemCase) string {
	if !c.WaitsOutside(it) {
		return say("lane.waiting", "item", firstOf(c, it))
	}
	g := c.Awaited(it)[0]
	if g.Usually.Days > 0 {
		return say("lane.outside_usually", "event", g.Name, "limit", caseLimit(g.Usually))
	}
	return say("lane.outside", "event", g.Name)
}

// eventRows say what of an item is or was waited for outside, in the words of its pack. No limit of an office counts it.
func eventRows(c *casework.Case, it *casework.ItemCase) []page.Row {
	var out []page.Row
	for i := range c.Gates {
		g := &c.Gates[i]
		if !g.Before(it.Slot) {
			continue
		}
		row := page.Row{Name: say("event.row"), Value: say("event.happened", "event", g.Name, "day", day(g.Happened))}
		if !g.Open() {
			row.Value, row.Note = say("event.awaited", "event", g.Name), g.Say
			if g.Usually.Days > 0 {
				row.Value = say("event.awaited_usually", "event", g.Name, "limit", caseLimit(g.Usually))
			}
		}
		out = append(out, row)
	}
	return out
}

// eventLinks lead to the page on which the applicant says that something has happened.
func (v *visit) eventLinks(c *casework.Case, it *casework.ItemCase) []page.Link {
	if casework.Why(c, it.Slot, casework.VerbRecordEvent, v.applicant()) != nil {
		return nil
	}
	var out []page.Link
	for _, g := range ownEvents(c, it) {
		out = append(out, page.Link{Label: say("event.link", "event", g.Name), Href: itemURL(c, it.Slot) + "/record-event?gate=" + g.Slug})
	}
	return out
}

// ownEvents are those that the applicant can tell of.
func ownEvents(c *casework.Case, it *casework.ItemCase) []*casework.Gate {
	var out []*casework.Gate
	for _, g := range c.Awaited(it) {
		if g.Own {
			out = append(out, g)
		}
	}
	return out
}

// askEvent asks the applicant on which day it happened.
func askEvent(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	if err := casework.Why(f.Case, it.Slot, casework.VerbRecordEvent, v.applicant()); err != nil {
		return err
	}
	return v.confirmEvent(http.StatusOK, f, it, nil)
}

func (v *visit) confirmEvent(status int, f *filing.Followed, it *casework.ItemCase, wrong error) error {
	c := f.Case
	gate := v.gateAsked(c, it)
	if gate == nil {
		return fault.New(fault.NotNow, "casework.no_event_awaited")
	}
	happened := v.r.PostFormValue("happened")
	if happened == "" {
		happened = v.today.String()
	}
	p := ConfirmPage{
		Heading: say("event.title", "event", gate.Name), Post: itemURL(c, it.Slot) + "/record-event?gate=" + gate.Slug, Button: say("event.button"), Calm: true,
		Cancel:  page.Link{Label: say("event.cancel"), Href: caseURL(c)},
		Effects: []string{say("event.effect", "office", it.Office, "item", it.Name)}, Stays: []string{say("event.stays")},
		Fields: []page.Field{
			{Kind: page.Text, Name: "happened", Label: say("event.day"), Help: say("event.day.help"), Value: happened, Longest: 10},
			{Kind: page.LongText, Name: "note", Label: say("event.note"), Optional: true, Longest: 200, Value: v.r.PostFormValue("note")},
		},
	}
	v.confirm(status, p, wrong)
	return nil
}

// gateAsked is the gate of the address, or the only one that the applicant can tell of.
func (v *visit) gateAsked(c *casework.Case, it *casework.ItemCase) *casework.Gate {
	own := ownEvents(c, it)
	for _, g := range own {
		if g.Slug == v.r.URL.Query().Get("gate") || len(own) == 1 {
			return g
		}
	}
	return nil
}

func recordEvent(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	in := filing.EventInput{Slot: it.Slot, Note: v.r.PostFormValue("note")}
	if g := v.gateAsked(f.Case, it); g != nil {
		in.Gate = g.Slug
	}
	if in.Happened, err = calendar.ParseDay(v.r.PostFormValue("happened")); err != nil {
		err = fault.New(fault.Invalid, "casework.incomplete").With("happened", "casework.bad_day")
	} else {
		_, err = v.d.Filing.RecordEvent(v.r.Context(), v.who.Principal, f.Case.No, in)
	}
	if fault.Is(err, fault.Invalid) {
		return v.confirmEvent(http.StatusUnprocessableEntity, f, it, err)
	}
	if err != nil {
		return err
	}
	return v.goTo(itemURL(f.Case, it.Slot))
}
