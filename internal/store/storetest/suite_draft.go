package storetest

import (
	"encoding/json"
	"sync/atomic"
	"testing"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

func newDraft(t testing.TB, s *store.Store) store.Draft {
	t.Helper()
	d, err := s.SaveDraft(t.Context(), store.Draft{
		ID: ident.DraftID(ident.New()), Person: "person-1", Scenario: "open_restaurant", Area: "zhifu", Packed: 3,
		PackHash: "h", Step: "shop", Data: json.RawMessage(`{"shop_name":"海风小馆"}`), ExpiresAt: Start.Add(90 * 24 * time.Hour),
	})
	check(t, err)
	return d
}

func newPaper(d ident.DraftID) store.Paper {
	return store.Paper{
		ID: ident.PaperID(ident.New()), Version: 1, Draft: d, Material: "id_card", Blob: "b1", Name: "身份证.jpg",
		MIME: "image/jpeg", Size: 1234, Source: store.Uploaded, Status: store.Pending, By: "person:person-1", At: Start,
	}
}

func fileDraft(t testing.TB, s *store.Store, d store.Draft, seq int64) (casework.Change, error) {
	return s.Create(t.Context(), Once(), func() (store.Filing, error) {
		return store.Filing{Change: NewCase(seq, 1), Draft: d.ID, Version: d.Version}, nil
	})
}

func draftConsumed(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	s := nodes[0]
	d := newDraft(t, s)
	p := newPaper(d.ID)
	check(t, s.PutPaper(t.Context(), p))
	mine, err := s.PapersOfDraft(t.Context(), d.ID)
	check(t, err)
	same(t, mine, []store.Paper{p})
	var filed atomic.Int32
	for i, err := range together(6, func(w int) error {
		_, err := fileDraft(t, nodes[w%2], d, int64(w+1))
		if err == nil {
			filed.Add(1)
		}
		return err
	}) {
		if err != nil && fault.Of(err).Key != "store.draft_gone" {
			t.Errorf("writer %d: %v", i, err)
		}
	}
	if filed.Load() != 1 {
		t.Fatalf("the draft was filed %d times", filed.Load())
	}
	list, err := s.CasesOf(t.Context(), "person-1", false, store.Page{})
	check(t, err)
	if len(list.Cases) != 1 {
		t.Fatalf("%d cases", len(list.Cases))
	}
	moved, err := s.PapersOfCase(t.Context(), list.Cases[0].ID)
	check(t, err)
	p.Draft, p.Case, p.Status = "", list.Cases[0].ID, store.HandedIn
	same(t, moved, []store.Paper{p})
	_, err = s.Draft(t.Context(), d.ID)
	wantFault(t, err, fault.NotFound, "store.no_draft")
	_, err = s.SaveDraft(t.Context(), d)
	wantFault(t, err, fault.NotFound, "store.no_draft")
	wantFault(t, s.DropPaper(t.Context(), p.ID), fault.Conflict, "store.paper_handed_in")
}

func draftChanged(t *testing.T, open Database) {
	s := open(t, Options())
	old := newDraft(t, s)
	d, err := s.SaveDraft(t.Context(), old)
	check(t, err)
	_, err = fileDraft(t, s, old, 1)
	wantFault(t, err, fault.Conflict, "store.draft_changed")
	list, err := s.CasesOf(t.Context(), "person-1", false, store.Page{})
	check(t, err)
	if len(list.Cases) != 0 {
		t.Error("half a filing was written")
	}
	_, err = fileDraft(t, s, d, 2)
	check(t, err)
	gone := store.Draft{ID: ident.DraftID(ident.New()), Version: 1}
	_, err = fileDraft(t, s, gone, 3)
	wantFault(t, err, fault.Conflict, "store.draft_gone")
}

func draftVersions(t *testing.T, open Database) {
	s := open(t, Options())
	d := newDraft(t, s)
	errs := together(6, func(int) error {
		_, err := s.SaveDraft(t.Context(), d)
		return err
	})
	saved := 0
	for _, err := range errs {
		if err == nil {
			saved++
		} else {
			wantFault(t, err, fault.Conflict, "store.draft_changed")
		}
	}
	if saved != 1 {
		t.Errorf("%d of 6 saved the same version", saved)
	}
	got, err := s.Draft(t.Context(), d.ID)
	check(t, err)
	d.Version++
	same(t, got, d)
	mine, err := s.DraftsOf(t.Context(), "person-1")
	check(t, err)
	d.Data = nil
	same(t, mine, []store.Draft{d})
	check(t, s.DropDraft(t.Context(), d.ID))
	check(t, s.DropDraft(t.Context(), d.ID))
}

func draftsExpire(t *testing.T, open Database) {
	s := open(t, Options())
	gone, stays := newDraft(t, s), newDraft(t, s)
	gone.ExpiresAt, gone.Person = Start.Add(-time.Hour), "" // a plan of nobody
	_, err := s.SaveDraft(t.Context(), gone)
	check(t, err)
	p, q := newPaper(gone.ID), newPaper(stays.ID)
	check(t, s.PutPaper(t.Context(), p))
	check(t, s.PutPaper(t.Context(), q))
	mine, err := s.DraftsOf(t.Context(), "person-1")
	check(t, err)
	if len(mine) != 1 {
		t.Errorf("%d drafts are listed", len(mine))
	}
	n, err := s.DropExpiredDrafts(t.Context(), Start, 10)
	check(t, err)
	if n != 1 {
		t.Errorf("%d drafts deleted", n)
	}
	_, err = s.Paper(t.Context(), p.ID)
	wantFault(t, err, fault.NotFound, "store.no_paper")
	_, err = s.Paper(t.Context(), q.ID)
	check(t, err)
}

func papers(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 1))
	p := newPaper("")
	p.Case = c.ID
	check(t, s.PutPaper(t.Context(), p))
	wantFault(t, s.PutPaper(t.Context(), p), fault.Conflict, "store.paper_changed")
	two := p
	two.Version, two.Blob = 2, "b2"
	stored := 0
	for _, err := range together(4, func(int) error { return s.PutPaper(t.Context(), two) }) {
		if err == nil {
			stored++
		} else {
			wantFault(t, err, fault.Conflict, "store.paper_changed")
		}
	}
	if stored != 1 {
		t.Errorf("version 2 was stored %d times", stored)
	}
	four := p
	four.Version = 4
	wantFault(t, s.PutPaper(t.Context(), four), fault.Conflict, "store.paper_changed")
	now, err := s.PapersOfCase(t.Context(), c.ID)
	check(t, err)
	same(t, now, []store.Paper{two})
	versions, err := s.PaperVersions(t.Context(), p.ID)
	check(t, err)
	same(t, versions, []store.Paper{p, two})

	fetched := newPaper("")
	fetched.Source, fetched.Status, fetched.Material = store.Fetched, store.HandedIn, "licence"
	_, err = s.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
		ch := casework.Change{Case: c}
		Act(&ch, "supply", "")
		return ch, nil
	}, store.HandIn(p.ID), store.AddPapers(fetched))
	check(t, err)
	two.Status, fetched.Case = store.HandedIn, c.ID
	now, err = s.PapersOfCase(t.Context(), c.ID)
	check(t, err)
	same(t, now, []store.Paper{two, fetched})
	used, err := s.BlobUsed(t.Context(), "b2")
	check(t, err)
	if !used {
		t.Error("b2 is used")
	}
	wantFault(t, s.DropPaper(t.Context(), p.ID), fault.Conflict, "store.paper_handed_in")
}

// An upload from a slow telephone may end after the draft was submitted in another tab: the file is refused, and
// what the case holds stays what it was.
func paperWithoutDraft(t *testing.T, open Database) {
	s := open(t, Options())
	d := newDraft(t, s)
	p := newPaper(d.ID)
	check(t, s.PutPaper(t.Context(), p))
	filed, err := fileDraft(t, s, d, 1)
	check(t, err)
	late, next := newPaper(d.ID), p
	next.Version, next.Blob = 2, "b2"
	wantFault(t, s.PutPaper(t.Context(), late), fault.Conflict, "store.draft_gone")
	wantFault(t, s.PutPaper(t.Context(), next), fault.Conflict, "store.draft_gone")
	_, err = s.Paper(t.Context(), late.ID)
	wantFault(t, err, fault.NotFound, "store.no_paper")
	held, err := s.PapersOfCase(t.Context(), filed.Case.ID)
	check(t, err)
	p.Draft, p.Case, p.Status = "", filed.Case.ID, store.HandedIn
	same(t, held, []store.Paper{p})
	again := newDraft(t, s)
	stolen := p
	stolen.Draft, stolen.Case, stolen.Version = again.ID, "", 2
	wantFault(t, s.PutPaper(t.Context(), stolen), fault.Conflict, "store.paper_changed")
}

func unreadableText(t *testing.T, open Database) {
	s := open(t, Options())
	for _, text := range []string{"a\x00b", "a\xffb"} {
		_, err := s.Case(t.Context(), store.ByNo(ident.CaseNo(text)))
		_, lerr := s.StaffByLogin(t.Context(), text)
		_, werr := s.SaveStaff(t.Context(), store.Staff{ID: ident.StaffID(ident.New()), Login: text + ident.New(), Name: text})
		for _, err := range []error{err, lerr, werr} {
			if err != nil && fault.Of(err).Kind == fault.Internal {
				t.Errorf("%q: %v", text, err)
			}
		}
	}
}
