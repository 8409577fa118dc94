package page

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// drawn is a handler that counts how often it draws, and the shared pages before it.
type drawn struct {
	n    atomic.Int32
	asOf atomic.Value
	s    *Shared
}

func newDrawn() *drawn {
	d := &drawn{}
	d.asOf.Store("Tuesday")
	d.s = &Shared{Signed: "session", AsOf: func(*http.Request) string { return d.asOf.Load().(string) }, Next: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/own":
		case "/cookie":
			SameForAll(r.Context())
			http.SetCookie(w, &http.Cookie{Name: "other", Value: "1"})
		case "/gone":
			SameForAll(r.Context())
			w.WriteHeader(http.StatusNotFound)
		default:
			SameForAll(r.Context())
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, "page "+strconv.Itoa(int(d.n.Add(1)))+strings.Repeat(" words", 2000))
	})}
	return d
}

func (d *drawn) ask(t *testing.T, method, to string, header ...string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, to, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Add(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	d.s.ServeHTTP(w, r)
	return w.Result()
}

// page asks and answers which drawing came back.
func (d *drawn) page(t *testing.T, to string, header ...string) string {
	t.Helper()
	b, err := io.ReadAll(d.ask(t, http.MethodGet, to, header...).Body)
	if err != nil {
		t.Fatal(err)
	}
	said, _, _ := strings.Cut(strings.TrimPrefix(string(b), "page "), " ")
	return said
}

func unzip(t *testing.T, small io.Reader) string {
	t.Helper()
	z, err := gzip.NewReader(small)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestSharedPageIsDrawnOnce(t *testing.T) {
	t.Parallel()
	d := newDrawn()
	for _, step := range []struct {
		what, to string
		header   []string
		want     string
	}{
		{"the first reader", "/a", nil, "1"},
		{"the next one", "/a", nil, "1"},
		{"one who chose large text", "/a", []string{"Cookie", "size=large"}, "2"},
		{"another with large text", "/a", []string{"Cookie", "size=large"}, "2"},
		{"another address", "/a?area=x", nil, "3"},
		{"somebody with a session", "/a", []string{"Cookie", "session=x"}, "4"},
		{"the script, for a part", "/a", []string{"HX-Request", "true"}, "5"},
		{"a page that does not say so", "/own", nil, "6"},
		{"the same again", "/own", nil, "7"},
		{"a page that sets a cookie", "/cookie", nil, "8"},
		{"the same again", "/cookie", nil, "9"},
		{"a page that is not there", "/gone", nil, "10"},
		{"the same again", "/gone", nil, "11"},
		{"after all of them", "/a", nil, "1"},
	} {
		if got := d.page(t, step.to, step.header...); got != step.want {
			t.Errorf("%s got drawing %s, want %s", step.what, got, step.want)
		}
	}
	d.asOf.Store("Wednesday")
	if got := d.page(t, "/a"); got != "12" {
		t.Errorf("on the next day drawing %s came, want a new one", got)
	}
}

func TestSharedPageIsCompressedAndAskedAfter(t *testing.T) {
	t.Parallel()
	d := newDrawn()
	d.page(t, "/a")
	small := d.ask(t, http.MethodGet, "/a", "Accept-Encoding", "gzip, br")
	if small.Header.Get("Content-Encoding") != "gzip" || small.Header.Get("Cache-Control") != "no-cache" || !strings.Contains(small.Header.Get("Vary"), "Cookie") {
		t.Errorf("headers of a shared page: %v", small.Header)
	}
	if got := unzip(t, small.Body); !strings.HasPrefix(got, "page 1 words") {
		t.Errorf("the compressed page says %q", got)
	}
	tag := small.Header.Get("ETag")
	if again := d.ask(t, http.MethodGet, "/a", "Accept-Encoding", "gzip", "If-None-Match", tag); again.StatusCode != http.StatusNotModified {
		t.Errorf("a browser that has the page got %d", again.StatusCode)
	}
	if plain := d.ask(t, http.MethodGet, "/a", "If-None-Match", tag); plain.StatusCode != http.StatusOK || plain.Header.Get("Content-Encoding") != "" {
		t.Errorf("a browser without gzip got %d %v", plain.StatusCode, plain.Header)
	}
	head := d.ask(t, http.MethodHead, "/a")
	if b, _ := io.ReadAll(head.Body); len(b) != 0 || head.Header.Get("Content-Length") == "" {
		t.Errorf("HEAD answered %d bytes, length %q", len(b), head.Header.Get("Content-Length"))
	}
	if got := d.ask(t, http.MethodPost, "/a"); got.Header.Get("ETag") != "" {
		t.Error("an act was answered from memory")
	}
}

func TestSharedPagesStayWithinTheirRoom(t *testing.T) {
	t.Parallel()
	d := newDrawn()
	d.s.Most = 50_000 // three or four pages
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 50 {
				d.ask(t, http.MethodGet, "/"+strconv.Itoa(i)+"?n="+strconv.Itoa(j)).Body.Close()
			}
		})
	}
	all.Wait()
	sum := 0
	for _, p := range d.s.pages {
		sum += p.size()
	}
	if sum != d.s.size || sum > d.s.Most || sum == 0 {
		t.Errorf("%d bytes are kept, %d counted, %d allowed", sum, d.s.size, d.s.Most)
	}
	if d.ask(t, http.MethodGet, "/"+strings.Repeat("long", 200)).Body.Close(); d.s.find("Tuesday", "/"+strings.Repeat("long", 200)) != nil {
		t.Error("an address that is nobody's link is kept")
	}
}

// BenchmarkSharedPage sets a kept page beside the cheapest answer net/http can give with the same bytes.
func BenchmarkSharedPage(b *testing.B) {
	body := []byte(strings.Repeat("words ", 6500)) // as long as the catalogue
	bare := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		_, _ = w.Write(body)
	})
	shared := &Shared{Signed: "session", AsOf: func(*http.Request) string { return "Tuesday" }, Next: Secure(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		SameForAll(r.Context())
		bare(w, r)
	}))}
	for name, h := range map[string]http.Handler{"bare": bare, "shared": shared} {
		b.Run(name, func(b *testing.B) {
			site := httptest.NewServer(h)
			defer site.Close()
			plain := http.Client{Transport: &http.Transport{DisableCompression: true}} // the same bytes for both
			for b.Loop() {
				r, err := plain.Get(site.URL)
				if err != nil {
					b.Fatal(err)
				}
				_, _ = io.Copy(io.Discard, r.Body)
				r.Body.Close()
			}
		})
	}
}
