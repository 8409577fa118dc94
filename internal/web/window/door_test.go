package window

import (
	"bytes"
	"context"
	"image"
	"image/png"
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
	"sync/atomic"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/custody"
	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/clock"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/blob"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store/storetest"
	"lianban/internal/web/page"
	"lianban/packs"
)

// plain keeps passwords as they are: hashing is tested where it is done.
type plain struct{}

func (plain) Hash(_ context.Context, p string) (string, error)         { return p, nil }
func (plain) Verify(_ context.Context, stored, p string) (bool, error) { return stored == p, nil }

// nobody is a city whose registers know nobody.
type nobody struct{}

func (nobody) Lookup(context.Context, string, filing.Subject, []string) (map[string]string, error) {
	return nil, nil
}
func (nobody) Certificates(context.Context, filing.Subject) ([]filing.Certificate, error) {
	return nil, nil
}

// one is a reader on which one card lies; it counts how often somebody reads it.
type one struct{ read *atomic.Int32 }

func (o one) ReadCard(context.Context, string) (access.Identity, error) {
	o.read.Add(1)
	return access.Identity{Name: "王小满", IDNo: "370699199605210027", Phone: "14000000001"}, nil
}

// echo prints papers as their kind.
type echo struct{}

func (echo) PDF(_ context.Context, d casework.Document) ([]byte, error) {
	return []byte("%PDF-1.7 " + d.Kind), nil
}
func (echo) HTML(_ context.Context, d casework.Document) ([]byte, error) {
	return []byte("<h1>paper " + d.Kind + "</h1>"), nil
}

// desk is the window's door over a real database, and a browser at it.
type desk struct {
	t      *testing.T
	url    string
	client *http.Client
	access *access.Service
	filing *filing.Service
	cards  *atomic.Int32 // how often a card was read
	page   string        // text of the last page
	at     string        // its path
	status int
}

// city is the shipped packs, read once.
var city = sync.OnceValues(func() (*scenario.Catalogue, error) {
	c, _, err := pack.Load(packs.FS)
	return c, err
})

func newDesk(t *testing.T) *desk {
	t.Helper()
	catalogue, err := city()
	must(t, err)
	cal, err := pack.LoadCalendars(packs.FS, "calendars")
	must(t, err)
	within := map[string]string{}
	for _, a := range catalogue.Areas() {
		within[a.Slug] = a.Within
	}
	tree, err := permission.NewTree(within)
	must(t, err)
	blobs, err := blob.NewFolder(t.TempDir(), blob.Options{})
	must(t, err)
	at, log := clock.NewFrozen(time.Date(2026, 9, 29, 9, 58, 0, 0, clock.Zone)), slog.New(slog.DiscardHandler)
	engine := casework.Engine{Cal: cal, Params: casework.DefaultParameters()}
	o := storetest.Options()
	o.Clock, o.Dues = at, engine.Dues
	s, guard := storetest.Open(t, o), permission.NewGuard(tree)
	d := &desk{t: t, cards: &atomic.Int32{}, access: &access.Service{Store: s, Guard: guard, Clock: at, Passwords: plain{}, NewSecret: ident.New, Log: log}}
	gate := page.NewGate(s.Sessions(), d.access, log, false)
	shared := Shared()
	shared.Access, shared.Gate, shared.Clock, shared.Log = d.access, gate, at, log
	shared.Frame = func(r *http.Request) *page.Frame {
		return &page.Frame{Texts: lang.Chinese(), Site: page.Site{City: "烟台", Name: "烟台市政务服务（演示）"}, Large: page.Large(r)}
	}
	door := &Door{
		Door: shared, Access: d.access, Reader: one{d.cards}, Printer: echo{}, QR: func(text, _ string) string { return "<svg>" + text + "</svg>" },
		Handling: &handling.Service{Store: s, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: at, Blobs: blobs, Log: log},
		Custody:  &custody.Service{Store: s, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: at, Log: log},
		Filing: &filing.Service{
			Store: s, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: at, Registers: nobody{}, Blobs: blobs, NewSecret: ident.New, Log: log,
		},
	}
	d.filing = door.Filing
	server := httptest.NewServer(gate.Wrap(door.Handler()))
	t.Cleanup(server.Close)
	d.url, door.Base = server.URL, server.URL+"/"
	jar, err := cookiejar.New(nil)
	must(t, err)
	d.client = &http.Client{Jar: jar}
	d.clerk("window", "zhifu")
	d.clerk("longkou", "longkou")
	return d
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (d *desk) clerk(login, area string) {
	d.t.Helper()
	_, err := d.access.AddStaff(d.t.Context(), access.NewStaff{
		Login: login, Name: "栾兰", Password: "long enough", Department: "approval_bureau", Area: area, Title: "收件岗",
		Posts: []permission.Post{{Area: area, EveryDepartment: true, EveryScenario: true, Permissions: []permission.Permission{permission.See, permission.FileFor, permission.HandOver, permission.Rehearse}}},
	})
	must(d.t, err)
}

func (d *desk) do(r *http.Request) {
	d.t.Helper()
	r.Header.Set("Origin", d.url)
	res, err := d.client.Do(r)
	must(d.t, err)
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	must(d.t, err)
	d.page, d.at, d.status = string(b), res.Request.URL.Path, res.StatusCode
}

func (d *desk) get(path string) {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.t.Context(), http.MethodGet, d.url+path, http.NoBody)
	must(d.t, err)
	d.do(r)
}

func (d *desk) post(path string, form url.Values) {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, d.url+path, strings.NewReader(form.Encode()))
	must(d.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	d.do(r)
}

func (d *desk) signIn(login string) {
	d.t.Helper()
	d.post("/window/login", url.Values{"account": {login}, "password": {"long enough"}})
}

// begin reads the card and starts the small restaurant, answered.
func (d *desk) begin() string {
	d.t.Helper()
	d.post("/window/intakes/read-card", url.Values{})
	d.says("王小满")
	d.post("/window/intakes/start", url.Values{
		"name": {"王小满"}, "id_no": {"370699199605210027"}, "phone": {"14000000001"}, "notice": {"yes"}, "for": {"self"}, "thing": {"restaurant"}, "area": {"zhifu"},
	})
	if !strings.HasPrefix(d.at, "/window/intakes/") || d.status != http.StatusOK {
		d.t.Fatalf("no intake: %d at %s", d.status, d.at)
	}
	at := d.at
	d.post(at+"/save", url.Values{"version": {d.version()}, "ask-applicant": {"owner"}, "ask-catering_size": {"small"}, "ask-venue_area": {"45"}, "ask-wants_sign": {"no"}})
	return at
}

var versionOf = regexp.MustCompile(`name="version" value="(\d+)"`)

func (d *desk) version() string {
	d.t.Helper()
	m := versionOf.FindStringSubmatch(d.page)
	if m == nil {
		d.t.Fatalf("no version on %s", d.at)
	}
	return m[1]
}

func (d *desk) says(words ...string) {
	d.t.Helper()
	for _, w := range words {
		if !strings.Contains(d.page, w) {
			d.t.Fatalf("%s (%d) does not say %q:\n%s", d.at, d.status, w, d.page)
		}
	}
}

// upload hands a picture in with the fields of the form.
func (d *desk) upload(path string, fields url.Values) {
	d.t.Helper()
	var body, file bytes.Buffer
	must(d.t, png.Encode(&file, image.NewGray(image.Rect(0, 0, 900, 900))))
	w := multipart.NewWriter(&body)
	for name, values := range fields {
		must(d.t, w.WriteField(name, values[0]))
	}
	part, err := w.CreateFormFile("file", "照片.png")
	must(d.t, err)
	_, err = part.Write(file.Bytes())
	must(d.t, err)
	must(d.t, w.Close())
	r, err := http.NewRequestWithContext(d.t.Context(), http.MethodPost, d.url+path, &body)
	must(d.t, err)
	r.Header.Set("Content-Type", w.FormDataContentType())
	d.do(r)
}
