package api_test

import (
	"net/http"
	"strings"
	"testing"

	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

// A token is always real work: no list and no count of the API holds a rehearsal, none opens or moves one, and what a token files
// is never one, whatever it sends.
func TestNoTokenReachesARehearsal(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.shop()
	department := k.Items[0].Department
	owner := h.applicant("王海", wang)
	tokens := map[string]client{
		"applicant": owner, "officer": h.officer("officer", department, permission.Answer, permission.Handle, permission.Sign, permission.Fee, permission.Reply),
		"clerk":      h.clerk("window", permission.See, permission.FileFor, permission.HandOver),
		"supervisor": h.clerk("overseer", permission.Supervise, permission.SetRight),
	}
	lists := []string{
		"/cases", "/worklist", "/worklist?q=" + "海风", "/due-board", "/exit", "/filed-cases", "/intakes", "/requests", "/visits", "/custody/bags",
		"/custody/parcels", "/custody/batches", "/drafts", "/notices", "/inbox",
	}
	read := func() map[string]string {
		out := map[string]string{}
		for name, c := range tokens {
			for _, path := range lists {
				if a := c.send(http.MethodGet, "/api/v1"+path, nil); a.status == http.StatusOK {
					out[name+" "+path] = string(a.body)
				}
			}
		}
		return out
	}
	before := read()
	no, _ := ident.ParseCaseNo(k.No)
	filed, err := h.handling.Store.Case(t.Context(), store.ByNo(no))
	if err != nil {
		t.Fatal(err)
	}
	file := func(no ident.CaseNo) {
		t.Helper()
		ch := storetest.NewCase(1, 1)
		c := ch.Case
		c.No, c.Trial, c.Scenario, c.Applicant.Person = no, no.Trial(), "restaurant", filed.Applicant.Person
		c.Items[0].Department, c.Items[0].Slot = department, "slot0"
		storetest.File(t, h.handling.Store, ch)
	}
	trial := ident.NewTrialNo("370602", h.clock.Now(), 1)
	file(trial)
	for at, body := range read() {
		if body != before[at] {
			t.Errorf("%s holds a rehearsal:\n%s", at, body)
		}
	}
	at := "/api/v1/cases/" + string(trial)
	for name, c := range tokens {
		for _, path := range []string{"", "/journal", "/documents", "/papers", "/pieces", "/items/slot0/file", "/items/slot0/supervision"} {
			if a := c.send(http.MethodGet, at+path, nil); a.status != http.StatusNotFound && a.status != http.StatusForbidden {
				t.Errorf("%s reads %s: %d %s", name, path, a.status, a.body)
			}
		}
		for _, path := range []string{"/withdraw", "/items/slot0/accept", "/items/slot0/urge", "/items/slot0/supervise"} {
			body := map[string]any{"seen_version": 1, "reason": "x", "what": "x", "due": "2026-12-01"}
			if a := c.send(http.MethodPost, at+path, body); a.status < 400 || a.status >= 500 {
				t.Errorf("%s does %s: %d %s", name, path, a.status, a.body)
			}
		}
	}
	a := owner.send(http.MethodPost, "/api/v1/drafts", map[string]any{"scenario": "restaurant", "area": "zhifu", "trial": true})
	if a.status < 400 && strings.Contains(string(a.body), `"trial":true`) {
		t.Errorf("a token begins a rehearsal: %s", a.body)
	}

	file(ident.NewCaseNo("370602", h.clock.Now(), 77))
	changed := 0
	for at, body := range read() {
		if body != before[at] {
			changed++
		}
	}
	if changed < 4 {
		t.Errorf("a real case is on %d lists: this test cannot fail", changed)
	}
}
