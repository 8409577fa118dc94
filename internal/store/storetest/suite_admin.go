package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

func noted(actor, verb, about string) audit.Entry {
	return audit.Entry{
		Actor: audit.Actor{ID: actor, Name: "矫健"}, Verb: verb, Outcome: audit.Done, Reason: "按通知办理",
		About: audit.About{Kind: "account", ID: about, Name: "林晓"},
	}
}

func note(t *testing.T, s *store.Store, n store.Noting) {
	t.Helper()
	check(t, s.Noted(t.Context(), func(context.Context) (store.Noting, error) { return n, nil }))
}

func account(id string, can ...permission.Permission) store.Staff {
	return store.Staff{
		ID: ident.StaffID(id), Login: id, Name: "名" + id, Department: "market", Area: "zhifu", Active: true,
		Posts: []permission.Post{{Area: "zhifu", Department: "market", EveryScenario: true, Permissions: can}},
	}
}

func audited(t *testing.T, open Database) {
	s := open(t, Options())
	m, err := s.SaveStaff(t.Context(), account("s1", permission.Handle))
	check(t, err)
	check(t, s.AddToken(t.Context(), store.Token{ID: "t1", Staff: "s1"}, "secret"))
	closed := m
	closed.Active, closed.OneTime = false, Start
	note(t, s, store.Noting{Writes: []store.Write{store.PutStaff(closed), store.RevokeTokens("s1")}, Entries: []audit.Entry{noted("a1", "close_staff", "s1")}})
	got, err := s.Staff(t.Context(), "s1")
	check(t, err)
	if got.Active || !got.OneTime.Equal(Start) || got.Version != 2 {
		t.Errorf("%+v", got)
	}
	_, err = s.TokenOf(t.Context(), "secret")
	wantFault(t, err, fault.Login, "store.no_token")
	wantFault(t, s.StaffActive(t.Context(), "s1"), fault.Login, "access.signed_out")
	check(t, s.StaffActive(t.Context(), "nobody"))

	// A fault of decide, and a version that somebody else has changed, leave nothing in the log.
	refuse := errors.New("no")
	if err := s.Noted(t.Context(), func(context.Context) (store.Noting, error) { return store.Noting{}, refuse }); !errors.Is(err, refuse) {
		t.Error(err)
	}
	err = s.Noted(t.Context(), func(context.Context) (store.Noting, error) {
		return store.Noting{Writes: []store.Write{store.PutStaff(closed)}, Entries: []audit.Entry{noted("a1", "reopen_staff", "s1")}}, nil
	})
	wantFault(t, err, fault.Conflict, "store.staff_changed")
	list, err := s.Audit(t.Context(), store.AuditFilter{}, store.Page{})
	check(t, err)
	if len(list.Entries) != 1 || list.Entries[0].Seq != 1 || list.Entries[0].Reason != "按通知办理" || !list.Entries[0].At.Equal(Start) {
		t.Errorf("%+v", list.Entries)
	}
	c, bad, err := s.VerifyAudit(t.Context())
	check(t, errors.Join(bad, err))
	if c.Seq != 1 || c.Head != list.Entries[0].Hash {
		t.Errorf("%+v", c)
	}
}

// auditRace: two nodes close accounts at the same moment, and each leaves the last one alone.
func auditRace(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	const many = 6
	for i := range many {
		_, err := nodes[0].SaveStaff(t.Context(), account(fmt.Sprint("s", i), permission.AdministerStaff))
		check(t, err)
	}
	last := errors.New("the last one stays")
	var together sync.WaitGroup
	var stayed atomic.Int32
	for i := range many {
		together.Go(func() {
			s := nodes[i%2]
			err := s.Noted(context.Background(), func(ctx context.Context) (store.Noting, error) {
				n, err := s.CountStaffWith(ctx, permission.AdministerStaff)
				if err != nil || n < 2 {
					return store.Noting{}, errors.Join(err, last)
				}
				m, err := s.Staff(ctx, ident.StaffID(fmt.Sprint("s", i)))
				m.Active = false
				return store.Noting{Writes: []store.Write{store.PutStaff(m)}, Entries: []audit.Entry{noted("a", "close_staff", string(m.ID))}}, err
			})
			if errors.Is(err, last) {
				stayed.Add(1)
			} else if err != nil {
				t.Error(err)
			}
		})
	}
	together.Wait()
	n, err := nodes[0].CountStaffWith(t.Context(), permission.AdministerStaff)
	check(t, err)
	c, bad, err := nodes[1].VerifyAudit(t.Context())
	check(t, errors.Join(bad, err))
	if n != 1 || stayed.Load() != 1 || c.Seq != many-1 {
		t.Errorf("%d left, %d refused, %d noted", n, stayed.Load(), c.Seq)
	}
}

func auditPages(t *testing.T, open Database) {
	o := Options()
	at := clock.NewFrozen(Start)
	o.Clock = at
	s := open(t, o)
	for i := range 5 {
		e := noted("a1", "sign_in", "s1")
		if i == 2 {
			e = noted("a2", "close_staff", "s2")
			e.Outcome = audit.Refused
		}
		note(t, s, store.Noting{Entries: []audit.Entry{e}})
		at.Move(time.Hour)
	}
	for name, c := range map[string]struct {
		f    store.AuditFilter
		want int
	}{
		"all": {store.AuditFilter{}, 5}, "actor": {store.AuditFilter{Actor: "a2"}, 1}, "about": {store.AuditFilter{About: "s1"}, 4},
		"verb": {store.AuditFilter{Verb: "sign_in"}, 4}, "outcome": {store.AuditFilter{Outcome: audit.Refused}, 1},
		"from": {store.AuditFilter{From: Start.Add(2 * time.Hour)}, 3}, "until": {store.AuditFilter{Until: Start.Add(2 * time.Hour)}, 2},
		"both": {store.AuditFilter{Actor: "a1", Outcome: audit.Refused}, 0},
	} {
		list, err := s.Audit(t.Context(), c.f, store.Page{})
		check(t, err)
		if len(list.Entries) != c.want {
			t.Errorf("%s: %d entries", name, len(list.Entries))
		}
	}
	list, err := s.Audit(t.Context(), store.AuditFilter{}, store.Page{Limit: 2})
	check(t, err)
	list, err = s.Audit(t.Context(), store.AuditFilter{}, store.Page{Limit: 2, After: list.Pages.Next})
	check(t, err)
	if len(list.Entries) != 2 || list.Entries[0].Seq != 3 || list.Pages.Prev == "" {
		t.Errorf("%+v", list)
	}
}

func deeds(t *testing.T, open Database) {
	s := open(t, Options())
	c := File(t, s, NewCase(1, 1))
	File(t, s, NewCase(2, 1))
	list, err := s.Deeds(t.Context(), store.DeedFilter{Actor: "staff-1", Verb: "submit"}, store.Page{Limit: 1})
	check(t, err)
	if len(list.Deeds) != 1 || list.Pages.Next == "" {
		t.Fatalf("%+v", list)
	}
	list, err = s.Deeds(t.Context(), store.DeedFilter{Actor: "staff-1"}, store.Page{Limit: 1, After: list.Pages.Next})
	check(t, err)
	if len(list.Deeds) != 1 || list.Pages.Next != "" || list.Deeds[0].Name != "林晓" || !list.Deeds[0].At.Equal(Start.Add(123456789)) {
		t.Fatalf("%+v", list)
	}
	if d := list.Deeds[0]; d.No != c.No {
		t.Errorf("%s is not %s", d.No, c.No)
	}
	day := calendar.DayOf(Start)
	for f, want := range map[store.DeedFilter]int{
		{Actor: "staff-2"}: 0, {From: day}: 2, {From: day + 1}: 0, {Until: day}: 2, {Until: day - 1}: 0,
	} {
		list, err := s.Deeds(t.Context(), f, store.Page{})
		check(t, err)
		if len(list.Deeds) != want {
			t.Errorf("%+v: %d deeds", f, len(list.Deeds))
		}
	}
}

func absences(t *testing.T, open Database) {
	s := open(t, Options())
	for _, id := range []string{"s1", "s2", "s3"} {
		_, err := s.SaveStaff(t.Context(), account(id, permission.Handle))
		check(t, err)
	}
	day := calendar.DayOf(Start)
	a := store.Absence{ID: "x", Staff: "s1", Deputy: "s2", From: day, Until: day + 2, Reason: "休假", CreatedAt: Start}
	b := store.Absence{ID: "y", Staff: "s3", From: day, Until: day, Reason: "出差", CreatedAt: Start}
	note(t, s, store.Noting{Writes: []store.Write{store.PutAbsence(a), store.PutAbsence(b)}})
	for d, want := range map[calendar.Day]int{day - 1: 0, day: 1, day + 2: 1, day + 3: 0} {
		ms, err := s.StaffStoodFor(t.Context(), "s2", d)
		check(t, err)
		if len(ms) != want {
			t.Errorf("%s: stands in for %d", d, len(ms))
		}
	}
	away, err := s.AwayOn(t.Context(), day+1, "s1", "s3")
	check(t, err)
	same(t, away, map[ident.StaffID]store.Absence{"s1": a})
	as, err := s.AbsencesOf(t.Context(), "s1", day)
	check(t, err)
	same(t, as, []store.Absence{a})
	a.Until = day
	note(t, s, store.Noting{Writes: []store.Write{store.PutAbsence(a), store.DropAbsence("y")}})
	as, err = s.StandIns(t.Context(), "s2", day)
	check(t, err)
	same(t, as, []store.Absence{a})
	as, err = s.AbsencesOf(t.Context(), "s3", day)
	check(t, err)
	same(t, as, nil)
	m, err := s.Staff(t.Context(), "s1")
	check(t, err)
	m.Active = false
	_, err = s.SaveStaff(t.Context(), m)
	check(t, err)
	if ms, err := s.StaffStoodFor(t.Context(), "s2", day); err != nil || len(ms) != 0 {
		t.Errorf("stands in for a leaver: %v %v", ms, err)
	}
}

func codes(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	s := nodes[0]
	_, ok, err := s.Code(t.Context(), "s1")
	check(t, err)
	if ok {
		t.Error("a code out of nothing")
	}
	c := store.Code{Staff: "s1", Secret: []byte("0123456789"), Confirmed: true, LastStep: 7}
	note(t, s, store.Noting{Writes: []store.Write{store.PutCode(c), store.PutSpares("s1", "one", "two")}})
	got, ok, err := s.Code(t.Context(), "s1")
	check(t, err)
	if same(t, got, c); !ok {
		t.Error("no code")
	}
	var taken atomic.Int32
	var together sync.WaitGroup
	for i := range 8 {
		together.Go(func() {
			fits, err := nodes[i%2].TakeStep(context.Background(), "s1", 8)
			spare, err2 := nodes[i%2].TakeSpare(context.Background(), "s1", "one")
			if errors.Join(err, err2) != nil {
				t.Error(err, err2)
			}
			if fits {
				taken.Add(1)
			}
			if spare {
				taken.Add(100)
			}
		})
	}
	together.Wait()
	if taken.Load() != 101 {
		t.Errorf("taken: %d", taken.Load())
	}
	if fits, err := s.TakeStep(t.Context(), "s1", 7); err != nil || fits {
		t.Errorf("an older code: %v %v", fits, err)
	}
	if n, err := s.Spares(t.Context(), "s1"); err != nil || n != 1 {
		t.Errorf("%d spares (%v)", n, err)
	}
	note(t, s, store.Noting{Writes: []store.Write{store.DropCode("s1")}})
	if fits, err := s.TakeSpare(t.Context(), "s1", "two"); err != nil || fits {
		t.Errorf("a spare outlived its code: %v %v", fits, err)
	}
}

func staffLists(t *testing.T, open Database) {
	s := open(t, Options())
	for _, id := range []string{"s1", "s2", "s3"} {
		m := account(id, permission.Handle)
		if m.Active = id != "s3"; id == "s2" {
			m.Area, m.Department, m.Posts = "yantai", "tax", account("", permission.Audit).Posts
		}
		_, err := s.SaveStaff(t.Context(), m)
		check(t, err)
	}
	yes, no := true, false
	for name, c := range map[string]struct {
		f    store.StaffFilter
		want int
	}{
		"all": {store.StaffFilter{}, 3}, "area": {store.StaffFilter{Scope: []permission.Clause{{Areas: []string{"yantai"}}}}, 1}, "none": {store.StaffFilter{Scope: []permission.Clause{}}, 0},
		"one or the other": {store.StaffFilter{Scope: []permission.Clause{{Areas: []string{"yantai"}}, {Areas: []string{"zhifu"}, Departments: []string{"market"}}}}, 3},
		"department":       {store.StaffFilter{Department: "market"}, 2}, "right": {store.StaffFilter{Permission: permission.Audit}, 1},
		"closed": {store.StaffFilter{Closed: &yes}, 1}, "open": {store.StaffFilter{Closed: &no}, 2}, "login": {store.StaffFilter{Text: "s2"}, 1},
		"name": {store.StaffFilter{Text: "名"}, 3}, "a mark of patterns": {store.StaffFilter{Text: "%"}, 0},
	} {
		list, err := s.StaffList(t.Context(), c.f, store.Page{})
		check(t, err)
		if len(list.Staff) != c.want || list.Total != c.want {
			t.Errorf("%s: %d of %d", name, len(list.Staff), list.Total)
		}
	}
	list, err := s.StaffList(t.Context(), store.StaffFilter{}, store.Page{Limit: 2})
	check(t, err)
	list, err = s.StaffList(t.Context(), store.StaffFilter{}, store.Page{Limit: 2, After: list.Pages.Next})
	check(t, err)
	if len(list.Staff) != 1 || list.Staff[0].Login != "s3" || list.Total != 3 {
		t.Errorf("%+v", list)
	}
	held, working, err := s.RightHolders(t.Context())
	check(t, err)
	same(t, held, map[permission.Permission]int{permission.Handle: 1, permission.Audit: 1})
	same(t, working, map[string]int{"market": 1, "tax": 1})
}
