package citizen

import (
	"net/http"
	"slices"
	"strings"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// item finds the item case of the address.
func (v *visit) item() (*filing.Followed, *casework.ItemCase, error) {
	f, err := v.follow()
	if err != nil {
		return nil, nil, err
	}
	it := f.Case.Latest(v.r.PathValue("item"))
	if it == nil {
		return nil, nil, fault.New(fault.NotFound, "casework.no_item")
	}
	return f, it, nil
}

// showItemCase is C16.
func showItemCase(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	c := f.Case
	p := ItemCasePage{
		No: string(c.No), CaseName: caseName(c), Name: it.Name, Dept: it.Office, State: v.state(c, it), Sentence: v.laneWords(c, it),
		Clock: v.clockBar(c, it), Decision: v.decided(f, it), Events: v.events(f, 8, it.Slot),
		Documents: papers(f, func(d casework.Document) bool { return d.Slot == it.Slot }),
	}
	if _, ok := v.clock(c, it); ok {
		p.Why = &page.Link{Label: say("case.why"), Href: itemURL(c, it.Slot) + "/clock"}
	}
	for _, t := range v.todos(c) {
		if strings.HasPrefix(t.Button.Href, itemURL(c, it.Slot)+"/") || it.State == casework.SupplementRequested {
			p.Todo = &t
			break
		}
	}
	p.Rows = append(p.Rows, page.Row{Name: say("item.kind"), Value: say("regime." + it.Regime)})
	if it.Received != 0 {
		p.Rows = append(p.Rows, page.Row{Name: say("item.received"), Value: day(it.Received)})
	}
	if it.Promised.Days > 0 {
		p.Rows = append(p.Rows, page.Row{Name: say("item.promised"), Value: caseLimit(it.Promised)})
	}
	p.Rows = append(p.Rows, eventRows(c, it)...)
	p.Rows = append(append(append(p.Rows, v.standing(c, it)...), stepRows(it)...), hurried(it)...)
	p.Rows = append(p.Rows, v.feeRows(it)...)
	p.Rows = append(p.Rows, v.promiseRows(c, it)...)
	statutory := say("item.local")
	if it.Statutory.Days > 0 {
		statutory = caseLimit(it.Statutory)
	}
	p.Rows = append(p.Rows, page.Row{Name: say("item.statutory"), Value: statutory})
	if len(it.Grounds) > 0 {
		p.Rows = append(p.Rows, page.Row{Name: say("item.ground"), Value: joined(it.Grounds)})
	}
	p.Rows = append(p.Rows, visitRows(c, it)...)
	p.Machine = v.machine(c, it)
	p.Acts = append(append(p.Acts, v.eventLinks(c, it)...), visitActs(c, it)...)
	p.Acts = append(p.Acts, v.feeLinks(c, it)...)
	p.Acts = append(append(p.Acts, v.promiseLinks(c, it)...), v.urgeLink(c, it)...)
	p.Acts = append(p.Acts, v.shareLinks(f, it)...)
	if it.State.Live() {
		p.Acts = append(p.Acts, page.Link{Label: say("item.withdraw"), Href: itemURL(c, it.Slot) + "/withdraw"})
	}
	p.Acts = append(p.Acts, page.Link{Label: say("case.ask"), Href: "tel:12345"})
	v.show(http.StatusOK, ItemCase(v.caseFrame(c, it.Name, page.Link{Label: it.Name}), p))
	return nil
}

func caseLimit(l casework.Limit) string {
	if l.Calendar {
		return say("limit.calendar", "n", l.Days)
	}
	return say("limit.working", "n", l.Days)
}

// beforeDecision are the kinds of papers that decide nothing.
var beforeDecision = []string{
	"receipt", "acceptance", "supplement", "special_procedure", "hearing_right", "hearing_notice", "extension", "clarification",
	"gap_promise", "commitment", "breach_notice", // signed by the applicant, or asking something of them
}

// decided is what was decided, with the reason and the remedies of the paper that was served.
func (v *visit) decided(f *filing.Followed, it *casework.ItemCase) *Decision {
	kind := map[casework.State]string{
		casework.Granted: "granted", casework.Delivered: "granted", casework.Refused: "refused", casework.Declined: "declined",
		casework.Returned: "returned", casework.Terminated: "terminated", casework.NotNeeded: "not_needed",
		casework.Revoked: "revoked",
	}[it.State]
	if kind == "" {
		return nil
	}
	d := &Decision{Title: say("decision." + kind), Grant: kind == "granted" || kind == "not_needed"}
	if it.Decided != 0 {
		d.When = say("decision.when", "day", day(it.Decided))
	}
	if it.Decision != nil {
		d.Reason = it.Decision.Reason
		if it.Decision.Grounds != "" {
			d.Basis = []string{it.Decision.Grounds}
		}
	}
	for _, doc := range slices.Backward(f.Documents) {
		if doc.Slot != it.Slot || slices.Contains(beforeDecision, doc.Kind) {
			continue
		}
		if d.Reason == "" {
			d.Reason = doc.Data["reason"]
		}
		if g := doc.Data["grounds"]; len(d.Basis) == 0 && g != "" {
			d.Basis = []string{g}
		}
		d.Remedy = remedyOf(doc)
		break
	}
	if has("decision.next." + kind) {
		d.Next = say("decision.next." + kind)
	}
	return d
}

// remedyOf says until when a decision can be reviewed; "" for papers that carry no remedies.
func remedyOf(doc casework.Document) string {
	review, err := calendar.ParseDay(doc.Data["review_until"])
	if err != nil {
		return ""
	}
	suit, err := calendar.ParseDay(doc.Data["suit_until"])
	if err != nil {
		return ""
	}
	return say("decision.remedies", "review", fullDay(review), "suit", fullDay(suit))
}

// fullDay writes a day with its year.
func fullDay(d calendar.Day) string { return say("date.year", "y", d.Year(), "rest", day(d)) }
