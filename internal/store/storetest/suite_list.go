package storetest

import (
	"fmt"
	"slices"
	"sort"
	"testing"

	"pgregory.net/rapid"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// everywhere is the filter of somebody who may see every real case.
var everywhere = permission.Filter{Any: []permission.Clause{{}}}

// spread files cases whose items differ in area, department, scenario, owner, trial, state and due day.
func spread(t testing.TB, s *store.Store, n int) []*casework.Case {
	t.Helper()
	states := []casework.State{casework.Received, casework.Accepted, casework.SupplementRequested, casework.Granted,
		casework.Waiting, casework.Delivered}
	cases := make([]*casework.Case, n)
	for i := range n {
		ch := NewCase(int64(i+1), 2)
		c := ch.Case
		c.Scenario = []string{"open_restaurant", "newborn"}[i%2]
		c.Applicant.Person = ident.PersonID(fmt.Sprint("person-", i%3))
		c.Trial = i%5 == 4
		c.FiledAt = Start.AddDate(0, 0, i/3)
		for j, it := range c.Items {
			it.Area = []string{"zhifu", "laishan", "fushan"}[(i+j)%3]
			it.State = states[(i+j)%len(states)]
			it.Received = calendar.DayOf(Start) + calendar.Day(i%4)
			it.Clocks[0].History.Stop = calendar.DayOf(Start) + calendar.Day(i%7) - 2
			if i%2 == 0 {
				it.Handler = "staff-1"
			}
			if it.State == casework.Accepted && i%5 == 0 {
				it.Sealed = &casework.Proposal{Grant: true}
			}
			if it.State == casework.Delivered {
				it.Decided, it.Clocks = calendar.DayOf(Start), nil
			}
		}
		cases[i] = File(t, s, ch)
	}
	return cases
}

// walk reads a worklist to its end, forwards.
func walk(t testing.TB, s *store.Store, f store.Filter, limit int) []store.WorkRow {
	t.Helper()
	var rows []store.WorkRow
	page := store.Page{Limit: limit}
	for {
		list, err := s.Worklist(t.Context(), f, page)
		check(t, err)
		rows = append(rows, list.Rows...)
		if list.Pages.Next == "" {
			return rows
		}
		page.After = list.Pages.Next
	}
}

func worklistPermitted(t *testing.T, open Database) {
	s := open(t, Options())
	cases := spread(t, s, 30)
	some := func(label string, of ...string) func(*rapid.T) []string {
		return func(r *rapid.T) []string {
			if rapid.Bool().Draw(r, label+" unlimited") {
				return nil
			}
			return rapid.SliceOfNDistinct(rapid.SampledFrom(of), 0, len(of), rapid.ID[string]).Draw(r, label)
		}
	}
	areas := some("areas", "zhifu", "laishan", "fushan", "nowhere")
	departments := some("departments", "department0", "department1", "nobody")
	scenarios := some("scenarios", "open_restaurant", "newborn")
	owners := some("owners", "person-0", "person-1", "person-2")
	rapid.Check(t, func(r *rapid.T) {
		f := permission.Filter{Trial: rapid.Bool().Draw(r, "trial")}
		for range rapid.IntRange(0, 3).Draw(r, "clauses") {
			c := permission.Clause{Areas: areas(r), Departments: departments(r), Scenarios: scenarios(r), Owners: owners(r)}
			f.Any = append(f.Any, c)
		}
		var want []string
		for _, c := range cases {
			for _, it := range c.Items {
				row := permission.Row{Area: it.Area, Department: it.Department, Scenario: c.Scenario,
					Owner: string(c.Applicant.Person), Trial: c.Trial}
				if f.Matches(row) {
					want = append(want, string(it.ID))
				}
			}
		}
		var got []string
		all := []casework.State{casework.Received, casework.Accepted, casework.SupplementRequested, casework.Granted,
			casework.Waiting, casework.Delivered}
		for _, row := range walk(t, s, store.Filter{Scope: f, States: all}, 7) {
			got = append(got, string(row.Item))
		}
		sort.Strings(got)
		sort.Strings(want)
		if !slices.Equal(got, want) {
			r.Fatalf("the list shows %d rows, %d are permitted", len(got), len(want))
		}
	})
}

func worklistFilters(t *testing.T, open Database) {
	s := open(t, Options())
	cases := spread(t, s, 30)
	today := calendar.DayOf(Start)
	onDesk := func(it *casework.ItemCase) bool {
		return slices.Contains([]casework.State{casework.Received, casework.Accepted, casework.SupplementRequested, casework.Granted}, it.State) && it.Sealed == nil
	}
	due := func(it *casework.ItemCase) calendar.Day { return it.Clocks[0].History.Stop }
	for name, x := range map[string]struct {
		f  store.Filter
		in func(*casework.Case, *casework.ItemCase) bool
	}{
		"desk":   {store.Filter{}, func(_ *casework.Case, it *casework.ItemCase) bool { return onDesk(it) }},
		"state":  {store.Filter{States: []casework.State{casework.Waiting}}, func(_ *casework.Case, it *casework.ItemCase) bool { return it.State == casework.Waiting }},
		"sealed": {store.Filter{Sealed: true}, func(_ *casework.Case, it *casework.ItemCase) bool { return it.Sealed != nil }},
		"decide": {store.Filter{States: []casework.State{casework.Accepted}, OnDesk: true}, func(_ *casework.Case, it *casework.ItemCase) bool {
			return it.State == casework.Accepted && it.Sealed == nil
		}},
		"scenario":   {store.Filter{Scenario: "newborn"}, func(c *casework.Case, it *casework.ItemCase) bool { return onDesk(it) && c.Scenario == "newborn" }},
		"item":       {store.Filter{Item: "item1"}, func(_ *casework.Case, it *casework.ItemCase) bool { return onDesk(it) && it.Item == "item1" }},
		"mine":       {store.Filter{Handler: "staff-1"}, func(_ *casework.Case, it *casework.ItemCase) bool { return onDesk(it) && it.Handler == "staff-1" }},
		"free":       {store.Filter{Unassigned: true}, func(_ *casework.Case, it *casework.ItemCase) bool { return onDesk(it) && it.Handler == "" }},
		"mine, free": {store.Filter{Unassigned: true, Handler: "staff-1"}, func(_ *casework.Case, it *casework.ItemCase) bool { return onDesk(it) }},
		"overdue":    {store.Filter{DueBefore: today}, func(_ *casework.Case, it *casework.ItemCase) bool { return onDesk(it) && due(it) < today }},
		"due today":  {store.Filter{DueOn: today}, func(_ *casework.Case, it *casework.ItemCase) bool { return onDesk(it) && due(it) == today }},
		"received": {store.Filter{Since: today + 1, Until: today + 2}, func(_ *casework.Case, it *casework.ItemCase) bool {
			return onDesk(it) && it.Received > today && it.Received <= today+2
		}},
		"done":   {store.Filter{DecidedOn: today}, func(_ *casework.Case, it *casework.ItemCase) bool { return it.Decided == today }},
		"number": {store.Filter{Text: string(cases[3].No)}, func(c *casework.Case, it *casework.ItemCase) bool { return onDesk(it) && c == cases[3] }},
		"subject": {store.Filter{Text: "海风小馆1"}, func(c *casework.Case, it *casework.ItemCase) bool {
			return onDesk(it) && c.Subject[:len("海风小馆1")] == "海风小馆1"
		}},
		"name":     {store.Filter{Text: "王小"}, func(_ *casework.Case, it *casework.ItemCase) bool { return onDesk(it) }},
		"wildcard": {store.Filter{Text: "%"}, func(*casework.Case, *casework.ItemCase) bool { return false }},
	} {
		x.f.Scope = everywhere
		want := map[ident.ItemCaseID]bool{}
		for _, c := range cases {
			for _, it := range c.Items {
				if !c.Trial && x.in(c, it) {
					want[it.ID] = true
				}
			}
		}
		rows := walk(t, s, x.f, 5)
		for i, r := range rows {
			if !want[r.Item] {
				t.Errorf("%s: shows %s %s", name, r.No, r.Slot)
			}
			if i > 0 && (r.Clock.Due != 0 && r.Clock.Due < rows[i-1].Clock.Due || rows[i-1].Clock.Due == 0 && r.Clock.Due != 0) {
				t.Errorf("%s: %v stands after %v", name, r.Clock.Due, rows[i-1].Clock.Due)
			}
		}
		if len(rows) != len(want) {
			t.Errorf("%s: %d rows, want %d", name, len(rows), len(want))
		}
	}
	newest := walk(t, s, store.Filter{Scope: everywhere, Newest: true}, 4)
	if !slices.IsSortedFunc(newest, func(a, b store.WorkRow) int { return int(b.Received - a.Received) }) || len(newest) == 0 {
		t.Error("the newest list is not sorted by day of receipt")
	}
	row := walk(t, s, store.Filter{Scope: everywhere, Text: string(cases[0].No), Item: "item0"}, 5)[0]
	c, it := cases[0], cases[0].Items[0]
	same(t, row, store.WorkRow{Case: c.ID, No: c.No, Item: it.ID, Slot: it.Slot, Attempt: 1, Slug: "item0", Name: it.Name,
		Short: "食", Scenario: c.Scenario, ScenarioName: "开办餐饮店", Area: it.Area, Department: it.Department, Channel: "portal",
		Applicant: "王小明", Person: c.Applicant.Person, Subject: c.Subject, State: it.State, Handler: it.Handler,
		Received: it.Received, Clock: store.DeskClock{Kind: "K1", Due: due(it)}, Promised: 5, Statutory: 20, Version: it.Version,
		Strip: row.Strip})
}

func worklistPages(t *testing.T, open Database) {
	s := open(t, Options())
	spread(t, s, 24)
	f := store.Filter{Scope: everywhere}
	whole := walk(t, s, f, 200)
	var back []store.WorkRow
	page := store.Page{Limit: 5}
	seen := map[ident.ItemCaseID]bool{}
	last := store.Pages{}
	for n := int64(100); ; n++ {
		list, err := s.Worklist(t.Context(), f, page)
		check(t, err)
		for _, r := range list.Rows {
			if seen[r.Item] {
				t.Fatalf("%s came twice", r.Item)
			}
			seen[r.Item] = true
		}
		File(t, s, NewCase(n, 1)) // rows come while somebody turns pages
		last = list.Pages
		if list.Pages.Next == "" {
			break
		}
		page.After = list.Pages.Next
	}
	for _, r := range whole {
		if !seen[r.Item] {
			t.Errorf("%s was lost between two pages", r.Item)
		}
	}
	for prev := last.Prev; prev != ""; {
		list, err := s.Worklist(t.Context(), f, store.Page{Before: prev, Limit: 5})
		check(t, err)
		back = append(slices.Clone(list.Rows), back...)
		if prev = list.Pages.Prev; prev != "" && list.Pages.Next == "" {
			t.Error("a page in the middle has no next page")
		}
	}
	if !slices.IsSortedFunc(back, func(a, b store.WorkRow) int { return int(a.Clock.Due - b.Clock.Due) }) || len(back) < len(whole)-5 {
		t.Errorf("backwards: %d rows of %d", len(back), len(whole))
	}
	if _, err := s.Worklist(t.Context(), f, store.Page{After: "nonsense"}); err == nil {
		t.Error("nonsense is no cursor")
	}
}

func strips(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 3))
	_, err := s.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
		again := *c.Items[1]
		again.ID, again.Attempt = ident.ItemCaseID(ident.New()), 2
		c.Items[1].State = casework.Refused
		c.Items = append(c.Items, &again)
		ch := casework.Change{Case: c}
		Act(&ch, "reapply", "")
		return ch, nil
	})
	check(t, err)
	rows := walk(t, s, store.Filter{Scope: everywhere}, 10)
	if len(rows) != 3 {
		t.Fatalf("%d rows", len(rows))
	}
	for _, r := range rows {
		var slots []string
		for _, x := range r.Strip {
			slots = append(slots, x.Slot+" "+string(x.State))
		}
		same(t, slots, []string{"slot0 received", "slot1 received", "slot2 received"})
	}
}

func counts(t *testing.T, open Database) {
	s := open(t, Options())
	spread(t, s, 30)
	today := calendar.DayOf(Start)
	scope := permission.Filter{Any: []permission.Clause{{Areas: []string{"zhifu", "fushan"}, Departments: []string{"department0"}},
		{Departments: []string{"department1"}, Scenarios: []string{"newborn"}}}}
	n := func(f store.Filter) int {
		f.Scope = scope
		return len(walk(t, s, f, 50))
	}
	got, err := s.Counts(t.Context(), scope, "staff-1", today)
	check(t, err)
	state := func(states ...casework.State) int { return n(store.Filter{States: states}) }
	same(t, got, store.Counts{
		Desk: n(store.Filter{}), Mine: n(store.Filter{Handler: "staff-1"}), Unassigned: n(store.Filter{Unassigned: true}),
		Overdue: n(store.Filter{DueBefore: today}), DueToday: n(store.Filter{DueOn: today}), Received: state(casework.Received),
		Supplement: state(casework.SupplementRequested), Accepted: n(store.Filter{States: []casework.State{casework.Accepted}, OnDesk: true}), Granted: state(casework.Granted),
		Waiting: state(casework.Waiting, casework.Held), Sealed: n(store.Filter{Sealed: true}), DoneToday: n(store.Filter{DecidedOn: today}),
	})
	if got.Desk == 0 || got.Overdue == 0 || got.DoneToday == 0 {
		t.Errorf("the sample is too thin: %+v", got)
	}
	none, err := s.Counts(t.Context(), permission.Filter{}, "staff-1", today)
	check(t, err)
	same(t, none, store.Counts{})
}

func casesOfPerson(t *testing.T, open Database) {
	s := open(t, Options())
	var want []ident.CaseID
	for _, c := range spread(t, s, 24) {
		if c.Applicant.Person == "person-2" && !c.Trial { // rehearsals have a list of their own
			want = append([]ident.CaseID{c.ID}, want...)
		}
	}
	var got []ident.CaseID
	page := store.Page{Limit: 3}
	for {
		list, err := s.CasesOf(t.Context(), "person-2", false, page)
		check(t, err)
		for _, c := range list.Cases {
			got = append(got, c.ID)
			if len(c.Items) != 2 || c.Items[0].Slot != "slot0" {
				t.Errorf("%s has %d items", c.No, len(c.Items))
			}
		}
		if list.Pages.Next == "" {
			break
		}
		page.After = list.Pages.Next
	}
	same(t, got, want)
}
