package storetest

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"testing"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Once draws a fresh idempotency key.
func Once() store.Once { return store.Once{Scope: "test", Key: ident.New()} }

// NewCase makes a case with n items (received, of departments 0…n-1) that nobody has stored yet. seq makes
// its number.
func NewCase(seq int64, n int) casework.Change {
	c := &casework.Case{
		ID: ident.CaseID(ident.New()), No: ident.NewCaseNo("370602", Start, seq),
		Scenario: "open_restaurant", ScenarioName: "开办餐饮店", Area: "zhifu", Channel: "portal",
		Applicant: casework.Applicant{Person: "person-1", Role: "owner", Name: "王小明", Kind: "person"},
		Subject:   fmt.Sprintf("海风小馆%d", seq), FiledAt: Start, JointPromise: 5,
		Edges: []casework.Edge{{From: "slot0", To: "slot1", Gate: "start", OnFail: "lapse"}},
	}
	for i := range n {
		c.Items = append(c.Items, &casework.ItemCase{
			ID: ident.ItemCaseID(ident.New()), Slot: fmt.Sprintf("slot%d", i), Attempt: 1, Item: fmt.Sprintf("item%d", i),
			Name: fmt.Sprintf("事项%d", i), Short: "食", Department: fmt.Sprintf("department%d", i), Area: "zhifu",
			Regime: "licence", Promised: casework.Limit{Days: 5}, Statutory: casework.Limit{Days: 20},
			State: casework.Received, Received: calendar.DayOf(Start), Fields: []string{"shop_name", "area"},
			Clocks: []casework.Clock{{Kind: "K1", History: calendar.History{Start: calendar.DayOf(Start), Stop: calendar.DayOf(Start) + 5}}},
		})
	}
	ch := casework.Change{Case: c}
	Act(&ch, "submit", "")
	return ch
}

// Act adds a journal entry to a change, chained as casework chains it.
func Act(ch *casework.Change, verb, note string) {
	c := ch.Case
	payload, _ := json.Marshal(map[string]string{"note": note + " <&>"})
	e := casework.Entry{
		Case: c.ID, Seq: c.Seq + 1, At: Start.Add(123456789), Day: calendar.DayOf(Start), Verb: verb, Slot: "slot0",
		Actor:   casework.Actor{Kind: "staff", ID: "staff-1", Name: "林晓", Department: "department0"},
		Payload: payload, Salt: ident.New(), Prev: c.Head,
	}
	sum := sha256.Sum256(append([]byte(e.Salt), payload...))
	e.Digest = hex.EncodeToString(sum[:])
	sum = sha256.Sum256([]byte(e.Prev + e.Digest + fmt.Sprint(e.Seq)))
	e.Hash = hex.EncodeToString(sum[:])
	c.Seq, c.Head = e.Seq, e.Hash
	ch.Entries = append(ch.Entries, e)
}

// Tell adds a message to a change.
func Tell(ch *casework.Change, target, kind string) {
	ch.Messages = append(ch.Messages, casework.Message{
		Target: target, Kind: kind, Case: ch.Case.ID, At: Start, Data: map[string]string{"item": "事项0"},
	})
}

// Issue adds a document to a change.
func Issue(ch *casework.Change, kind string) casework.Document {
	d := casework.Document{
		ID: ident.DocumentID(ident.New()), No: kind + "-" + ident.New(), Case: ch.Case.ID, Slot: "slot0", Kind: kind, At: Start,
		Data: map[string]string{"applicant": "王小明"}, Lists: map[string][]string{"materials": {"身份证"}},
	}
	ch.Documents = append(ch.Documents, d)
	return d
}

// File stores a new case without a draft.
func File(t testing.TB, s *store.Store, ch casework.Change) *casework.Case {
	t.Helper()
	got, err := s.Create(t.Context(), Once(), func() (store.Filing, error) {
		return store.Filing{Change: ch, Snapshot: store.Snapshot{Data: json.RawMessage(`{}`), DeclaredAt: Start}}, nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got.Case
}

// Department is the filter of somebody who may see what one department of some areas handles.
func Department(department string, areas ...string) permission.Filter {
	return permission.Filter{Any: []permission.Clause{{Departments: []string{department}, Areas: areas}}}
}
