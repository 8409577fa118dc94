package admin

import (
	"context"
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
	"lianban/internal/app/running"
	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
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

// plain keeps passwords as they are: hashing is tested where it is done.
type plain struct{}

func (plain) Hash(_ context.Context, p string) (string, error) { return p, nil }
func (plain) Verify(_ context.Context, stored, p string) (bool, error) {
	return stored == p && p != "", nil
}

// house is the administrators' door over a real database.
type house struct {
	t       *testing.T
	url     string
	clock   *clock.Movable
	store   *store.Store
	access  *access.Service
	running *running.Service
}

func newHouse(t *testing.T) *house {
	t.Helper()
	catalogue, err := city()
	must(t, err)
	h := &house{t: t, clock: clock.NewFrozen(time.Date(2026, 3, 10, 10, 15, 0, 0, clock.Zone))}
	log := slog.New(slog.DiscardHandler)
	h.store = storetest.Open(t, store.Options{Clock: h.clock, Seal: storetest.Sealer(), Logger: log})
	within := map[string]string{}
	for _, a := range catalogue.Areas() {
		within[a.Slug] = a.Within
	}
	tree, err := permission.NewTree(within)
	must(t, err)
	guard := permission.NewGuard(tree)
	h.access = &access.Service{
		Store: h.store, Guard: guard, Clock: h.clock, Passwords: plain{}, NewSecret: ident.New, Log: log, Issuer: "联办",
		Department: func(slug string) bool { _, ok := catalogue.Department(slug); return ok },
	}
	h.running = &running.Service{Store: h.store, Guard: guard, Clock: h.clock, Refused: h.access.Refused}
	gate := page.NewGate(h.store.Sessions(), h.access, log, false)
	shared := Shared()
	shared.Access, shared.Gate, shared.Clock, shared.Log = h.access, gate, h.clock, log
	shared.Frame = func(r *http.Request) *page.Frame {
		return &page.Frame{Texts: lang.Chinese(), Site: page.Site{City: "烟台", Name: "烟台市政务服务（演示）"}, Large: page.Large(r), Banner: h.running.Banner(r.Context())}
	}
	server := httptest.NewServer(gate.Wrap((&Door{Door: shared, Running: h.running, Catalogue: catalogue}).Handler()))
	t.Cleanup(server.Close)
	h.url = server.URL
	for login, right := range map[string]permission.Permission{"system": system, "safety": security, "auditor": auditor} {
		h.hire(login, "名"+login, permission.Post{Area: "yantai", EveryDepartment: true, Permissions: []permission.Permission{right}})
	}
	h.hire("linxiao", "林晓", permission.Post{Area: "zhifu", Department: "market", EveryScenario: true, Permissions: []permission.Permission{permission.Handle}})
	h.hire("yumin", "于敏", permission.Post{Area: "zhifu", Department: "market", EveryScenario: true, Permissions: []permission.Permission{permission.Answer}})
	return h
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (h *house) hire(login, name string, post permission.Post) {
	h.t.Helper()
	_, err := h.access.AddStaff(h.t.Context(), access.NewStaff{
		Login: login, Name: name, Password: "long enough words", Department: "market", Area: "zhifu", Title: "岗", Posts: []permission.Post{post},
	})
	must(h.t, err)
}

// browser is somebody with cookies, who says where a form came from as browsers do.
type browser struct {
	*house
	client *http.Client
}

func (h *house) browser() browser {
	jar, err := cookiejar.New(nil)
	must(h.t, err)
	return browser{h, &http.Client{Jar: jar}}
}

// in is somebody who is signed in.
func (h *house) in(login string) browser {
	h.t.Helper()
	b := h.browser()
	if status, html := b.post("/admin/login", "account", login, "password", "long enough words"); status != http.StatusOK || !strings.Contains(html, "运行状况") {
		h.t.Fatalf("%s is not in: %d", login, status)
	}
	return b
}

func (b browser) send(r *http.Request) (int, string, *http.Response) {
	b.t.Helper()
	resp, err := b.client.Do(r)
	must(b.t, err)
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	must(b.t, err)
	if m := unsaid.FindAllString(string(body), -1); m != nil {
		b.t.Errorf("%s: texts missing: %v", r.URL.Path, m)
	}
	return resp.StatusCode, string(body), resp
}

var unsaid = regexp.MustCompile(`\[[a-z_]+(\.[a-z_0-9-]+)+\]`)

func (b browser) get(path string) (int, string) {
	b.t.Helper()
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodGet, b.url+path, nil)
	must(b.t, err)
	status, html, _ := b.send(r)
	return status, html
}

func (b browser) request(path string, pairs ...string) *http.Request {
	b.t.Helper()
	form := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		form.Add(pairs[i], pairs[i+1])
	}
	r, err := http.NewRequestWithContext(b.t.Context(), http.MethodPost, b.url+path, strings.NewReader(form.Encode()))
	must(b.t, err)
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Origin", b.url)
	return r
}

func (b browser) post(path string, pairs ...string) (int, string) {
	b.t.Helper()
	status, html, _ := b.send(b.request(path, pairs...))
	return status, html
}

// says fetches a page that must be there and say this.
func (b browser) says(path string, want ...string) string {
	b.t.Helper()
	status, html := b.get(path)
	if status != http.StatusOK {
		b.t.Fatalf("%s answers %d", path, status)
	}
	for _, w := range want {
		if !strings.Contains(html, w) {
			b.t.Errorf("%s does not say %q", path, w)
		}
	}
	return html
}

func (h *house) account(login string, more ...string) string {
	h.t.Helper()
	m, err := h.store.StaffByLogin(h.t.Context(), login)
	must(h.t, err)
	return accountURL(m.ID, more...)
}
