package filing_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"lianban/internal/app/filing"
	"lianban/internal/app/publishing"
	"lianban/internal/base/clock"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

// file is a submitted case.
func (h *versioned) file(t *testing.T) *casework.Case {
	t.Helper()
	c, err := h.submit(t, h.fill(t, h.begin(t)).Draft.ID)
	must(t, err)
	return c
}

// sweep moves cases until there is nothing more to do, as sweeps do, on a clock that goes on.
func (h *versioned) sweep(t *testing.T) {
	t.Helper()
	for range 2 {
		for range 3 {
			must(t, h.MigrateCases(t.Context()))
		}
		h.Clock.(*clock.Movable).Move(time.Hour)
	}
}

func (h *versioned) now(t *testing.T, c *casework.Case) *casework.Case {
	t.Helper()
	now, err := h.Store.Case(t.Context(), store.ByID(c.ID))
	must(t, err)
	return now
}

// became is what is kept of the cases of a scenario.
func (h *versioned) became(t *testing.T) string {
	t.Helper()
	rows, err := h.Store.VersionMovesOf(t.Context(), "freight", 10)
	must(t, err)
	return fmt.Sprint(rows)
}

const permit = "freight_permit.new"

// A shorter promise reaches who has applied already, once, on whatever node; the snapshot stays.
func TestASubmittedCaseMovesToANewVersion(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t, storetest.Options())
	h, other := node(t, db), node(t, db)
	c := h.file(t)
	_, err := db.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
		by := casework.Actor{Kind: "staff", ID: "s1", Name: "林晓", Department: "transport"}
		return h.Engine.Accept(c, casework.MomentAt(h.Clock.Now(), zeroes{}), by, casework.AcceptInput{Target: casework.Target{Slot: permit}})
	})
	must(t, err)
	h.publish(t, scenario.RunningMigrate, itemsFile, fiveDays, threeDays)
	h.sweep(t)
	must(t, other.MigrateCases(t.Context()))
	now := h.now(t, c)
	it := now.Latest(permit)
	if now.ScenarioVersion != 3 || now.PackHash == c.PackHash || it.Promised.Days != 3 || now.SnapshotHash != c.SnapshotHash {
		t.Errorf("it is on version %d: %+v", now.ScenarioVersion, it.Promised)
	}
	if k, ok := h.Engine.Clock(it, "K4", "", 0); !ok || k.Due.String() != "2026-10-09" { // 29 September and three working days, behind the holiday
		t.Errorf("due %s", k.Due)
	}
	if len(now.Moves) != 1 || len(now.Moves[0].Changes) != 1 || now.Moves[0].Changes[0] != (casework.VersionChange{
		Name: it.Name, What: "limit", Old: "5个工作日", New: "3个工作日",
	}) {
		t.Errorf("shown: %+v", now.Moves)
	}
	if got := h.became(t); got != "[{ 3  1}]" {
		t.Errorf("kept: %s", got)
	}
	f, err := h.Follow(t.Context(), h.me, c.No)
	must(t, err)
	if f.Snapshot.Plan.Scenario.Hash != c.PackHash {
		t.Error("what was submitted became different")
	}
	if _, err := casework.Replay(f.Entries); err != nil {
		t.Error(err)
	}
	newer := h.file(t)
	h.sweep(t)
	if newer = h.now(t, newer); newer.ScenarioVersion != 3 || len(newer.Moves) != 0 {
		t.Errorf("filed on the new version: %+v", newer.Moves)
	}
}

// Who would have to do more, or get less, stays as begun; it is told before the publication.
func TestACaseThatCannotMoveStays(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		running string
		edits   []string
		why     string
	}{
		"a paper is new": {scenario.RunningMigrate, []string{itemsFile, rules, rules + "\n        venue_photo: always",
			"library/materials.yaml", "materials:\n", "materials:\n  venue_photo: {name: 场地照片, why: 核对停车场地}\n"}, filing.StaysPapers},
		"a field is new": {scenario.RunningMigrate, []string{itemsFile, "fields: [company_name, uscc, legal_person]", "fields: [company_name, uscc, legal_person, depot]",
			fieldsFile, "fields:\n", "fields:\n  depot: {name: 停车场地址, type: text, longest: 50, topic: company}\n"}, filing.StaysFields},
		"a step is new":     {scenario.RunningMigrate, []string{itemsFile, "    gives: {materials: [freight_licence]}", "    gives: {materials: [freight_licence]}\n    steps:\n      site_inspection: {takes: 1 working day}\n      decision: {after: site_inspection, takes: 2 working days}"}, filing.StaysSteps},
		"an option is gone": {scenario.RunningMigrate, []string{fieldsFile, "cold: 冷藏车, tank: 罐车}", "cold: 冷藏车}"}, filing.StaysQuestions},
		"it is to finish":   {scenario.RunningFinish, []string{itemsFile, fiveDays, threeDays}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := node(t, storetest.Open(t, storetest.Options()))
			c := h.file(t)
			predicted := h.predict(t, x.running, x.edits...)
			h.publish(t, x.running, x.edits...)
			h.sweep(t)
			if now := h.now(t, c); now.ScenarioVersion != 2 || len(now.Moves) != 0 {
				t.Errorf("it moved to %d", now.ScenarioVersion)
			}
			want, ahead := "[]", "{0 [] false}"
			if x.why != "" {
				want, ahead = fmt.Sprintf("[{ 3 %s 1}]", x.why), fmt.Sprintf("{0 [{%s 1}] false}", x.why)
			}
			if got := h.became(t); got != want {
				t.Errorf("kept: %s, want %s", got, want)
			}
			if predicted != ahead {
				t.Errorf("predicted: %s, want %s", predicted, ahead)
			}
		})
	}
}

// predict says what a publication would do, without it.
func (h *versioned) predict(t *testing.T, running string, edits ...string) string {
	t.Helper()
	packs := changed(t, edits...)
	p, _, err := publishing.Prepare(t.Context(), h.Store, packs, publishing.Options{Running: running})
	must(t, err)
	cat, _, err := pack.Load(packs)
	must(t, err)
	ahead, err := h.book.Ahead(p, cat)
	must(t, err)
	then := *h.Service
	then.Versions = ahead
	got, err := then.PredictMoves(t.Context(), "freight", 10)
	must(t, err)
	if after := h.became(t); after != "[]" {
		t.Errorf("a prediction wrote %s", after)
	}
	return fmt.Sprint(got)
}

// Of several versions since, every one has to say so: one that lets cases finish keeps them.
func TestOneVersionThatLetsFinishKeepsACase(t *testing.T) {
	t.Parallel()
	h := node(t, storetest.Open(t, storetest.Options()))
	old := h.file(t)
	h.publish(t, scenario.RunningFinish, itemsFile, fiveDays, "limit: {promised: 4 working days, statutory")
	newer := h.file(t)
	if got := h.predict(t, scenario.RunningMigrate, itemsFile, fiveDays, threeDays); got != "{1 [] false}" {
		t.Errorf("predicted %s", got)
	}
	h.publish(t, scenario.RunningMigrate, itemsFile, fiveDays, threeDays)
	h.sweep(t)
	if a, b := h.now(t, old), h.now(t, newer); a.ScenarioVersion != 2 || b.ScenarioVersion != 4 {
		t.Errorf("they are on %d and %d", a.ScenarioVersion, b.ScenarioVersion)
	}
}

// A case that was filed on another node after the others had been looked at moves all the same.
func TestALateCaseMovesToo(t *testing.T) {
	t.Parallel()
	db := storetest.Open(t, storetest.Options())
	h, late := node(t, db), node(t, db)
	draft := late.fill(t, late.begin(t))
	h.publish(t, scenario.RunningMigrate, itemsFile, fiveDays, threeDays)
	must(t, h.MigrateCases(t.Context()))
	late.Versions = before{late.Versions}
	c, err := late.submit(t, draft.Draft.ID)
	must(t, err)
	h.sweep(t)
	if now := h.now(t, c); c.ScenarioVersion != 2 || now.ScenarioVersion != 3 {
		t.Errorf("filed on %d, now on %d", c.ScenarioVersion, now.ScenarioVersion)
	}
}

// before is a node that has not seen the release.
type before struct{ filing.Versions }

func (before) Running(context.Context, string, string, string) (string, error) {
	return scenario.RunningFinish, nil
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) { return len(p), nil }
