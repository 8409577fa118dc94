package custody_test

import (
	"testing"

	"lianban/internal/app/custody"
	"lianban/internal/base/fault"
	domain "lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
	"lianban/internal/store/storetest"
)

// Paper of a rehearsal has numbers of its own, so that no label or slip of one is taken for real and real numbers have no holes of
// it; whoever rehearses puts nothing into the bag of a real intake or case, and nobody in earnest into a rehearsed one.
func TestPaperOfARehearsalIsApart(t *testing.T) {
	t.Parallel()
	r, ctx := newRoom(t), t.Context()
	trial := func(p permission.Principal) permission.Principal {
		p.Trial = true
		return p
	}
	draft := r.draft()
	_, err := r.Keep(ctx, trial(intake), custody.KeepInput{Draft: draft, Name: "产权证"})
	wantFault(t, err, fault.Forbidden, "permission.never.other_world")

	ch := storetest.NewCase(1, 2)
	ch.Case.Trial = true
	rehearsed := storetest.File(t, r.Store, ch)
	_, err = r.Keep(ctx, window, custody.KeepInput{No: rehearsed.No, Name: "产权证"})
	if !fault.Is(err, fault.NotFound) && !fault.Is(err, fault.Forbidden) {
		t.Errorf("real paper in a rehearsed bag: %v", err)
	}
	p, err := r.Keep(ctx, trial(window), custody.KeepInput{No: rehearsed.No, Name: "产权证", Original: true})
	must(t, err)
	b, err := r.Pack(ctx, trial(window), custody.PackInput{From: domain.Window("zhifu"), To: domain.Department("zhifu", "department0"), Pieces: refs(p)})
	must(t, err)
	if p.Bag != "ZF-260929-Y01" || b.No != "ZF-260929-YP1" {
		t.Errorf("the rehearsed bag is %s, the batch %s", p.Bag, b.No)
	}

	_, ps := r.keep(2)
	b, err = r.Pack(ctx, window, custody.PackInput{From: domain.Window("zhifu"), To: domain.Department("zhifu", "department0"), Pieces: refs(ps[0])})
	must(t, err)
	if ps[0].Bag != "ZF-260929-001" || b.No != "ZF-260929-P01" {
		t.Errorf("after a rehearsal the first bag is %s, the first batch %s", ps[0].Bag, b.No)
	}
}
