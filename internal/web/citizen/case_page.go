package citizen

import (
	"net/http"
	"slices"

	"lianban/internal/app/filing"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// showCase is C15.
func showCase(v *visit) error {
	f, err := v.follow()
	if err != nil {
		return err
	}
	c := f.Case
	done, of := casework.Decided(c)
	p := CasePage{
		No: string(c.No), Name: caseName(c), Filed: say("case.filed", "at", v.moment(c.FiledAt)), Ring: page.Ring{Done: done, All: of},
		Together: together(c), Todos: v.todos(c), Calm: calm(c), Trial: c.Trial, Collect: v.collect(f),
		AllLog: page.Link{Label: say("case.all_log", "n", len(f.Entries)), Href: caseURL(c) + "/journal"},
		Acts:   []page.Link{{Label: say("case.ask"), Href: "tel:12345"}},
	}
	v.promiseWords(c, &p)
	for _, it := range c.Current() {
		p.Lanes = append(p.Lanes, v.lane(f, it))
	}
	for _, kind := range []string{"used", "pause", "done", "soon", "today", "over", "ended"} {
		if hasSegment(p.Lanes, kind) {
			p.Keys = append(p.Keys, page.Legend{Kind: kind, Word: say("key." + kind)})
		}
	}
	p.Events = v.events(f, 5, "")
	p.Moved = v.movedCard(c)
	p.Fee, p.Less = v.feeCard(c), less(f.Snapshot.Plan)
	if slices.ContainsFunc(c.Current(), func(it *casework.ItemCase) bool {
		return it.State == casework.Granted || it.State == casework.Delivered
	}) {
		p.Results = &page.Link{Label: say("case.results"), Href: caseURL(c) + "/results"}
	}
	p.Delivery = append(deliveryRows(wishOf(c)), v.codeRows(c)...)
	if v.mayChangeDelivery(c) == nil {
		p.Acts = append(p.Acts, page.Link{Label: say("delivery.change"), Href: caseURL(c) + "/change-delivery"})
	}
	if withdrawable(c) {
		p.Acts = append(p.Acts, page.Link{Label: say("case.withdraw"), Href: caseURL(c) + "/withdraw"})
	}
	p.Rate = v.rateLink(c)
	p.Papers = papers(f, func(casework.Document) bool { return true })
	p.Acts = append(p.Acts, page.Link{Label: say("archive.download"), Href: caseURL(c) + "/archive"})
	if p.Foot, err = v.sheetFoot(p.No, caseURL(c)); err != nil {
		return err
	}
	fr := v.caseFrame(c, caseName(c))
	v.show(http.StatusOK, Case(fr, p))
	return nil
}

// caseFrame is the frame of a page of a case; more links stand between the case and the page.
func (v *visit) caseFrame(c *casework.Case, title string, more ...page.Link) *page.Frame {
	f := v.frame(title)
	links := []page.Link{{Label: say("cases.title"), Href: "/cases"}}
	if len(more) == 0 {
		links = append(links, page.Link{Label: c.ScenarioName})
	} else {
		links = append(append(links, page.Link{Label: c.ScenarioName, Href: caseURL(c)}), more...)
	}
	crumbs(f, links...)
	return f
}

// together says how many departments have something in hand; who waits for another item has not.
func together(c *casework.Case) string {
	desks, live := map[string]bool{}, 0
	for _, it := range c.Current() {
		if !it.State.Live() {
			continue
		}
		live++
		if it.State != casework.Waiting && it.State != casework.Held {
			desks[it.Area+"/"+it.Department] = true
		}
	}
	switch {
	case live == 0:
		return say("case.over")
	case len(desks) < 2 && len(c.Current()) > 1:
		return say("case.joined", "n", len(c.Current()))
	case len(desks) < 2:
		return say("case.alone")
	}
	return say("case.together", "n", len(desks))
}

func (v *visit) promiseWords(c *casework.Case, p *CasePage) {
	if r := casework.ResultOf(c); r != "" {
		p.Promise = say("case.result." + string(r))
		return
	}
	if v.unpublished(c) {
		p.Promise = say("season.result", "day", v.dated(c.Publishes))
		return
	}
	due := v.promise(c)
	if due == 0 {
		p.Promise = promiseLength(c)
		return
	}
	p.Promise = say("case.promise", "day", bindingDay(due))
	cal := v.d.Filing.Engine.Cal
	switch {
	case due < v.today:
		p.Left = say("case.late", "n", max(1, cal.Between(due, v.today)))
	case due == v.today:
		p.Left = say("case.today")
	default:
		p.Left = say("case.left", "n", cal.Between(v.today, due))
	}
	for _, it := range c.Current() {
		if k, ok := v.clock(c, it); ok && k.Due == due && it.State.Live() {
			p.Why = &page.Link{Label: say("case.why"), Href: itemURL(c, it.Slot) + "/clock"}
			return
		}
	}
}

// promiseLength is what is promised while no day can be told.
func promiseLength(c *casework.Case) string {
	if c.JointPromise > 0 {
		return say("case.promise_length", "n", c.JointPromise)
	}
	return say("case.no_promise")
}

func hasSegment(lanes []page.Lane, kind string) bool {
	for _, l := range lanes {
		for _, s := range l.Clock.Segments {
			if s.Kind == kind {
				return true
			}
		}
	}
	return false
}

// unpublished says that the results of the case's campaign are still to be told.
func (v *visit) unpublished(c *casework.Case) bool { return v.today < c.Publishes }

// collect says how results arrive.
func (v *visit) collect(f *filing.Followed) string {
	c := f.Case
	if v.unpublished(c) {
		return say("season.result", "day", v.dated(c.Publishes))
	}
	if c.JointConclusion && !c.EarlyDelivery {
		return say("collect.joint")
	}
	return say("collect.each")
}

func withdrawable(c *casework.Case) bool {
	return slices.ContainsFunc(c.Current(), func(it *casework.ItemCase) bool { return it.State.Live() })
}

// papers lists the official papers of a case as links, newest first.
func papers(f *filing.Followed, keep func(casework.Document) bool) []page.Link {
	var out []page.Link
	for _, d := range slices.Backward(f.Documents) {
		if keep(d) && !withheld(f.Case, d) {
			out = append(out, page.Link{Label: documentName(d), Href: "/documents/" + string(d.ID)})
		}
	}
	return out
}

// withheld says that a certificate is made, but waits for the joint hand-over.
func withheld(c *casework.Case, d casework.Document) bool {
	it := c.Latest(d.Slot)
	return d.Kind == "certificate" && (it == nil || it.Tendered == nil)
}

func documentName(d casework.Document) string {
	name := say("document." + d.Kind)
	if item := d.Data["item_name"]; item != "" {
		return say("document.of", "name", name, "item", item)
	}
	return name
}

// lane is one department's part.
func (v *visit) lane(f *filing.Followed, it *casework.ItemCase) page.Lane {
	c := f.Case
	l := page.Lane{Name: it.Name, Department: it.Office, State: v.state(c, it), Href: itemURL(c, it.Slot)}
	l.Sentence = v.laneWords(c, it)
	l.Clock = v.clockBar(c, it)
	switch it.State {
	case casework.Granted, casework.Delivered:
		if it.Tendered != nil {
			l.Links = []page.Link{{Label: say("lane.look_result"), Href: caseURL(c) + "/results"}}
		}
	case casework.Refused, casework.Declined, casework.Terminated, casework.Returned:
		l.Links = []page.Link{{Label: say("lane.look_reason"), Href: l.Href}}
	}
	l.Links = append(append(l.Links, v.againLink(c, it)...), append(v.eventLinks(c, it), v.urgeLink(c, it)...)...)
	if l.Parts = v.parts(it); len(l.Parts) > 0 {
		l.PartsSay = say("parts.say", "n", len(l.Parts))
	}
	return l
}

func (v *visit) laneWords(c *casework.Case, it *casework.ItemCase) string {
	k, ok := v.clock(c, it)
	switch it.State {
	case casework.Waiting:
		return waitWords(c, it)
	case casework.Held:
		return say("lane.held", "day", bindingDay(k.Due))
	case casework.SupplementRequested:
		return say("lane.supplement", "day", bindingDay(k.Due))
	case casework.Received:
		if !ok {
			return say("lane.received_local")
		}
		return say("lane.received", "day", bindingDay(k.Due))
	case casework.Accepted:
		if v.unpublished(c) {
			return say("season.reviewing", "day", v.dated(c.Publishes))
		}
		return v.decisionWords(it, k, ok)
	case casework.Granted, casework.Delivered:
		return v.grantedWords(it, k, ok)
	}
	return say("lane." + string(it.State))
}

// decisionWords say how much of the decision's time is used.
func (v *visit) decisionWords(it *casework.ItemCase, k casework.ClockView, ok bool) string {
	unit := unitWords(k.Unit)
	switch {
	case !ok:
		return say("lane.no_limit")
	case k.State == calendar.Unknown || k.State == calendar.Paused:
		return say("lane.paused", "used", k.Used, "left", k.Left, "unit", unit)
	case k.Level == calendar.Late:
		return say("lane.overdue", "day", day(k.Due), "n", max(1, -k.Left), "unit", unit)
	case it.Statutory.Days > 0 && k.Kind == "K4":
		return say("lane.doing", "used", k.Used, "left", k.Left, "promised", k.Length, "statutory", it.Statutory.Days, "unit", unit, "day", bindingDay(k.Due))
	}
	return say("lane.doing_local", "used", k.Used, "left", k.Left, "promised", k.Length, "unit", unit, "day", bindingDay(k.Due))
}

func (v *visit) grantedWords(it *casework.ItemCase, k casework.ClockView, ok bool) string {
	switch {
	case !ok:
		return say("lane.done_on", "day", day(it.Decided))
	case k.Used <= 0:
		return say("lane.at_once")
	}
	return say("lane.done", "used", k.Used, "promised", k.Length, "unit", unitWords(k.Unit))
}

func unitWords(u calendar.Unit) string {
	if u == calendar.WorkingDay || u == "" {
		return say("unit.working")
	}
	return say("unit.calendar")
}

// firstOf names what an item waits for.
func firstOf(c *casework.Case, it *casework.ItemCase) string {
	for _, e := range c.Edges {
		if e.To != it.Slot || e.OK {
			continue
		}
		if first := c.Latest(e.From); first != nil {
			return first.Name
		}
	}
	return say("state.first")
}

// clockBar draws the clock of an item.
func (v *visit) clockBar(c *casework.Case, it *casework.ItemCase) page.ClockBar {
	switch it.State {
	case casework.Granted, casework.Delivered, casework.NotNeeded:
		return page.ClockBar{Label: say("bar.done"), Segments: []page.Segment{{Kind: "done", Percent: 100}}}
	case casework.Refused, casework.Declined, casework.Returned, casework.Terminated, casework.Withdrawn, casework.Lapsed, casework.Revoked:
		return page.ClockBar{Label: say("bar.ended"), Segments: []page.Segment{{Kind: "ended", Percent: 100}}}
	case casework.Waiting:
		return page.ClockBar{}
	}
	k, ok := v.clock(c, it)
	if !ok {
		return page.ClockBar{}
	}
	return barOf(k)
}

// barOf draws used and excluded days over the whole length.
func barOf(k casework.ClockView) page.ClockBar {
	whole := max(1, k.Length+k.Excluded)
	b := page.ClockBar{Label: say("bar.label", "length", k.Length, "used", k.Used, "excluded", k.Excluded, "unit", unitWords(k.Unit))}
	kind := map[calendar.Level]string{calendar.Amber: "soon", calendar.Red: "today", calendar.Late: "over"}[k.Level]
	if kind == "" {
		kind = "used"
	}
	if k.Level == calendar.Late {
		b.Segments = []page.Segment{{Kind: kind, Percent: 100}}
		return b
	}
	if k.Used > 0 {
		b.Segments = append(b.Segments, page.Segment{Kind: kind, Percent: k.Used * 100 / whole})
	}
	if k.Excluded > 0 {
		b.Segments = append(b.Segments, page.Segment{Kind: "pause", Percent: k.Excluded * 100 / whole})
	}
	if len(b.Segments) == 0 {
		b.Segments = []page.Segment{{Kind: kind, Percent: 1}}
	}
	return b
}
