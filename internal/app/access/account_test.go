package access_test

import (
	"context"
	"encoding/base32"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/crypt"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

// town is two nodes on one database, with a clock for legal days and one for the machine.
type town struct {
	t       *testing.T
	a, b    *access.Service
	legal   *clock.Movable
	machine time.Time
	system  access.Who // system administrator, on node a
	safety  access.Who // security administrator
}

func newTown(t *testing.T) *town {
	t.Helper()
	x := &town{t: t, legal: clock.NewFrozen(storetest.Start), machine: time.Unix(1_790_000_000, 0)}
	tree, err := permission.NewTree(map[string]string{"yantai": "", "zhifu": "yantai", "laishan": "yantai"})
	check(t, err)
	url := "sqlite:" + filepath.Join(t.TempDir(), "town.db")
	node := func() *access.Service {
		o := storetest.Options()
		o.Clock = x.legal
		s, err := store.Open(context.Background(), url, o)
		check(t, err)
		t.Cleanup(func() { check(t, s.Close()) })
		return &access.Service{
			Store: s, Guard: permission.NewGuard(tree), Clock: x.legal, Passwords: &counted{}, NewSecret: ident.New,
			Log: slog.New(slog.DiscardHandler), Machine: func() time.Time { return x.machine }, Issuer: "联办",
			AdministratorsNeedCodes: false,
		}
	}
	x.a, x.b = node(), node()
	x.system = x.hired("system", permission.AdministerStaff)
	x.safety = x.hired("safety", permission.AdministerRights)
	return x
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func wants(t *testing.T, err error, kind fault.Kind, key string) {
	t.Helper()
	if err == nil || fault.Of(err).Kind != kind || fault.Of(err).Key != key && !named(err, key) {
		t.Fatalf("want %s %s, got %v", kind, key, err)
	}
}

// named says whether a fault names a field with this key.
func named(err error, key string) bool {
	for _, f := range fault.Of(err).Fields {
		if f.Key == key {
			return true
		}
	}
	return false
}

// hired adds an account of the department of health in Zhifu (administrators: everywhere) and signs it in.
func (x *town) hired(login string, can ...permission.Permission) access.Who {
	x.t.Helper()
	post := permission.Post{Area: "zhifu", Department: "health", EveryScenario: true, Permissions: can}
	if can[0].Administers() {
		post = permission.Post{Area: "yantai", EveryDepartment: true, Permissions: can}
	}
	_, err := x.a.AddStaff(context.Background(), access.NewStaff{
		Login: login, Name: "名" + login, Password: login + " and more words", Department: "health", Area: "zhifu", Posts: []permission.Post{post},
	})
	check(x.t, err)
	return x.in(x.a, login)
}

func (x *town) in(node *access.Service, login string) access.Who {
	x.t.Helper()
	w, err := node.SignInStaff(context.Background(), login, login+" and more words")
	check(x.t, err)
	return w
}

var why = access.Act{Reason: "按调令办理"}

// verbs lists what the log holds about somebody, oldest first.
func (x *town) verbs(id ident.StaffID) string {
	x.t.Helper()
	list, err := x.a.Store.Audit(context.Background(), store.AuditFilter{About: string(id)}, store.Page{Limit: 200})
	check(x.t, err)
	var out []string
	for _, e := range list.Entries {
		out = append([]string{e.Verb + ":" + string(e.Outcome)}, out...)
	}
	return strings.Join(out, " ")
}

// Acceptance (d): who leaves can do nothing a second later on any node: not with a session that was open elsewhere, not
// with a token, not with the password, not with a code, and nobody in their place.
func TestALeaverCanDoNothingOnAnyNode(t *testing.T) {
	t.Parallel()
	ctx, x := t.Context(), newTown(t)
	lin, yu := x.hired("linxiao", permission.Handle), x.hired("yumin", permission.Handle)
	elsewhere := x.in(x.b, "linxiao")
	token, err := x.b.IssueToken(ctx, elsewhere, "script", time.Hour)
	check(t, err)
	today := calendar.DayOf(x.legal.Now())
	_, err = x.a.MarkAbsent(ctx, x.system, why, access.Absence{Staff: lin.Staff.ID, Deputy: yu.Staff.ID, From: today, Until: today})
	check(t, err)
	if w := x.in(x.b, "yumin"); len(w.StandsInFor) != 1 {
		t.Fatalf("%+v", w)
	}

	_, err = x.a.CloseStaff(ctx, x.safety, why, lin.Staff.ID)
	check(t, err)
	for name, node := range map[string]*access.Service{"this node": x.a, "the other": x.b} {
		_, err := node.PrincipalOfStaff(ctx, lin.Staff.ID, elsewhere.Staff.Epoch)
		if wants(t, err, fault.Login, "access.signed_out"); err == nil {
			t.Error(name)
		}
		_, err = node.OfToken(ctx, token)
		wants(t, err, fault.Login, "store.no_token")
		_, err = node.SignInStaff(ctx, "linxiao", "linxiao and more words")
		wants(t, err, fault.Login, "access.wrong_password")
		_, err = node.SignInCode(ctx, lin.Staff.ID, elsewhere.Staff.Epoch, "123456")
		wants(t, err, fault.Login, "access.signed_out")
		_, err = node.ChangePassword(ctx, lin.Staff.ID, elsewhere.Staff.Epoch, false, "linxiao and more words", "another set of words")
		wants(t, err, fault.Login, "access.signed_out")
		_, err = node.EnrollCode(ctx, lin.Staff.ID, elsewhere.Staff.Epoch)
		wants(t, err, fault.Login, "access.signed_out")
	}
	if w := x.in(x.b, "yumin"); len(w.StandsInFor) != 0 || len(w.Posts) != 1 {
		t.Errorf("stands in for a leaver: %+v", w)
	}
	_, err = x.a.CloseStaff(ctx, x.safety, why, lin.Staff.ID)
	wants(t, err, fault.NotNow, "access.closed")

	// Reopened, nothing old opens and nothing is allowed.
	m, once, err := x.a.ReopenStaff(ctx, x.system, why, lin.Staff.ID)
	check(t, err)
	_, err = x.b.OfToken(ctx, token)
	wants(t, err, fault.Login, "store.no_token")
	_, err = x.b.PrincipalOfStaff(ctx, lin.Staff.ID, elsewhere.Staff.Epoch)
	wants(t, err, fault.Login, "access.signed_out")
	w, err := x.b.SignInStaff(ctx, "linxiao", once)
	check(t, err)
	if w.Step != access.StepPassword || len(w.Posts) != 0 || m.Epoch <= elsewhere.Staff.Epoch {
		t.Errorf("%+v", w)
	}
	if got := x.verbs(lin.Staff.ID); !strings.Contains(got, "close_staff:done sign_in:failed") || !strings.Contains(got, "reopen_staff:done") {
		t.Error(got)
	}
}

// An administrator whose account is closed while a form of theirs is open does nothing with it any more.
func TestAnAdministratorWhoLeftActsNoMore(t *testing.T) {
	t.Parallel()
	ctx, x := t.Context(), newTown(t)
	other := x.hired("system2", permission.AdministerStaff)
	lin := x.hired("linxiao", permission.Handle)
	_, err := x.b.CloseStaff(ctx, x.safety, why, other.Staff.ID)
	check(t, err)
	_, err = x.a.CloseStaff(ctx, other, why, lin.Staff.ID)
	wants(t, err, fault.Login, "access.signed_out")
}

func TestThreeAdministratorsStayApart(t *testing.T) {
	t.Parallel()
	ctx, x := t.Context(), newTown(t)
	lin := x.hired("linxiao", permission.Handle)
	post := func(can ...permission.Permission) []permission.Post {
		return []permission.Post{{Area: "zhifu", EveryDepartment: true, EveryScenario: true, Permissions: can}}
	}
	// The system administrator gives no rights, the security administrator makes no accounts and resets no passwords.
	_, err := x.a.ChangePosts(ctx, x.system, why, lin.Staff.ID, post(permission.Sign))
	wants(t, err, fault.Forbidden, "permission.missing.administer_rights")
	_, _, err = x.a.InviteStaff(ctx, x.safety, why, access.NewStaff{Login: "zhouyan", Name: "周岩", Area: "zhifu", Department: "health"})
	wants(t, err, fault.Forbidden, "permission.missing.administer_staff")
	_, _, err = x.a.ResetPassword(ctx, x.safety, why, lin.Staff.ID)
	wants(t, err, fault.Forbidden, "permission.missing.administer_staff")
	_, err = x.a.ResetCode(ctx, x.system, why, lin.Staff.ID)
	wants(t, err, fault.Forbidden, "permission.missing.administer_rights")
	// Nobody holds two of the three, nor one of them and the handling of cases.
	for _, both := range [][]permission.Post{
		post(permission.AdministerStaff, permission.AdministerRights), post(permission.Audit, permission.AdministerRights),
		post(permission.Audit, permission.Handle), append(post(permission.Audit), post(permission.See)...),
	} {
		_, err = x.a.ChangePosts(ctx, x.safety, why, lin.Staff.ID, both)
		wants(t, err, fault.Invalid, "access.staff.mixes")
		_, err = x.a.AddStaff(ctx, access.NewStaff{Login: "both", Name: "两", Password: "words and more words", Area: "zhifu", Posts: both})
		wants(t, err, fault.Invalid, "access.staff.mixes")
	}
	// Nobody administers oneself.
	_, err = x.a.ChangePosts(ctx, x.safety, why, x.safety.Staff.ID, post(permission.Audit))
	wants(t, err, fault.Forbidden, "permission.never.own_account")
	_, err = x.a.CloseStaff(ctx, x.safety, why, x.safety.Staff.ID)
	wants(t, err, fault.Forbidden, "permission.never.own_account")
	// Every act wants a reason.
	_, err = x.a.CloseStaff(ctx, x.safety, access.Act{Reason: " "}, lin.Staff.ID)
	wants(t, err, fault.Invalid, "access.reason")
	// A right is given where one's own reaches, and takes effect with the next request.
	_, err = x.a.ChangePosts(ctx, x.safety, why, lin.Staff.ID, post(permission.Sign))
	check(t, err)
	w, err := x.b.PrincipalOfStaff(ctx, lin.Staff.ID, lin.Staff.Epoch)
	check(t, err)
	if !w.Has(permission.Sign) || w.Has(permission.Handle) {
		t.Errorf("%+v", w.Posts)
	}
	if got := x.verbs(lin.Staff.ID); !strings.Contains(got, "change_posts:refused") || !strings.HasSuffix(got, "change_posts:done") {
		t.Error(got)
	}
}

func TestRightsReachNoFartherThanOnesOwn(t *testing.T) {
	t.Parallel()
	ctx, x := t.Context(), newTown(t)
	lin := x.hired("linxiao", permission.Handle)
	county := []permission.Post{{Area: "zhifu", EveryDepartment: true, Permissions: []permission.Permission{permission.AdministerRights}}}
	_, err := x.a.AddStaff(ctx, access.NewStaff{Login: "county", Name: "县", Password: "county and more words", Department: "health", Area: "zhifu", Posts: county})
	check(t, err)
	by := x.in(x.a, "county")
	sign := []permission.Permission{permission.Sign}
	_, err = x.a.ChangePosts(ctx, by, why, lin.Staff.ID, []permission.Post{{Area: "yantai", Department: "health", EveryScenario: true, Permissions: sign}})
	wants(t, err, fault.Forbidden, "permission.missing.administer_rights")
	_, err = x.a.ChangePosts(ctx, by, why, lin.Staff.ID, []permission.Post{{Area: "nowhere", Department: "health", Permissions: sign}})
	wants(t, err, fault.Invalid, "access.staff.area")
	_, err = x.a.ChangePosts(ctx, by, why, lin.Staff.ID, []permission.Post{{Area: "zhifu", Department: "tax", EveryScenario: true, Permissions: sign}})
	check(t, err)
	list, err := x.a.Accounts(ctx, by, access.StaffFilter{Text: "lin"}, access.Page{})
	check(t, err)
	if list.Total != 1 {
		t.Errorf("%d accounts", list.Total)
	}
	m, err := x.a.ChangeStaff(ctx, x.system, why, lin.Staff.ID, access.NewStaff{Name: "林晓", Area: "laishan", Department: "health"})
	check(t, err)
	if len(m.Posts) != 0 {
		t.Error("who moves keeps no rights")
	}
	if _, err := x.a.Account(ctx, by, lin.Staff.ID); !fault.Is(err, fault.NotFound) {
		t.Errorf("an account of the neighbours: %v", err)
	}
	_, err = x.b.PrincipalOfStaff(ctx, lin.Staff.ID, lin.Staff.Epoch)
	wants(t, err, fault.Login, "access.signed_out")
}

func TestTheLastAdministratorStays(t *testing.T) {
	t.Parallel()
	ctx, x := t.Context(), newTown(t)
	_, err := x.a.CloseStaff(ctx, x.safety, why, x.system.Staff.ID)
	wants(t, err, fault.NotNow, "access.last_administrator")
	_, err = x.a.ChangePosts(ctx, x.safety, why, x.system.Staff.ID, nil)
	wants(t, err, fault.NotNow, "access.last_administrator")
	_, err = x.a.CloseStaff(ctx, x.system, why, x.safety.Staff.ID)
	wants(t, err, fault.NotNow, "access.last_administrator")
	x.hired("system2", permission.AdministerStaff)
	_, err = x.a.CloseStaff(ctx, x.safety, why, x.system.Staff.ID)
	check(t, err)
}

// An invited account opens once with the given password, and only to set an own one.
func TestAnInvitationOpensOnce(t *testing.T) {
	t.Parallel()
	ctx, x := t.Context(), newTown(t)
	m, once, err := x.a.InviteStaff(ctx, x.system, why, access.NewStaff{Login: " ZhouYan ", Name: "周岩", Area: "zhifu", Department: "health"})
	check(t, err)
	w, err := x.b.SignInStaff(ctx, "zhouyan", once)
	check(t, err)
	if w.Step != access.StepPassword || len(w.Posts) != 0 {
		t.Fatalf("%+v", w)
	}
	for fresh, key := range map[string]string{
		"short": "access.staff.password", "Password123": "access.password.common", "aaaaaaaaaaaa": "access.password.common",
		"zhouyan123": "access.password.login", once: "access.password.same", strings.Repeat("长", 129): "access.password.long",
	} {
		_, err = x.b.ChangePassword(ctx, m.ID, w.Staff.Epoch, false, once, fresh)
		wants(t, err, fault.Invalid, key)
	}
	_, err = x.b.ChangePassword(ctx, m.ID, w.Staff.Epoch, false, "a guess", "three unlikely words")
	wants(t, err, fault.Invalid, "access.password.old")
	in, err := x.b.ChangePassword(ctx, m.ID, w.Staff.Epoch, false, once, "three unlikely words")
	check(t, err)
	if in.Step != access.StepNone {
		t.Errorf("%q stands between", in.Step)
	}
	_, err = x.a.PrincipalOfStaff(ctx, m.ID, in.Staff.Epoch)
	check(t, err)
	_, err = x.a.SignInStaff(ctx, "zhouyan", once)
	wants(t, err, fault.Login, "access.wrong_password")
	_, _, err = x.a.InviteStaff(ctx, x.system, why, access.NewStaff{Login: "zhouyan", Name: "又一个", Area: "zhifu"})
	wants(t, err, fault.Conflict, "store.login_taken")

	// A reset ends what is open, and its password ends after a week.
	_, once, err = x.a.ResetPassword(ctx, x.system, why, m.ID)
	check(t, err)
	_, err = x.b.PrincipalOfStaff(ctx, m.ID, in.Staff.Epoch)
	wants(t, err, fault.Login, "access.signed_out")
	x.machine = x.machine.Add(7 * 24 * time.Hour)
	_, err = x.b.SignInStaff(ctx, "zhouyan", once)
	wants(t, err, fault.Login, "access.one_time_over")
}

// app answers the code that an authenticator app shows.
func (x *town) app(e access.Enrolment, steps int64) string {
	x.t.Helper()
	secret, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(e.Secret)
	check(x.t, err)
	return crypt.Code(secret, crypt.CodeStep(x.machine)+steps)
}

// A code is asked for once it is confirmed, opens once on whatever node, and a recovery code opens once.
func TestASecondFactorOpensOnce(t *testing.T) {
	t.Parallel()
	ctx, x := t.Context(), newTown(t)
	x.a.AdministratorsNeedCodes, x.b.AdministratorsNeedCodes = true, true
	w := x.in(x.a, "safety")
	if w.Step != access.StepEnroll {
		t.Fatalf("an administrator without a code: %q", w.Step)
	}
	e, err := x.a.EnrollCode(ctx, w.Staff.ID, w.Staff.Epoch)
	check(t, err)
	if again, err := x.b.EnrollCode(ctx, w.Staff.ID, w.Staff.Epoch); err != nil || again != e {
		t.Errorf("a reloaded page shows another secret: %v", err)
	}
	_, _, err = x.a.ConfirmCode(ctx, w.Staff.ID, w.Staff.Epoch, true, "000000")
	wants(t, err, fault.Invalid, "access.wrong_code")
	in, spares, err := x.a.ConfirmCode(ctx, w.Staff.ID, w.Staff.Epoch, true, x.app(e, 0))
	check(t, err)
	if in.Step != access.StepNone || len(spares) != 8 {
		t.Fatalf("%q, %d spares", in.Step, len(spares))
	}
	_, err = x.a.EnrollCode(ctx, w.Staff.ID, in.Staff.Epoch)
	wants(t, err, fault.NotNow, "access.code_exists")

	w = x.in(x.b, "safety")
	if w.Step != access.StepCode {
		t.Fatalf("%q", w.Step)
	}
	_, err = x.b.SignInCode(ctx, w.Staff.ID, w.Staff.Epoch, x.app(e, 0))
	wants(t, err, fault.Invalid, "access.wrong_code") // it confirmed the enrolment
	_, err = x.b.SignInCode(ctx, w.Staff.ID, w.Staff.Epoch, x.app(e, 1))
	check(t, err)
	_, err = x.a.SignInCode(ctx, w.Staff.ID, w.Staff.Epoch, x.app(e, 1))
	wants(t, err, fault.Invalid, "access.wrong_code")
	_, err = x.a.SignInCode(ctx, w.Staff.ID, w.Staff.Epoch, " "+strings.ToUpper(spares[3])+" ")
	check(t, err)
	_, err = x.b.SignInCode(ctx, w.Staff.ID, w.Staff.Epoch, spares[3])
	wants(t, err, fault.Invalid, "access.wrong_code")
	if _, left, err := x.b.HasCode(ctx, w.Staff.ID); err != nil || left != 7 {
		t.Errorf("%d spares left (%v)", left, err)
	}
	// Guesses make the account wait, and another security administrator unlocks it or takes the code away.
	for range 5 {
		_, err = x.b.SignInCode(ctx, w.Staff.ID, w.Staff.Epoch, "000000")
	}
	wants(t, err, fault.TooMany, "access.wait")
	other := x.hired("safety2", permission.AdministerRights)
	_, err = x.a.UnlockStaff(ctx, other, why, w.Staff.ID)
	check(t, err)
	x.machine = x.machine.Add(time.Hour)
	_, err = x.b.SignInCode(ctx, w.Staff.ID, w.Staff.Epoch, x.app(e, 0))
	check(t, err)
	_, err = x.a.ResetCode(ctx, other, why, w.Staff.ID)
	check(t, err)
	_, err = x.b.PrincipalOfStaff(ctx, w.Staff.ID, w.Staff.Epoch)
	wants(t, err, fault.Login, "access.signed_out")
	if w = x.in(x.b, "safety"); w.Step != access.StepEnroll {
		t.Errorf("%q", w.Step)
	}
}

// A deputy holds the posts of the absent from the first day to the last, and not a day before or after.
func TestADeputyStandsInForExactlyTheseDays(t *testing.T) {
	t.Parallel()
	ctx, x := t.Context(), newTown(t)
	lin, yu := x.hired("linxiao", permission.Handle, permission.Sign), x.hired("yumin", permission.Answer)
	today := calendar.DayOf(x.legal.Now())
	_, err := x.a.MarkAbsent(ctx, x.system, why, access.Absence{Staff: lin.Staff.ID, Deputy: yu.Staff.ID, From: today + 1, Until: today + 2})
	check(t, err)
	item := permission.Resource{Type: permission.ItemCase, ID: "i", Area: "zhifu", Department: "health", Scenario: "newborn"}
	midnight := today.Time()
	for at, want := range map[time.Time]bool{
		midnight.AddDate(0, 0, 1).Add(-time.Second): false, midnight.AddDate(0, 0, 1): true,
		midnight.AddDate(0, 0, 3).Add(-time.Second): true, midnight.AddDate(0, 0, 3): false,
	} {
		x.legal.Set(at)
		w, err := x.b.PrincipalOfStaff(ctx, yu.Staff.ID, yu.Staff.Epoch)
		check(t, err)
		d := x.b.Scope(w).Decide(permission.Sign, item)
		if d.Allowed != want || want && d.For != lin.Staff.ID {
			t.Errorf("at %s: %+v", at, d)
		}
	}
	// Back a day early: it ends at once.
	x.legal.Set(midnight.AddDate(0, 0, 2))
	acc, err := x.a.Account(ctx, x.system, lin.Staff.ID)
	check(t, err)
	_, err = x.a.EndAbsence(ctx, x.system, why, lin.Staff.ID, acc.Absences[0].ID)
	check(t, err)
	w, err := x.b.PrincipalOfStaff(ctx, yu.Staff.ID, yu.Staff.Epoch)
	check(t, err)
	if len(w.StandsInFor) != 0 {
		t.Error("somebody who is back is stood in for")
	}
	if got := x.verbs(lin.Staff.ID); !strings.HasSuffix(got, "mark_absent:done end_absence:done") {
		t.Error(got)
	}
}

func TestNotEverybodyStandsIn(t *testing.T) {
	t.Parallel()
	ctx, x := t.Context(), newTown(t)
	lin, yu := x.hired("linxiao", permission.Handle), x.hired("yumin", permission.Handle)
	today := calendar.DayOf(x.legal.Now())
	absent := func(a access.Absence) error {
		_, err := x.a.MarkAbsent(ctx, x.system, why, a)
		return err
	}
	_, err := x.a.AddStaff(ctx, access.NewStaff{Login: "stranger", Name: "外", Password: "stranger and words", Department: "tax", Area: "zhifu", Posts: lin.Posts})
	check(t, err)
	stranger := x.in2("stranger", "stranger and words")
	for name, c := range map[string]struct {
		a   access.Absence
		key string
	}{
		"oneself":            {access.Absence{Staff: lin.Staff.ID, Deputy: lin.Staff.ID, From: today, Until: today}, "access.absence.deputy"},
		"another department": {access.Absence{Staff: lin.Staff.ID, Deputy: stranger.Staff.ID, From: today, Until: today}, "access.absence.deputy"},
		"an administrator":   {access.Absence{Staff: lin.Staff.ID, Deputy: x.safety.Staff.ID, From: today, Until: today}, "access.absence.administers"},
		"backwards":          {access.Absence{Staff: lin.Staff.ID, From: today + 1, Until: today}, "access.absence.until"},
		"over":               {access.Absence{Staff: lin.Staff.ID, From: today - 2, Until: today - 1}, "access.absence.past"},
		"for ever":           {access.Absence{Staff: lin.Staff.ID, From: today, Until: today + 366}, "access.absence.long"},
		"no day":             {access.Absence{Staff: lin.Staff.ID}, "access.absence.from"},
	} {
		t.Run(name, func(t *testing.T) { wants(t, absent(c.a), fault.Invalid, c.key) })
	}
	check(t, absent(access.Absence{Staff: yu.Staff.ID, From: today + 3, Until: today + 5}))
	wants(t, absent(access.Absence{Staff: lin.Staff.ID, Deputy: yu.Staff.ID, From: today, Until: today + 3}), fault.Invalid, "access.absence.deputy_away")
	check(t, absent(access.Absence{Staff: lin.Staff.ID, Deputy: yu.Staff.ID, From: today, Until: today + 2}))
	wants(t, absent(access.Absence{Staff: lin.Staff.ID, From: today + 2, Until: today + 4}), fault.Invalid, "access.absence.overlaps")
}

func (x *town) in2(login, password string) access.Who {
	x.t.Helper()
	w, err := x.a.SignInStaff(context.Background(), login, password)
	check(x.t, err)
	return w
}

// What somebody may not do is noted, and not without end.
func TestRefusalsAreNotedAndBounded(t *testing.T) {
	t.Parallel()
	ctx, x := t.Context(), newTown(t)
	lin := x.hired("linxiao", permission.Handle)
	for range 40 {
		_, err := x.a.CloseStaff(ctx, lin, why, x.system.Staff.ID)
		wants(t, err, fault.Forbidden, "permission.missing.administer_staff")
	}
	for i := range 30 {
		_, err := x.a.SignInStaff(ctx, "nobody"+string(rune('a'+i%26)), "a guess")
		if !fault.Is(err, fault.Login) && !fault.Is(err, fault.TooMany) {
			t.Fatal(err)
		}
	}
	for outcome, want := range map[audit.Outcome]int{audit.Refused: 20, audit.Failed: 20} {
		list, err := x.b.Store.Audit(ctx, store.AuditFilter{Outcome: outcome}, store.Page{Limit: 200})
		check(t, err)
		if len(list.Entries) != want {
			t.Errorf("%d %s", len(list.Entries), outcome)
		}
	}
	c, bad, err := x.b.Store.VerifyAudit(ctx)
	check(t, err)
	if bad != nil || c.Seq == 0 {
		t.Error(bad)
	}
}
