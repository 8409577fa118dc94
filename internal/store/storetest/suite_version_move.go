package storetest

import (
	"encoding/json"
	"slices"
	"testing"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

func versionMoves(t *testing.T, open Database) {
	s, ctx := open(t, Options()), t.Context()
	var ids []ident.CaseID
	for i := range 3 {
		ids = append(ids, File(t, s, NewCase(int64(i+1), 2)).ID)
	}
	slices.Sort(ids)
	rehearsal := NewCase(8, 1)
	rehearsal.Case.Trial = true
	File(t, s, rehearsal)
	scenario := NewCase(9, 1).Case.Scenario
	_, err := s.Apply(ctx, store.ByID(ids[1]), func(c *casework.Case) (casework.Change, error) {
		for _, it := range c.Items {
			it.State = casework.Withdrawn
		}
		return casework.Change{Case: c}, nil
	}, store.KeepVersionMove(store.VersionMove{Scenario: scenario, Number: 2, Case: ids[1]}))
	check(t, err)
	first, err := s.LiveCases(ctx, scenario, "", 1)
	check(t, err)
	rest, err := s.LiveCases(ctx, scenario, first[0], 9)
	check(t, err)
	if first[0] != ids[0] || len(rest) != 1 || rest[0] != ids[2] { // the second is over; two items are one case
		t.Errorf("live: %v %v of %v", first, rest, ids)
	}
	if none, err := s.LiveCases(ctx, "another", "", 9); err != nil || len(none) != 0 {
		t.Errorf("of another scenario: %v %v", none, err)
	}
	for _, why := range []string{"papers", "longer", "longer"} { // the last one counts, and twice is once
		check(t, s.PutVersionMove(ctx, store.VersionMove{Scenario: scenario, Number: 2, Case: ids[0], Why: why}))
	}
	check(t, s.PutVersionMove(ctx, store.VersionMove{Scenario: scenario, Number: 2, Case: ids[2], Why: "longer"}))
	check(t, s.PutVersionMove(ctx, store.VersionMove{Scenario: scenario, Area: "longkou", Number: 3, Case: ids[2]}))
	got, err := s.VersionMovesOf(ctx, scenario, 9)
	check(t, err)
	want := []store.VersionMoves{{Area: "longkou", Number: 3, Cases: 1}, {Number: 2, Cases: 1}, {Number: 2, Why: "longer", Cases: 2}}
	if !slices.Equal(got, want) {
		t.Errorf("kept %+v, want %+v", got, want)
	}
	if got, err = s.VersionMovesOf(ctx, scenario, 1); err != nil || len(got) != 1 {
		t.Errorf("at most one: %+v %v", got, err)
	}
}

func migratingSince(t *testing.T, open Database) {
	s, ctx := open(t, Options()), t.Context()
	for i, v := range []store.ScenarioVersion{
		{Scenario: "shop", Number: 1, Running: "migrate"}, {Scenario: "shop", Number: 2, Running: "upgrade"}, {Scenario: "birth", Number: 1, Running: "migrate"},
	} {
		v.Hash, v.Body = "h", json.RawMessage(`{}`)
		r := store.Release{Seq: int64(i + 1), Tree: "t", Files: map[string]string{}}
		check(t, publish(ctx, s, int64(i), r, nil, v))
	}
	for since, want := range map[int64][]string{0: {"birth", "shop"}, 1: {"birth"}, 3: nil} {
		got, err := s.MigratingSince(ctx, since)
		check(t, err)
		if !slices.Equal(got, want) {
			t.Errorf("since %d: %v, want %v", since, got, want)
		}
	}
}
