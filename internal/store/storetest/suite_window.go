package storetest

import (
	"encoding/json"
	"testing"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// intakes: a clerk sees what they fill in for visitors, the person sees none of it.
func intakes(t *testing.T, open Database) {
	s := open(t, Options())
	p, err := s.EnsurePerson(t.Context(), store.Person{ID: "person-9", Kind: "person", Name: "王小满", IDNo: "370699199605210027"})
	check(t, err)
	first, err := s.SaveDraft(t.Context(), store.Draft{
		ID: ident.DraftID(ident.New()), Person: p.ID, Clerk: "staff-1", Scenario: "restaurant", Area: "zhifu",
		Data: json.RawMessage(`{}`), ExpiresAt: Start.Add(time.Hour),
	})
	check(t, err)
	second := first
	second.ID, second.Version = ident.DraftID(ident.New()), 0
	_, err = s.SaveDraft(t.Context(), second)
	check(t, err)
	got, err := s.Draft(t.Context(), first.ID)
	check(t, err)
	list, err := s.IntakesOf(t.Context(), "staff-1", false)
	check(t, err)
	n, err := s.CountIntakes(t.Context(), "staff-1")
	check(t, err)
	if got.Clerk != "staff-1" || n != 2 || len(list) != 2 || list[0].ID != first.ID || list[0].Name != "王小满" {
		t.Errorf("%d intakes: %+v", n, list)
	}
	mine, err := s.DraftsOf(t.Context(), p.ID)
	check(t, err)
	for _, nobody := range []ident.StaffID{"", "staff-2"} {
		others, err := s.IntakesOf(t.Context(), nobody, false)
		check(t, err)
		if len(mine)+len(others) != 0 {
			t.Errorf("clerk %q sees %v, the person %v", nobody, others, mine)
		}
	}
}

// casesOfClerk: what was filed at a window is found by who filed it.
func casesOfClerk(t *testing.T, open Database) {
	s := open(t, Options())
	for i := range 3 {
		ch := NewCase(int64(i+1), 1)
		if i > 0 {
			ch.Case.Clerk = "staff-1"
		}
		File(t, s, ch)
	}
	for clerk, want := range map[ident.StaffID]int{"staff-1": 2, "staff-2": 0, "": 0} {
		list, err := s.CasesOfClerk(t.Context(), clerk, false, store.Page{})
		check(t, err)
		n, err := s.CountCasesOfClerk(t.Context(), clerk, Start)
		check(t, err)
		if len(list.Cases) != want || n != want {
			t.Errorf("clerk %q filed %d (%d counted), want %d", clerk, len(list.Cases), n, want)
		}
	}
	late, err := s.CountCasesOfClerk(t.Context(), "staff-1", Start.Add(time.Second))
	check(t, err)
	if late != 0 {
		t.Errorf("%d were filed later", late)
	}
}

// scanCodes end with time, with use, and with the next one for the same paper.
func scanCodes(t *testing.T, open Database) {
	s := open(t, Options())
	code := store.ScanCode{Draft: "draft-1", Material: "floor_plan", Clerk: "staff-1", UsesLeft: 1, ExpiresAt: time.Now().Add(time.Minute).Truncate(time.Microsecond)}
	check(t, s.AddScanCode(t.Context(), code, "secret"))
	got, err := s.ScanCode(t.Context(), "secret")
	check(t, err)
	if got.Draft != code.Draft || got.Material != code.Material || got.Clerk != code.Clerk || !got.ExpiresAt.Equal(code.ExpiresAt) {
		t.Errorf("read %+v", got)
	}
	check(t, s.UseScanCode(t.Context(), "secret"))
	if err := s.UseScanCode(t.Context(), "secret"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a second use: %v", err)
	}
	check(t, s.AddScanCode(t.Context(), code, "next"))
	if _, err := s.ScanCode(t.Context(), "secret"); !fault.Is(err, fault.NotFound) {
		t.Errorf("the first code: %v", err)
	}
	code.Draft, code.ExpiresAt = "draft-2", time.Now().Add(-time.Minute)
	check(t, s.AddScanCode(t.Context(), code, "over"))
	if _, err := s.ScanCode(t.Context(), "over"); !fault.Is(err, fault.NotFound) {
		t.Errorf("an expired code: %v", err)
	}
	n, err := s.DropExpiredScanCodes(t.Context(), time.Now())
	check(t, err)
	if n != 1 {
		t.Errorf("%d expired codes were deleted", n)
	}
}

// intakeNotices are read as they were written, the latest of a draft first.
func intakeNotices(t *testing.T, open Database) {
	s := open(t, Options())
	for i, no := range []string{"n-1", "n-2"} {
		check(t, s.AddIntakeNotice(t.Context(), store.IntakeNotice{
			Draft: "draft-1", Person: "person-1", Clerk: "staff-1", At: Start.Add(time.Duration(i) * time.Minute),
			Document: casework.Document{ID: ident.DocumentID(ident.New()), No: no, Data: map[string]string{"reason": no}},
		}))
	}
	latest, err := s.IntakeNotice(t.Context(), "draft-1")
	check(t, err)
	byNo, err := s.IntakeNoticeByNo(t.Context(), "n-1")
	check(t, err)
	if latest.Document.Data["reason"] != "n-2" || byNo.Document.No != "n-1" || byNo.Clerk != "staff-1" {
		t.Errorf("latest %+v, by number %+v", latest, byNo)
	}
	if _, err := s.IntakeNotice(t.Context(), "draft-2"); !fault.Is(err, fault.NotFound) {
		t.Errorf("a draft without a notice: %v", err)
	}
}
