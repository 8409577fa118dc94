package supervisor

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/handling"
	"lianban/internal/app/improvement"
	"lianban/internal/base/clock"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
	"lianban/internal/web/page"
	"lianban/packs"
)

// plain keeps passwords as they are: hashing is tested where it is done.
type plain struct{}

func (plain) Hash(_ context.Context, p string) (string, error) { return p, nil }
func (plain) Verify(_ context.Context, stored, p string) (bool, error) {
	return stored == p && p != "", nil
}

// house is the supervisors' door over a real database, with one food licence that two officers have in hand.
type house struct {
	t           *testing.T
	url         string
	clock       *clock.Movable
	handling    *handling.Service
	improvement *improvement.Service
	client      *http.Client
	no          ident.CaseNo
	engine      casework.Engine
}

const slot = "food_licence.new"

// city is the shipped packs, read once; they must be without errors.
var city = sync.OnceValues(func() (*scenario.Catalogue, error) {
	c, findings, err := pack.Load(packs.FS)
	if bad := pack.Errors(findings); err == nil && len(bad) > 0 {
		err = fmt.Errorf("the shipped packs have errors: %v", bad)
	}
	return c, err
})

func newHouse(t *testing.T, rights ...permission.Permission) *house {
	t.Helper()
	catalogue, err := city()
	check(t, err)
	cal, err := pack.LoadCalendars(packs.FS, "calendars")
	check(t, err)
	h := &house{t: t, clock: clock.NewFrozen(time.Date(2026, 3, 10, 10, 15, 0, 0, clock.Zone))}
	e := casework.Engine{Cal: cal, Params: casework.DefaultParameters()}
	log := slog.New(slog.DiscardHandler)
	desk := func(c *casework.Case, it *casework.ItemCase) store.DeskClock {
		k, _ := e.Headline(c, it.Slot, c.Day)
		return store.DeskClock{Kind: k.Kind, Due: k.Due, Ground: k.Ground}
	}
	s := storetest.Open(t, store.Options{Clock: h.clock, Seal: storetest.Sealer(), Logger: log, Dues: e.Dues, Desk: desk})
	within := map[string]string{}
	for _, a := range catalogue.Areas() {
		within[a.Slug] = a.Within
	}
	tree, err := permission.NewTree(within)
	check(t, err)
	guard := permission.NewGuard(tree)
	acc := &access.Service{Store: s, Guard: guard, Clock: h.clock, Passwords: plain{}, Log: log}
	gate := page.NewGate(s.Sessions(), acc, log, false)
	shared := Shared()
	shared.Access, shared.Gate, shared.Clock, shared.Log = acc, gate, h.clock, log
	shared.Frame = func(r *http.Request) *page.Frame {
		return &page.Frame{Texts: lang.Chinese(), Site: page.Site{City: "烟台", Name: "烟台市政务服务（演示）"}}
	}
	h.handling = &handling.Service{Store: s, Catalogue: catalogue, Engine: e, Guard: guard, Clock: h.clock, Log: log}
	h.improvement = &improvement.Service{Store: s, Catalogue: catalogue, Engine: e, Guard: guard, Clock: h.clock, NewID: ident.New, Log: log}
	all := http.NewServeMux()
	all.Handle("/", (&Door{Door: shared, Handling: h.handling, Improvement: h.improvement}).Handler())
	all.HandleFunc(rehearsing, func(_ http.ResponseWriter, r *http.Request) { // what another desk does in the same browser
		check(t, gate.BeginTrial(r, access.Who{}))
	})
	server := httptest.NewServer(gate.Wrap(all))
	t.Cleanup(server.Close)
	h.url = server.URL
	_, err = acc.AddStaff(t.Context(), access.NewStaff{
		Login: "xie", Name: "解放", Password: "long enough", Department: "approval_bureau", Area: "yantai", Title: "监督岗",
		Posts: []permission.Post{{Area: "yantai", EveryDepartment: true, EveryScenario: true, Permissions: rights}},
	})
	check(t, err)
	h.engine = e
	h.no = h.file(1, false)
	jar, err := cookiejar.New(nil)
	check(t, err)
	h.client = &http.Client{Jar: jar}
	return h
}

// rehearsing is the address at which these tests begin a rehearsal.
const rehearsing = "/tests/rehearse"

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// file submits one food licence, as a rehearsal or in earnest, and has it accepted.
func (h *house) file(n int64, trial bool) ident.CaseNo {
	h.t.Helper()
	s, e := h.handling.Store, h.engine
	no := ident.NewCaseNo("370602", h.clock.Now(), n)
	if trial {
		no = ident.NewTrialNo("370602", h.clock.Now(), n)
	}
	c := &casework.Case{
		No: no, Trial: trial, Scenario: "newborn", ScenarioName: "新生儿出生", Area: "zhifu", Channel: "portal", Subject: "",
		Applicant: casework.Applicant{Person: "person-1", Role: "mother", Name: "王小满", Kind: "person"},
		Items: []*casework.ItemCase{{
			Slot: slot, Attempt: 1, Item: "food_licence", Name: "食品经营许可", Short: "食", Department: "market", Area: "zhifu", Regime: "licence",
			Promised: casework.Limit{Days: 10}, Statutory: casework.Limit{Days: 20},
		}},
	}
	_, err := s.Create(h.t.Context(), store.Once{Scope: "test", Key: string(no)}, func() (store.Filing, error) {
		ch, err := e.Submit(h.moment(), casework.Actor{Kind: "applicant", ID: "person-1", Name: "王小满"},
			casework.SubmitInput{Case: c, ReviewHash: "h", SubmittedHash: "h", SnapshotHash: "s", OrderAgreed: true})
		return store.Filing{Change: ch, Snapshot: store.Snapshot{Data: json.RawMessage(`{}`), DeclaredAt: h.clock.Now()}}, err
	})
	check(h.t, err)
	_, err = s.Apply(h.t.Context(), store.ByNo(no), func(c *casework.Case) (casework.Change, error) {
		return e.Accept(c, h.moment(), casework.Actor{Kind: "staff", ID: "s", Name: "林晓", Department: "market"}, casework.AcceptInput{Target: casework.Target{Slot: slot}})
	})
	check(h.t, err)
	return no
}

// moment is the time of an act now.
func (h *house) moment() casework.Moment {
	return casework.Moment{At: h.clock.Now(), NewID: ident.New, Salt: ident.New}
}

func (h *house) do(method, path string, pairs ...string) (int, string) {
	h.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	var body io.Reader
	if method == http.MethodPost {
		body = strings.NewReader(form.Encode())
	}
	req, err := http.NewRequestWithContext(h.t.Context(), method, h.url+path, body)
	check(h.t, err)
	if body != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	resp, err := h.client.Do(req)
	check(h.t, err)
	defer resp.Body.Close()
	var b bytes.Buffer
	_, err = io.Copy(&b, resp.Body)
	check(h.t, err)
	return resp.StatusCode, b.String()
}

var unsaid = regexp.MustCompile(`\[(supervisor|console|page|fault|casework)\.[^\]]*\]`)

// page fetches a page that must be there and say so.
func (h *house) page(path string, want ...string) string {
	h.t.Helper()
	status, html := h.do(http.MethodGet, path)
	if status != http.StatusOK {
		h.t.Fatalf("%s answers %d", path, status)
	}
	h.says(path, html, want...)
	return html
}

func (h *house) says(path, html string, want ...string) {
	h.t.Helper()
	if m := unsaid.FindAllString(html, -1); m != nil {
		h.t.Errorf("%s: texts missing: %v", path, m)
	}
	for _, w := range want {
		if !strings.Contains(html, w) {
			h.t.Errorf("%s does not say %q", path, w)
		}
	}
	if n := strings.Count(html, "<h1"); n != 1 {
		h.t.Errorf("%s has %d headings of the first rank", path, n)
	}
}

func (h *house) signIn() {
	h.t.Helper()
	if status, html := h.do(http.MethodPost, "/supervisor/login", "account", "xie", "password", "long enough"); status != http.StatusOK || !strings.Contains(html, say("shell.product")) {
		h.t.Fatalf("sign-in answers %d", status)
	}
}

func TestASupervisorUrgesPressesAndCloses(t *testing.T) {
	t.Parallel()
	h := newHouse(t, permission.See, permission.Supervise)
	h.signIn()
	at := itemURL(h.no, slot)
	h.page(home, say("empty.over"), say("empty.never"), say("swept.silent"))
	h.page(home+"?view=nonsense&clock=K99&owner=me", say("unknown"))
	if status, _ := h.do(http.MethodPost, at+"/urge"); status != http.StatusConflict {
		t.Errorf("urging what is in good time answers %d", status)
	}
	h.clock.Move(30 * 24 * time.Hour)
	list := h.page(home, say("swept.silent"), "王*满", "食品经营许可", say("owner.none"), groundWord("promise"), say("press"))
	if strings.Contains(list, "王小满") {
		t.Error("the board shows a whole name")
	}
	_, err := h.handling.SettleDue(t.Context())
	check(t, err)
	h.page(home, say("swept.good"))
	h.page(home+"?department=fire", say("empty.over"), say("empty.clear"))
	h.page(home+"?department=market&clock=K4&owner=none&ground=promise", string(h.no))

	_, html := h.do(http.MethodPost, at+"/urge", "back", home)
	h.says("urged", html, say("flash.urged"), say("mark.urged", "day", "4月9日"))
	if strings.Contains(html, at+"/urge") {
		t.Error("urging twice a day is offered")
	}
	if html := h.page(at); !regexp.MustCompile(`<option value="2026-04-1\d" selected`).MatchString(html) {
		t.Error("no day is suggested")
	}
	status, html := h.do(http.MethodPost, at+"/supervise", "what", " ", "due", "2026-04-20")
	if status != http.StatusUnprocessableEntity || !strings.Contains(html, "写明要办什么") {
		t.Errorf("an order without words answers %d", status)
	}
	_, html = h.do(http.MethodPost, at+"/supervise", "what", "查明为什么超期", "due", "2026-04-20")
	h.says("supervised", html, say("flash.supervised"), "查明为什么超期")
	h.page(home+"?view=orders", string(h.no))
	if status, _ := h.do(http.MethodPost, at+"/close-supervision", "conclusion", "属实"); status != http.StatusConflict {
		t.Errorf("closing an order that nobody answered answers %d", status)
	}
	_, err = h.handling.Store.Apply(t.Context(), store.ByNo(h.no), func(c *casework.Case) (casework.Change, error) {
		return h.handling.Engine.AnswerSupervision(c, casework.Moment{At: h.clock.Now(), NewID: ident.New, Salt: ident.New},
			casework.Actor{Kind: "staff", ID: "s", Name: "林晓", Department: "market"}, casework.AnswerSupervisionInput{Target: casework.Target{Slot: slot}, Answer: "现场核查改期"})
	})
	check(t, err)
	h.page(home+"?view=answered", say("check"))
	h.page(at, "现场核查改期")
	_, html = h.do(http.MethodPost, at+"/close-supervision", "conclusion", "情况属实")
	h.says("closed", html, say("flash.closed"), "情况属实", say("who.supervisor"))
	h.page(home+"?view=failed", string(h.no), say("mark.closed"))
	h.page(home+"?view=soon&print=1", say("empty.soon"), "最近一次超期是")
}

func TestWhoDoesNotSuperviseOnlyLooks(t *testing.T) {
	t.Parallel()
	h := newHouse(t, permission.SetRight)
	h.signIn()
	h.clock.Move(30 * 24 * time.Hour)
	at := itemURL(h.no, slot)
	if html := h.page(at, "监督岗"); strings.Contains(html, `action="`+at) {
		t.Error("acts are offered")
	}
	for _, act := range []string{"/urge", "/supervise", "/close-supervision"} {
		if status, _ := h.do(http.MethodPost, at+act, "what", "x", "due", "2026-05-06"); status != http.StatusForbidden {
			t.Errorf("%s answers %d, want 403", act, status)
		}
	}
	other := newHouse(t, permission.Answer)
	if status, html := other.do(http.MethodPost, "/supervisor/login", "account", "xie", "password", "long enough"); status != http.StatusForbidden && !strings.Contains(html, "没有") {
		t.Errorf("who is no supervisor comes in: %d", status)
	}
}
