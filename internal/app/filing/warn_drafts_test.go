package filing_test

import (
	"encoding/json"
	"log/slog"
	"sync"
	"testing"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/base/clock"
	"lianban/internal/base/ident"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
	"lianban/packs"
)

// city is the shipped packs, read once.
var city = sync.OnceValues(func() (*scenario.Catalogue, error) {
	c, _, err := pack.Load(packs.FS)
	return c, err
})

// nodes are two programs on one database, with one clock.
func nodes(t *testing.T) ([]*filing.Service, *store.Store, *clock.Movable) {
	t.Helper()
	catalogue, err := city()
	if err != nil {
		t.Fatal(err)
	}
	at := clock.NewFrozen(storetest.Start)
	path := storetest.URL(t)
	var out []*filing.Service
	var s *store.Store
	for range 2 {
		if s, err = store.Open(t.Context(), path, store.Options{Clock: at, Seal: storetest.Sealer(), Logger: slog.New(slog.DiscardHandler)}); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = s.Close() })
		out = append(out, &filing.Service{Store: s, Catalogue: catalogue, Clock: at})
	}
	return out, s, at
}

// sweep lets both nodes warn at the same time, twice, and answers what the person's inbox holds then.
func sweep(t *testing.T, nodes []*filing.Service, s *store.Store) []store.InboxMessage {
	t.Helper()
	var done sync.WaitGroup
	for _, n := range append(nodes, nodes...) {
		done.Go(func() {
			if err := n.WarnDrafts(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
	done.Wait()
	box, err := s.Inbox(t.Context(), "person-1", store.Page{})
	if err != nil {
		t.Fatal(err)
	}
	return box.Messages
}

func draft(t *testing.T, s *store.Store, person ident.PersonID, expires time.Time) store.Draft {
	t.Helper()
	d, err := s.SaveDraft(t.Context(), store.Draft{
		ID: ident.DraftID(ident.New()), Person: person, Scenario: "restaurant", Area: "zhifu", Data: json.RawMessage(`{}`), ExpiresAt: expires,
	})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const day = 24 * time.Hour

// Over two nodes a draft is told once a week before it goes and once a day before, and again after it was saved.
func TestADraftIsToldOnce(t *testing.T) {
	t.Parallel()
	both, s, at := nodes(t)
	d := draft(t, s, "person-1", at.Now().Add(90*day))
	draft(t, s, "", at.Now().Add(7*day)) // a plan of nobody goes without a word
	for _, step := range []struct {
		after time.Duration
		want  int
	}{{0, 0}, {83*day - time.Minute, 0}, {time.Minute, 1}, {day, 1}, {5 * day, 2}, {day - time.Minute, 2}} {
		at.Move(step.after)
		if got := sweep(t, both, s); len(got) != step.want {
			t.Fatalf("%s: told %d times, want %d", at.Now(), len(got), step.want)
		}
	}
	first := sweep(t, both, s)[1]
	if first.Kind != "draft_expiring" || first.Data["scenario"] != "开办餐饮店" || first.Data["draft"] != string(d.ID) || first.Data["due"] != "2026-12-28" {
		t.Errorf("%+v", first)
	}
	stored, err := s.Draft(t.Context(), d.ID)
	if err != nil || stored.Version != d.Version || !stored.ExpiresAt.Equal(d.ExpiresAt) {
		t.Fatalf("an open page of the form would not be saved: %+v (%v)", stored, err)
	}
	stored.ExpiresAt = at.Now().Add(90 * day)
	if _, err := s.SaveDraft(t.Context(), stored); err != nil {
		t.Fatal(err)
	}
	at.Move(83 * day)
	if got := sweep(t, both, s); len(got) != 3 {
		t.Errorf("a draft that was saved again was told %d times", len(got))
	}
}

// A program that stood still over the whole time tells first, and leaves the draft its last day.
func TestADraftIsNotDeletedUntold(t *testing.T) {
	t.Parallel()
	both, s, at := nodes(t)
	d := draft(t, s, "person-1", at.Now().Add(90*day))
	at.Move(120 * day)
	if n, err := s.DropExpiredDrafts(t.Context(), at.Now(), 10); err != nil || n != 0 {
		t.Fatalf("%d deleted (%v)", n, err)
	}
	if got := sweep(t, both, s); len(got) != 1 {
		t.Fatalf("told %d times", len(got))
	}
	left := func() int {
		if _, err := s.DropExpiredDrafts(t.Context(), at.Now(), 10); err != nil {
			t.Fatal(err)
		}
		ds, err := s.DraftsOf(t.Context(), d.Person)
		if err != nil {
			t.Fatal(err)
		}
		return len(ds)
	}
	at.Move(day - time.Minute)
	if left() != 1 {
		t.Error("the last day was cut short")
	}
	at.Move(2 * time.Minute)
	if left() != 0 || len(sweep(t, both, s)) != 1 {
		t.Error("the draft was not deleted after its last day, or told again")
	}
}

// More drafts than one go takes are all told in one sweep.
func TestManyDraftsAreToldInOneSweep(t *testing.T) {
	t.Parallel()
	both, s, at := nodes(t)
	for range 120 {
		draft(t, s, "person-1", at.Now().Add(7*day))
	}
	sweep(t, both, s)
	n, err := s.Unread(t.Context(), "person-1")
	if err != nil || n != 120 {
		t.Errorf("%d told (%v)", n, err)
	}
}
