package storetest

import (
	"context"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

var (
	clerk   = custody.Actor{ID: "staff-9", Name: "栾兰"}
	officer = custody.Actor{ID: "staff-1", Name: "林晓"}
)

func newBag(n int64, d ident.DraftID, c ident.CaseID) custody.Bag {
	return custody.Bag{
		No: custody.BagNo("zhifu", calendar.DayOf(Start), n, false), Draft: d, Case: c, Area: "zhifu", Scenario: "open_restaurant",
	}
}

// keep puts a piece into a bag under a key.
func keep(s *store.Store, once store.Once, bag custody.Bag, name string) (custody.Change, error) {
	return s.Custody(context.Background(), once, func(context.Context) (custody.Change, error) {
		return custody.Keep(bag, Start, clerk, custody.KeepInput{
			ID: ident.PieceID(ident.New()), Material: "id_card", Name: name, Original: true, Copies: 2, Shelf: "A-03",
		})
	})
}

func kept(t testing.TB, s *store.Store, bag custody.Bag, name string) custody.Piece {
	t.Helper()
	ch, err := keep(s, Once(), bag, name)
	check(t, err)
	return ch.Pieces[0]
}

func papersKeptOnce(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	s := nodes[0]
	bag := newBag(1, newDraft(t, s).ID, "")
	once := Once()
	for i, err := range together(6, func(w int) error { _, err := keep(nodes[w%2], once, bag, "产权证"); return err }) {
		if err != nil {
			t.Errorf("writer %d: %v", i, err)
		}
	}
	got, err := s.Bag(t.Context(), bag.No)
	check(t, err)
	if len(got.Pieces) != 1 || got.Held() != 1 {
		t.Fatalf("kept %d times: %+v", len(got.Pieces), got)
	}
	p := got.Pieces[0]
	if p.Name != "产权证" || !p.Original || p.Copies != 2 || p.Holder != custody.Window("zhifu") || p.Version != 1 {
		t.Errorf("%+v", p)
	}
	lines, err := s.MovesOf(t.Context(), bag.No)
	check(t, err)
	same(t, lines, []custody.Move{{
		Piece: p.ID, Bag: bag.No, At: Start, Verb: custody.VerbKeep, By: clerk, From: custody.Applicant, To: p.Holder, Shelf: "A-03",
	}})
	_, err = s.Bag(t.Context(), "ZF-000000-000")
	wantFault(t, err, fault.NotFound, "custody.no_bag")
}

func bagFollowsDraft(t *testing.T, open Database) {
	s := open(t, Options())
	d := newDraft(t, s)
	bag := newBag(1, d.ID, "")
	p := kept(t, s, bag, "产权证")
	ch, err := fileDraft(t, s, d, 1)
	check(t, err)
	later := kept(t, s, newBag(2, "", ch.Case.ID), "补正材料")
	for name, read := range map[string]func() ([]custody.Bag, error){
		"of the draft": func() ([]custody.Bag, error) { return s.BagsOfDraft(t.Context(), d.ID) },
		"of the case":  func() ([]custody.Bag, error) { return s.BagsOfCase(t.Context(), ch.Case.ID) },
	} {
		bags, err := read()
		check(t, err)
		if len(bags) == 0 || bags[0].No != bag.No || bags[0].CaseNo != ch.Case.No || bags[0].Case != ch.Case.ID {
			t.Fatalf("%s: %+v", name, bags)
		}
		same(t, bags[0].Pieces, []custody.Piece{p})
		if name == "of the case" && (len(bags) != 2 || bags[1].Pieces[0].ID != later.ID) {
			t.Errorf("%s: %+v", name, bags)
		}
	}
	ready, err := s.PackablePieces(t.Context(), []custody.Holder{custody.Window("zhifu")}, false, 10)
	check(t, err)
	if len(ready) != 2 || ready[0].ID != p.ID || ready[0].Department != "department0" || ready[0].CaseNo != ch.Case.No {
		t.Errorf("%+v", ready)
	}
}

func pieceMovedByOne(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	s := nodes[0]
	p := kept(t, s, newBag(1, newDraft(t, s).ID, ""), "产权证")
	back := 0
	for _, err := range together(6, func(w int) error {
		_, err := nodes[w%2].Custody(context.Background(), Once(), func(context.Context) (custody.Change, error) {
			return custody.Return([]custody.Piece{p}, Start, clerk, "本人")
		})
		return err
	}) {
		if err == nil {
			back++
			continue
		}
		wantFault(t, err, fault.Conflict, "custody.changed")
	}
	if back != 1 {
		t.Errorf("given back %d times", back)
	}
	lines, err := s.MovesOf(t.Context(), p.Bag)
	check(t, err)
	if len(lines) != 2 || lines[0].Verb != custody.VerbReturn || lines[0].Note != "本人" {
		t.Errorf("%+v", lines)
	}
}

// send packs pieces into a batch to department0 and hands it over.
func send(t testing.TB, s *store.Store, n int64, pieces ...custody.Piece) custody.Batch {
	t.Helper()
	b := custody.Batch{
		ID: ident.BatchID(ident.New()), No: custody.BatchNo("zhifu", calendar.DayOf(Start), n, false),
		From: custody.Window("zhifu"), To: custody.Department("zhifu", "department0"),
	}
	ch, err := s.Custody(t.Context(), Once(), func(context.Context) (custody.Change, error) {
		return custody.Pack(b, pieces, nil, Start, clerk)
	})
	check(t, err)
	ch, err = s.Custody(t.Context(), Once(), func(context.Context) (custody.Change, error) {
		return custody.HandOver(*ch.Batch, ch.Pieces, len(pieces), Start, clerk)
	})
	check(t, err)
	return *ch.Batch
}

func batchOfPapers(t *testing.T, open Database) {
	s := open(t, Options())
	bag := newBag(1, newDraft(t, s).ID, "")
	one := kept(t, s, bag, "产权证")
	bag.OpenedAt = Start
	two := kept(t, s, bag, "平面图")
	b := send(t, s, 1, one, two)
	got, err := s.BatchByNo(t.Context(), b.No)
	check(t, err)
	same(t, got, b)
	pieces, err := s.PiecesHeld(t.Context(), 10, custody.InBatch(b.ID))
	check(t, err)
	if len(pieces) != 2 {
		t.Fatalf("on the way: %+v", pieces)
	}
	ch, err := s.Custody(t.Context(), Once(), func(context.Context) (custody.Change, error) {
		return custody.ReportDifference(got, pieces, pieces[:1], "少一张平面图", Start, officer)
	})
	check(t, err)
	held, err := s.PiecesHeld(t.Context(), 10, b.To)
	check(t, err)
	if len(held) != 1 || held[0].ID != pieces[0].ID || ch.Batch.Count(custody.Missing) != 1 || !ch.Batch.Open() {
		t.Errorf("%+v, %+v", held, ch.Batch)
	}
	_, err = s.Custody(t.Context(), Once(), func(context.Context) (custody.Change, error) {
		return custody.ReportDifference(got, pieces, pieces[:1], "again, from an old page", Start, officer)
	})
	wantFault(t, err, fault.Conflict, "custody.changed")
	now, err := s.Batch(t.Context(), b.ID)
	check(t, err)
	same(t, now, *ch.Batch)
	_, err = s.Batch(t.Context(), "never")
	wantFault(t, err, fault.NotFound, "custody.no_batch")
}

func custodyLists(t *testing.T, open Database) {
	s := open(t, Options())
	var pieces []custody.Piece
	for i := range int64(3) {
		c := File(t, s, NewCase(i+1, 1))
		pieces = append(pieces, kept(t, s, newBag(i+1, "", c.ID), "产权证"))
	}
	b := send(t, s, 1, pieces[0])
	_, err := s.Custody(t.Context(), Once(), func(context.Context) (custody.Change, error) {
		return custody.Return(pieces[1:2], Start, clerk, "本人")
	})
	check(t, err)
	window := permission.Filter{Any: []permission.Clause{{Areas: []string{"zhifu"}}}}
	for where, want := range map[string]int{"": 2, custody.KindWindow: 1, custody.KindBatch: 1, custody.KindApplicant: 1, "all": 3} {
		list, err := s.Bags(t.Context(), store.BagFilter{Scope: window, Where: where}, store.Page{})
		check(t, err)
		if len(list.Bags) != want {
			t.Errorf("%q: %d bags, want %d", where, len(list.Bags), want)
		}
	}
	first, err := s.Bags(t.Context(), store.BagFilter{Scope: window, Where: "all"}, store.Page{Limit: 2})
	check(t, err)
	rest, err := s.Bags(t.Context(), store.BagFilter{Scope: window, Where: "all"}, store.Page{After: first.Pages.Next})
	check(t, err)
	if len(first.Bags) != 2 || len(rest.Bags) != 1 || first.Bags[0].No <= rest.Bags[0].No {
		t.Errorf("%+v, %+v", first, rest)
	}
	one, err := s.Bags(t.Context(), store.BagFilter{Scope: window, Where: "all", Case: first.Bags[0].CaseNo, Bag: first.Bags[0].No[:9]}, store.Page{})
	check(t, err)
	same(t, one.Bags, first.Bags[:1])
	for name, scope := range map[string]permission.Filter{
		"a department": Department("department0", "zhifu"), "another area": {Any: []permission.Clause{{Areas: []string{"laishan"}}}},
		"a rehearsal": {Trial: true, Any: window.Any}, "nobody": {},
	} {
		list, err := s.Bags(t.Context(), store.BagFilter{Scope: scope, Where: "all"}, store.Page{})
		check(t, err)
		if len(list.Bags) != 0 {
			t.Errorf("%s sees %d bags", name, len(list.Bags))
		}
	}
	for holder, want := range map[custody.Holder]int{b.From: 1, b.To: 1, custody.Window("laishan"): 0} {
		list, err := s.Batches(t.Context(), store.BatchFilter{Holders: []custody.Holder{holder}, Open: true}, store.Page{})
		check(t, err)
		if len(list.Batches) != want {
			t.Errorf("%s: %d batches, want %d", holder, len(list.Batches), want)
		}
	}
}
