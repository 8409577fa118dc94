package citizen

import (
	"net/http"
	"slices"

	"lianban/internal/app/filing"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// events tell the record of a case, newest first; at most n of them, or all with 0. Steps inside an office are not
// told one by one: who drafted and who reviewed is the office's own matter. With slot only one item's entries.
func (v *visit) events(f *filing.Followed, n int, slot string) []page.Event {
	var out []page.Event
	for _, e := range slices.Backward(f.Entries) {
		if !has("log."+e.Verb) || slot != "" && e.Slot != "" && e.Slot != slot {
			continue
		}
		out = append(out, v.event(f, e))
		if n > 0 && len(out) == n {
			break
		}
	}
	if len(out) > 0 {
		out[0].Now = true
	}
	return out
}

func (v *visit) event(f *filing.Followed, e casework.Entry) page.Event {
	item, office := "", ""
	if it := f.Case.Latest(e.Slot); it != nil {
		item, office = it.Name, it.Office
	}
	out := page.Event{When: v.moment(e.At), What: say("log."+e.Verb, "item", item)}
	if casework.ReleasedByEvent(e) {
		out.What = say("log.release_by_event", "item", item)
	}
	if e.Actor.Role == casework.Supervise {
		out.Who = say("who.supervisor")
	} else if e.Actor.Role == casework.ExtendGovernment {
		out.Who = say("who.government")
	} else if e.Actor.Role == casework.Reply {
		out.Who = "" // another body: which one is the department's own until the decision
	} else if e.Actor.Kind == "staff" {
		out.Who = office // by its unit, never by name
	}
	return out
}

// showJournal is C19: every entry, with the head of the chain.
func showJournal(v *visit) error {
	f, err := v.follow()
	if err != nil {
		return err
	}
	c := f.Case
	p := JournalPage{No: string(c.No), Count: len(f.Entries), Head: c.Head, Verify: page.Link{Label: say("journal.verify"), Href: "/verify"}, Whole: true}
	if err := casework.Verify(f.Entries); err != nil {
		v.d.Log.Error("a journal's chain is broken", "case", string(c.ID), "error", err.Error())
		p.Whole = false
	}
	for _, e := range slices.Backward(f.Entries) {
		name := bindingDay(e.Day)
		if len(p.Days) == 0 || p.Days[len(p.Days)-1].Day != name {
			p.Days = append(p.Days, JournalDay{Day: name})
		}
		last := &p.Days[len(p.Days)-1]
		line := v.event(f, e)
		if !has("log." + e.Verb) {
			line.What = say("log.inside", "item", itemName(f.Case, e.Slot))
		}
		line.Note = say("journal.seq", "n", e.Seq)
		last.Events = append(last.Events, line)
	}
	fr := v.caseFrame(c, say("journal.title"), page.Link{Label: say("journal.title")})
	v.show(http.StatusOK, Journal(fr, p))
	return nil
}

func itemName(c *casework.Case, slot string) string {
	if it := c.Latest(slot); it != nil {
		return it.Name
	}
	return c.ScenarioName
}
