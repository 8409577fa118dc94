package citizen_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"mime/multipart"
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
	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/app/improvement"
	"lianban/internal/app/telling"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/blob"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/search"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
	"lianban/internal/web/citizen"
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

// house is the portal over a real database, real files and the packs of the sample city.
type house struct {
	t        *testing.T
	url      string
	clock    *clock.Movable
	access   *access.Service
	handling *handling.Service
	store    *store.Store
	telling  *telling.Service
	lends    *lending
}

func newHouse(t *testing.T) *house {
	t.Helper()
	catalogue, err := city()
	if err != nil {
		t.Fatal(err)
	}
	index, err := finder()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := pack.LoadCalendars(packs.FS, "calendars")
	if err != nil {
		t.Fatal(err)
	}
	h := &house{t: t, clock: clock.NewFrozen(opening), lends: &lending{}}
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	engine := casework.Engine{Cal: cal, Params: casework.DefaultParameters()}
	st := storetest.Open(t, store.Options{Clock: h.clock, Seal: storetest.Sealer(), Logger: log, Dues: engine.Dues})
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
	h.access = &access.Service{Store: st, Guard: guard, Clock: h.clock, Log: log}
	h.handling = &handling.Service{Store: st, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: h.clock, Blobs: blobs, Log: log}
	h.store = st
	h.telling = &telling.Service{Store: st, Clock: h.clock, Now: h.clock.Now, Quiet: telling.DefaultQuiet(), Mail: true, Link: "http://example.org/"}
	gate := page.NewGate(st.Sessions(), h.access, log, false)
	gate.Attempts = access.NewLimit(attempts, h.clock.Now)
	door := &citizen.Door{
		Filing: &filing.Service{
			Store: st, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: h.clock, Registers: h.lends, Blobs: blobs, Verifier: echo{}, Log: log, Finder: index,
		},
		Improvement: &improvement.Service{Store: st, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: h.clock, NewID: ident.New, Log: log},
		Access:      h.access, Telling: h.telling, Gate: gate, Printer: echo{}, Identity: provider{}, Log: log,
		Samples: []citizen.Sample{{Code: "zhang", Name: "张立春", Say: "想开店"}, {Code: "li", Name: "李谷雨", Say: "旁人"}},
		Frame: func(r *http.Request) *page.Frame {
			return &page.Frame{Texts: lang.Chinese(), Site: page.Site{City: "烟台", Name: "烟台市政务服务（演示）"}, Large: page.Large(r), Demo: &page.Demo{}}
		},
	}
	portal := http.NewServeMux()
	portal.Handle("/", door.Handler())
	portal.HandleFunc(playing, func(_ http.ResponseWriter, r *http.Request) { // what a desk does for who begins to play an applicant
		played, err := h.access.PlayApplicant(r.Context(), clerk)
		if err := errors.Join(err, gate.BeginTrial(r, played)); err != nil {
			t.Error(err)
		}
	})
	server := httptest.NewServer(&page.Shared{
		Next: gate.Wrap(portal), Signed: gate.Sessions.Cookie.Name,
		AsOf: func(*http.Request) string { return calendar.DayOf(h.clock.Now()).String() },
	})
	t.Cleanup(server.Close)
	h.url = server.URL
	return h
}

// playing is the address at which these tests begin to play an applicant, clerk who plays.
const playing = "/tests/play-applicant"

var clerk = access.Who{Principal: permission.Principal{
	Kind: permission.Staff, ID: "luan", Active: true, Posts: []permission.Post{{Permissions: []permission.Permission{permission.Rehearse}}},
}}

// attempts is how many sign-ins and checks of papers one address has in a house.
const attempts = 30

// lending registers do not answer, so that everything is asked of the person, until a test says what they hold.
type lending struct {
	mu    sync.Mutex
	up    bool
	asked int
	holds []filing.Certificate
}

// count is how often somebody was asked.
func (l *lending) count() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.asked
}

// answer lets the registers answer with these certificates from now on.
func (l *lending) answer(holds ...filing.Certificate) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.up, l.holds = true, holds
}

func (l *lending) Lookup(context.Context, string, filing.Subject, []string) (map[string]string, error) {
	if _, err := l.Certificates(context.Background(), filing.Subject{}); err != nil {
		return nil, err
	}
	return map[string]string{}, nil
}

func (l *lending) Certificates(context.Context, filing.Subject) ([]filing.Certificate, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.asked++
	if !l.up {
		return nil, fault.New(fault.Unavailable, "register.down")
	}
	return l.holds, nil
}

// echo prints papers as their kind, and verifies the code "right".
type echo struct{}

func (echo) PDF(_ context.Context, d casework.Document) ([]byte, error) {
	return []byte("%PDF-1.7 " + d.Kind), nil
}

func (echo) HTML(_ context.Context, d casework.Document) ([]byte, error) {
	return []byte("<h1>paper " + d.Kind + "</h1>"), nil
}
func (echo) QR(path, label string) (string, error) {
	return `<svg role="img" aria-label="` + label + `"><desc>` + path + `</desc></svg>`, nil
}
func (echo) Verify(casework.Document) string                { return "/verify" }
func (echo) Verifies(_ casework.Document, code string) bool { return code == "right" }

// provider believes whoever picks a sample person.
type provider struct{}

func (provider) Slug() string                                  { return "test" }
func (provider) Begin(context.Context, string) (string, error) { return "/login/test", nil }
func (provider) Finish(_ context.Context, back url.Values) (access.Identity, error) {
	id := access.Identity{Provider: "test", Kind: "person", Name: "张立春", IDNo: "370699199002040012", Phone: "13800138000", Level: "L3"}
	if back.Get("person") == "li" {
		id.Name, id.IDNo = "李谷雨", "37069919940420005X"
	}
	return id, nil
}

// browser is somebody with cookies and no script.
type browser struct {
	*house
	client *http.Client
	at     string // address of the page that is shown
	status int
	html   string
}

func (h *house) browser() *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	return &browser{house: h, client: &http.Client{Jar: jar}}
}

func (b *browser) send(r *http.Request) {
	b.t.Helper()
	r.Header.Set("Origin", b.url)
	r.Header.Set("Referer", b.url+b.at)
	res, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	b.at, b.status, b.html = res.Request.URL.RequestURI(), res.StatusCode, string(body)
}

func (b *browser) open(path string) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+path, nil)
	if err != nil {
		b.t.Fatal(err)
	}
	b.send(r)
}

func (b *browser) post(path string, values url.Values) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+path, strings.NewReader(values.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	b.send(r)
}

func (b *browser) upload(path, name string, content []byte) {
	b.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	if name != "" {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			b.t.Fatal(err)
		}
		_, _ = part.Write(content)
	}
	_ = w.Close()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+path, &body)
	if err != nil {
		b.t.Fatal(err)
	}
	r.Header.Set("Content-Type", w.FormDataContentType())
	b.send(r)
}

func (b *browser) signIn(person string) {
	b.t.Helper()
	b.post("/login", url.Values{"person": {person}, "notice": {"yes"}, "back": {"/me"}})
	b.want(http.StatusOK, "/me")
}

// want checks the status, where the page is, and words that must stand on it.
func (b *browser) want(status int, at string, words ...string) {
	b.t.Helper()
	if b.status != status || !strings.HasPrefix(b.at, at) {
		b.t.Fatalf("got %d at %s, want %d at %s\n%s", b.status, b.at, status, at, b.main())
	}
	for _, w := range words {
		if !strings.Contains(b.html, w) {
			b.t.Fatalf("%s does not say %q\n%s", b.at, w, b.main())
		}
	}
	if m := missing.FindString(b.html); m != "" {
		b.t.Errorf("%s: a text is missing or not filled in: %s", b.at, m)
	}
}

var (
	tag    = regexp.MustCompile(`<[^>]*>|\s+`)
	inputs = regexp.MustCompile(`<(?:input|textarea)[^>]*>`)
	posts  = regexp.MustCompile(`(?s)<form[^>]*action="([^"]*)"[^>]*>(.*?)</form>`)
)

func attr(tag, name string) string {
	m := regexp.MustCompile(` ` + name + `="([^"]*)"`).FindStringSubmatch(tag)
	if m == nil {
		return ""
	}
	return m[1]
}

var digits = regexp.MustCompile(`\d{3} \d{3}`)

// codeOn is the code for another device that a page shows.
func (h *house) codeOn(html string) string {
	h.t.Helper()
	code := digits.FindString(html)
	if code == "" {
		h.t.Fatal("the page shows no code")
	}
	return code
}

// main is the page without markup, for messages.
func (b *browser) main() string {
	_, rest, _ := strings.Cut(b.html, "<main")
	rest, _, _ = strings.Cut(rest, "</main>")
	return tag.ReplaceAllString(rest, " ")
}

// form finds the form whose address ends in tail, with its address and the values that it carries.
func (b *browser) form(tail string) (action string, values url.Values, inside string) {
	b.t.Helper()
	for _, m := range posts.FindAllStringSubmatch(b.html, -1) {
		if !strings.HasSuffix(m[1], tail) {
			continue
		}
		values = url.Values{}
		for _, in := range inputs.FindAllString(m[2], -1) {
			if attr(in, "type") == "hidden" {
				values.Add(attr(in, "name"), attr(in, "value"))
			}
		}
		return m[1], values, m[2]
	}
	b.t.Fatalf("%s has no form %q\n%s", b.at, tail, b.main())
	return "", nil, ""
}

// fill answers every field of a form with something that fits it.
func fill(values url.Values, inside string) {
	for _, in := range inputs.FindAllString(inside, -1) {
		name := attr(in, "name")
		if values.Has(name) || attr(in, "type") == "hidden" {
			continue
		}
		switch attr(in, "type") {
		case "radio", "checkbox":
			values.Set(name, attr(in, "value"))
		default:
			values.Set(name, fitting(name))
		}
	}
}

func fitting(name string) string {
	for part, value := range map[string]string{
		".year": "2026", ".month": "6", ".day": "1", "phone": "13800138000", "uscc": "91370699MA00LB0289", "area": "60", "count": "3",
		"id_no": "370699199605210027", "legal_person_id": "370699199605210027",
	} {
		if strings.Contains(name, part) {
			return value
		}
	}
	return "海风小馆"
}

// paper is a small but real PDF.
var paper = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n" + strings.Repeat(" ", 3000))

// finder is the index of the sample city, built once: to build it takes longer than a test.
var finder = sync.OnceValues(func() (*search.Index, error) {
	catalogue, err := city()
	if err != nil {
		return nil, err
	}
	syn, err := search.LoadSynonyms(packs.FS, search.SynonymsFile)
	if err != nil {
		return nil, err
	}
	return search.New(catalogue, syn)
})
