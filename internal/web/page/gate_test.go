package page_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/web/page"
)

// Browsers drop tabs and line breaks from an address and take a backslash for a slash: what looks like a path
// then names another host.
func TestAWayBackNeverLeavesTheSite(t *testing.T) {
	t.Parallel()
	for _, to := range []string{
		"//evil.example", `/\evil.example`, "/\t/evil.example", "/\n/evil.example", "/\r\\evil.example", "/\x00/evil.example",
		"https://evil.example", "evil.example", "",
	} {
		if got := page.Local(to, "/cases"); got != "/cases" {
			t.Errorf("%q leads to %q", to, got)
		}
	}
	for _, to := range []string{"/", "/cases/1?after=x%2F%2Fy#f-a", "/scenarios/a%20b"} {
		if got := page.Local(to, "/cases"); got != to {
			t.Errorf("%q became %q", to, got)
		}
	}
}

func gate(t *testing.T, inside http.HandlerFunc) http.Handler {
	t.Helper()
	return page.NewGate(nil, nil, nil, false).Wrap(inside)
}

func TestTheTextSizeKeepsInsideTheSite(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"/%09/evil.example", "/%5Cevil.example", "//evil.example", "/a%2F%2Fb"} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL = &url.URL{}
		u, err := url.Parse("http://here" + path + "?size=large")
		if err != nil {
			t.Fatal(err)
		}
		r.URL.Path, r.URL.RawPath, r.URL.RawQuery = u.Path, u.RawPath, u.RawQuery
		gate(t, func(http.ResponseWriter, *http.Request) {}).ServeHTTP(w, r)
		to := w.Header().Get("Location")
		if w.Code != http.StatusSeeOther || strings.ContainsAny(to, "\t\\") || strings.HasPrefix(to, "//") || !strings.HasPrefix(to, "/") {
			t.Errorf("%q: %d to %q", path, w.Code, to)
		}
	}
}

// A form without a file ends after a mebibyte, whatever kind of body it claims to be; an upload is bounded where the
// rule of its material is known.
func TestFormsEnd(t *testing.T) {
	t.Parallel()
	h := gate(t, func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(io.Discard, r.Body)
		if err != nil {
			w.WriteHeader(page.Status(err))
		}
		_, _ = fmt.Fprint(w, n)
	})
	for path, want := range map[string]int{"/drafts/1/shop/save": http.StatusRequestEntityTooLarge, "/drafts/1/materials/m/upload": http.StatusOK} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(strings.Repeat("x", 2<<20)))
		r.Header.Set("Content-Type", "multipart/form-data; boundary=b")
		h.ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: %d", path, w.Code)
		}
	}
}

// What can be guessed at is counted by address.
func TestAttemptsEnd(t *testing.T) {
	t.Parallel()
	g := page.NewGate(nil, nil, nil, false)
	g.Attempts = access.NewLimit(3, func() time.Time { return time.Unix(0, 0) })
	try := func(remote string) (refused error, after string) {
		w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodPost, "/verify", nil)
		r.RemoteAddr = remote
		return g.Attempt(w, r), w.Header().Get("Retry-After")
	}
	for range 3 {
		if err, _ := try("192.0.2.1:7"); err != nil {
			t.Fatal(err)
		}
	}
	if err, after := try("192.0.2.1:8"); page.Status(err) != http.StatusTooManyRequests || after != "20" {
		t.Errorf("%v, %s", err, after)
	}
	if err, _ := try("192.0.2.2:7"); err != nil {
		t.Error(err)
	}
}
