package officer

import (
	"net/http"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
)

// Playing an applicant takes a right of its own: an officer without it finds no button, and is refused who presses it anyway; a
// designer with nothing else rehearses, reads what is rehearsed and nothing that is real.
func TestPlayingAnApplicantTakesItsOwnRight(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.hire("shang", "尚可", "approval_bureau", permission.Post{
		Area: "zhifu", EveryDepartment: true, EveryScenario: true, Permissions: []permission.Permission{permission.Rehearse},
	})
	trial := h.file(ident.NewTrialNo("370602", h.clock.Now(), 2))
	lin, shang := h.signIn("lin"), h.signIn("shang")
	if _, html := lin.get("/officer/trial"); strings.Contains(html, "/officer/trial/play") || !strings.Contains(html, "/officer/trial/look") {
		t.Error("an officer is offered to play an applicant")
	}
	if status, html := lin.post("/officer/trial/play"); status != http.StatusForbidden || !strings.Contains(html, "“演练”权限") {
		t.Errorf("an officer plays an applicant: %d", status)
	}
	if _, html := shang.get("/officer/trial"); !strings.Contains(html, "/officer/trial/play") {
		t.Error("a designer is not offered to play an applicant")
	}
	for _, path := range []string{itemURL(h.no, food), itemURL(trial, food)} {
		if status, _ := shang.get(path); status != http.StatusNotFound && status != http.StatusForbidden {
			t.Errorf("in earnest a designer reads %s: %d", path, status)
		}
	}
	shang.post("/officer/trial/look")
	if status, html := shang.get(itemURL(trial, food)); status != http.StatusOK || strings.Contains(html, "/accept\"") {
		t.Errorf("a designer who rehearses reads the trial case: %d", status)
	}
	if status, _ := shang.get(itemURL(h.no, food)); status != http.StatusNotFound && status != http.StatusForbidden {
		t.Errorf("a designer who rehearses reads a real case: %d", status)
	}
	if status, _ := shang.post(itemURL(trial, food, "/accept"), "seen", "1", "once", "x"); status != http.StatusForbidden && status != http.StatusNotFound {
		t.Errorf("a designer decides: %d", status)
	}
}

// exported are the rows of the spreadsheet of everything.
func (b browser) exported() ([][]string, string) {
	b.t.Helper()
	resp, err := b.client.Get(b.url + "/officer/worklist/export")
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	book, err := excelize.OpenReader(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(say("stage.all"))
	if err != nil {
		b.t.Fatal(err)
	}
	return rows[1:], resp.Header.Get("Content-Disposition")
}

// In real work no list, search, address, print or spreadsheet holds a rehearsal; in trial work none holds what is real, and what
// is taken out of the house says on every row that it was rehearsed.
func TestRehearsalsAndRealWorkNeverMeet(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	trial := h.file(ident.NewTrialNo("370602", h.clock.Now(), 2))
	lin := h.signIn("lin")
	look := func(name string, mine, other ident.CaseNo) {
		t.Helper()
		for _, words := range []string{string(mine), string(other), "海风"} {
			_, html := lin.post("/officer/searches", "words", words)
			if found := strings.Contains(html, "/cases/"+string(mine)+"/"); found != (words != string(other)) {
				t.Errorf("%s: %q finds one's own: %v", name, words, found)
			}
			if strings.Contains(html, "/cases/"+string(other)+"/") {
				t.Errorf("%s: %q finds the other", name, words)
			}
		}
		if status, _ := lin.get(itemURL(mine, food)); status != http.StatusOK {
			t.Errorf("%s: one's own answers %d", name, status)
		}
		for _, path := range []string{itemURL(other, food), itemURL(other, food, "/journal"), itemURL(other, food, "/clock")} {
			if status, _ := lin.get(path); status != http.StatusNotFound && status != http.StatusForbidden {
				t.Errorf("%s: %s answers %d", name, path, status)
			}
		}
		for _, path := range []string{home + "?stage=all", "/officer/worklist/print?pick=" + string(other) + "/" + food + "/0"} {
			if _, html := lin.get(path); strings.Contains(html, string(other)) {
				t.Errorf("%s: %s holds the other", name, path)
			}
		}
	}
	look("in earnest", h.no, trial)
	rows, file := lin.exported()
	for _, r := range rows {
		if r[0] != string(h.no) || strings.Contains(strings.Join(r, " "), "演练") {
			t.Errorf("in earnest the spreadsheet %s holds %v", file, r)
		}
	}
	lin.post("/officer/trial/look")
	look("rehearsing", trial, h.no)
	rows, file = lin.exported()
	if len(rows) == 0 || rows[0][0] != string(trial) || rows[0][len(rows[0])-1] != "演练" || !strings.Contains(file, "%E6%BC%94%E7%BB%83") {
		t.Errorf("the spreadsheet %s of a rehearsal holds %v", file, rows)
	}
}
