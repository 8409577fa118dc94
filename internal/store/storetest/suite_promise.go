package storetest

import (
	"testing"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// brokenPromises: the latest promise that a person broke is found, another person's or a rehearsal's is not, and an order of
// review wipes it out.
func brokenPromises(t *testing.T, open Database) {
	s := open(t, Options())
	today := calendar.DayOf(Start)
	file := func(seq int64, trial bool, on calendar.Day) *casework.Case {
		ch := NewCase(seq, 1)
		ch.Case.Trial = trial
		it := ch.Case.Items[0]
		it.State, it.Kind, it.Decided, it.Gap = casework.Terminated, "gap_broken", on, &casework.Gap{State: casework.GapBroken}
		return File(t, s, ch)
	}
	person := NewCase(1, 1).Case.Applicant.Person
	_, found, err := s.BrokenPromise(t.Context(), person)
	check(t, err)
	same(t, found, false)
	file(1, false, today-9)
	last := file(2, false, today-3)
	file(3, true, today)
	got, found, err := s.BrokenPromise(t.Context(), person)
	check(t, err)
	same(t, []any{found, got.Kind, got.Day, got.No}, []any{true, "gap", today - 3, last.No})
	_, found, err = s.BrokenPromise(t.Context(), "nobody")
	check(t, err)
	same(t, found, false)
	_, err = s.Apply(t.Context(), store.ByID(last.ID), func(c *casework.Case) (casework.Change, error) {
		ch := casework.Change{Case: c}
		it := c.Items[0]
		it.State, it.Gap, it.ReviewOrders = casework.Accepted, nil, []string{"1"}
		Act(&ch, "reopen_by_review", "")
		return ch, nil
	})
	check(t, err)
	got, _, err = s.BrokenPromise(t.Context(), person)
	check(t, err)
	same(t, got.Day, today-9)
}
