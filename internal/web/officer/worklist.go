package officer

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// keySearch is where a session keeps what was searched for last.
const keySearch = "officer.search"

// rowsAPage is how many rows a console shows at once.
const rowsAPage = 50

// worklist shows page D1.
func worklist(v *visit) error {
	q := readQuery(v.R.URL.Query())
	filter := q.filter(v.Today, v.Who.StaffID())
	at := handling.Page{Limit: rowsAPage, After: q.values.Get("after"), Before: q.values.Get("before")}
	desk, err := v.d.Handling.Worklist(v.R.Context(), v.Who.Principal, filter, at)
	if err != nil {
		return err
	}
	v.counts = &desk.Counts
	s, err := v.Shell(say("stage." + q.stageKey()))
	if err != nil {
		return err
	}
	w := Worklist{
		Shell: s, Notes: q.notes, Action: home, Back: v.R.URL.RequestURI(), Done: v.Flash(),
		ByClock: !q.newest(), Counts: q.counts(desk.Counts), Filters: v.filters(q), Clear: q.clear(),
		Print: s.PrintHref(), Materials: true, Picks: true,
		Export: q.at("/officer/worklist/export"), Save: q.at(filtersHome),
	}
	if w.Saved, err = v.saved(q); err != nil {
		return err
	}
	if stage := q.values.Get("stage"); stage != "" {
		w.Kept = []Hidden{{Name: "stage", Value: stage}}
	}
	w.Order, w.Resort = say("worklist.by_clock"), Link{Label: say("worklist.resort_received"), Href: q.with("sort", "received")}
	if q.newest() {
		w.Order, w.Resort = say("worklist.by_received"), Link{Label: say("worklist.resort_clock"), Href: q.with("sort", "")}
	}
	w.fill(v, desk, q.values.Get("pick") == "all")
	w.Pages = q.pages(desk.Pages)
	if w.Total > 0 {
		w.PickAll = q.with("pick", "all")
	}
	if len(w.Rows) == 0 {
		w.Empty = q.empty(desk.Counts)
	}
	v.Show(http.StatusOK, WorklistPage(w))
	return nil
}

// fill puts the rows of an answer into the page.
func (w *Worklist) fill(v *visit, desk *handling.Desk, pickAll bool) {
	w.Total = len(desk.Rows)
	for _, r := range desk.Rows {
		row := v.row(r, desk.Names)
		row.Chosen = pickAll
		w.Give = w.Give || v.mayGive(r)
		if row.Claimable {
			w.Claim = home + "/claim"
		}
		w.Rows = append(w.Rows, row)
	}
}

// row is one line of the list.
func (v *visit) row(r handling.WorkRow, names map[ident.StaffID]string) Row {
	l := looks[r.State]
	row := Row{
		Value: string(r.No) + "/" + r.Slot + "/" + strconv.FormatInt(r.Version, 10), Clock: v.rowClock(r),
		Applicant: titleOf(v.enterprise(r.Scenario), r.Subject, r.Applicant), CaseNo: string(r.No),
		URL: itemURL(r.No, r.Slot), Scenario: r.ScenarioName, Item: r.Name, Step: say("step." + l.step),
		State: stateTag(r.State), Channel: channelWord(r.Channel), Handler: names[r.Handler],
		Act: say("row.act." + l.step), Have: r.Papers, Marks: v.marks(r),
	}
	row.Claimable = r.Handler == "" && (l.step == "answer" || l.step == "decide" || l.step == "supplement") && v.mayHandle(r)
	for _, s := range r.Strip {
		row.Strip = append(row.Strip, StripItem{
			Char: s.Short, Name: v.siblingName(s), State: stateWord(s.State), Fill: looks[s.State].fill, Own: s.Item == r.Item,
		})
	}
	return row
}

// mayHandle says whether the person may take a row into their own hands.
func (v *visit) mayHandle(r handling.WorkRow) bool {
	return v.d.Handling.Guard.Allow(v.Who.Principal, permission.Handle, rowResource(r)) == nil
}

// mayGive says whether the person may give a row to a colleague.
func (v *visit) mayGive(r handling.WorkRow) bool {
	return looks[r.State].step != "done" && v.d.Handling.MayGive(v.Who.Principal, rowResource(r), r.Handler) == nil
}

// rowResource is what permission looks at for a row.
func rowResource(r handling.WorkRow) permission.Resource {
	return permission.Resource{
		Type: permission.ItemCase, ID: string(r.Item), Area: r.Area, Department: r.Department, Scenario: r.Scenario, Owner: r.Person, Trial: r.Trial,
	}
}

func (v *visit) siblingName(s handling.Sibling) string {
	if d, ok := v.d.Handling.Catalogue.Department(s.Department); ok {
		return say("strip.name", "item", s.Name, "department", d.Name)
	}
	return s.Name
}

func (v *visit) enterprise(scenario string) bool {
	s, ok := v.d.Handling.Catalogue.Scenario(scenario)
	return ok && s.Audience == "enterprise"
}

// filters are the selects of the filter bar, with what is chosen now.
func (v *visit) filters(q *query) []Filter {
	scenarios := []Option{{Text: say("filter.all")}}
	for _, s := range v.d.Handling.Catalogue.Scenarios() {
		scenarios = append(scenarios, Option{Value: s.Slug, Text: s.Name})
	}
	fixed := func(name string, values ...string) []Option {
		out := []Option{{Text: say("filter." + name + ".all")}}
		for _, value := range values {
			out = append(out, Option{Value: value, Text: say("filter." + name + "." + value)})
		}
		return out
	}
	out := []Filter{
		{Name: "scenario", Label: say("filter.scenario"), Options: scenarios},
		{Name: "channel", Label: say("filter.channel"), Options: fixed("channel", channels...)},
		{Name: "handler", Label: say("filter.handler"), Options: fixed("handler", handlers...)},
		{Name: "received", Label: say("filter.received"), Options: fixed("received", spans...)},
	}
	for i := range out {
		for j := range out[i].Options {
			o := &out[i].Options[j]
			o.Chosen = o.Value == q.values.Get(out[i].Name)
		}
	}
	return out
}

// claimRows takes the chosen rows into one's own hands. Rows that somebody else has taken meanwhile are left.
func claimRows(v *visit) error {
	if err := v.R.ParseForm(); err != nil {
		return v.GoTo(home)
	}
	taken, missed := 0, 0
	for _, t := range picked(v.R.PostForm["pick"]) {
		if _, err := v.d.Handling.Claim(v.R.Context(), v.Who.Principal, t); err != nil {
			missed++
			continue
		}
		taken++
	}
	key := "flash.claimed"
	switch {
	case taken == 0 && missed == 0:
		key = "flash.nothing_picked"
	case missed > 0:
		key = "flash.claimed_some"
	}
	v.d.Gate.Flash(v.R, key)
	return v.GoTo(v.R.PostForm.Get("back"))
}

// picked reads the boxes that were ticked: case number, slot and the version that was seen.
func picked(boxes []string) []handling.Target {
	var out []handling.Target
	for _, box := range boxes {
		part := strings.Split(box, "/")
		if len(part) != 3 || len(out) == rowsAPage {
			continue
		}
		seen, _ := strconv.ParseInt(part[2], 10, 64)
		out = append(out, handling.Target{No: ident.CaseNo(part[0]), Slot: part[1], Seen: seen})
	}
	return out
}

// longestSearch bounds the words that a session keeps, in characters.
const longestSearch = 100

// search keeps the words in the session, because an address must not hold a name, and leads to the answer.
func search(v *visit) error {
	words := strings.TrimSpace(v.R.PostFormValue("words"))
	if words == "" {
		return v.GoTo(home)
	}
	id := page.Token()[:12]
	v.d.Gate.Sessions.Put(v.R.Context(), keySearch, id+" "+page.Shortened(words, longestSearch)) // the last search only
	return v.GoTo("/officer/searches/" + id)
}

// searched shows what was found for words that are kept in the session.
func searched(v *visit) error {
	id, words, _ := strings.Cut(v.d.Gate.Sessions.GetString(v.R.Context(), keySearch), " ")
	if words == "" || id != v.R.PathValue("search") {
		return v.GoTo(home)
	}
	filter := handling.Filter{Text: words, States: casework.States, Newest: true}
	desk, err := v.d.Handling.Worklist(v.R.Context(), v.Who.Principal, filter, handling.Page{Limit: rowsAPage})
	if err != nil {
		return err
	}
	v.counts = &desk.Counts
	s, err := v.Shell(say("search.title", "n", len(desk.Rows)))
	if err != nil {
		return err
	}
	s.Search = words
	w := Worklist{Shell: s, Order: say("search.order"), Back: v.R.URL.RequestURI(), Materials: true, Picks: true}
	w.fill(v, desk, false)
	if desk.Pages.Next != "" {
		w.Notes = []string{say("search.more", "n", rowsAPage)}
	}
	if len(w.Rows) == 0 {
		w.Empty = &Empty{Title: say("search.none"), Text: say("search.none_text"), Act: Link{Label: say("trouble.home"), Href: home}}
	}
	v.Show(http.StatusOK, WorklistPage(w))
	return nil
}

// since is the first day of a span of receipt.
func since(span string, today calendar.Day) calendar.Day {
	switch span {
	case "today":
		return today
	case "week":
		return today - 6
	case "month":
		return today - 29
	}
	return 0
}

func queryOf(values url.Values) string {
	if enc := values.Encode(); enc != "" {
		return home + "?" + enc
	}
	return home
}
