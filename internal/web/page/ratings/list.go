package ratings

import (
	"net/http"
	"net/url"

	app "lianban/internal/app/improvement"
	"lianban/internal/domain/improvement"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// rowsAPage is how many reviews a page shows.
const rowsAPage = 50

// The views of the list. The first is what is shown when nothing is asked for.
var views = []string{"open", "late", "appealed", "closed", "set_aside"}

// asked is what a view asks the list for.
var asked = map[string]app.Query{
	"open":      {States: []improvement.BadState{improvement.Owed, improvement.Appealed, improvement.Listed}},
	"late":      {States: []improvement.BadState{improvement.Owed, improvement.Listed}, Late: true},
	"appealed":  {States: []improvement.BadState{improvement.Appealed}},
	"closed":    {States: []improvement.BadState{improvement.Closed}},
	"set_aside": {States: []improvement.BadState{improvement.SetAside}},
}

// list shows page V11.
func (d Desk) list(v *console.Visit) error {
	q := v.R.URL.Query()
	view := q.Get("view")
	query, known := asked[view]
	if !known {
		view, query = views[0], asked[views[0]]
	}
	at := app.Page{Limit: rowsAPage, After: q.Get("after"), Before: q.Get("before")}
	list, err := d.Improvement.List(v.R.Context(), v.Who.Principal, d.Side, query, at)
	if err != nil {
		return err
	}
	s, err := v.Shell(Say("title"))
	if err != nil {
		return err
	}
	p := ListPage{Shell: s, Lead: Say("lead." + string(d.Side)), Done: done(v), Print: s.PrintHref(), Empty: Say("empty." + view)}
	if !known && q.Get("view") != "" {
		p.Note = Say("unknown")
	}
	for _, x := range views {
		p.Counts = append(p.Counts, Count{
			Text: Say("view." + x), N: countOf(x, list.Counts), URL: viewURL(v, x), Here: x == view, Bad: x == "late",
		})
	}
	for _, g := range improvement.Grades {
		if d.Side == app.Supervisor {
			p.Grades = append(p.Grades, Grade{Name: word("grade." + string(g)), N: list.Grades[g], Bad: g.Bad()})
		}
	}
	for _, b := range list.Rows {
		p.Rows = append(p.Rows, d.row(v, b))
	}
	turn := func(key, cursor string) string {
		if cursor == "" {
			return ""
		}
		return listURL(v) + "?" + url.Values{"view": {view}, key: {cursor}}.Encode()
	}
	p.Next, p.Prev = turn("after", list.Pages.Next), turn("before", list.Pages.Prev)
	v.Show(http.StatusOK, ListView(p))
	return nil
}

func countOf(view string, c app.Counts) (n int) {
	if view == "late" {
		return c.Late
	}
	for _, s := range asked[view].States {
		n += c.States[s]
	}
	return n
}

func viewURL(v *console.Visit, view string) string {
	if view == views[0] {
		return listURL(v)
	}
	return listURL(v) + "?view=" + view
}

func (d Desk) row(v *console.Visit, b app.Shown) Row {
	r := Row{
		URL: oneURL(v, b.ID), About: about(b), Grade: word("grade." + string(b.Grade)), Why: reasons(b.Reasons), Words: short(b.Words),
		Office: d.office(b.Area, b.Department), Who: who(b), No: string(b.No), On: console.DayText(b.On), Due: console.BindingDay(b.Due),
		State: stateTag(b), Level: "run",
	}
	switch {
	case b.Late:
		r.Level, r.Lead = "over", Say("due.late", "n", max(1, d.Improvement.Engine.Cal.Between(b.Due, v.Today)))
	case !b.State.Open():
		r.Level, r.Lead, r.Due = "none", Say("due.none"), ""
	case b.State == improvement.Appealed:
		r.Lead = Say("due.waits")
	case b.Due == v.Today:
		r.Level, r.Lead = "soon", Say("due.today")
	default:
		r.Lead = Say("due.left", "n", d.Improvement.Engine.Cal.Between(v.Today, b.Due))
	}
	return r
}

// shortWords is how many characters of somebody's words a list shows.
const shortWords = 40

func short(text string) string {
	r := []rune(text)
	if len(r) <= shortWords {
		return text
	}
	return string(r[:shortWords]) + "…"
}

// facts are what is known of one review.
func (d Desk) facts(b app.Shown) []page.Row {
	out := []page.Row{
		{Name: Say("fact.grade"), Value: word("grade." + string(b.Grade))}, {Name: Say("fact.office"), Value: d.office(b.Area, b.Department)},
		{Name: Say("fact.on"), Value: console.DayText(b.On)}, {Name: Say("fact.who"), Value: who(b)},
	}
	if len(b.Reasons) > 0 {
		out = append(out, page.Row{Name: Say("fact.why"), Value: reasons(b.Reasons)})
	}
	if b.State.Open() {
		out = append(out, page.Row{Name: Say("fact.due"), Value: console.BindingDay(b.Due)})
	}
	return out
}
