package api_test

import (
	"encoding/csv"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
)

// account is what a client reads of an account.
type account struct {
	ID, Login, Name string
	Version         int64
	Open, Invited   bool
	HasCode         bool `json:"has_code"`
	Permissions     []string
	Posts           []struct {
		Area, Department string
		Permissions      []string
	}
	Absences []struct {
		ID, From, Until string
		DeputyName      string `json:"deputy_name"`
	}
	May []string
}

type accountDone struct {
	Account account
	OneTime string `json:"one_time_password"`
}

// hat adds an administrator of the whole city and gives them a token.
func (h *house) hat(login string, can permission.Permission) client {
	h.t.Helper()
	m, err := h.access.AddStaff(h.t.Context(), access.NewStaff{
		Login: login, Name: login, Password: "long enough", Hash: "none", Department: "approval_bureau", Area: "yantai",
		Posts: []permission.Post{{Area: "yantai", EveryDepartment: true, Permissions: []permission.Permission{can}}},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return h.issue(h.access.PrincipalOfStaff(h.t.Context(), m.ID, m.Epoch))
}

func (c client) id() string {
	c.t.Helper()
	var me struct{ ID string }
	c.ask(http.StatusOK, &me, http.MethodGet, "/api/v1/me", nil)
	return me.ID
}

// Somebody comes and goes: invited by one administrator, given a post by another, away with a deputy, leaving; the
// auditor reads that both did, and nothing opens a request later.
func TestSomebodyComesAndLeavesThroughTheAPIAlone(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	system, security, auditor := h.hat("sys", permission.AdministerStaff), h.hat("sec", permission.AdministerRights), h.hat("aud", permission.Audit)
	deputy := h.officer("deputy", "market", permission.See)
	var done accountDone
	invite := map[string]any{"login": "qu.xia", "name": "曲霞", "area": "zhifu", "department": "market", "reason": "新入职"}
	a := system.ask(http.StatusCreated, &done, http.MethodPost, "/api/v1/accounts", invite)
	at := "/api/v1/accounts/" + done.Account.ID
	if a.header.Get("Location") != at || done.OneTime == "" || !done.Account.Invited || len(done.Account.Posts) != 0 {
		t.Fatalf("%s %+v", a.header.Get("Location"), done)
	}
	system.refused(http.StatusConflict, "store.login_taken", http.MethodPost, "/api/v1/accounts", invite)
	post := map[string]any{"area": "zhifu", "department": "market", "permissions": []string{"handle", "answer"}}
	tag := security.ask(http.StatusOK, nil, http.MethodGet, at, nil).header.Get("ETag")
	security.ask(http.StatusOK, &done, http.MethodPut, at+"/posts", map[string]any{"posts": []any{post}, "reason": "到岗"}, "If-Match", tag)
	if len(done.Account.Posts) != 1 || !slices.Equal(done.Account.Permissions, []string{"answer", "handle"}) {
		t.Fatalf("%+v", done.Account)
	}
	security.refused(http.StatusPreconditionFailed, "store.staff_changed", http.MethodPut, at+"/posts", map[string]any{"posts": []any{}, "reason": "收回"}, "If-Match", tag)
	security.refused(http.StatusConflict, "store.staff_changed", http.MethodPost, at+"/close", map[string]any{"reason": "离职", "version": 1})

	id := ident.StaffID(done.Account.ID)
	m, err := h.access.Store.Staff(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	qu := h.issue(h.access.PrincipalOfStaff(t.Context(), id, m.Epoch))
	qu.ask(http.StatusOK, nil, http.MethodGet, "/api/v1/worklist", nil)

	system.sendsOnLeave(done.Account.ID, deputy)

	security.ask(http.StatusOK, &done, http.MethodPost, at+"/close", map[string]any{"reason": "离职"})
	if done.Account.Open {
		t.Error("the account is open")
	}
	qu.refused(http.StatusUnauthorized, "store.no_token", http.MethodGet, "/api/v1/worklist", nil)
	security.refused(http.StatusConflict, "access.closed", http.MethodPost, at+"/close", map[string]any{"reason": "离职"})
	system.ask(http.StatusOK, &done, http.MethodPost, at+"/reopen", map[string]any{"reason": "返聘"})
	if !done.Account.Open || done.OneTime == "" || len(done.Account.Posts) != 0 {
		t.Errorf("%+v", done)
	}
	qu.refused(http.StatusUnauthorized, "store.no_token", http.MethodGet, "/api/v1/me", nil)
	auditor.readsThat(done.Account.ID, "add_staff", "change_posts", "mark_absent", "end_absence", "close_staff", "reopen_staff")
}

// sendsOnLeave writes an absence down, in which a deputy holds the posts of the absent, and ends it.
func (c client) sendsOnLeave(id string, deputy client) {
	c.t.Helper()
	at, done := "/api/v1/accounts/"+id, accountDone{}
	var deputies struct{ Deputies []struct{ ID, Name string } }
	c.ask(http.StatusOK, &deputies, http.MethodGet, at+"/deputies", nil)
	if len(deputies.Deputies) != 1 || deputies.Deputies[0].Name != "deputy" {
		c.t.Fatalf("%+v", deputies)
	}
	deputy.refused(http.StatusForbidden, "permission.missing.handle", http.MethodPost, c.claimable(), map[string]any{"seen_version": 1})
	c.ask(http.StatusOK, &done, http.MethodPost, at+"/absences", map[string]any{
		"from": "2026-03-10", "until": "2026-03-12", "deputy": deputies.Deputies[0].ID, "reason": "年假",
	})
	if x := done.Account.Absences; len(x) != 1 || x[0].From != "2026-03-10" || x[0].DeputyName != "deputy" {
		c.t.Fatalf("%+v", done.Account)
	}
	var me struct{ Permissions []string }
	deputy.ask(http.StatusOK, &me, http.MethodGet, "/api/v1/me", nil)
	if !slices.Contains(me.Permissions, "handle") {
		c.t.Errorf("the deputy may %v", me.Permissions)
	}
	c.ask(http.StatusOK, &done, http.MethodPost, at+"/absences/"+done.Account.Absences[0].ID+"/end", map[string]any{"reason": "提前回来"})
	deputy.ask(http.StatusOK, &me, http.MethodGet, "/api/v1/me", nil)
	if slices.Contains(me.Permissions, "handle") || len(done.Account.Absences) != 0 {
		c.t.Errorf("after the absence: %v, %+v", me.Permissions, done.Account.Absences)
	}
}

// claimable is the address of an act on an item that a department of zhifu has received.
func (h *house) claimable() string {
	k := h.shop()
	for _, it := range k.Items {
		if it.Department == "market" {
			return "/api/v1/cases/" + k.No + "/items/" + it.Slot + "/claim"
		}
	}
	h.t.Fatalf("nothing for market in %+v", k.Items)
	return ""
}

// readsThat looks for what was done to an account, page by page, in the log and in its export.
func (c client) readsThat(id string, verbs ...string) {
	c.t.Helper()
	var seen []string
	next := ""
	for {
		var log struct {
			Entries []struct {
				Verb, Text, About, Reason, Outcome, Address string
			}
			Next string
		}
		c.ask(http.StatusOK, &log, http.MethodGet, "/api/v1/audit?limit=2&after="+next, nil)
		for _, e := range log.Entries {
			if e.About == id && e.Outcome == "done" {
				seen = append(seen, e.Verb)
				if e.Text == "" || e.Reason == "" || e.Address == "" {
					c.t.Errorf("%+v", e)
				}
			}
		}
		if next = log.Next; next == "" {
			break
		}
	}
	slices.Reverse(seen)
	if !slices.Equal(seen, verbs) {
		c.t.Errorf("the log says %v, want %v", seen, verbs)
	}
	var chain struct {
		Whole   bool
		Entries int64
		Head    string
	}
	c.ask(http.StatusOK, &chain, http.MethodPost, "/api/v1/audit/verify", nil)
	if !chain.Whole || chain.Entries == 0 || chain.Head == "" {
		c.t.Errorf("%+v", chain)
	}
	c.refused(http.StatusUnprocessableEntity, "access.form", http.MethodPost, "/api/v1/audit/export", map[string]any{"of": "log", "reason": ""})
	a := c.ask(http.StatusOK, nil, http.MethodPost, "/api/v1/audit/export", map[string]any{"of": "log", "verb": "close_staff", "reason": "季度检查"})
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(a.body), "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 2 || a.header.Get("Lianban-More") != "false" || !strings.HasPrefix(a.header.Get("Content-Type"), "text/csv") {
		c.t.Errorf("%v %d rows, %v", err, len(rows), a.header)
	}
	var deeds struct {
		Deeds   []any
		Unknown bool `json:"unknown_person"`
	}
	c.ask(http.StatusOK, &deeds, http.MethodGet, "/api/v1/deeds?person=nobody.here", nil)
	if !deeds.Unknown || len(deeds.Deeds) != 0 {
		c.t.Errorf("%+v", deeds)
	}
	c.refused(http.StatusUnprocessableEntity, "api.request", http.MethodGet, "/api/v1/audit?from=yesterday", nil)
}

// The three administrators are apart: each operation is refused to whose part it is not, to officers and to applicants.
func TestTheThreeAdministratorsAreApart(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	who := map[string]client{
		"system": h.hat("sys", permission.AdministerStaff), "security": h.hat("sec", permission.AdministerRights), "auditor": h.hat("aud", permission.Audit),
		"clerk": h.clerk("window", permission.See, permission.FileFor, permission.HandOver), "supervisor": h.clerk("overseer", permission.Supervise),
	}
	applicant := h.applicant("王海", wang)
	at := "/api/v1/accounts/" + h.officer("officer", "market", permission.Handle).id()
	why := map[string]any{"reason": "核对权限"}
	with := func(more map[string]any) map[string]any {
		out := map[string]any{"reason": "核对权限"}
		for k, v := range more {
			out[k] = v
		}
		return out
	}
	facts := with(map[string]any{"name": "曲霞", "area": "zhifu", "department": "market"})
	banner := with(map[string]any{"text": "今晚维护", "from": "2026-03-10T20:00:00+08:00", "until": "2026-03-10T22:00:00+08:00"})
	for _, x := range []struct {
		method, path string
		body         any
		may          string // who may, besides nobody
	}{
		{http.MethodGet, "/api/v1/accounts", nil, "system security"}, {http.MethodGet, at, nil, "system security"},
		{http.MethodGet, "/api/v1/rights", nil, "system security"}, {http.MethodGet, "/api/v1/departments", nil, "system security"},
		{http.MethodPost, "/api/v1/accounts", with(map[string]any{"login": "new.one", "name": "曲霞", "area": "zhifu", "department": "market"}), "system"},
		{http.MethodPut, at, facts, "system"}, {http.MethodGet, at + "/deputies", nil, "system"},
		{http.MethodPut, at + "/posts", with(map[string]any{"posts": []any{map[string]any{"area": "zhifu", "department": "market", "permissions": []string{"see"}}}}), "security"},
		{http.MethodPost, at + "/reset-password", why, "system"}, {http.MethodPost, at + "/reset-code", why, "security"},
		{http.MethodPost, at + "/unlock", why, "security"},
		{http.MethodPost, at + "/absences", with(map[string]any{"from": "2026-03-10", "until": "2026-03-11"}), "system"},
		{http.MethodPost, at + "/absences/none/end", why, "system"},
		{http.MethodGet, "/api/v1/house", nil, "system security auditor"},
		{http.MethodGet, "/api/v1/banner", nil, "system"}, {http.MethodPut, "/api/v1/banner", banner, "system"}, {http.MethodPost, "/api/v1/banner/clear", why, "system"},
		{http.MethodGet, "/api/v1/dead-messages", nil, "system"}, {http.MethodPost, "/api/v1/dead-messages/1/retry", why, "system"},
		{http.MethodGet, "/api/v1/audit", nil, "auditor"}, {http.MethodGet, "/api/v1/deeds", nil, "auditor"}, {http.MethodPost, "/api/v1/audit/verify", nil, "auditor"},
		{http.MethodPost, "/api/v1/audit/export", with(map[string]any{"of": "log"}), "auditor"},
		{http.MethodPost, at + "/close", why, "system security"}, {http.MethodPost, at + "/reopen", why, "system"},
	} {
		for name, c := range who {
			a := c.send(x.method, x.path, x.body)
			refused := a.status == http.StatusForbidden || a.status == http.StatusNotFound && strings.Contains(string(a.body), "store.no_staff")
			if may := slices.Contains(strings.Fields(x.may), name); may == refused || a.status >= http.StatusInternalServerError {
				t.Errorf("%s %s by %s: %d %s", x.method, x.path, name, a.status, a.body)
			}
		}
		if a := applicant.send(x.method, x.path, x.body); a.status != http.StatusForbidden && a.status != http.StatusNotFound {
			t.Errorf("%s %s by an applicant: %d %s", x.method, x.path, a.status, a.body)
		}
		client{house: h}.refused(http.StatusUnauthorized, "api.no_token", x.method, x.path, x.body)
	}
}

// Nobody administers oneself, nobody wears two hats, the last administrator stays, and a post says where.
func TestAdministratorsAreHeldToTheRules(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	system, security := h.hat("sys", permission.AdministerStaff), h.hat("sec", permission.AdministerRights)
	officer := h.officer("officer", "market", permission.Handle)
	why := map[string]any{"reason": "核对权限"}
	posts := func(p ...map[string]any) map[string]any { return map[string]any{"reason": "核对权限", "posts": p} }
	security.refused(http.StatusForbidden, "permission.never.own_account", http.MethodPut, "/api/v1/accounts/"+security.id()+"/posts", posts())
	system.refused(http.StatusForbidden, "permission.never.own_account", http.MethodPost, "/api/v1/accounts/"+system.id()+"/close", why)
	security.refused(http.StatusConflict, "access.last_administrator", http.MethodPost, "/api/v1/accounts/"+system.id()+"/close", why)
	at := "/api/v1/accounts/" + officer.id() + "/posts"
	for name, p := range map[string]map[string]any{
		"two hats":      {"area": "zhifu", "every_department": true, "permissions": []string{"audit", "handle"}},
		"no department": {"area": "zhifu", "permissions": []string{"handle"}},
		"no such area":  {"area": "atlantis", "department": "market", "permissions": []string{"handle"}},
		"no such right": {"area": "zhifu", "department": "market", "permissions": []string{"everything"}},
	} {
		got := security.refused(http.StatusUnprocessableEntity, "access.staff", http.MethodPut, at, posts(p))
		if len(got.Errors) != 1 || got.Errors[0].Pointer != "#/posts" {
			t.Errorf("%s: %+v", name, got.Errors)
		}
	}
	p := security.refused(http.StatusUnprocessableEntity, "access.form", http.MethodPost, "/api/v1/accounts/"+officer.id()+"/unlock", map[string]any{"reason": "x"})
	if len(p.Errors) != 1 || p.Errors[0].Pointer != "#/reason" {
		t.Errorf("%+v", p.Errors)
	}
	system.refused(http.StatusNotFound, "store.no_staff", http.MethodGet, "/api/v1/accounts/none", nil)
	system.refused(http.StatusNotFound, "access.no_absence", http.MethodPost, "/api/v1/accounts/"+officer.id()+"/absences/none/end", why)
	p = system.refused(http.StatusUnprocessableEntity, "access.absence", http.MethodPost, "/api/v1/accounts/"+officer.id()+"/absences", map[string]any{
		"from": "2026-03-12", "until": "2026-03-11", "reason": "年假",
	})
	if len(p.Errors) != 1 || p.Errors[0].Pointer != "#/until" {
		t.Errorf("%+v", p.Errors)
	}
	var done accountDone
	system.ask(http.StatusOK, &done, http.MethodPost, "/api/v1/accounts/"+officer.id()+"/reset-password", why)
	if done.OneTime == "" || !done.Account.Invited {
		t.Errorf("%+v", done)
	}
	officer.refused(http.StatusUnauthorized, "store.no_token", http.MethodGet, "/api/v1/me", nil)
}

// The house: accounts by page, rights with their holders, a banner up and down.
func TestTheHouseIsLookedAfter(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	system := h.hat("sys", permission.AdministerStaff)
	for _, login := range []string{"a.one", "b.two", "c.three"} {
		h.officer(login, "market", permission.Handle)
	}
	var list struct {
		Accounts []account
		Total    int
		Next     string
	}
	system.ask(http.StatusOK, &list, http.MethodGet, "/api/v1/accounts?department=market&limit=2", nil)
	if list.Total != 3 || len(list.Accounts) != 2 || list.Accounts[0].Login != "a.one" || list.Next == "" {
		t.Fatalf("%+v", list)
	}
	next := list.Next
	list.Accounts, list.Next = nil, ""
	system.ask(http.StatusOK, &list, http.MethodGet, "/api/v1/accounts?department=market&limit=2&after="+next, nil)
	if len(list.Accounts) != 1 || list.Accounts[0].Login != "c.three" || list.Next != "" {
		t.Errorf("%+v", list)
	}
	system.ask(http.StatusOK, &list, http.MethodGet, "/api/v1/accounts?right=administer_staff&state=open", nil)
	if len(list.Accounts) != 1 || list.Accounts[0].Login != "sys" {
		t.Errorf("%+v", list)
	}
	var rights struct {
		Rights []struct {
			Permission, Sentence string
			Holders              int
		}
	}
	system.ask(http.StatusOK, &rights, http.MethodGet, "/api/v1/rights", nil)
	i := slices.IndexFunc(rights.Rights, func(x struct {
		Permission, Sentence string
		Holders              int
	}) bool {
		return x.Permission == "handle"
	})
	if i < 0 || rights.Rights[i].Holders != 3 || rights.Rights[i].Sentence == "" {
		t.Errorf("%+v", rights)
	}
	var health struct {
		Engine  string
		Answers bool
	}
	system.ask(http.StatusOK, &health, http.MethodGet, "/api/v1/house", nil)
	if health.Engine != "sqlite" || !health.Answers {
		t.Errorf("%+v", health)
	}
	system.hangsABanner()
	var dead struct{ Messages []any }
	system.ask(http.StatusOK, &dead, http.MethodGet, "/api/v1/dead-messages", nil)
	var retried struct {
		Was bool `json:"was_dead"`
	}
	system.ask(http.StatusOK, &retried, http.MethodPost, "/api/v1/dead-messages/1/retry", map[string]any{"reason": "网关恢复"})
	if len(dead.Messages) != 0 || retried.Was {
		t.Errorf("%+v %+v", dead, retried)
	}
}

// hangsABanner puts a banner up, not a nonsensical one, and takes it down.
func (c client) hangsABanner() {
	c.t.Helper()
	var hangs struct{ Banner *struct{ Text string } }
	c.ask(http.StatusOK, &hangs, http.MethodPut, "/api/v1/banner", map[string]any{
		"text": "今晚八点维护", "from": c.clock.Now().Add(time.Hour), "until": c.clock.Now().Add(2 * time.Hour), "reason": "升级",
	})
	if hangs.Banner == nil || hangs.Banner.Text != "今晚八点维护" {
		c.t.Fatalf("%+v", hangs)
	}
	p := c.refused(http.StatusUnprocessableEntity, "running.banner", http.MethodPut, "/api/v1/banner", map[string]any{
		"text": "今晚八点维护", "from": c.clock.Now(), "until": c.clock.Now(), "reason": "升级",
	})
	if len(p.Errors) != 1 || p.Errors[0].Pointer != "#/until" {
		c.t.Errorf("%+v", p.Errors)
	}
	hangs.Banner = nil
	c.ask(http.StatusOK, &hangs, http.MethodPost, "/api/v1/banner/clear", map[string]any{"reason": "改期"})
	if hangs.Banner != nil {
		c.t.Errorf("%+v", hangs)
	}
	c.refused(http.StatusConflict, "running.no_banner", http.MethodPost, "/api/v1/banner/clear", map[string]any{"reason": "改期"})
}
