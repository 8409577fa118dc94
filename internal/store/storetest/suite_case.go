package storetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

func caseRoundTrip(t *testing.T, open Database) {
	s := open(t, Options())
	ch := NewCase(1, 3)
	Tell(&ch, "department:department0", "arrived")
	Tell(&ch, "person:person-1", "submitted")
	doc := Issue(&ch, "receipt")
	snapshot := store.Snapshot{Data: json.RawMessage(`{"name":"王小明"}`), DeclarationHash: "d", DeclaredAt: Start, IdentityLevel: "L3", ReviewedHash: "r"}
	filed, err := s.Create(t.Context(), Once(), func() (store.Filing, error) {
		return store.Filing{Change: ch, Snapshot: snapshot}, nil
	})
	check(t, err)
	id := filed.Case.ID
	for _, key := range []store.Key{store.ByID(id), store.ByNo(filed.Case.No)} {
		got, err := s.Case(t.Context(), key)
		check(t, err)
		same(t, got, filed.Case)
		if got.Version != 1 {
			t.Errorf("version %d", got.Version)
		}
	}
	change, err := s.Apply(t.Context(), store.ByID(id), func(c *casework.Case) (casework.Change, error) {
		ch := casework.Change{Case: c}
		c.Items[1].State, c.Items[1].Handler = casework.Accepted, "staff-1"
		Act(&ch, "accept", "one")
		Act(&ch, "accept", "two")
		return ch, nil
	})
	check(t, err)
	got, err := s.Case(t.Context(), store.ByID(id))
	check(t, err)
	same(t, got, change.Case)
	if got.Version != 2 || got.Seq != 3 {
		t.Errorf("version %d, seq %d", got.Version, got.Seq)
	}
	journal, err := s.Journal(t.Context(), id, 0, 0)
	check(t, err)
	same(t, journal, append(ch.Entries, change.Entries...))
	journal, err = s.Journal(t.Context(), id, 1, 1)
	check(t, err)
	same(t, journal, change.Entries[:1])
	byNo, err := s.DocumentByNo(t.Context(), doc.No)
	check(t, err)
	same(t, byNo, doc)
	docs, err := s.Documents(t.Context(), id)
	check(t, err)
	same(t, docs, []casework.Document{doc})
	snapshot.Case = id
	frozen, err := s.Snapshot(t.Context(), id)
	check(t, err)
	same(t, frozen, snapshot)
	_, err = s.Case(t.Context(), store.ByNo("nothing"))
	wantFault(t, err, fault.NotFound, "store.no_case")
}

func faultWritesNothing(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 1))
	no := fault.New(fault.NotNow, "casework.not_now")
	_, err := s.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
		c.Subject = "changed"
		return casework.Change{Case: c}, no
	})
	if !errors.Is(err, no) {
		t.Errorf("got %v", err)
	}
	// A change of nothing is not stored either.
	_, err = s.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
		return casework.Change{Case: c}, nil
	})
	check(t, err)
	got, err := s.Case(t.Context(), store.ByID(c.ID))
	check(t, err)
	same(t, got, c)
}

func brokenChainRefused(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 1))
	for name, spoil := range map[string]func(*casework.Change){
		"a gap":        func(ch *casework.Change) { ch.Entries[0].Seq++; ch.Case.Seq++ },
		"another past": func(ch *casework.Change) { ch.Entries[0].Prev = "x" },
		"another head": func(ch *casework.Change) { ch.Case.Head = "x" },
		"a lost entry": func(ch *casework.Change) { ch.Entries = nil },
	} {
		_, err := s.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
			ch := casework.Change{Case: c}
			Act(&ch, "claim", "")
			spoil(&ch)
			return ch, nil
		})
		if !fault.Is(err, fault.Internal) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	got, err := s.Case(t.Context(), store.ByID(c.ID))
	check(t, err)
	same(t, got, c)
}

// act adds one entry with a note of its own.
func act(t testing.TB, s *store.Store, id ident.CaseID, note string) error {
	_, err := s.Apply(t.Context(), store.ByID(id), func(c *casework.Case) (casework.Change, error) {
		ch := casework.Change{Case: c}
		c.Items[0].Version++
		Act(&ch, "claim", note)
		Tell(&ch, "department:department0", note)
		return ch, nil
	})
	return err
}

func writersOnOneCase(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 2))
	errs := together(16, func(w int) error {
		for i := range 5 {
			if err := act(t, s, c.ID, fmt.Sprint(w, "-", i)); err != nil {
				return err
			}
		}
		return nil
	})
	for _, err := range errs {
		check(t, err)
	}
	wantActs(t, s, c.ID, 80)
}

func writersOnTwoNodes(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	c := File(t, nodes[0], NewCase(1, 2))
	var mu sync.Mutex
	done := 0
	for _, err := range together(8, func(w int) error {
		for i := range 6 {
			err := act(t, nodes[w%2], c.ID, fmt.Sprint(w, "-", i))
			if fault.Is(err, fault.Conflict) {
				continue // lost too many races: answered, and not done
			}
			if err != nil {
				return err
			}
			mu.Lock()
			done++
			mu.Unlock()
		}
		return nil
	}) {
		check(t, err)
	}
	if done < 40 {
		t.Errorf("only %d of 48 acts got through", done)
	}
	wantActs(t, nodes[1], c.ID, done)
}

// wantActs checks that exactly n acts followed the submission: in the journal, chained, each once, with
// their messages.
func wantActs(t *testing.T, s *store.Store, id ident.CaseID, n int) {
	t.Helper()
	c, err := s.Case(t.Context(), store.ByID(id))
	check(t, err)
	journal, err := s.Journal(t.Context(), id, 0, 0)
	check(t, err)
	if len(journal) != n+1 || c.Seq != n+1 || c.Version != int64(n+1) || c.Items[0].Version != int64(n) {
		t.Fatalf("%d acts were answered: %d entries, seq %d, version %d, item version %d", n, len(journal), c.Seq, c.Version, c.Items[0].Version)
	}
	notes, head := map[string]bool{}, ""
	for i, e := range journal {
		if e.Seq != i+1 || e.Prev != head {
			t.Fatalf("entry %d is out of the chain", e.Seq)
		}
		notes[string(e.Payload)], head = true, e.Hash
	}
	if len(notes) != n+1 || c.Head != head {
		t.Errorf("%d different acts of %d, head %s", len(notes), n+1, c.Head)
	}
	messages, err := s.OutboxNext(t.Context(), "department:department0", time.Now(), 1000)
	check(t, err)
	if len(messages) != n {
		t.Errorf("%d messages for %d acts", len(messages), n)
	}
}

func repeatedAct(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 1))
	once := store.Once{Scope: "staff-1/claim", Key: "token", Request: []byte("a")}
	ran := 0
	do := func(o store.Once) (casework.Change, error) {
		return s.Apply(t.Context(), store.ByID(c.ID).Once(o), func(c *casework.Case) (casework.Change, error) {
			ran++
			ch := casework.Change{Case: c}
			Act(&ch, "claim", "")
			Issue(&ch, "acceptance")
			return ch, nil
		})
	}
	first, err := do(once)
	check(t, err)
	check(t, act(t, s, c.ID, "another in between"))
	again, err := do(once)
	check(t, err)
	if ran != 1 {
		t.Errorf("decided %d times", ran)
	}
	same(t, again.Entries, first.Entries)
	same(t, again.Documents, first.Documents)
	once.Request = []byte("b")
	_, err = do(once)
	wantFault(t, err, fault.Conflict, "store.key_reused")
}

func repeatedFiling(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	once := store.Once{Scope: "person-1/submit", Key: "k", Request: []byte("draft 1")}
	got := make([]ident.CaseID, 8)
	for _, err := range together(8, func(w int) error {
		ch, err := nodes[w%2].Create(t.Context(), once, func() (store.Filing, error) {
			return store.Filing{Change: NewCase(int64(w), 2)}, nil
		})
		if err == nil {
			got[w] = ch.Case.ID
		}
		return err
	}) {
		check(t, err)
	}
	for _, id := range got {
		if id != got[0] {
			t.Fatalf("two cases for one key: %v", got)
		}
	}
	list, err := nodes[0].CasesOf(t.Context(), "person-1", false, store.Page{})
	check(t, err)
	if len(list.Cases) != 1 {
		t.Errorf("%d cases", len(list.Cases))
	}
}

func reopened(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 2))
	check(t, act(t, s, c.ID, "before"))
	before, err := s.Case(t.Context(), store.ByID(c.ID))
	check(t, err)
	check(t, s.Ping(t.Context()))
	check(t, s.Close())
	if err := s.Ping(t.Context()); !fault.Is(err, fault.Unavailable) {
		t.Errorf("a closed store answers %v", err)
	}
	s = open(t, Options())
	after, err := s.Case(t.Context(), store.ByID(c.ID))
	check(t, err)
	same(t, after, before)
	check(t, act(t, s, c.ID, "after"))
}

// together runs n functions at once and answers their errors.
func together(n int, f func(int) error) []error {
	errs := make([]error, n)
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() { errs[i] = f(i) })
	}
	wg.Wait()
	return errs
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func same[T any](t testing.TB, got, want T) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("differs from what was written (-want +got):\n%s", d)
	}
}

func wantFault(t testing.TB, err error, kind fault.Kind, key string) {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.Kind != kind || f.Key != key {
		t.Errorf("want the fault %s %s, got %v", kind, key, err)
	}
}
