package publishing_test

import (
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"testing"

	"lianban/internal/app/access"
	"lianban/internal/app/publishing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/pack/packtest"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

var freight = os.DirFS("../../pack/testdata/freight")

// edited is the folder with texts replaced.
func edited(t *testing.T, edits ...string) fs.FS {
	t.Helper()
	return packtest.Edited(t, freight, edits...)
}

const (
	items   = "library/items.yaml"
	fiveOf  = "limit: {promised: 5 working days, statutory"
	threeOf = "limit: {promised: 3 working days, statutory"
	sixOf   = "limit: {promised: 6 working days, statutory"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func publish(t *testing.T, s *store.Store, packs fs.FS, o publishing.Options) (*publishing.Publication, store.Release) {
	t.Helper()
	p, found, err := publishing.Prepare(t.Context(), s, packs, o)
	must(t, err)
	for _, f := range found {
		t.Error(f)
	}
	r, err := publishing.Publish(t.Context(), s, operator(), p)
	must(t, err)
	return p, r
}

func operator() permission.Principal { return access.AtTheMachine().Principal }

func first(t *testing.T, s *store.Store) *scenario.Catalogue {
	t.Helper()
	cat, _, err := pack.Load(freight)
	must(t, err)
	files, err := pack.Files(freight)
	must(t, err)
	_, err = publishing.First(t.Context(), s, operator(), files, cat)
	must(t, err)
	return cat
}

func TestVersionsStandSideBySide(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.Open(t, storetest.Options()), t.Context()
	book := &publishing.Book{Store: s, Log: slog.New(slog.DiscardHandler)}
	v1 := first(t, s)
	old := v1.Hash("freight", "zhifu")
	p, r := publish(t, s, edited(t, items, fiveOf, threeOf), publishing.Options{By: "于海", Note: "提速", Running: scenario.RunningUpgrade})
	if r.Seq != 2 || len(p.Changed) != 1 || p.Changed[0].Number != 3 { // its own history stands at 2
		t.Fatalf("release %d, %+v", r.Seq, p.Changed)
	}
	now, err := book.Catalogue(ctx, 2)
	must(t, err)
	if now.Hash("freight", "zhifu") == old || now.Hash("utilities", "zhifu") != v1.Hash("utilities", "zhifu") {
		t.Error("only what was changed is another version")
	}
	under, err := book.Under(ctx, "freight", "zhifu", old)
	must(t, err)
	if under.Hash("freight", "zhifu") != old {
		t.Error("the old version is another one")
	}
	for hash, want := range map[string]string{old: scenario.RunningUpgrade, now.Hash("freight", "zhifu"): scenario.RunningFinish} {
		if running, err := book.Running(ctx, "freight", "zhifu", hash); err != nil || running != want {
			t.Errorf("what was begun on %s: %s %v, want %s", hash, running, err, want)
		}
	}
	if _, err := book.Under(ctx, "freight", "zhifu", "000000000000"); fault.Of(err).Key != "publishing.no_version" {
		t.Errorf("a content that nobody published: %v", err)
	}
	history, err := book.History(ctx, "freight")
	must(t, err)
	if len(history) != 2 || history[0].Note != "提速" || len(history[0].Body.Changes) != 1 || history[0].Body.Before[0].Designed != 10 || history[0].Body.After[0].Designed != 8 {
		t.Errorf("%+v", history)
	}
}

func TestPublishingTheSameTwiceWritesNothing(t *testing.T) {
	t.Parallel()
	s := storetest.Open(t, storetest.Options())
	first(t, s)
	p, r := publish(t, s, freight, publishing.Options{})
	if !p.Same || r.Seq != 1 {
		t.Errorf("same %v, release %d", p.Same, r.Seq)
	}
	list, err := s.Releases(t.Context(), 10)
	must(t, err)
	if len(list) != 1 {
		t.Errorf("%d releases", len(list))
	}
}

func TestARollBackIsAReleaseOfItsOwn(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.Open(t, storetest.Options()), t.Context()
	book := &publishing.Book{Store: s, Log: slog.New(slog.DiscardHandler)}
	v1 := first(t, s)
	publish(t, s, edited(t, items, fiveOf, threeOf), publishing.Options{})
	p, found, err := publishing.PrepareRollBack(ctx, s, 1, publishing.Options{By: "于海"})
	must(t, err)
	if len(found) > 0 || len(p.Changed) != 1 || p.Changed[0].Number != 4 {
		t.Fatalf("%v %+v", found, p.Changed)
	}
	r, err := publishing.Publish(ctx, s, operator(), p)
	must(t, err)
	now, err := book.Catalogue(ctx, r.Seq)
	must(t, err)
	if r.Seq != 3 || r.BackTo != 1 || now.Hash("freight", "zhifu") != v1.Hash("freight", "zhifu") {
		t.Errorf("%+v", r)
	}
	// what was begun on the first version is on the version that counts again
	if running, err := book.Running(ctx, "freight", "zhifu", v1.Hash("freight", "zhifu")); err != nil || running != scenario.RunningFinish {
		t.Errorf("%s %v", running, err)
	}
	if _, _, err := publishing.PrepareRollBack(ctx, s, 3, publishing.Options{}); fault.Of(err).Key != "publishing.newest" {
		t.Errorf("back to what counts: %v", err)
	}
	if _, _, err := publishing.PrepareRollBack(ctx, s, 9, publishing.Options{}); fault.Of(err).Key != "store.no_release" {
		t.Errorf("back to what never was: %v", err)
	}
}

// Two people publish at once from two machines: one wins, the other is told who was first, and nothing is lost unseen.
func TestOneOfTwoPublishesFirst(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.Open(t, storetest.Options()), t.Context()
	first(t, s)
	var both [2]*publishing.Publication
	for i, packs := range []fs.FS{edited(t, items, fiveOf, threeOf), edited(t, items, fiveOf, sixOf)} {
		p, _, err := publishing.Prepare(ctx, s, packs, publishing.Options{By: []string{"于海", "曲霞"}[i]})
		must(t, err)
		both[i] = p
	}
	var all sync.WaitGroup
	var errs [2]error
	for i, p := range both {
		all.Go(func() { _, errs[i] = publishing.Publish(ctx, s, operator(), p) })
	}
	all.Wait()
	won := 0
	for _, err := range errs {
		if err == nil {
			won++
		} else if f := fault.Of(err); f.Key != "publishing.overtaken" || f.Params["release"] != "2" {
			t.Error(err)
		}
	}
	if won != 1 {
		t.Errorf("%d of two published", won)
	}
}

func TestWhatWasNotNamedDoesNotChange(t *testing.T) {
	t.Parallel()
	s, ctx := storetest.Open(t, storetest.Options()), t.Context()
	first(t, s)
	packs := edited(t, items, fiveOf, threeOf)
	if _, _, err := publishing.Prepare(ctx, s, packs, publishing.Options{Only: []string{"utilities"}}); fault.Of(err).Key != "publishing.others" {
		t.Errorf("%v", err)
	}
	if _, _, err := publishing.Prepare(ctx, s, packs, publishing.Options{Only: []string{"freight"}}); err != nil {
		t.Error(err)
	}
	_, found, err := publishing.Prepare(ctx, s, edited(t, items, fiveOf, sixOf), publishing.Options{Running: scenario.RunningMigrate})
	must(t, err)
	if len(found) != 1 || found[0].Code != "O806" {
		t.Errorf("%v", found)
	}
	p, _, err := publishing.Prepare(ctx, s, packs, publishing.Options{})
	must(t, err)
	who := permission.Principal{Kind: permission.Staff, ID: "somebody", Active: true}
	if _, err := publishing.Publish(ctx, s, who, p); !fault.Is(err, fault.Forbidden) {
		t.Errorf("somebody else published: %v", err)
	}
}
