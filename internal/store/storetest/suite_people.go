package storetest

import (
	"testing"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

func persons(t *testing.T, open Database) {
	s := open(t, Options())
	p := store.Person{ID: "p1", Kind: "person", Name: "王小明", IDNo: "370602199001011234", Phone: "13800000000", Level: "L3", NoticeAt: Start}
	one, err := s.EnsurePerson(t.Context(), p)
	check(t, err)
	again := p
	again.ID, again.Phone, again.NoticeAt, again.Name = "p2", "13911111111", time.Time{}, "王晓明"
	two, err := s.EnsurePerson(t.Context(), again)
	check(t, err)
	if two.ID != "p1" || !two.NoticeAt.Equal(Start) || two.CreatedAt != one.CreatedAt {
		t.Errorf("the same identity number is the same person: %+v", two)
	}
	got, err := s.Person(t.Context(), "p1")
	check(t, err)
	same(t, got, two)
	got, err = s.PersonByIDNo(t.Context(), p.IDNo)
	check(t, err)
	same(t, got, two)
	found, err := s.PersonsByPhone(t.Context(), "13911111111")
	check(t, err)
	same(t, found, []store.Person{two})
	found, err = s.PersonsByPhone(t.Context(), "13800000000")
	check(t, err)
	same(t, found, nil)
	_, err = s.Person(t.Context(), "p2")
	wantFault(t, err, fault.NotFound, "store.no_person")

	companies := []store.Company{{USCC: "91370600A", Name: "海风餐饮", Role: "legal_representative"}, {USCC: "91370600B", Name: "海月酒店", Role: "agent"}}
	check(t, s.SetCompanies(t.Context(), "p1", companies))
	check(t, s.SetCompanies(t.Context(), "p1", companies[1:]))
	have, err := s.Companies(t.Context(), "p1")
	check(t, err)
	same(t, have, companies[1:])
}

func reads(t *testing.T, open Database) {
	s := open(t, Options())
	first := store.Read{
		Person: "p1", At: Start, Register: "population_register", Scenario: "newborn", Source: "人口库", Purpose: "新生儿出生",
		Ground: "consent", Fields: []string{"母亲姓名"}, Outcome: store.ReadFound,
	}
	second := first
	second.Register, second.Outcome = "enterprise_register", store.ReadDown
	other := first
	other.Person = "p2"
	check(t, s.AddReads(t.Context(), first, second, other))
	page, err := s.ReadsOf(t.Context(), "p1", store.Page{Limit: 1})
	check(t, err)
	if len(page.Reads) != 1 || page.Reads[0].Register != "enterprise_register" || page.Pages.Next == "" {
		t.Fatalf("newest first, page by page: %+v", page)
	}
	page, err = s.ReadsOf(t.Context(), "p1", store.Page{Limit: 1, After: page.Pages.Next})
	check(t, err)
	got := page.Reads[0]
	got.ID = 0
	same(t, got, first)
}

func staff(t *testing.T, open Database) {
	s := open(t, Options())
	m := store.Staff{ID: "s1", Login: " LinXiao ", Name: "林晓", Department: "market", Area: "zhifu", Title: "审批岗",
		Posts: []permission.Post{{Area: "zhifu", Department: "market", EveryScenario: true, Permissions: []permission.Permission{"handle", "see"}}},
		Hash:  "$argon2id$", Active: true}
	one, err := s.SaveStaff(t.Context(), m)
	check(t, err)
	if one.Login != "linxiao" || one.Version != 1 {
		t.Errorf("%+v", one)
	}
	got, err := s.StaffByLogin(t.Context(), "LINXIAO")
	check(t, err)
	same(t, got, one)
	_, err = s.SaveStaff(t.Context(), store.Staff{ID: "s2", Login: "linxiao"})
	wantFault(t, err, fault.Conflict, "store.login_taken")
	two := one
	two.Epoch, two.Name = 1, "林小"
	two, err = s.SaveStaff(t.Context(), two)
	check(t, err)
	_, err = s.SaveStaff(t.Context(), one)
	wantFault(t, err, fault.Conflict, "store.staff_changed")
	got, err = s.Staff(t.Context(), "s1")
	check(t, err)
	same(t, got, two)
	count := func(p permission.Permission, want int) {
		t.Helper()
		if n, err := s.CountStaffWith(t.Context(), p); err != nil || n != want {
			t.Errorf("%d may %s, want %d (%v)", n, p, want, err)
		}
	}
	count("handle", 1)
	count("administer", 0)
	two.Active = false
	_, err = s.SaveStaff(t.Context(), two)
	check(t, err)
	count("handle", 0)
	names, err := s.StaffNames(t.Context(), "s1", "nobody")
	check(t, err)
	same(t, names, map[ident.StaffID]string{"s1": "林小"})
	for n, list := range map[int][2][]string{1: {{"zhifu"}, nil}, 0: {nil, {"tax"}}} {
		ms, err := s.StaffIn(t.Context(), list[0], list[1])
		check(t, err)
		if len(ms) != n {
			t.Errorf("%v lists %d", list, len(ms))
		}
	}
}

func attempts(t *testing.T, open Database) {
	o := Options()
	c := clock.NewFrozen(Start)
	o.Clock = c
	s := open(t, o)
	for want := 1; want <= 3; want++ {
		if n, err := s.CountAttempt(t.Context(), "login:linxiao", 15*time.Minute); err != nil || n != want {
			t.Errorf("attempt %d counts as %d (%v)", want, n, err)
		}
	}
	if n, err := s.Attempts(t.Context(), "login:linxiao", 15*time.Minute); err != nil || n != 3 {
		t.Errorf("%d (%v)", n, err)
	}
	if n, err := s.Attempts(t.Context(), "login:other", 15*time.Minute); err != nil || n != 0 {
		t.Errorf("%d (%v)", n, err)
	}
	c.Move(15 * time.Minute)
	if n, err := s.CountAttempt(t.Context(), "login:linxiao", 15*time.Minute); err != nil || n != 1 {
		t.Errorf("a new window begins with %d (%v)", n, err)
	}
	check(t, s.ClearAttempts(t.Context(), "login:linxiao"))
	if n, err := s.Attempts(t.Context(), "login:linxiao", 15*time.Minute); err != nil || n != 0 {
		t.Errorf("%d (%v)", n, err)
	}
}

func sessions(t *testing.T, open Database) {
	s := open(t, Options())
	x := s.Sessions()
	want := func(token, data string, found bool) {
		t.Helper()
		b, ok, err := x.FindCtx(t.Context(), token)
		check(t, err)
		if ok != found || string(b) != data {
			t.Errorf("%s: %q, %v", token, b, ok)
		}
	}
	want("a", "", false)
	check(t, x.CommitCtx(t.Context(), "a", []byte("one"), time.Now().Add(time.Hour)))
	check(t, x.CommitCtx(t.Context(), "b", []byte("two"), time.Now().Add(-time.Second)))
	want("a", "one", true)
	want("b", "", false)
	check(t, x.Commit("a", []byte("three"), time.Now().Add(time.Hour)))
	want("a", "three", true)
	n, err := s.DropExpiredSessions(t.Context(), time.Now())
	check(t, err)
	if n != 1 {
		t.Errorf("%d expired", n)
	}
	check(t, x.DeleteCtx(t.Context(), "a"))
	check(t, x.Delete("a"))
	want("a", "", false)
}

func tokens(t *testing.T, open Database) {
	s := open(t, Options())
	tok := store.Token{ID: "t1", Person: "p1", Name: "App", Scopes: []string{"file"}, CreatedAt: Start, ExpiresAt: time.Now().Add(time.Hour).In(clock.Zone).Truncate(time.Second)}
	check(t, s.AddToken(t.Context(), tok, "secret"))
	old := store.Token{ID: "t2", Staff: "s1", ExpiresAt: time.Now().Add(-time.Hour)}
	check(t, s.AddToken(t.Context(), old, "old"))
	got, err := s.TokenOf(t.Context(), "secret")
	check(t, err)
	same(t, got, tok)
	check(t, s.RevokeToken(t.Context(), "t1"))
	for _, secret := range []string{"secret", "old", "guess", ""} {
		_, err := s.TokenOf(t.Context(), secret)
		wantFault(t, err, fault.Login, "store.no_token")
	}
	list, err := s.Tokens(t.Context())
	check(t, err)
	if len(list) != 2 {
		t.Errorf("%d tokens", len(list))
	}
}

func answers(t *testing.T, open Database) {
	s := open(t, Options())
	once := store.Once{Scope: "client", Key: "k", Request: []byte("r")}
	_, seen, err := s.Recall(t.Context(), once)
	check(t, err)
	if seen {
		t.Error("nobody asked before")
	}
	check(t, s.Remember(t.Context(), once, store.Answer{Status: 201, Body: []byte("first")}))
	check(t, s.Remember(t.Context(), once, store.Answer{Status: 200, Body: []byte("second")}))
	got, seen, err := s.Recall(t.Context(), once)
	check(t, err)
	if !seen || got.Status != 201 || string(got.Body) != "first" {
		t.Errorf("%v %+v", seen, got)
	}
	once.Request = []byte("other")
	_, _, err = s.Recall(t.Context(), once)
	wantFault(t, err, fault.Conflict, "store.key_reused")
	n, err := s.DropOldKeys(t.Context(), time.Now().Add(-time.Hour)) // keys age by the machine's time, not by the legal clock
	check(t, err)
	if n != 0 {
		t.Errorf("%d fresh keys dropped", n)
	}
	n, err = s.DropOldKeys(t.Context(), time.Now().Add(time.Second))
	check(t, err)
	if n != 1 {
		t.Errorf("%d keys dropped", n)
	}

	v, err := s.Setting(t.Context(), "demo.clock")
	check(t, err)
	same(t, v, "")
	check(t, s.SetSetting(t.Context(), "demo.clock", "24h"))
	check(t, s.SetSetting(t.Context(), "demo.clock", "48h"))
	v, err = s.Setting(t.Context(), "demo.clock")
	check(t, err)
	same(t, v, "48h")
}

func attemptsTogether(t *testing.T, open Database) {
	nodes := []*store.Store{open(t, Options()), open(t, Options())}
	const guesses = 20
	counted := make(chan int, guesses)
	for i := range guesses {
		go func() {
			n, err := nodes[i%2].CountAttempt(t.Context(), "collect:1", time.Minute)
			if err != nil {
				t.Error(err)
			}
			counted <- n
		}()
	}
	seen := map[int]bool{}
	for range guesses {
		seen[<-counted] = true
	}
	for n := 1; n <= guesses; n++ {
		if !seen[n] {
			t.Errorf("nobody was told that it was attempt %d", n)
		}
	}
}

func workOfClosed(t *testing.T, open Database) {
	s := open(t, Options())
	filed := NewCase(1, 3)
	for i, x := range []casework.ItemCase{{State: casework.Accepted, Handler: "gone"}, {State: casework.Accepted, Handler: "here"}, {State: casework.Granted, Handler: "gone"}} {
		filed.Case.Items[i].State, filed.Case.Items[i].Handler = x.State, x.Handler
	}
	c := File(t, s, filed)
	for _, id := range []string{"gone", "here"} {
		m, err := s.SaveStaff(t.Context(), account(id, permission.Handle))
		check(t, err)
		if id == "gone" {
			left, err := s.WorkOfClosed(t.Context(), casework.OnDesk, 10)
			check(t, err)
			if len(left) != 0 {
				t.Errorf("while the account is open: %+v", left)
			}
			m.Active = false
			_, err = s.SaveStaff(t.Context(), m)
			check(t, err)
		}
	}
	left, err := s.WorkOfClosed(t.Context(), casework.OnDesk, 10)
	check(t, err)
	if want := (store.LeftWork{No: c.No, Slot: c.Items[0].Slot, Handler: "gone"}); len(left) != 1 || left[0] != want {
		t.Errorf("%+v, want %+v", left, want)
	}
}
