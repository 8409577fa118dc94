package storetest

import (
	"testing"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// consents: what was allowed with a draft goes over to its case, what was allowed for an item is listed with it, and a register
// is closed when every consent for it was taken back.
func consents(t *testing.T, open Database) {
	s := open(t, Options())
	draft := store.Consent{
		ID: "k1", Person: "p1", Draft: "d1", Register: "population_register", Given: Start, Source: "人口库", Owner: "公安局",
		Purpose: "新生儿出生", Names: []string{"姓名"}, Outcome: casework.ShareFound,
	}
	other := draft
	other.ID, other.Person, other.Draft = "k2", "p2", "d2"
	check(t, s.AddConsents(t.Context(), draft, other))
	got, err := s.ConsentOf(t.Context(), "p1", "k1")
	check(t, err)
	same(t, got, draft)
	_, err = s.ConsentOf(t.Context(), "p2", "k1")
	wantFault(t, err, fault.NotFound, "store.no_consent")
	check(t, s.WithdrawConsent(t.Context(), "k1", Start.Add(time.Hour)))
	check(t, s.WithdrawConsent(t.Context(), "k1", Start.Add(2*time.Hour))) // twice changes nothing
	got, err = s.ConsentOf(t.Context(), "p1", "k1")
	check(t, err)
	same(t, got.Withdrew, Start.Add(time.Hour))
}

func itemConsents(t *testing.T, open Database) {
	s := open(t, Options())
	ch := NewCase(1, 2)
	c := File(t, s, ch)
	slot, person := c.Items[0].Slot, c.Applicant.Person
	give := func(x casework.Consent, more ...store.Extra) {
		t.Helper()
		_, err := s.Apply(t.Context(), store.ByID(c.ID), func(c *casework.Case) (casework.Change, error) {
			ch := casework.Change{Case: c}
			c.Items[0].Consents = append(c.Items[0].Consents, x)
			Act(&ch, "consent_to_share", slot)
			return ch, nil
		}, more...)
		check(t, err)
	}
	first := casework.Consent{ID: "k1", Register: "tax_records", Source: "税收库", Owner: "税务局", Names: []string{"完税证明"}, Given: Start}
	give(first, store.KeepShared(store.SharedRecord{Consent: "k1", Slot: slot, Source: "税收库", At: Start, Things: []store.SharedThing{
		{Material: "tax_proof", Label: "号码", Shown: "370-1"}}}))
	second := first
	second.ID, second.Given, second.Withdrew = "k2", Start.Add(time.Minute), Start.Add(time.Hour)
	second.Register = "land_records"
	give(second)

	list, err := s.ConsentsOf(t.Context(), person, false, store.Page{Limit: 1})
	check(t, err)
	if len(list.Consents) != 1 || list.Consents[0].ID != "k2" || list.Pages.Next == "" || list.Consents[0].Purpose != c.Items[0].Name {
		t.Fatalf("newest first, page by page: %+v", list)
	}
	list, err = s.ConsentsOf(t.Context(), person, true, store.Page{})
	check(t, err)
	same(t, len(list.Consents), 0)

	records, err := s.SharedRecords(t.Context(), c.ID, slot)
	check(t, err)
	if len(records) != 1 || records[0].Consent != "k1" || records[0].Things[0].Shown != "370-1" || !records[0].At.Equal(Start) {
		t.Errorf("%+v", records)
	}
	records, err = s.SharedRecords(t.Context(), c.ID, c.Items[1].Slot)
	check(t, err)
	same(t, len(records), 0)

	closed, err := s.Withheld(t.Context(), c.ID, slot)
	check(t, err)
	same(t, closed, []string{"land_records"})
	closed, err = s.Withheld(t.Context(), c.ID, c.Items[1].Slot)
	check(t, err)
	same(t, len(closed), 0)
	third := second
	third.ID, third.Withdrew = "k3", time.Time{}
	give(third)
	closed, err = s.Withheld(t.Context(), c.ID, slot)
	check(t, err)
	same(t, len(closed), 0)
}

// consentsFollow: what was allowed with a draft is the case's once it is filed.
func consentsFollow(t *testing.T, open Database) {
	s := open(t, Options())
	c := NewCase(1, 1)
	d, err := s.SaveDraft(t.Context(), store.Draft{ID: "d1", Person: "p1", Scenario: "newborn", Data: []byte(`{}`), ExpiresAt: Start.AddDate(0, 3, 0)})
	check(t, err)
	check(t, s.AddConsents(t.Context(), store.Consent{ID: "k1", Person: d.Person, Draft: d.ID, Register: "tax_records", Given: Start}))
	made, err := s.Create(t.Context(), store.Once{Scope: "p", Key: "k"}, func() (store.Filing, error) {
		return store.Filing{Change: c, Draft: d.ID, Version: d.Version, Snapshot: store.Snapshot{Data: []byte("{}")}}, nil
	})
	check(t, err)
	got, err := s.ConsentOf(t.Context(), d.Person, "k1")
	check(t, err)
	same(t, got.Case, made.Case.ID)
	check(t, s.WithdrawConsent(t.Context(), "k1", Start.Add(time.Hour)))
	closed, err := s.Withheld(t.Context(), made.Case.ID, c.Case.Items[0].Slot)
	check(t, err)
	same(t, closed, []string{"tax_records"})
}
