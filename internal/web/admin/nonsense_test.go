package admin

import (
	"net/http"
	"strings"
	"testing"
)

// Whatever is posted, the desk answers with a page of its own: what cannot be used is refused, never a broken page.
func TestNonsenseIsRefusedNotBroken(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	names := []string{
		"login", "name", "title", "area", "department", "reason", "seen", "deputy", "from", "until", "from.year", "from.month", "from.day",
		"until.year", "until.month", "until.day", "absence", "keep", "right", "scenario", "text", "why", "of", "person", "verb", "password", "again", "code",
	}
	who := h.account("linxiao")
	for _, login := range []string{"system", "safety", "auditor"} {
		b := h.in(login)
		for _, path := range []string{
			"/admin/staff", who + "/close", who + "/reopen", who + "/reset-password", who + "/reset-code", who + "/unlock", who + "/change", who + "/posts",
			who + "/absence", who + "/end-absence", who + "/x", "/admin/staff/%00/close", "/admin/banner", "/admin/banner/clear", "/admin/tasks/x/retry",
			"/admin/tasks/-1/retry", "/admin/tasks/99999999999999999999/retry", "/admin/audit/export", "/admin/audit/verify",
		} {
			for _, x := range []string{"", "-1", "9999999999", "\x00\xff", "../..", strings.Repeat("长", 2000), "2026-02-30"} {
				var pairs []string
				for _, n := range names {
					pairs = append(pairs, n, x)
				}
				if strings.HasSuffix(path, "/close") && x != "" && x != "-1" {
					continue // a reason like any other: it closes
				}
				if status, _ := b.post(path, pairs...); status >= http.StatusInternalServerError {
					t.Errorf("%s posts %.8q to %s: %d", login, x, path, status)
				}
			}
		}
		for _, path := range []string{
			"/admin/staff?after=x", "/admin/staff?before=%00&text=%ff&department=%00&right=x&state=x", "/admin/audit?after=x", "/admin/audit?of=cases&before=x",
			"/admin/audit?from=x&until=9999-99-99&person=%ff", "/admin/staff/%ff", "/admin/tasks/x/retry", who + "/end-absence?absence=%ff",
		} {
			if status, _ := b.get(path); status >= http.StatusInternalServerError {
				t.Errorf("%s gets %s: %d", login, path, status)
			}
		}
	}
}

// A deputy who does not exist is a mistake in the form, not a page that is not there.
func TestADeputyWhoIsNotThereComesBack(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	b := h.in("system")
	status, html := b.post(h.account("linxiao", "/absence"), "reason", "休年假", "deputy", "nobody", "from.year", "2026", "from.month", "3", "from.day", "11", "until.year", "2026", "until.month", "3", "until.day", "12")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, "休年假") {
		t.Errorf("%d", status)
	}
}
