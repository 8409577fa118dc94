package custody_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"testing"
	"time"

	"lianban/internal/app/custody"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	domain "lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
	"lianban/packs"
)

type room struct {
	*custody.Service
	t *testing.T
}

// city is the shipped packs, read once.
var city = sync.OnceValues(func() (*scenario.Catalogue, error) {
	c, _, err := pack.Load(packs.FS)
	return c, err
})

func newRoom(t *testing.T) *room {
	t.Helper()
	catalogue, err := city()
	must(t, err)
	within := map[string]string{}
	for _, a := range catalogue.Areas() {
		within[a.Slug] = a.Within
	}
	tree, err := permission.NewTree(within)
	must(t, err)
	return &room{t: t, Service: &custody.Service{
		Store: storetest.Open(t, storetest.Options()), Catalogue: catalogue, Guard: permission.NewGuard(tree),
		Clock: clock.NewFrozen(storetest.Start), Log: slog.New(slog.DiscardHandler),
	}}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wantFault(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	if f := fault.Of(err); err == nil || f.Kind != kind || f.Key != key {
		t.Errorf("%v, want %s %s", err, kind, key)
	}
}

func staff(id, area, department string, may ...permission.Permission) permission.Principal {
	return permission.Principal{Kind: permission.Staff, ID: id, Name: id, Active: true, Posts: []permission.Post{{
		Area: area, Department: department, EveryDepartment: department == "", EveryScenario: true, Permissions: may,
	}}}
}

var (
	window  = staff("window", "zhifu", "", permission.See, permission.FileFor, permission.HandOver)
	second  = staff("second", "zhifu", "", permission.See, permission.FileFor, permission.HandOver)
	intake  = staff("intake", "zhifu", "", permission.FileFor)
	officer = staff("officer", "zhifu", "department0", permission.Handle, permission.HandOver)
	other   = staff("other", "zhifu", "department1", permission.Handle, permission.HandOver)
	far     = staff("far", "longkou", "", permission.FileFor, permission.HandOver)
)

func (r *room) draft() ident.DraftID {
	r.t.Helper()
	d, err := r.Store.SaveDraft(r.t.Context(), store.Draft{
		ID: ident.DraftID(ident.New()), Person: "person-1", Scenario: "restaurant", Area: "zhifu", Step: "x",
		Data: json.RawMessage(`{}`), ExpiresAt: storetest.Start.Add(time.Hour),
	})
	must(r.t, err)
	return d.ID
}

// keep puts three pieces into the bag of a fresh case.
func (r *room) keep(seq int64) (ident.CaseNo, []custody.Piece) {
	r.t.Helper()
	c := storetest.File(r.t, r.Store, storetest.NewCase(seq, 2))
	var ps []custody.Piece
	for _, name := range []string{"产权证", "平面图", "租赁合同"} {
		p, err := r.Keep(r.t.Context(), window, custody.KeepInput{No: c.No, Name: name, Original: true, Shelf: "A-03"})
		must(r.t, err)
		ps = append(ps, p)
	}
	return c.No, ps
}

func refs(ps ...custody.Piece) []custody.Ref {
	var out []custody.Ref
	for _, p := range ps {
		out = append(out, custody.Ref{ID: p.ID, Seen: p.Version})
	}
	return out
}

func TestAPaperIsKeptForAnIntakeAndGivenBack(t *testing.T) {
	t.Parallel()
	r, ctx := newRoom(t), context.Background()
	draft := r.draft()
	in := custody.KeepInput{Draft: draft, Material: "social_card", Original: true, Once: "page-1"}
	p, err := r.Keep(ctx, intake, in)
	must(t, err)
	if p.Name == "" || p.Holder != domain.Window("zhifu") || p.Bag != "ZF-260929-001" {
		t.Errorf("%+v", p)
	}
	again, err := r.Keep(ctx, intake, in) // a double click
	must(t, err)
	if again.ID != p.ID {
		t.Error("kept twice")
	}
	_, err = r.Keep(ctx, far, custody.KeepInput{Draft: draft, Name: "x"})
	wantFault(t, err, fault.Forbidden, "permission.missing.hand_over")
	_, err = r.Keep(ctx, officer, custody.KeepInput{Draft: draft, Name: "x"})
	wantFault(t, err, fault.Forbidden, "permission.missing.hand_over")
	_, err = r.Keep(ctx, permission.Principal{Kind: permission.Applicant, ID: "person-1", Active: true}, in)
	wantFault(t, err, fault.Login, "access.signed_out")
	for _, no := range []permission.Principal{far, officer} {
		_, err = r.OfDraft(ctx, no, draft)
		wantFault(t, err, fault.NotFound, "store.no_draft")
		_, err = r.OfDraft(ctx, no, r.draft()) // nothing is kept for it
		wantFault(t, err, fault.NotFound, "store.no_draft")
	}
	held, err := r.OfDraft(ctx, intake, draft)
	must(t, err)
	if len(held) != 1 || held[0].ID != p.ID {
		t.Errorf("%+v", held)
	}
	back, err := r.Return(ctx, intake, p.ID, "page-2")
	must(t, err)
	if back.Holder != domain.Applicant {
		t.Errorf("%+v", back)
	}
	_, err = r.Return(ctx, window, p.ID, "page-3")
	wantFault(t, err, fault.NotNow, "custody.not_here.applicant")
}

func TestABatchGoesToTheDepartmentAndBack(t *testing.T) {
	t.Parallel()
	r, ctx := newRoom(t), context.Background()
	no, ps := r.keep(1)
	parcels, err := r.Parcels(ctx, window)
	must(t, err)
	if len(parcels) != 2 || parcels[0].To != domain.Department("zhifu", "department0") || len(parcels[0].Pieces) != 3 || parcels[0].Pieces[0].CaseNo != no {
		t.Fatalf("%+v", parcels)
	}
	b, err := r.Pack(ctx, window, custody.PackInput{From: parcels[0].From, To: parcels[0].To, Pieces: refs(ps[:2]...), Once: "k1"})
	must(t, err)
	_, err = r.HandOver(ctx, officer, custody.BatchInput{No: b.No, Counted: 2})
	wantFault(t, err, fault.NotFound, "custody.no_batch") // being packed: not yet theirs
	b, err = r.HandOver(ctx, window, custody.BatchInput{No: b.No, Seen: b.Version, Counted: 2, Once: "k2"})
	must(t, err)
	_, err = r.Receive(ctx, second, custody.BatchInput{No: b.No, Counted: 2})
	wantFault(t, err, fault.Forbidden, "permission.missing.hand_over") // a window never counts for a department
	_, err = r.Receive(ctx, other, custody.BatchInput{No: b.No, Counted: 2})
	wantFault(t, err, fault.NotFound, "custody.no_batch")
	b, err = r.ReportDifference(ctx, officer, custody.BatchInput{No: b.No, Seen: b.Version, Pieces: []ident.PieceID{ps[0].ID}, Note: "没有平面图", Once: "k3"})
	must(t, err)
	if b.State != domain.Differing || b.Count(domain.Missing) != 1 {
		t.Errorf("%+v", b)
	}
	_, err = r.ReportDifference(ctx, officer, custody.BatchInput{No: b.No, Seen: b.Version - 1, Once: "k4"})
	wantFault(t, err, fault.Conflict, "custody.changed")
	b, err = r.TakeBack(ctx, window, custody.BatchInput{No: b.No, Pieces: []ident.PieceID{ps[1].ID}, Once: "k5"})
	must(t, err)
	if b.State != domain.Closed {
		t.Errorf("%+v", b)
	}

	shelved, err := r.AtDepartments(ctx, officer)
	must(t, err)
	if len(shelved) != 1 || len(shelved[0].Pieces) != 1 || shelved[0].Back != domain.Window("zhifu") || shelved[0].Cases[ps[0].Bag] != no {
		t.Fatalf("%+v", shelved)
	}
	_, err = r.Return(ctx, window, ps[0].ID, "")
	wantFault(t, err, fault.NotNow, "custody.not_here.department")
	home, err := r.Pack(ctx, officer, custody.PackInput{From: shelved[0].At, To: shelved[0].Back, Pieces: refs(shelved[0].Pieces...)})
	must(t, err)
	_, err = r.HandOver(ctx, officer, custody.BatchInput{No: home.No, Counted: 1})
	must(t, err)
	_, err = r.Receive(ctx, window, custody.BatchInput{No: home.No, Counted: 1})
	must(t, err)
	held, err := r.OfCase(ctx, officer, no)
	must(t, err)
	for _, p := range held {
		if p.Holder != domain.Window("zhifu") || p.Packed != "" {
			t.Errorf("%+v", p)
		}
	}
	v, err := r.Bag(ctx, window, ps[0].Bag)
	must(t, err)
	if len(v.Moves) != 13 {
		t.Errorf("%d lines", len(v.Moves))
	}
}

func TestPapersGoWhereTheirCaseIs(t *testing.T) {
	t.Parallel()
	r, ctx := newRoom(t), context.Background()
	_, ps := r.keep(1)
	for _, to := range []custody.Holder{
		domain.Department("zhifu", "department7"), domain.Department("longkou", "department0"), domain.Window("longkou"), domain.Applicant,
	} {
		_, err := r.Pack(ctx, window, custody.PackInput{From: domain.Window("zhifu"), To: to, Pieces: refs(ps...)})
		wantFault(t, err, fault.Invalid, "custody.incomplete")
		if f := fault.Of(err); len(f.Fields) != 1 || f.Fields[0].Key != "custody.wrong_way" {
			t.Errorf("%s: %+v", to, f)
		}
	}
	b, err := r.Pack(ctx, window, custody.PackInput{From: domain.Window("zhifu"), To: domain.Department("zhifu", "department0"), Pieces: refs(ps[0])})
	must(t, err)
	trial := window
	trial.Trial = true
	_, err = r.Pack(ctx, trial, custody.PackInput{Batch: b.No, Pieces: refs(ps[1])})
	wantFault(t, err, fault.NotFound, "custody.no_batch")
}

func TestTwoPeopleActOnOnePaper(t *testing.T) {
	t.Parallel()
	r, ctx := newRoom(t), context.Background()
	_, ps := r.keep(1)
	moved, err := r.Move(ctx, window, custody.MoveInput{Pieces: refs(ps[0]), Shelf: "B-01"})
	must(t, err)
	if moved[0].Shelf != "B-01" {
		t.Errorf("%+v", moved)
	}
	_, err = r.ReturnTo(ctx, second, custody.ReturnInput{Pieces: refs(ps[0]), To: "本人"}) // from an old page
	wantFault(t, err, fault.Conflict, "custody.changed")
	_, err = r.ReturnTo(ctx, second, custody.ReturnInput{Pieces: refs(moved...), To: "本人"})
	must(t, err)
}

func TestListsShowOnesOwnPlaces(t *testing.T) {
	t.Parallel()
	r, ctx := newRoom(t), context.Background()
	_, ps := r.keep(1)
	for _, c := range []struct {
		who  permission.Principal
		bags int
	}{{window, 1}, {far, 0}, {officer, 0}, {intake, 0}} {
		list, err := r.Bags(ctx, c.who, custody.BagQuery{}, custody.Page{})
		must(t, err)
		if len(list.Bags) != c.bags {
			t.Errorf("%s sees %d bags", c.who.ID, len(list.Bags))
		}
	}
	_, err := r.Bag(ctx, far, ps[0].Bag)
	wantFault(t, err, fault.NotFound, "custody.no_bag")
	_, err = r.OfCase(ctx, far, "370602-20260929-00001-0")
	wantFault(t, err, fault.NotFound, "store.no_case")
	b, err := r.Pack(ctx, window, custody.PackInput{From: domain.Window("zhifu"), To: domain.Department("zhifu", "department0"), Pieces: refs(ps...)})
	must(t, err)
	for who, want := range map[string]int{"window": 1, "officer": 0, "other": 0} {
		p := map[string]permission.Principal{"window": window, "officer": officer, "other": other}[who]
		list, err := r.Batches(ctx, p, "", true, custody.Page{})
		must(t, err)
		if len(list.Batches) != want {
			t.Errorf("%s sees %d batches", who, len(list.Batches))
		}
	}
	_, err = r.Batch(ctx, officer, b.No)
	wantFault(t, err, fault.NotFound, "custody.no_batch")
	v, err := r.Batch(ctx, window, b.No)
	must(t, err)
	if !v.Sends || v.Gets || len(v.Pieces) != 3 {
		t.Errorf("%+v", v)
	}
}

// An account that was closed moves no paper, and a draft that another clerk fills in takes none of a colleague's.
func TestWhoMovesNoPaper(t *testing.T) {
	t.Parallel()
	r, ctx := newRoom(t), context.Background()
	_, ps := r.keep(1)
	_, err := r.Store.SaveStaff(ctx, store.Staff{ID: "gone", Login: "gone", Name: "gone", Area: "zhifu"})
	must(t, err)
	gone := window
	gone.ID = "gone"
	_, err = r.Keep(ctx, gone, custody.KeepInput{Draft: r.draft(), Name: "x"})
	wantFault(t, err, fault.Login, "access.signed_out")
	_, err = r.ReturnTo(ctx, gone, custody.ReturnInput{Pieces: refs(ps[0])})
	wantFault(t, err, fault.Login, "access.signed_out")
	_, err = r.Move(ctx, gone, custody.MoveInput{Pieces: refs(ps[0]), Shelf: "B-1"})
	wantFault(t, err, fault.Login, "access.signed_out")
	_, err = r.Pack(ctx, gone, custody.PackInput{From: domain.Window("zhifu"), To: domain.Department("zhifu", "department0"), Pieces: refs(ps[0])})
	wantFault(t, err, fault.Login, "access.signed_out")

	mine, err := r.Store.SaveDraft(ctx, store.Draft{
		ID: ident.DraftID(ident.New()), Person: "person-1", Clerk: "window", Scenario: "restaurant", Area: "zhifu", Step: "x",
		Data: json.RawMessage(`{}`), ExpiresAt: storetest.Start.Add(time.Hour),
	})
	must(t, err)
	_, err = r.Keep(ctx, second, custody.KeepInput{Draft: mine.ID, Name: "x"})
	wantFault(t, err, fault.NotFound, "store.no_draft")
	_, err = r.Keep(ctx, window, custody.KeepInput{Draft: mine.ID, Name: "x"})
	must(t, err)
}

// Who stands in for a colleague moves papers in that one's place, and the history of the bag says so.
func TestADeputysLineNamesTheAbsent(t *testing.T) {
	t.Parallel()
	r, ctx := newRoom(t), context.Background()
	deputy := staff("deputy", "zhifu", "", permission.FileFor, permission.HandOver)
	deputy.Posts[0].For = "away"
	p, err := r.Keep(ctx, deputy, custody.KeepInput{Draft: r.draft(), Name: "产权证", Original: true})
	must(t, err)
	_, err = r.Move(ctx, deputy, custody.MoveInput{Pieces: refs(p), Shelf: "B-01"})
	must(t, err)
	_, err = r.Return(ctx, window, p.ID, "")
	must(t, err)
	v, err := r.Bag(ctx, window, p.Bag)
	must(t, err)
	for i, want := range []ident.StaffID{"", "away", "away"} { // newest first
		if v.Moves[i].By.For != want {
			t.Errorf("%s is by %+v, want in the place of %q", v.Moves[i].Verb, v.Moves[i].By, want)
		}
	}
}
