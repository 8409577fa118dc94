package api_test

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"lianban/internal/domain/permission"
)

// Who does not supervise cannot; an applicant sees nothing of how a department is watched.
func TestSupervisionIsForSupervisors(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.shop()
	it := k.Items[0]
	at := "/api/v1/cases/" + k.No + "/items/" + it.Slot
	owner, li := h.applicant("王海", wang), h.applicant("李山", other)
	owner.refused(http.StatusConflict, "casework.not_pressing", http.MethodPost, at+"/urge", map[string]any{})
	officer := h.officer("officer", it.Department, permission.Handle)
	stranger := h.officer("stranger", "police", permission.Supervise)
	order := map[string]any{"seen_version": it.Version, "what": "x", "due": "2026-12-01"}
	li.refused(http.StatusNotFound, "store.no_case", http.MethodPost, at+"/urge", map[string]any{})
	for path, body := range map[string]any{
		"/urge": map[string]any{}, "/supervise": order, "/close-supervision": map[string]any{"seen_version": it.Version, "conclusion": "x"},
	} {
		officer.refused(http.StatusForbidden, "permission.missing.supervise", http.MethodPost, at+path, body)
		stranger.refused(http.StatusNotFound, "store.no_case", http.MethodPost, at+path, body)
		client{house: h}.refused(http.StatusUnauthorized, "api.no_token", http.MethodPost, at+path, body)
	}
	if a := owner.send(http.MethodPost, at+"/supervise", order); a.status != http.StatusForbidden {
		t.Errorf("an applicant supervises: %d %s", a.status, a.body)
	}
	owner.refused(http.StatusForbidden, "api.wrong_token", http.MethodGet, at+"/supervision", nil)
	owner.refused(http.StatusForbidden, "api.wrong_token", http.MethodGet, "/api/v1/due-board", nil)
	stranger.refused(http.StatusNotFound, "store.no_case", http.MethodGet, at+"/supervision", nil)
	if a := owner.send(http.MethodGet, at+"/file", nil); a.status == http.StatusOK {
		t.Errorf("an applicant opens the department's file: %s", a.body)
	}
}

// An applicant chooses how to hear of news and marks one message as read.
func TestChannelsAreChosen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.shop()
	owner := h.applicant("王海", wang)
	var c struct {
		SMS, Mail, Phone bool
		Version          int64
	}
	at := "/api/v1/inbox/channels"
	owner.ask(http.StatusOK, &c, http.MethodGet, at, nil)
	want := map[string]any{"sms": false, "mail": false, "any_time": true, "version": c.Version}
	owner.ask(http.StatusOK, &c, http.MethodPut, at, want)
	if c.SMS || !c.Phone || c.Version == 0 {
		t.Errorf("%+v", c)
	}
	owner.refused(http.StatusConflict, "store.contact_changed", http.MethodPut, at, want)
	p := owner.refused(http.StatusUnprocessableEntity, "telling.channels", http.MethodPut, at, map[string]any{"sms": false, "mail": true, "any_time": true, "version": c.Version})
	if len(p.Errors) != 1 || p.Errors[0].Code != "telling.no_address" {
		t.Errorf("%+v", p.Errors)
	}
	officer := h.officer("officer", "market", permission.Handle)
	officer.refused(http.StatusForbidden, "api.wrong_token", http.MethodGet, at, nil)
	officer.refused(http.StatusForbidden, "api.wrong_token", http.MethodPut, at, want)
	officer.refused(http.StatusForbidden, "api.wrong_token", http.MethodPost, "/api/v1/inbox/1/read", nil)
	client{house: h}.refused(http.StatusUnauthorized, "api.no_token", http.MethodGet, at, nil)

	var inbox struct {
		Messages []struct {
			ID   int64
			Read bool
		}
		Unread int
	}
	owner.ask(http.StatusOK, &inbox, http.MethodGet, "/api/v1/inbox", nil)
	had := inbox.Unread
	if had == 0 {
		t.Fatal("no message")
	}
	li := h.applicant("李山", other)
	_ = li.send(http.MethodPost, "/api/v1/inbox/"+strconv.FormatInt(inbox.Messages[0].ID, 10)+"/read", nil) // not theirs: nothing happens
	owner.ask(http.StatusOK, &inbox, http.MethodGet, "/api/v1/inbox", nil)
	if inbox.Unread != had {
		t.Error("somebody else read it")
	}
	owner.ask(http.StatusNoContent, nil, http.MethodPost, "/api/v1/inbox/"+strconv.FormatInt(inbox.Messages[0].ID, 10)+"/read", nil)
	owner.ask(http.StatusOK, &inbox, http.MethodGet, "/api/v1/inbox", nil)
	if inbox.Unread != had-1 || !inbox.Messages[0].Read {
		t.Errorf("%+v", inbox)
	}
}

// A shop that nobody looks at is late: its applicant and a supervisor urge, the department answers for it.
func TestALateItemIsUrgedAndSupervised(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	k := h.shop()
	it := k.Items[0]
	at := "/api/v1/cases/" + k.No + "/items/" + it.Slot
	overseer := h.clerk("overseer", permission.Supervise)
	officer := h.officer("officer", it.Department, permission.Handle)
	owner := h.applicant("王海", wang)

	owner.refused(http.StatusConflict, "casework.not_pressing", http.MethodPost, at+"/urge", map[string]any{})
	h.desk(it.Department).handler.act(k.No, it.Slot, "accept", nil)
	h.clock.Move(21 * 24 * time.Hour)
	if _, err := h.handling.SettleDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	var board struct {
		Rows []struct {
			No, Slot, Supervised string
			AnswerBy             string `json:"answer_by"`
		}
		Groups []struct {
			Department string
			Overdue    int
		}
		Record struct{ Late, Orders int }
		Swept  string
	}
	overseer.ask(http.StatusOK, &board, http.MethodGet, "/api/v1/due-board", nil)
	if len(board.Rows) == 0 || len(board.Groups) == 0 || board.Record.Late == 0 || board.Swept == "" {
		t.Fatalf("%+v", board)
	}
	var urged struct{ Times int }
	owner.ask(http.StatusOK, &urged, http.MethodPost, at+"/urge", map[string]any{"note": "开业在即"}, "Idempotency-Key", "u1")
	owner.ask(http.StatusOK, &urged, http.MethodPost, at+"/urge", map[string]any{"note": "开业在即"}, "Idempotency-Key", "u1")
	owner.refused(http.StatusConflict, "casework.urged_already", http.MethodPost, at+"/urge", map[string]any{})
	overseer.ask(http.StatusOK, &urged, http.MethodPost, at+"/urge", map[string]any{})
	if urged.Times != 2 {
		t.Errorf("%+v", urged)
	}

	var file struct {
		Version int64
		Orders  []struct{ State, What, Answer, Conclusion string }
	}
	a := overseer.ask(http.StatusOK, &file, http.MethodGet, at+"/supervision", nil)
	due := h.clock.Now().AddDate(0, 0, 5).Format(time.DateOnly)
	overseer.ask(http.StatusOK, &file, http.MethodPost, at+"/supervise", map[string]any{
		"seen_version": file.Version, "what": "三日内办结", "due": due,
	}, "If-Match", a.header.Get("ETag"), "Idempotency-Key", "s1")
	if len(file.Orders) != 1 || file.Orders[0].State != "open" {
		t.Fatalf("%+v", file)
	}
	overseer.ask(http.StatusOK, &board, http.MethodGet, "/api/v1/due-board?view=orders", nil)
	if len(board.Rows) != 1 || board.Rows[0].Supervised != "open" || board.Rows[0].AnswerBy != due {
		t.Errorf("%+v", board.Rows)
	}
	overseer.refused(http.StatusForbidden, "permission.missing.handle", http.MethodPost, at+"/answer-supervision", map[string]any{"seen_version": file.Version, "answer": "x"})
	officer.ask(http.StatusOK, nil, http.MethodPost, at+"/answer-supervision", map[string]any{"seen_version": file.Version, "answer": "人手不足，已调配"})
	overseer.ask(http.StatusOK, &file, http.MethodGet, at+"/supervision", nil)
	overseer.ask(http.StatusOK, &file, http.MethodPost, at+"/close-supervision", map[string]any{"seen_version": file.Version, "conclusion": "已整改"})
	if o := file.Orders[0]; o.State != "closed" || o.Answer == "" || o.Conclusion != "已整改" {
		t.Errorf("%+v", o)
	}
}

// Need to know: a supervisor learns where an item stands and what was done, and reads neither answers nor papers.
func TestASupervisorWatchesAndReadsNothing(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	owner := h.applicant("王海", wang)
	k := owner.submit(owner.fill(owner.start(large())), "large")
	it := k.item(t, "fire_check.ordinary")
	at := "/api/v1/cases/" + k.No + "/items/" + it.Slot
	officer := h.officer("officer", it.Department, permission.Handle)
	var file struct {
		Materials []struct{ Papers []struct{ ID string } }
		Documents []struct{ ID string }
	}
	officer.ask(http.StatusOK, &file, http.MethodGet, at+"/file", nil)
	paper := ""
	for _, m := range file.Materials {
		for _, p := range m.Papers {
			paper = p.ID
		}
	}
	if paper == "" || len(file.Documents) == 0 {
		t.Fatalf("%+v", file)
	}
	for _, right := range []permission.Permission{permission.Supervise, permission.SetRight} {
		overseer := h.clerk("overseer."+strings.ReplaceAll(string(right), "_", "-"), right)
		var w struct {
			State   string
			Journal []struct{ Text string }
		}
		a := overseer.ask(http.StatusOK, &w, http.MethodGet, at+"/supervision", nil)
		if w.State != it.State || len(w.Journal) == 0 || w.Journal[0].Text == "" || strings.Contains(string(a.body), "芝罘区") {
			t.Errorf("%s: %s", right, a.body)
		}
		overseer.refused(http.StatusForbidden, "permission.missing.see", http.MethodGet, at+"/file", nil)
		overseer.refused(http.StatusForbidden, "permission.missing.see", http.MethodGet, at+"/papers/"+paper, nil)
		overseer.refused(http.StatusNotFound, "store.no_document", http.MethodGet, "/api/v1/documents/"+file.Documents[0].ID, nil)
		overseer.refused(http.StatusNotFound, "store.no_case", http.MethodGet, "/api/v1/cases/"+k.No+"/pieces", nil)
		var rows struct{ Rows []any }
		overseer.ask(http.StatusOK, &rows, http.MethodGet, "/api/v1/worklist", nil)
		if len(rows.Rows) != 0 {
			t.Errorf("%s: the worklist has %d rows", right, len(rows.Rows))
		}
	}
}
