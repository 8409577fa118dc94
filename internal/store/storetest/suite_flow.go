package storetest

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

func sequences(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	day := calendar.DayOf(Start)
	drawn := make([][]int64, 8)
	for _, err := range together(8, func(w int) error {
		for range 40 {
			n, err := nodes[w%2].NextCaseSeq(t.Context(), "zhifu", day)
			if err != nil {
				return err
			}
			drawn[w] = append(drawn[w], n)
		}
		return nil
	}) {
		check(t, err)
	}
	seen := map[int64]bool{}
	for _, ns := range drawn {
		if !slices.IsSorted(ns) {
			t.Errorf("numbers of one node do not rise: %v", ns)
		}
		for _, n := range ns {
			if n < 1 || seen[n] {
				t.Fatalf("%d was drawn twice or is no number", n)
			}
			seen[n] = true
		}
	}
	for area, d := range map[string]calendar.Day{"laishan": day, "zhifu": day + 1} {
		if n, err := nodes[0].NextCaseSeq(t.Context(), area, d); err != nil || n != 1 {
			t.Errorf("%s on %s begins with %d, %v", area, d, n, err)
		}
	}
}

func dueReplaced(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 2)) // due in five days
	day := calendar.DayOf(Start) + 5
	due := func(before calendar.Day) []store.DueCase {
		cases, err := s.DueCases(t.Context(), before, store.DueCase{}, 10)
		check(t, err)
		return cases
	}
	same(t, due(day), nil)
	same(t, due(day+1), []store.DueCase{{Case: c.ID, Day: day}})
	armed := func(after ident.CaseID) []ident.CaseID {
		ids, err := s.OpenCases(t.Context(), after, 10)
		check(t, err)
		return ids
	}
	same(t, armed(""), []ident.CaseID{c.ID}) // once, however many of its timers are armed
	same(t, armed(c.ID), nil)
	move := func(change func(*casework.Case, *casework.Change)) {
		_, err := s.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
			ch := casework.Change{Case: c}
			change(c, &ch)
			return ch, nil
		})
		check(t, err)
	}
	move(func(c *casework.Case, ch *casework.Change) {
		c.Items[0].Clocks = nil
		c.Items[1].Clocks[0].History.Stop = day + 10
		Act(ch, "accept", "")
	})
	same(t, due(day+1), nil)
	same(t, due(day+11), []store.DueCase{{Case: c.ID, Day: day + 10}})
	rows := walk(t, s, store.Filter{Scope: everywhere}, 5)
	if rows[0].Clock.Due != day+10 || rows[1].Clock.Due != 0 {
		t.Errorf("the worklist sorts by %v, %v", rows[0].Clock, rows[1].Clock)
	}
	move(func(c *casework.Case, ch *casework.Change) {
		c.Items[1].Clocks = nil
		Act(ch, "grant", "")
	})
	same(t, due(day+1000), nil)
}

func duePages(t *testing.T, open Database) {
	s := open(t, Options())
	today := calendar.DayOf(Start)
	want := map[ident.CaseID]bool{}
	for i := range 9 {
		ch := NewCase(int64(i+1), 2)
		for j, it := range ch.Case.Items {
			it.Clocks[0].History.Stop = today - calendar.Day((i+j)%3) - 1
		}
		want[File(t, s, ch).ID] = true
	}
	var after store.DueCase
	for page := 0; ; page++ {
		cases, err := s.DueCases(t.Context(), today, after, 2)
		check(t, err)
		if len(cases) == 0 {
			break
		}
		for _, d := range cases {
			if !want[d.Case] || d.Day < after.Day {
				t.Fatalf("page %d: %v after %v", page, d, after)
			}
			delete(want, d.Case)
			after = d
		}
	}
	if len(want) > 0 {
		t.Errorf("%d due cases were not shown", len(want))
	}
}

// tell writes n messages to a target, in order.
func tell(t testing.TB, s *store.Store, id ident.CaseID, target string, from, n int) {
	t.Helper()
	_, err := s.Apply(t.Context(), store.ByID(id), func(c *casework.Case) (casework.Change, error) {
		ch := casework.Change{Case: c}
		Act(&ch, "remind", "")
		for i := range n {
			Tell(&ch, target, fmt.Sprint("kind", from+i))
		}
		return ch, nil
	})
	check(t, err)
}

func kinds(rows []store.OutboxRow) []string {
	var ks []string
	for _, r := range rows {
		ks = append(ks, r.Kind)
	}
	return ks
}

func outboxOrder(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 1))
	now := time.Now()
	tell(t, s, c.ID, "department:a", 0, 2)
	tell(t, s, c.ID, "department:b", 7, 1)
	tell(t, s, c.ID, "department:a", 2, 1)
	targets, err := s.OutboxTargets(t.Context(), now, 10)
	check(t, err)
	same(t, targets, []string{"department:a", "department:b"})
	next := func(at time.Time) []store.OutboxRow {
		rows, err := s.OutboxNext(t.Context(), "department:a", at, 10)
		check(t, err)
		return rows
	}
	rows := next(now)
	same(t, kinds(rows), []string{"kind0", "kind1", "kind2"})
	same(t, kinds(next(now)), []string{"kind0", "kind1", "kind2"}) // not acknowledged: delivered again
	check(t, s.OutboxDone(t.Context(), now, rows[0].ID))
	check(t, s.OutboxDone(t.Context(), now, rows[0].ID))
	same(t, kinds(next(now)), []string{"kind1", "kind2"})

	check(t, s.OutboxFailed(t.Context(), store.Failure{Reason: "timeout", Next: now.Add(store.OutboxPause(1))}, rows[1].ID))
	same(t, next(now), nil) // kind2 does not overtake kind1
	targets, err = s.OutboxTargets(t.Context(), now, 10)
	check(t, err)
	same(t, targets, []string{"department:b"})
	later := next(now.Add(time.Hour))
	same(t, kinds(later), []string{"kind1", "kind2"})
	if later[0].Attempts != 1 || later[0].Error != "timeout" {
		t.Errorf("the failure is not told: %+v", later[0])
	}
	check(t, s.OutboxDone(t.Context(), now, later[0].ID, later[1].ID))
	same(t, next(now.Add(time.Hour)), nil)
	n, err := s.DropDelivered(t.Context(), now.Add(time.Hour))
	check(t, err)
	pending, deadRows, err := s.OutboxCounts(t.Context())
	check(t, err)
	if n != 3 || pending != 1 || deadRows != 0 {
		t.Errorf("%d delivered, %d pending, %d dead", n, pending, deadRows)
	}
}

func outboxDeath(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 1))
	tell(t, s, c.ID, "department:a", 0, 2)
	now := time.Now()
	var first int64
	for failures := range store.OutboxAttempts {
		rows, err := s.OutboxNext(t.Context(), "department:a", now, 1)
		check(t, err)
		if len(rows) != 1 || rows[0].Kind != "kind0" || rows[0].Attempts != failures {
			t.Fatalf("after %d failures: %v", failures, kinds(rows))
		}
		first = rows[0].ID
		now = now.Add(store.OutboxPause(failures + 1))
		check(t, s.OutboxFailed(t.Context(), store.Failure{Reason: "refused", Next: now}, first))
	}
	next, err := s.OutboxNext(t.Context(), "department:a", now, 5)
	check(t, err)
	same(t, kinds(next), []string{"kind1"}) // the dead one does not hold up the others
	buried, err := s.OutboxDead(t.Context(), 5)
	check(t, err)
	same(t, kinds(buried), []string{"kind0"})
	was, err := s.OutboxIsDead(t.Context(), first)
	check(t, err)
	check(t, s.Noted(t.Context(), func(context.Context) (store.Noting, error) {
		return store.Noting{Writes: []store.Write{store.ReviveMessage(first)}}, nil
	}))
	still, err := s.OutboxIsDead(t.Context(), first)
	check(t, err)
	if !was || still {
		t.Errorf("dead %v, and after %v", was, still)
	}
	next, err = s.OutboxNext(t.Context(), "department:a", now, 5)
	check(t, err)
	same(t, kinds(next), []string{"kind0", "kind1"})
	check(t, s.OutboxFailed(t.Context(), store.Failure{Reason: "no such number", Final: true}, first))
	buried, err = s.OutboxDead(t.Context(), 5)
	check(t, err)
	if len(buried) != 1 || buried[0].Attempts != 1 || buried[0].Error != "no such number" {
		t.Errorf("a final failure: %+v", buried)
	}
}

func trialStaysInside(t *testing.T, open Database) {
	s := open(t, Options())
	ch := NewCase(1, 1)
	ch.Case.Trial, ch.Case.Clerk = true, "clerk-1"
	Tell(&ch, "department:a", "arrived")
	Tell(&ch, "person:person-1", "submitted")
	File(t, s, ch)
	real := NewCase(2, 1)
	real.Case.Clerk = "clerk-1"
	File(t, s, real)
	n, err := s.CountCasesOfClerk(t.Context(), "clerk-1", time.Time{})
	check(t, err)
	same(t, n, 1)
	for trial, want := range map[bool]ident.CaseID{true: ch.Case.ID, false: real.Case.ID} { // never mixed
		filed, err := s.CasesOfClerk(t.Context(), "clerk-1", trial, store.Page{})
		check(t, err)
		if len(filed.Cases) != 1 || filed.Cases[0].ID != want {
			t.Errorf("trial %v: %d cases", trial, len(filed.Cases))
		}
	}
	targets, err := s.OutboxTargets(t.Context(), time.Now(), 10)
	check(t, err)
	same(t, targets, nil)
	for _, target := range []string{"department:a", "person:person-1"} {
		next, err := s.OutboxNext(t.Context(), target, time.Now(), 10)
		check(t, err)
		if len(next) != 0 {
			t.Errorf("%s is told of a rehearsal", target)
		}
	}
	pending, dead, err := s.OutboxCounts(t.Context())
	check(t, err)
	kept, err := s.OutboxKept(t.Context(), ch.Case.ID)
	check(t, err)
	if pending != 0 || dead != 0 || kept != 2 {
		t.Errorf("%d wait, %d dead, %d kept", pending, dead, kept)
	}
	box, err := s.Inbox(t.Context(), "person-1", store.Page{})
	check(t, err)
	if len(box.Messages) != 1 {
		t.Errorf("%d messages", len(box.Messages))
	}
}

func inboxPages(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 1))
	tell(t, s, c.ID, "person:person-1", 0, 5)
	tell(t, s, c.ID, "person:person-2", 9, 1)
	one, err := s.Inbox(t.Context(), "person-1", store.Page{Limit: 3})
	check(t, err)
	two, err := s.Inbox(t.Context(), "person-1", store.Page{Limit: 3, After: one.Pages.Next})
	check(t, err)
	var got []string
	for _, m := range append(one.Messages, two.Messages...) {
		got = append(got, m.Kind)
		if m.No != c.No || m.Data["item"] != "事项0" {
			t.Errorf("%+v", m)
		}
	}
	same(t, got, []string{"kind4", "kind3", "kind2", "kind1", "kind0"})
	if one.Unread != 5 || two.Pages.Next != "" || two.Pages.Prev == "" {
		t.Errorf("%d unread, pages %+v", one.Unread, two.Pages)
	}
	back, err := s.Inbox(t.Context(), "person-1", store.Page{Limit: 3, Before: two.Pages.Prev})
	check(t, err)
	same(t, back.Messages, one.Messages)
	check(t, s.MarkRead(t.Context(), "person-1", one.Messages[2].ID))
	unread, err := s.Unread(t.Context(), "person-1")
	check(t, err)
	other, err := s.Unread(t.Context(), "person-2")
	check(t, err)
	if unread != 2 || other != 1 {
		t.Errorf("%d and %d unread", unread, other)
	}
}
