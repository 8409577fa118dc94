package api_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"image"
	"image/jpeg"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lianban/internal/api"
	"lianban/internal/app/access"
	"lianban/internal/app/custody"
	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/app/running"
	"lianban/internal/app/telling"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/blob"
	"lianban/internal/crypt"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/search"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
)

var packsDir = flag.String("packs", "../../packs", "folder of the packs that the tests file in")

// opening is a Tuesday morning.
var opening = time.Date(2026, 3, 10, 10, 15, 0, 0, clock.Zone)

// city is the sample city's packs, read once.
var city = sync.OnceValues(func() (*scenario.Catalogue, error) {
	catalogue, findings, err := pack.Load(os.DirFS(*packsDir))
	if err == nil && len(pack.Errors(findings)) > 0 {
		err = fault.New(fault.Invalid, pack.Errors(findings)[0].String())
	}
	return catalogue, err
})

// house is a whole installation behind its API, with a real database and real files.
type house struct {
	t        *testing.T
	url      string
	clock    *clock.Movable
	access   *access.Service
	handling *handling.Service
	down     atomic.Pointer[error] // what /readyz and the printer of documents meet
	log      *diary
	deps     api.Deps
}

func newHouse(t *testing.T) *house {
	t.Helper()
	catalogue, err := city()
	if err != nil {
		t.Fatal(err)
	}
	return newHouseWith(t, catalogue)
}

// newHouseWith is a house of another catalogue.
func newHouseWith(t *testing.T, catalogue *scenario.Catalogue) *house {
	t.Helper()
	cal, err := pack.LoadCalendars(os.DirFS(*packsDir), "calendars")
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, clock: clock.NewFrozen(opening), log: &diary{}}
	log := slog.New(slog.NewTextHandler(h.log, nil))
	engine := casework.Engine{Cal: cal, Params: casework.DefaultParameters()}
	st := storetest.Open(t, store.Options{
		Clock: h.clock, Seal: storetest.Sealer(), Logger: log, Dues: engine.Dues,
		Desk: func(c *casework.Case, it *casework.ItemCase) store.DeskClock {
			k, _ := engine.Headline(c, it.Slot, calendar.DayOf(h.clock.Now()))
			return store.DeskClock{Kind: k.Kind, Due: k.Due}
		},
	})
	blobs, err := blob.NewFolder(t.TempDir(), blob.Options{})
	if err != nil {
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
	h.access = &access.Service{
		Store: st, Guard: guard, Clock: h.clock, Passwords: plain{}, NewSecret: func() string { return crypt.NewToken().Reveal() }, Log: log,
		Department: func(slug string) bool { _, ok := catalogue.Department(slug); return ok },
	}
	h.handling = &handling.Service{Store: st, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: h.clock, Blobs: blobs, Log: log}
	h.deps = api.Deps{
		Running: &running.Service{Store: st, Guard: guard, Clock: h.clock, Refused: h.access.Refused},
		Telling: &telling.Service{Store: st, Clock: h.clock, Now: h.clock.Now},
		Custody: &custody.Service{Store: st, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: h.clock, Log: log},
		Access:  h.access, Handling: h.handling, Catalogue: catalogue, Log: log,
		Filing: &filing.Service{
			Store: st, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: h.clock, Registers: registers{}, Blobs: blobs, Log: log, Finder: finder(t, catalogue),
			NewSecret: h.access.NewSecret,
		},
		Ready: func(context.Context) error { return h.broken() },
		Document: func(_ context.Context, d casework.Document) ([]byte, error) {
			return []byte("%PDF-1.7 " + d.No), h.broken()
		},
	}
	server := httptest.NewServer(api.New(h.deps))
	t.Cleanup(server.Close)
	h.url = server.URL
	return h
}

// plain keeps passwords as they are: hashing is tested where it is done.
type plain struct{}

func (plain) Hash(_ context.Context, p string) (string, error) { return p, nil }
func (plain) Verify(_ context.Context, stored, p string) (bool, error) {
	return stored == p && p != "", nil
}

// diary is a log that a test can read while it is written.
type diary struct {
	mu   sync.Mutex
	text strings.Builder
}

func (d *diary) Write(b []byte) (int, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text.Write(b)
}

func (d *diary) String() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.text.String()
}

// setDown breaks /readyz and the printer of documents.
func (h *house) setDown(err error) { h.down.Store(&err) }

func (h *house) broken() error {
	if err := h.down.Load(); err != nil {
		return *err
	}
	return nil
}

// registers know the sample company and nothing else.
type registers struct{}

func (registers) Lookup(_ context.Context, _ string, about filing.Subject, fields []string) (map[string]string, error) {
	out := map[string]string{}
	for _, f := range fields {
		if v, ok := map[string]string{
			"company_name": "烟台海风餐饮有限公司", "uscc": about.USCC, "legal_person": about.Name, "legal_person_id": about.IDNo,
			"venue_address": "芝罘区海港路1号",
		}[f]; ok && v != "" {
			out[f] = v
		}
	}
	return out, nil
}

func (registers) Certificates(_ context.Context, about filing.Subject) ([]filing.Certificate, error) {
	return []filing.Certificate{
		{Material: "business_licence", Number: about.USCC, Holder: "烟台海风餐饮有限公司", Issuer: "市场监管局", Issued: "2025-01-02"},
		{Material: "legal_person_id_card", Number: about.IDNo, Holder: about.Name, Issuer: "公安局", Issued: "2020-01-02"},
	}, nil
}

// client is somebody with a token.
type client struct {
	*house
	token string
}

// applicant signs a person in and gives them a token.
func (h *house) applicant(name, idNo string) client {
	h.t.Helper()
	w, err := h.access.SignInPerson(h.t.Context(), access.Identity{
		Provider: "test", Kind: "person", Name: name, IDNo: idNo, Phone: "13800138000", Level: "L3",
		Companies: []store.Company{{USCC: uscc, Name: "烟台海风餐饮有限公司", Role: "legal_representative"}},
	}, true)
	return h.issue(w, err)
}

// officer adds a member of staff with one post and gives them a token.
func (h *house) officer(login, department string, rights ...permission.Permission) client {
	h.t.Helper()
	return h.staff(login, department, permission.Post{Area: "zhifu", Department: department, EveryScenario: true, Permissions: rights})
}

// clerk adds a member of staff who stands at the window of zhifu, for every department, and gives them a token.
func (h *house) clerk(login string, rights ...permission.Permission) client {
	h.t.Helper()
	return h.staff(login, "approval_bureau", permission.Post{Area: "zhifu", EveryDepartment: true, EveryScenario: true, Permissions: rights})
}

func (h *house) staff(login, department string, post permission.Post) client {
	h.t.Helper()
	m, err := h.access.AddStaff(h.t.Context(), access.NewStaff{
		Login: login, Name: login, Password: "long enough", Hash: "none", Department: department, Area: "zhifu", Posts: []permission.Post{post},
	})
	if err != nil {
		h.t.Fatal(err)
	}
	return h.issue(h.access.PrincipalOfStaff(h.t.Context(), m.ID, m.Epoch))
}

func (h *house) issue(w access.Who, err error) client {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
	secret, err := h.access.IssueToken(h.t.Context(), w, "test", 10*365*24*time.Hour)
	if err != nil {
		h.t.Fatal(err)
	}
	return client{h, secret}
}

const (
	wang  = "110101199003074477"
	other = "11010519491231002X"
	uscc  = "91350100M000100Y43"
)

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// problem is a problem as a client reads it.
type problem struct {
	Type, Title, Code, Kind, Instance string
	Status                            int
	Errors                            []struct{ Location, Pointer, Code, Message string }
}

func (c client) send(method, path string, body any, header ...string) answer {
	c.t.Helper()
	var r io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		r = strings.NewReader(b)
	case []byte:
		r = bytes.NewReader(b)
	default:
		text, err := json.Marshal(b)
		if err != nil {
			c.t.Fatal(err)
		}
		r = bytes.NewReader(text)
	}
	req, err := http.NewRequestWithContext(c.t.Context(), method, c.url+path, r)
	if err != nil {
		c.t.Fatal(err)
	}
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		c.t.Fatal(err)
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		c.t.Fatal(err)
	}
	return answer{resp.StatusCode, resp.Header, got}
}

// ask sends and wants a status; it reads the answer into what into points to.
func (c client) ask(want int, into any, method, path string, body any, header ...string) answer {
	c.t.Helper()
	a := c.send(method, path, body, header...)
	if a.status != want {
		c.t.Fatalf("%s %s: %d, want %d: %s", method, path, a.status, want, a.body)
	}
	if into != nil {
		if err := json.Unmarshal(a.body, into); err != nil {
			c.t.Fatalf("%s %s: %v: %s", method, path, err, a.body)
		}
	}
	return a
}

// refused sends and wants a problem with a status and code.
func (c client) refused(status int, code, method, path string, body any, header ...string) problem {
	c.t.Helper()
	var p problem
	a := c.ask(status, &p, method, path, body, header...)
	if got := a.header.Get("Content-Type"); got != "application/problem+json" {
		c.t.Errorf("%s %s: content type %q", method, path, got)
	}
	if !slices.ContainsFunc(api.Codes(), func(c api.Code) bool {
		return c.Code == code && c.Status == status || code != "" && status == http.StatusPreconditionFailed
	}) {
		c.t.Errorf("the list of codes has no %s with status %d", code, status)
	}
	if p.Code != code || p.Status != status || p.Type != "urn:lianban:fault:"+code {
		c.t.Errorf("%s %s: %+v, want %s", method, path, p, code)
	}
	if p.Title == "" || strings.HasPrefix(p.Title, "[") {
		c.t.Errorf("%s %s: no words: %q", method, path, p.Title)
	}
	return p
}

// hand uploads a file as a form would.
func (c client) hand(path, name string, content []byte) answer {
	c.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		c.t.Fatal(err)
	}
	if _, err := part.Write(content); err != nil {
		c.t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		c.t.Fatal(err)
	}
	return c.ask(http.StatusCreated, nil, http.MethodPost, path, b.Bytes(), "Content-Type", w.FormDataContentType())
}

// photo is a JPEG of the given width.
func photo(t *testing.T, width int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, width, width*3/4)), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// plan is a PDF of one empty page.
var pdf = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +
	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")

// found is the index of the sample city, built once: to build it takes longer than a test.
var found = sync.OnceValues(func() (*search.Index, error) {
	catalogue, err := city()
	if err != nil {
		return nil, err
	}
	return indexed(catalogue)
})

func indexed(catalogue *scenario.Catalogue) (*search.Index, error) {
	syn, err := search.LoadSynonyms(os.DirFS(*packsDir), search.SynonymsFile)
	if err != nil {
		return nil, err
	}
	return search.New(catalogue, syn)
}

// finder is the index of a catalogue; the sample city's is shared.
func finder(t *testing.T, catalogue *scenario.Catalogue) *search.Index {
	t.Helper()
	if of, err := city(); err == nil && of == catalogue {
		x, err := found()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
	x, err := indexed(catalogue)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.Close() })
	return x
}
