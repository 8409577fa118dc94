package supervisor

import (
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

var mainPart = regexp.MustCompile(`(?s)<main.*</main>`)

// boards are all pages on which a supervisor reads lists and counts, as they are drawn now.
func (h *house) boards() map[string]string {
	h.t.Helper()
	out := map[string]string{}
	for _, query := range []string{
		"", "?view=over", "?view=soon", "?view=failed", "?view=orders", "?view=answered", "?view=over&print=1", "?department=market",
		"?department=market&clock=K4&owner=none&ground=promise",
	} {
		out[query] = mainPart.FindString(h.page(home + query))
	}
	return out
}

// A rehearsal from its filing over its lateness to its end changes nothing on any board: not a row, not a count. The same case in
// earnest does.
func TestARehearsalIsOnNoBoard(t *testing.T) {
	t.Parallel()
	h := newHouse(t, permission.See, permission.Supervise)
	h.signIn()
	settle := func() {
		_, err := h.handling.SettleDue(t.Context())
		check(t, err)
	}
	trial := h.file(2, true)
	h.clock.Move(30 * 24 * time.Hour)
	settle()
	late := h.boards()
	for query, html := range late {
		if html == "" || strings.Contains(html, string(trial)) {
			t.Errorf("%q shows the rehearsal, or nothing", query)
		}
	}
	if !strings.Contains(late[""], string(h.no)) {
		t.Fatal("the real case is not late: this test cannot fail")
	}
	if status, _ := h.do(http.MethodGet, itemURL(trial, slot)); status != http.StatusNotFound {
		t.Errorf("the page of a rehearsal answers %d", status)
	}

	h.finish(trial)
	settle()
	for query, html := range h.boards() {
		if html != late[query] {
			t.Errorf("%q changed with the end of the rehearsal", query)
		}
	}
	another := h.file(3, true)
	settle()
	for query, html := range h.boards() {
		if html != late[query] {
			t.Errorf("%q changed with the rehearsal %s", query, another)
		}
	}
	h.finish(h.no)
	settle()
	if now := h.boards(); now[""] == late[""] {
		t.Error("the end of a real case changes nothing: this test cannot fail")
	}
}

// finish has an item proposed and granted.
func (h *house) finish(no ident.CaseNo) {
	h.t.Helper()
	at := casework.Target{Slot: slot}
	for _, act := range []func(c *casework.Case) (casework.Change, error){
		func(c *casework.Case) (casework.Change, error) {
			return h.engine.ProposeGrant(c, h.moment(), casework.Actor{Kind: "staff", Role: casework.Handle, ID: "s", Department: "market"}, casework.ProposeGrantInput{Target: at, Opinion: "同意"})
		},
		func(c *casework.Case) (casework.Change, error) {
			return h.engine.Grant(c, h.moment(), casework.Actor{Kind: "staff", Role: casework.Sign, ID: "z", Department: "market"}, casework.GrantInput{Target: at})
		},
	} {
		_, err := h.handling.Store.Apply(h.t.Context(), store.ByNo(no), act)
		check(h.t, err)
	}
}

// A session that rehearses reads no board, not even one of rehearsals: it ends first, with the button on the page that says so.
func TestNoBoardForARehearsal(t *testing.T) {
	t.Parallel()
	h := newHouse(t, permission.See, permission.Supervise)
	h.signIn()
	h.file(2, true)
	if status, _ := h.do(http.MethodPost, rehearsing); status != http.StatusOK {
		t.Fatal(status)
	}
	status, html := h.do(http.MethodGet, home)
	if status != http.StatusForbidden || !strings.Contains(html, "lx-trial") || !strings.Contains(html, "先结束演练") || strings.Contains(html, "newborn") {
		t.Errorf("a board for a rehearsal: %d", status)
	}
	h.do(http.MethodPost, "/supervisor/trial/end")
	if status, html := h.do(http.MethodGet, home); status != http.StatusOK || strings.Contains(html, "lx-trial") {
		t.Errorf("after the rehearsal: %d", status)
	}
}
