package admin

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

var onceCode = regexp.MustCompile(`<code>([a-z0-9-]{19})</code>`)

// A new officer: the system administrator opens the account, the security administrator gives the right, the officer sets
// a password, and when they leave the open browser is out at the next click.
func TestAnAccountFromInvitationToLeaving(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	sys, sec := h.in("system"), h.in("safety")
	status, html := sys.post("/admin/staff", "login", "zhouyan", "name", "周岩", "area", "zhifu", "department", "market", "reason", "新录用")
	m := onceCode.FindStringSubmatch(html)
	if status != http.StatusOK || m == nil || !strings.Contains(html, "还没有任何权限") {
		t.Fatalf("%d: no one-time password", status)
	}
	if html := sys.says(h.account("zhouyan")); onceCode.MatchString(html) {
		t.Error("the one-time password is shown twice")
	}
	status, html = sec.post(h.account("zhouyan", "/posts"), "right", "audit", "right", "handle", "area", "zhifu", "department", "market", "reason", "试一下")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, "也不能兼办件") || !strings.Contains(html, `value="试一下"`) {
		t.Errorf("mixed rights: %d", status)
	}
	status, html = sec.post(h.account("zhouyan", "/posts"), "right", "audit", "area", "yantai", "department", "*", "reason", "任命审计员")
	if status != http.StatusOK || !strings.Contains(html, "权限已保存") || !strings.Contains(html, "烟台市全部部门") {
		t.Errorf("giving rights: %d", status)
	}

	zhou := h.browser()
	status, html = zhou.post("/admin/login", "account", "zhouyan", "password", m[1], "next", "/admin/audit")
	if status != http.StatusOK || !strings.Contains(html, "设一个新密码") {
		t.Fatalf("%d: no new password asked", status)
	}
	if _, html := zhou.get("/admin/audit"); !strings.Contains(html, "工作人员登录") {
		t.Error("a one-time password opened a session")
	}
	status, html = zhou.post("/admin/login/password", "old", m[1], "fresh", "short", "next", "/admin/audit")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, "至少10个字") {
		t.Errorf("a short password: %d", status)
	}
	status, html = zhou.post("/admin/login/password", "old", m[1], "fresh", "three unlikely words", "next", "/admin/audit")
	if status != http.StatusOK || !strings.Contains(html, "审计记录") || !strings.Contains(html, "任命审计员") {
		t.Fatalf("%d: the new auditor is not in", status)
	}

	status, html = sec.post(h.account("zhouyan", "/close"), "reason", "")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, "写上原因") {
		t.Errorf("without a reason: %d", status)
	}
	status, html = sec.post(h.account("zhouyan", "/close"), "reason", "离职")
	if status != http.StatusOK || !strings.Contains(html, "已停用") {
		t.Errorf("closing: %d", status)
	}
	if _, html := zhou.get("/admin/audit"); !strings.Contains(html, "工作人员登录") {
		t.Error("a leaver still reads")
	}
	h.in("auditor").says("/admin/audit?person=safety", "停用账号", "离职", "改岗位权限")
}

func TestEachAdministratorSeesOwnPlaces(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for login, c := range map[string]struct{ may, not []string }{
		"system":  {[]string{"/admin/health", "/admin/staff", "/admin/rights", "/admin/departments", "/admin/banner", "/admin/tasks"}, []string{"/admin/audit"}},
		"safety":  {[]string{"/admin/health", "/admin/staff", "/admin/rights", "/admin/departments"}, []string{"/admin/audit", "/admin/tasks"}},
		"auditor": {[]string{"/admin/health", "/admin/audit", "/admin/audit?of=cases"}, []string{"/admin/staff", "/admin/rights", "/admin/tasks"}},
	} {
		b := h.in(login)
		for _, path := range c.may {
			b.says(path)
		}
		for _, path := range c.not {
			if status, _ := b.get(path); status != http.StatusForbidden {
				t.Errorf("%s gets %s: %d", login, path, status)
			}
		}
	}
	lin := h.browser()
	if status, _ := lin.post("/admin/login", "account", "linxiao", "password", "long enough words"); status != http.StatusForbidden {
		t.Errorf("an officer at this desk: %d", status)
	}
	if status, _ := h.in("system").post(h.account("linxiao", "/posts"), "right", "sign", "area", "zhifu", "department", "market", "reason", "自己给"); status != http.StatusForbidden {
		t.Errorf("a system administrator gives rights: %d", status)
	}
	own := h.in("safety")
	own.says(h.account("safety"), "这是本人的账号")
	if status, _ := own.get(h.account("safety", "/close")); status != http.StatusForbidden {
		t.Errorf("one's own account: %d", status)
	}
}

func TestAbsenceBannerAndExport(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	sys := h.in("system")
	yu, err := h.store.StaffByLogin(t.Context(), "yumin")
	must(t, err)
	status, html := sys.post(h.account("linxiao", "/absence"), "from.year", "2026", "from.month", "3", "from.day", "10", "until.year", "2026", "until.month", "3", "until.day", "9", "deputy", string(yu.ID), "reason", "=休假")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, "不早于开始那天") || !strings.Contains(html, `value="2026"`) {
		t.Errorf("backwards: %d", status)
	}
	status, html = sys.post(h.account("linxiao", "/absence"), "from.year", "2026", "from.month", "3", "from.day", "10", "until.year", "2026", "until.month", "3", "until.day", "12", "deputy", string(yu.ID), "reason", "=休假")
	if status != http.StatusOK || !strings.Contains(html, "3月10日至12日") || !strings.Contains(html, "不在岗") {
		t.Errorf("absence: %d", status)
	}
	sys.says("/admin/staff?text=lin", "到3月12日，于敏代")
	sys.says(h.account("yumin"), "林晓，3月10日至12日")
	status, _ = sys.post("/admin/banner", "text", "今晚22:00至24:00维护，草稿都在。", "from", "2026-03-10 10:00", "until", "x", "reason", "升级")
	if status != http.StatusUnprocessableEntity {
		t.Errorf("a banner without an end: %d", status)
	}
	status, html = sys.post("/admin/banner", "text", "今晚22:00至24:00维护，草稿都在。", "from", "2026-03-10 10:00", "until", "2026-03-10 23:59", "reason", "升级")
	if status != http.StatusOK || !strings.Contains(html, "公告已挂出") || !strings.Contains(html, "lx-banner") {
		t.Errorf("banner: %d", status)
	}
	h.browser().says("/admin/login", "草稿都在")

	auditor := h.in("auditor")
	status, _ = auditor.post("/admin/audit/export", "verb", "mark_absent", "reason", "")
	if status != http.StatusUnprocessableEntity {
		t.Errorf("an export without a reason: %d", status)
	}
	status, csv, resp := auditor.send(auditor.request("/admin/audit/export", "verb", "mark_absent", "reason", "季度检查"))
	if status != http.StatusOK || resp.Header.Get("Content-Type") != "text/csv; charset=utf-8" || !strings.Contains(csv, "登记请假") || !strings.Contains(csv, ",'=休假,") {
		t.Errorf("%d: %s", status, csv)
	}
	status, html = auditor.post("/admin/audit/verify")
	if status != http.StatusOK || !strings.Contains(html, "记录完整：共") {
		t.Errorf("verify: %d", status)
	}
	auditor.says("/admin/audit?verb=export_audit", "季度检查")
	auditor.says("/admin/audit?person=nobody", "没有叫“nobody”的账号")
}

// A session of an administrator ends when the house wants a code and the account has none.
func TestAnAdministratorEnrolsACode(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.access.AdministratorsNeedCodes = true
	b := h.browser()
	status, html := b.post("/admin/login", "account", "system", "password", "long enough words")
	if status != http.StatusOK || !strings.Contains(html, "<svg class=\"lx-qr\"") || !strings.Contains(html, "设验证码") {
		t.Fatalf("%d: no enrolment", status)
	}
	if _, html := b.get("/admin/staff"); !strings.Contains(html, "工作人员登录") {
		t.Error("in without a code")
	}
	status, html = b.post("/admin/login/enroll", "code", "000000")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, "验证码不对") {
		t.Errorf("a wrong code: %d", status)
	}
}

// What the log and the journal can say has words here.
func TestEveryActHasWords(t *testing.T) {
	t.Parallel()
	texts := lang.Chinese()
	for _, v := range verbs {
		if !texts.Has("admin.verb." + v) {
			t.Errorf("%s has no words", v)
		}
	}
	for _, row := range casework.Table {
		for _, role := range row.Who {
			if role != casework.Own && role != casework.Timer && role != casework.System && !texts.Has("admin.deed."+string(row.Verb)) {
				t.Errorf("%s has no words", row.Verb)
			}
		}
	}
	for _, p := range permission.All() {
		if !texts.Has("admin.right."+string(p)) || p != permission.Own && p != permission.Object && !texts.Has("admin.scope."+string(p)) {
			t.Errorf("%s has no words", p)
		}
	}
	for name := range acts {
		for _, part := range []string{"name", "title", "lead", "submit"} {
			if !texts.Has("admin.act." + name + "." + part) {
				t.Errorf("%s has no %s", name, part)
			}
		}
	}
}
