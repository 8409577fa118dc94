package storetest

import (
	"testing"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/store"
)

func missedSearches(t *testing.T, open Database) {
	at := clock.NewFrozen(Start)
	o := Options()
	o.Clock = at
	s := open(t, o)
	for _, words := range []string{"造飞船", "造飞船", "修房顶"} {
		check(t, s.CountMissedSearch(t.Context(), words))
		at.Move(time.Hour)
	}
	check(t, s.CountMissedSearch(t.Context(), "种树"))
	got, err := s.MissedSearches(t.Context(), 10)
	check(t, err)
	same(t, got, []store.MissedSearch{
		{Words: "造飞船", N: 2, FirstAt: Start, LastAt: Start.Add(time.Hour)},
		{Words: "种树", N: 1, FirstAt: Start.Add(3 * time.Hour), LastAt: Start.Add(3 * time.Hour)},
		{Words: "修房顶", N: 1, FirstAt: Start.Add(2 * time.Hour), LastAt: Start.Add(2 * time.Hour)},
	})
	got, err = s.MissedSearches(t.Context(), 1)
	check(t, err)
	if len(got) != 1 || got[0].Words != "造飞船" {
		t.Errorf("%+v", got)
	}
	check(t, s.ForgetMissedSearch(t.Context(), "造飞船"))
	check(t, s.ForgetMissedSearch(t.Context(), "never there"))
	got, err = s.MissedSearches(t.Context(), 10)
	check(t, err)
	if len(got) != 2 {
		t.Errorf("%+v", got)
	}
}
