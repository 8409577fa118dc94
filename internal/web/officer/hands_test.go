package officer

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
	"lianban/internal/web/page/console"
)

// id is the identifier of a member of staff.
func (h *house) id(login string) string {
	h.t.Helper()
	m, err := h.store.StaffByLogin(h.t.Context(), login)
	if err != nil {
		h.t.Fatal(err)
	}
	return string(m.ID)
}

// box is the value of a row's box on the worklist.
func (b browser) box(slot string) string {
	b.t.Helper()
	m := regexp.MustCompile(`name="pick" value="([^"]+/` + regexp.QuoteMeta(slot) + `/\d+)"`).FindStringSubmatch(b.page(home))
	if m == nil {
		b.t.Fatalf("no box for %s", slot)
	}
	return m[1]
}

func TestAnItemIsGivenToAColleague(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin, qu, zhou := h.signIn("lin"), h.signIn("qu"), h.signIn("zhou")
	if status, html := lin.get(lin.item(food, "/transfer-officer")); status != http.StatusForbidden || !strings.Contains(html, "由签发岗分派") {
		t.Errorf("giving out what nobody has in hand answers %d", status)
	}
	lin.post(lin.item(food, "/claim"))
	form := lin.page(lin.item(food, "/transfer-officer"), "曲帆", "周岩")
	if strings.Contains(form, "姜海") || strings.Contains(form, "牟山") {
		t.Error("somebody who may not work on it is offered")
	}
	if status, html := lin.post(lin.item(food, "/transfer-officer"), "reason", "外出"); status != http.StatusUnprocessableEntity || !strings.Contains(html, "外出") {
		t.Errorf("without a colleague it answers %d and must keep the reason", status)
	}
	if status, _ := lin.post(lin.item(food, "/transfer-officer"), "to", h.id("jiang")); status != http.StatusUnprocessableEntity {
		t.Errorf("another department's officer answers %d", status)
	}
	lin.act(food, "transfer-officer", "to", h.id("qu"), "reason", "本周外出培训")
	lin.page(lin.item(food, "/journal"), "本周外出培训", say("verb.transfer_officer"))
	if status, _ := lin.post(lin.item(food, "/transfer-officer"), "to", h.id("zhou")); status != http.StatusForbidden {
		t.Errorf("giving away what a colleague has answers %d", status)
	}
	qu.page(home, say("mark.given", "day", console.DayText(dayOf(h))))
	zhou.act(food, "transfer-officer", "to", h.id("lin"))
}

func TestPickedRowsAreGivenTogether(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	zhou, lin := h.signIn("zhou"), h.signIn("lin")
	box := zhou.box(food)
	zhou.page("/officer/worklist/transfer-officer?pick="+url.QueryEscape(box), "曲帆", say("give.picked", "n", 1))
	status, html := zhou.post("/officer/worklist/transfer-officer", "pick", box, "reason", "分派")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, say("missing.to")) || !strings.Contains(html, "分派") {
		t.Errorf("without a colleague it answers %d and must keep the reason", status)
	}
	if _, html = zhou.post("/officer/worklist/transfer-officer", "pick", box, "to", h.id("qu"), "back", home); !strings.Contains(html, say("flash.given")) {
		t.Error("the rows were not given")
	}
	if _, html = lin.post("/officer/worklist/transfer-officer", "pick", lin.box(food), "to", h.id("lin"), "back", home); !strings.Contains(html, say("flash.given_some")) {
		t.Error("who neither has it nor signs gave it away")
	}
	if _, html = zhou.get("/officer/worklist/transfer-officer"); !strings.Contains(html, say("flash.nothing_given")) {
		t.Error("nothing picked must say so")
	}
}

func TestFiltersAreNamedAndKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin, qu := h.signIn("lin"), h.signIn("qu")
	lin.page("/officer/filters?handler=none&channel=portal", say("filters.none"))
	if status, html := lin.post("/officer/filters", "name", "", "query", "handler=none"); status != http.StatusUnprocessableEntity || !strings.Contains(html, `value="handler=none"`) {
		t.Errorf("a filter without a name answers %d and must keep the filter", status)
	}
	_, html := lin.post("/officer/filters", "name", "先去认领的", "query", "handler=none&channel=portal&after=x&evil=1")
	lin.says("saved", html, say("filters.saved"), "先去认领的", `/officer/worklist?channel=portal&amp;handler=none"`)
	if strings.Contains(qu.page(home), "先去认领的") {
		t.Error("a colleague sees one's own filter")
	}
	id := regexp.MustCompile(`/officer/filters/([^/"]+)/rename`).FindStringSubmatch(lin.page("/officer/filters"))[1]
	qu.post("/officer/filters/" + id + "/delete")
	_, html = lin.post("/officer/filters/"+id+"/rename", "name-"+id, "先认领")
	lin.says("renamed", html, "先认领", say("filters.renamed"))
	lin.page(home, "先认领", "channel=portal&amp;handler=none")
	if _, html = lin.post("/officer/filters/" + id + "/delete"); strings.Contains(html, "先认领") {
		t.Error("a dropped filter is still there")
	}
}

func TestTheListIsExportedAsItIsSeen(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for login, want := range map[string]string{"lin": food, "jiang": fire} {
		status, body := h.signIn(login).get("/officer/worklist/export")
		if status != http.StatusOK {
			t.Fatalf("the export answers %d", status)
		}
		book, err := excelize.OpenReader(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer book.Close()
		rows, err := book.GetRows(say("stage.all"))
		if err != nil {
			t.Fatal(err)
		}
		if len(rows) < 2 || rows[0][0] != "办件编号" || rows[1][0] != string(h.no) || strings.Contains(body, "王建军") {
			t.Errorf("%s: %v", login, rows)
		}
		c, err := h.store.Case(t.Context(), store.ByNo(h.no))
		if err != nil {
			t.Fatal(err)
		}
		mine := c.Latest(want)
		for _, r := range rows[1:] {
			if !strings.Contains(r[1], "*") || r[3] != mine.Name && c.Latest(want).Department != mine.Department {
				t.Errorf("%s: %v", login, r)
			}
		}
	}
	log, err := h.store.Audit(t.Context(), store.AuditFilter{Verb: "export_worklist"}, store.Page{})
	if err != nil || len(log.Entries) != 2 || log.Entries[0].Address == "" {
		t.Errorf("what the audit log keeps: %+v, %v", log.Entries, err)
	}
	if status, _ := h.signIn("lin").get("/officer/worklist/export?stage=done"); status != http.StatusOK {
		t.Errorf("an empty list answers %d", status)
	}
}

func TestPickedCasesArePrintedOnASheetEach(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin := h.signIn("lin")
	html := lin.page("/officer/worklist/print?pick="+url.QueryEscape(lin.box(food))+"&pick="+url.QueryEscape(string(h.no)+"/"+fire+"/0"), say("print.left", "n", 1, "most", mostPrinted))
	if n := strings.Count(html, `class="kx-casesheet"`); n != 1 {
		t.Errorf("%d sheets, want one's own only", n)
	}
	whole(t, html)
}

func TestShortcutsCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin := h.signIn("lin")
	lin.page(home, `data-keys="on"`, `accesskey="s"`)
	if _, html := lin.post("/officer/keys", "keys", "off"); !strings.Contains(html, console.Say("keys.off")) {
		t.Error("they are not off")
	}
	lin.page(home, `data-keys="off"`)
	whole(t, lin.page("/officer/keys", console.Say("keys.turn_on")))
}

func TestASupplementedPaperStandsBesideTheOneBefore(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin := h.signIn("lin")
	form := lin.page(lin.item(food, "/request-supplement"))
	pick := ""
	for _, m := range regexp.MustCompile(`name="pick" value="m\.([^"]+)"`).FindAllStringSubmatch(form, -1) {
		if strings.Contains(lin.page(lin.item(food, "?paper="+m[1])), `class="kx-view__image"`) {
			pick = m[1]
		}
	}
	field := regexp.MustCompile(`name="pick" value="f\.([^"]+)"`).FindStringSubmatch(form)
	points := []string{"pick", "m." + pick, "reason-m." + pick, "请重拍", "rule-m." + pick, "第五条"}
	if field != nil {
		points = append(points, "pick", "f."+field[1], "reason-f."+field[1], "写错了", "rule-f."+field[1], "第五条")
	}
	lin.act(food, "request-supplement", points...)
	h.clock.Move(24 * time.Hour)
	got, err := h.store.Apply(t.Context(), store.ByNo(h.no), func(c *casework.Case) (casework.Change, error) {
		return h.engine.Supply(c, h.moment(), casework.Actor{Kind: "applicant", ID: "person-1", Name: "王建军"},
			casework.SupplyInput{Target: casework.Target{Slot: food}, All: true, Note: "应为八人"})
	})
	if err != nil {
		t.Fatal(err)
	}
	h.paper(got.Case.ID, strings.Split(pick, "~")[0])
	lin.page(lin.item(food, "?paper="+pick), say("viewer.compare"))
	html := lin.page(lin.item(food, "?compare=1&paper="+pick), say("viewer.alone"), `class="kx-beside"`)
	if n := strings.Count(html, "kx-beside__one"); n != 2 {
		t.Errorf("%d papers side by side", n)
	}
	if field != nil && !strings.Contains(html, "应为八人") {
		t.Error("what was written about a field is not beside it")
	}
}

func TestADepartmentAnswersASupervisionOrder(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	lin, mou := h.signIn("lin"), h.signIn("mou")
	lin.act(food, "accept")
	h.clock.Move(60 * 24 * time.Hour)
	overseer := casework.Actor{Kind: "staff", Role: casework.Supervise, ID: "staff-9", Name: "解放"}
	_, err := h.store.Apply(t.Context(), store.ByNo(h.no), func(c *casework.Case) (casework.Change, error) {
		return h.engine.Supervise(c, h.moment(), overseer, casework.SuperviseInput{Target: casework.Target{Slot: food}, What: "查明为什么超期", Due: dayOf(h) + 5})
	})
	if err != nil {
		t.Fatal(err)
	}
	lin.page(home, "督办，")
	lin.page(lin.item(food), "查明为什么超期", say("act.answer-supervision.text"))
	if strings.Contains(mou.page(mou.item(food)), say("act.answer-supervision.text")) {
		t.Error("a reader is offered to answer")
	}
	lin.act(food, "answer-supervision", "answer", "现场核查改期")
	lin.page(lin.item(food, "/journal"), "现场核查改期", say("who.supervisor"))
	if status, _ := lin.post(lin.item(food, "/answer-supervision"), "answer", "再答"); status != http.StatusConflict {
		t.Errorf("a second answer answers %d", status)
	}
}

// Rows stops where it is told to and says so.
func TestAWholeListHasAnEnd(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	who := permission.Principal{Kind: permission.Staff, ID: h.id("lin"), Active: true, Posts: []permission.Post{{Area: "zhifu", EveryDepartment: true, EveryScenario: true, Permissions: []permission.Permission{permission.See}}}}
	n := 0
	more, err := h.handling.Rows(t.Context(), who, handling.Filter{States: casework.States}, 1, func(handling.WorkRow, map[ident.StaffID]string) error { n++; return nil })
	if err != nil || !more || n != 1 {
		t.Errorf("%d rows, more %v, %v", n, more, err)
	}
}
