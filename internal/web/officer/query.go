package officer

import (
	"maps"
	"net/url"
	"slices"

	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// The closed values of the worklist's address.
var (
	stages   = []string{"over", "today", "answer", "decide", "sealed", "supplement", "deliver", "done"}
	channels = []string{"portal", "window", "api"}
	handlers = []string{"mine", "none", "open"}
	spans    = []string{"today", "week", "month"}
	sorts    = []string{"received"}
)

// query is the worklist's address: what is asked for, and what could not be understood.
type query struct {
	values url.Values // only what is understood
	notes  []string
}

// readQuery takes what it knows; a bad value falls back to "all" and the page says so.
func readQuery(raw url.Values) *query {
	q := &query{values: url.Values{}}
	closed := map[string][]string{"stage": stages, "channel": channels, "handler": handlers, "received": spans, "sort": sorts, "pick": {"all"}}
	for _, name := range slices.Sorted(maps.Keys(closed)) {
		value := raw.Get(name)
		switch {
		case value == "":
		case slices.Contains(closed[name], value):
			q.values.Set(name, value)
		default:
			q.notes = append(q.notes, say("filter.unknown", "name", say("filter."+name)))
		}
	}
	for _, name := range []string{"scenario", "after", "before"} {
		if value := raw.Get(name); value != "" {
			q.values.Set(name, value)
		}
	}
	return q
}

// filter is what the list is asked for.
func (q *query) filter(today calendar.Day, me ident.StaffID) handling.Filter {
	f := handling.Filter{
		Scenario: q.values.Get("scenario"), Channel: q.values.Get("channel"),
		Since: since(q.values.Get("received"), today), Newest: q.newest(),
	}
	switch q.values.Get("handler") {
	case "mine":
		f.Handler = me
	case "none":
		f.Unassigned = true
	case "open":
		f.Handler, f.Unassigned = me, true
	}
	switch q.values.Get("stage") {
	case "over":
		f.DueBefore = today
	case "today":
		f.DueOn = today
	case "answer":
		f.States = []casework.State{casework.Received}
	case "decide":
		f.States, f.OnDesk = []casework.State{casework.Accepted}, true
	case "sealed":
		f.Sealed = true
	case "supplement":
		f.States = []casework.State{casework.SupplementRequested}
	case "deliver":
		f.States = []casework.State{casework.Granted}
	case "done":
		f.DecidedOn = today
	}
	return f
}

func (q *query) newest() bool { return q.values.Get("sort") == "received" }

func (q *query) stageKey() string {
	if s := q.values.Get("stage"); s != "" {
		return s
	}
	return "all"
}

// with is the address with one value changed; it begins at the first page again.
func (q *query) with(name, value string) string {
	next := maps.Clone(q.values)
	for _, gone := range []string{"after", "before", "pick"} {
		next.Del(gone)
	}
	if value == "" {
		next.Del(name)
	} else {
		next.Set(name, value)
	}
	return queryOf(next)
}

// at is another address with the same filter, from its beginning.
func (q *query) at(path string) string {
	if f := q.filterOnly(); f != "" {
		return path + "?" + f
	}
	return path
}

// filterOnly is the part of the address that says what is shown, without the place in the list.
func (q *query) filterOnly() string {
	next := maps.Clone(q.values)
	for _, gone := range []string{"after", "before", "pick"} {
		next.Del(gone)
	}
	return next.Encode()
}

// clear is the address without filters; none if nothing is filtered.
func (q *query) clear() string {
	for _, name := range []string{"scenario", "channel", "handler", "received"} {
		if q.values.Has(name) {
			next := url.Values{}
			if s := q.values.Get("stage"); s != "" {
				next.Set("stage", s)
			}
			return queryOf(next)
		}
	}
	return ""
}

// counts are the count filters. They count the whole desk, whatever the other filters say.
func (q *query) counts(c handling.Counts) []Count {
	one := func(stage string, n int, tone page.Tone) Count {
		return Count{Text: say("count." + stage), N: n, URL: queryOf(stageOnly(stage)), Tone: tone, Here: q.stageKey() == stage}
	}
	out := []Count{
		one("all", c.Desk, ""), one("over", c.Overdue, page.Bad), one("today", c.DueToday, page.Warn), one("answer", c.Received, ""),
		one("decide", c.Accepted, ""), one("supplement", c.Supplement, ""), one("deliver", c.Granted, ""), one("done", c.DoneToday, ""),
	}
	if c.Sealed > 0 || q.stageKey() == "sealed" { // only where a campaign withholds results
		out = append(out, one("sealed", c.Sealed, ""))
	}
	return out
}

func stageOnly(stage string) url.Values {
	if stage == "all" {
		return url.Values{}
	}
	return url.Values{"stage": {stage}}
}

// pages lead to the rows before and after.
func (q *query) pages(p handling.Pages) []PageLink {
	var out []PageLink
	turn := func(key, name, cursor string) {
		if cursor == "" {
			return
		}
		next := maps.Clone(q.values)
		next.Del("after")
		next.Del("before")
		next.Del("pick")
		next.Set(name, cursor)
		out = append(out, PageLink{Text: say(key), URL: queryOf(next)})
	}
	turn("pages.prev", "before", p.Prev)
	turn("pages.next", "after", p.Next)
	return out
}

// empty says why nothing is here and what was done today.
func (q *query) empty(c handling.Counts) *Empty {
	e := &Empty{Title: say("empty." + q.stageKey()), Text: say("empty.text", "n", c.DoneToday)}
	switch {
	case q.clear() != "":
		e.Act = Link{Label: say("empty.clear"), Href: q.clear()}
	case q.stageKey() != "all":
		e.Act = Link{Label: say("empty.everything"), Href: home}
	case c.DoneToday > 0:
		e.Act = Link{Label: say("empty.look"), Href: home + "?stage=done"}
	}
	return e
}
