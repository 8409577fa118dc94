package supervisor

import (
	"cmp"
	"maps"
	"net/url"
	"slices"

	"lianban/internal/app/handling"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// views are the lists of the board, the default first: overdue, due soon, orders to be answered, orders to be closed,
// failures on record.
var views = []string{"over", "soon", "orders", "answered", "failed"}

// viewOf is the list that an address asks for.
func viewOf(raw url.Values) string {
	if v := raw.Get("view"); slices.Contains(views, v) {
		return v
	}
	return views[0]
}

func viewURL(view string) string {
	if view == views[0] {
		return home
	}
	return home + "?view=" + view
}

// chosen are the filters of the board's address.
var chosen = []string{"department", "area", "clock", "ground", "scenario", "owner", "deemed"}

// closed are the filters whose values the board knows beforehand.
var closed = map[string][]string{"owner": {"none", "some"}, "deemed": {"yes"}, "clock": handling.AgencyClocks()}

// query is the board's address: what is understood of it.
type query struct {
	values url.Values
	view   string
	note   bool // something was not understood
}

func readQuery(raw url.Values) *query {
	q := &query{values: url.Values{}, view: viewOf(raw), note: raw.Get("view") != "" && raw.Get("view") != viewOf(raw)}
	if q.view != views[0] {
		q.values.Set("view", q.view)
	}
	for _, name := range append([]string{"after", "before"}, chosen...) {
		value := raw.Get(name)
		list, known := closed[name]
		switch {
		case value == "":
		case known && !slices.Contains(list, value):
			q.note = true
		default:
			q.values.Set(name, value)
		}
	}
	return q
}

// filter is what the board is asked for.
func (q *query) filter(today, soon calendar.Day) handling.Filter {
	get := q.values.Get
	f := handling.Filter{Department: get("department"), Area: get("area"), Ground: get("ground"), Scenario: get("scenario"), Deemed: get("deemed") == "yes"}
	if clock := get("clock"); clock != "" {
		f.Clocks = []string{clock}
	}
	f.Unassigned, f.Assigned = get("owner") == "none", get("owner") == "some"
	switch q.view {
	case "orders":
		f.Supervised = casework.OrderOpen
	case "answered":
		f.Supervised = casework.OrderAnswered
	case "failed":
		f.Failed = true
	default:
		if f.Clocks == nil {
			f.Clocks = handling.AgencyClocks()
		}
		f.DueBefore = today
		if q.view == "soon" {
			f.DueBefore, f.DueFrom, f.DueUntil = 0, today, soon
		}
	}
	return f
}

// turn is the address of another page of the same list.
func (q *query) turn(name, cursor string) string {
	next := maps.Clone(q.values)
	next.Del("after")
	next.Del("before")
	next.Set(name, cursor)
	return home + "?" + next.Encode()
}

// clear is the address of the list without filters; none if nothing is filtered.
func (q *query) clear() string {
	if slices.ContainsFunc(chosen, q.values.Has) {
		return viewURL(q.view)
	}
	return ""
}

// tallied is one value of a filter, with how many rows have it.
type tallied struct {
	key string
	n   int
}

// tally counts the groups of a view by one of their sides; the greatest comes first.
func (q *query) tally(groups []handling.DueGroup, by func(handling.DueGroup) string) []tallied {
	n := map[string]int{}
	for _, g := range groups {
		if q.view == "soon" {
			n[by(g)] += g.Today + g.Soon
		} else {
			n[by(g)] += g.Overdue
		}
	}
	out := make([]tallied, 0, len(n))
	for _, key := range slices.Sorted(maps.Keys(n)) {
		if n[key] > 0 || q.view != "over" && q.view != "soon" {
			out = append(out, tallied{key, n[key]})
		}
	}
	slices.SortStableFunc(out, func(a, b tallied) int { return cmp.Compare(b.n, a.n) })
	return out
}
