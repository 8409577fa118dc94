package officer

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/handling"
	"lianban/internal/app/improvement"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/blob"
	"lianban/internal/document"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
	"lianban/internal/web/page"
	"lianban/packs"
)

var city = sync.OnceValues(func() (*scenario.Catalogue, error) {
	c, findings, err := pack.Load(packs.FS)
	if err == nil && len(pack.Errors(findings)) > 0 {
		err = fault.New(fault.Invalid, pack.Errors(findings)[0].String())
	}
	return c, err
})

// opening is a Tuesday morning.
var opening = time.Date(2026, 3, 10, 10, 15, 0, 0, clock.Zone)

// plain keeps passwords as they are: hashing is tested where it is done.
type plain struct{}

func (plain) Hash(_ context.Context, p string) (string, error) { return p, nil }
func (plain) Verify(_ context.Context, stored, p string) (bool, error) {
	return stored == p && p != "", nil
}

// echo prints papers as their kind and number.
type echo struct{}

func (echo) PDF(_ context.Context, d casework.Document) ([]byte, error) {
	return []byte("%PDF-1.7 " + d.Kind), nil
}

func (echo) HTML(_ context.Context, d casework.Document) ([]byte, error) {
	return []byte("<h1>paper " + d.Kind + "</h1>"), nil
}

// house is the officers' door over a real database, with one restaurant filed.
type house struct {
	t      *testing.T
	url    string
	clock  *clock.Movable
	store  *store.Store
	engine casework.Engine
	blobs  blob.Store
	no     ident.CaseNo

	catalogue *scenario.Catalogue
	access    *access.Service
	handling  *handling.Service
}

func newHouse(t *testing.T) *house {
	t.Helper()
	catalogue, err := city()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := pack.LoadCalendars(packs.FS, "calendars")
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, clock: clock.NewFrozen(opening), engine: casework.Engine{Cal: cal, Params: casework.DefaultParameters()}}
	log := slog.New(slog.NewTextHandler(testLog{t}, nil))
	h.store = storetest.Open(t, store.Options{Clock: h.clock, Seal: storetest.Sealer(), Logger: log, Dues: h.engine.Dues, Desk: headline(h.engine)})
	if h.blobs, err = blob.NewFolder(t.TempDir(), blob.Options{}); err != nil {
		t.Fatal(err)
	}
	within := map[string]string{}
	for _, a := range catalogue.Areas() {
		within[a.Slug] = a.Within
	}
	tree, err := permission.NewTree(within)
	if err != nil {
		t.Fatal(err)
	}
	guard := permission.NewGuard(tree)
	acc := &access.Service{Store: h.store, Guard: guard, Clock: h.clock, Passwords: plain{}, Log: log}
	gate := page.NewGate(h.store.Sessions(), acc, log, false)
	h.access = acc
	shared := Shared()
	shared.Access, shared.Gate, shared.Clock, shared.Log = acc, gate, h.clock, log
	shared.Frame = func(r *http.Request) *page.Frame {
		return &page.Frame{Texts: lang.Chinese(), Site: page.Site{City: "烟台", Name: "烟台市政务服务（演示）"}, Large: page.Large(r)}
	}
	gate.Attempts = access.NewLimit(attempts, h.clock.Now)
	door := &Door{
		Door: shared, Printer: echo{}, Sheet: document.Spreadsheet,
		Handling:    &handling.Service{Store: h.store, Catalogue: catalogue, Engine: h.engine, Guard: guard, Clock: h.clock, Blobs: h.blobs, Log: log},
		Improvement: &improvement.Service{Store: h.store, Catalogue: catalogue, Engine: h.engine, Guard: guard, Clock: h.clock, NewID: ident.New, Log: log},
	}
	h.handling = door.Handling
	server := httptest.NewServer(gate.Wrap(door.Handler()))
	t.Cleanup(server.Close)
	h.url = server.URL
	for _, a := range []struct {
		login, name, department string
		rights                  []permission.Permission
	}{
		{"lin", "林晓", "market", []permission.Permission{permission.Answer, permission.Handle, permission.HandOver}},
		{"zhou", "周岩", "market", []permission.Permission{permission.Answer, permission.Handle, permission.Sign, permission.HandOver}},
		{"qu", "曲帆", "market", []permission.Permission{permission.Answer, permission.Handle}},
		{"mou", "牟山", "market", []permission.Permission{permission.See}},
		{"jiang", "姜海", "fire", []permission.Permission{permission.Answer, permission.Handle}},
	} {
		h.hire(a.login, a.name, a.department, permission.Post{Area: "zhifu", Department: a.department, EveryScenario: true, Permissions: a.rights})
	}
	h.catalogue = catalogue
	h.no = h.file(ident.NewCaseNo("370602", h.clock.Now(), 1))
	return h
}

// hire adds a member of staff with one post.
func (h *house) hire(login, name, department string, post permission.Post) {
	h.t.Helper()
	_, err := h.access.AddStaff(h.t.Context(), access.NewStaff{
		Login: login, Name: name, Password: "long enough", Department: department, Area: "zhifu", Title: "审查岗", Posts: []permission.Post{post},
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// dayOf is the legal day of the house.
func dayOf(h *house) calendar.Day { return calendar.DayOf(h.clock.Now()) }

// headline tells lists which clock an officer sees first.
func headline(e casework.Engine) func(*casework.Case, *casework.ItemCase) store.DeskClock {
	return func(c *casework.Case, it *casework.ItemCase) store.DeskClock {
		k, _ := e.Headline(c, it.Slot, c.Day)
		return store.DeskClock{Kind: k.Kind, Due: k.Due, Ground: k.Ground}
	}
}

type testLog struct{ t *testing.T }

func (l testLog) Write(b []byte) (int, error) {
	l.t.Log(strings.TrimSpace(string(b)))
	return len(b), nil
}

// file submits a restaurant with every paper handed in; a number of a rehearsal makes it one.
func (h *house) file(no ident.CaseNo) ident.CaseNo {
	h.t.Helper()
	plan, err := h.catalogue.Compile("restaurant", "zhifu", scenario.Situation{
		Applicant: "owner", Known: scenario.Known{All: true},
		Answers: map[string]any{"catering_size": "regular", "venue_area": json.Number("320"), "fire_route": "ordinary", "sells_raw_food": false, "wants_sign": true},
	})
	if err != nil || len(plan.Items) == 0 {
		h.t.Fatalf("no plan: %v", err)
	}
	c := &casework.Case{
		No: no, Trial: no.Trial(), Scenario: "restaurant", ScenarioName: plan.Scenario.Name, Area: "zhifu", Channel: "portal", Subject: "海风小馆",
		Applicant: casework.Applicant{Person: "person-1", Role: "owner", Name: "王建军", Kind: "enterprise"},
	}
	for _, it := range plan.Items {
		c.Items = append(c.Items, &casework.ItemCase{
			Slot: it.Slot, Attempt: 1, Item: it.Item, Variant: it.Variant, Name: it.Name, Short: it.Short, Department: it.Office.Slug,
			Office: it.Office.Name, Area: it.Office.Area, Regime: it.Regime, Promised: casework.Limit(it.Promised), Statutory: casework.Limit(it.Statutory),
			SignOff: it.SignOff, Fields: it.Fields, Materials: it.Materials, Grounds: []string{"《食品安全法》第三十五条"},
		})
		if it.Slot == food {
			last := c.Items[len(c.Items)-1]
			last.MayGap, last.GapDays = []string{"food_safety_rules"}, casework.Limit{Days: 5}
		}
	}
	fields := []handling.FieldValue{}
	for _, s := range plan.Form.Sections {
		for _, x := range s.Fields {
			fields = append(fields, handling.FieldValue{Key: x.Key, Label: x.Label, Shown: "值 " + x.Label, Source: x.Source})
		}
	}
	data, err := json.Marshal(map[string]any{"plan": plan, "fields": fields, "work": map[string]any{}})
	if err != nil {
		h.t.Fatal(err)
	}
	got, err := h.store.Create(h.t.Context(), storetest.Once(), func() (store.Filing, error) {
		ch, err := h.engine.Submit(h.moment(), casework.Actor{Kind: "applicant", ID: "person-1", Name: "王建军"},
			casework.SubmitInput{Case: c, ReviewHash: "h", SubmittedHash: "h", SnapshotHash: "s", OrderAgreed: true})
		return store.Filing{Change: ch, Snapshot: store.Snapshot{Data: data, DeclaredAt: h.clock.Now()}}, err
	})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, m := range plan.Materials {
		if m.Disposition.HandedIn() {
			h.paper(got.Case.ID, m.Slug)
		}
	}
	return no
}

func (h *house) moment() casework.Moment {
	return casework.Moment{At: h.clock.Now(), NewID: ident.New, Salt: ident.New}
}

// paper hands in a small picture.
func (h *house) paper(id ident.CaseID, slug string) {
	h.t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 60, 40))); err != nil {
		h.t.Fatal(err)
	}
	info, err := h.blobs.Put(h.t.Context(), &b, blob.Limits{})
	if err != nil {
		h.t.Fatal(err)
	}
	err = h.store.PutPaper(h.t.Context(), store.Paper{
		ID: ident.PaperID(ident.New()), Version: 1, Case: id, Material: slug, Blob: info.ID, Name: slug + ".png", MIME: "image/png",
		Size: info.Size, Source: store.Uploaded, Status: store.HandedIn, By: "person:person-1", At: h.clock.Now(),
	})
	if err != nil {
		h.t.Fatal(err)
	}
}

// browser is somebody at a desk.
type browser struct {
	*house
	client *http.Client
}

func (h *house) browser() browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return browser{h, &http.Client{Jar: jar}}
}

// signIn opens a browser for a member of staff.
func (h *house) signIn(login string) browser {
	h.t.Helper()
	b := h.browser()
	status, html := b.post("/officer/login", "account", login, "password", "long enough")
	if status != http.StatusOK || !strings.Contains(html, say("stage.all")) {
		h.t.Fatalf("sign-in of %s: %d", login, status)
	}
	return b
}

func (b browser) get(path string) (int, string) {
	b.t.Helper()
	return b.do(http.MethodGet, path, nil)
}

func (b browser) post(path string, pairs ...string) (int, string) {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	return b.do(http.MethodPost, path, strings.NewReader(form.Encode()))
}

func (b browser) do(method, path string, body io.Reader) (int, string) {
	b.t.Helper()
	req, err := http.NewRequestWithContext(b.t.Context(), method, b.url+path, body)
	if err != nil {
		b.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-origin")
	}
	resp, err := b.client.Do(req)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	out, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return resp.StatusCode, string(out)
}

// attempts is how many sign-ins one address has in a house.
const attempts = 30
