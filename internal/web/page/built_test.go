package page_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"math"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"lianban/internal/base/lang"
	"lianban/internal/web/page"
)

// built answers the built assets, or skips: without them there is nothing to look at ("make assets").
func built(t *testing.T) *page.Assets {
	t.Helper()
	a, err := page.Built()
	if errors.Is(err, page.ErrNoAssets) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func get(t *testing.T, a *page.Assets, path, encoding string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Header.Set("Accept-Encoding", encoding)
	w := httptest.NewRecorder()
	a.ServeHTTP(w, r)
	return w.Result()
}

func text(t *testing.T, a *page.Assets, name string) string {
	t.Helper()
	b, err := io.ReadAll(get(t, a, a.URL(name), "").Body)
	if err != nil || len(b) == 0 {
		t.Fatalf("%s: %d bytes, %v", name, len(b), err)
	}
	return string(b)
}

// The engine's brand and what old browsers cannot read must never be shipped (60-ui §2, §11).
func TestStyleHoldsNoForeignBrandAndNothingTooNew(t *testing.T) {
	t.Parallel()
	a := built(t)
	never := map[string]*regexp.Regexp{
		"the engine's green":       regexp.MustCompile(`(?i)#0f7a52|#0b5c3e|#00703c|#005a30`),
		"the engine's blue":        regexp.MustCompile(`(?i)#1d70b8|#003078`),
		"the engine's black":       regexp.MustCompile(`(?i)#0b0c0c`),
		"the engine's yellow":      regexp.MustCompile(`(?i)#ffdd00|#fd0\b`),
		"the engine's font":        regexp.MustCompile(`(?i)GDS Transport`),
		"cascade layers":           regexp.MustCompile(`@layer`),
		"container queries":        regexp.MustCompile(`@container`),
		":has()":                   regexp.MustCompile(`:has\(`),
		"oklch and color-mix":      regexp.MustCompile(`oklch\(|oklab\(|color-mix\(`),
		"the inset shorthand":      regexp.MustCompile(`[{;]inset:`),
		"nesting":                  regexp.MustCompile(`\{[^{}@]*&`),
		"a font that is loaded":    regexp.MustCompile(`@font-face`),
		"a file from another host": regexp.MustCompile(`url\(["']?(https?:)?//`),
		"text size adjust":         regexp.MustCompile(`text-size-adjust:\s*none`),
	}
	for _, sheet := range []string{"citizen.css", "console.css"} {
		css := text(t, a, sheet)
		for what, re := range never {
			if m := re.FindString(css); m != "" {
				t.Errorf("%s holds %s: %q", sheet, what, m)
			}
		}
	}
}

// Budgets of 60-ui §9, compressed by gzip.
func TestAssetsStayWithinTheirBudget(t *testing.T) {
	t.Parallel()
	a := built(t)
	for name, kilo := range map[string]int{"citizen.css": 22, "citizen.js": 26, "console.css": 20, "console.js": 30, "mark.svg": 2} {
		b, err := io.ReadAll(get(t, a, a.URL(name), "gzip").Body)
		if err != nil {
			t.Fatal(err)
		}
		if len(b) > kilo<<10 {
			t.Errorf("%s: %d bytes, budget %d K", name, len(b), kilo)
		}
	}
}

// Contrast of the tokens on the grounds where they stand (60-ui §3.1).
func TestTokensHaveContrast(t *testing.T) {
	t.Parallel()
	css := text(t, built(t), "citizen.css")
	for _, pair := range []struct {
		ink, ground string
		least       float64
	}{
		{"ink", "white", 7}, {"ink", "paper", 7}, {"ink-2", "white", 4.5}, {"ink-2", "paper", 4.5}, {"ink-2", "brand-t", 4.5},
		{"ink-3", "white", 4.5}, {"field", "white", 3}, {"brand", "white", 4.5}, {"brand", "brand-t", 4.5}, {"brand-h", "brand-t", 4.5},
		{"brand-l", "white", 4.5}, {"brand-l", "paper", 4.5}, {"brand-d", "brand-t2", 7}, {"white", "brand-d", 7},
		{"on-dark", "brand-d", 7}, {"on-dark-2", "brand-d", 7}, {"on-dark-3", "brand-d", 4.5}, {"seal", "white", 4.5}, {"white", "seal", 4.5},
		{"ok-i", "ok-t", 4.5}, {"warn-i", "warn-t", 4.5}, {"bad-i", "bad-t", 4.5}, {"bad", "bad-t", 4.5}, {"info-i", "info-t", 4.5},
		{"focus", "white", 3}, {"focus", "paper", 3}, {"warm-i", "warm", 4.5}, {"warn-s", "white", 3}, {"c2", "white", 3},
	} {
		ink, ground := token(t, css, pair.ink), token(t, css, pair.ground)
		if got := contrast(ink, ground); got < pair.least {
			t.Errorf("%s on %s: %.1f, want %.1f", pair.ink, pair.ground, got, pair.least)
		}
	}
}

func token(t *testing.T, css, name string) [3]float64 {
	t.Helper()
	m := regexp.MustCompile(`--lb-` + name + `:\s*#([0-9a-fA-F]{3,6})`).FindStringSubmatch(css)
	if m == nil {
		t.Fatalf("no token %s", name)
	}
	hex := m[1]
	if len(hex) == 3 {
		hex = string([]byte{hex[0], hex[0], hex[1], hex[1], hex[2], hex[2]})
	}
	var out [3]float64
	for i := range out {
		n, err := strconv.ParseUint(hex[2*i:2*i+2], 16, 8)
		if err != nil {
			t.Fatal(err)
		}
		out[i] = float64(n) / 255
	}
	return out
}

func contrast(a, b [3]float64) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(c [3]float64) float64 {
	lin := func(v float64) float64 {
		if v <= 0.03928 {
			return v / 12.92
		}
		return math.Pow((v+0.055)/1.055, 2.4)
	}
	return 0.2126*lin(c[0]) + 0.7152*lin(c[1]) + 0.0722*lin(c[2])
}

var fake = fstest.MapFS{
	"manifest.json":   {Data: []byte(`{"a.css":"a.1.css"}`)},
	"icons.json":      {Data: []byte(`{"check":"<path/>"}`)},
	"a.1.css":         {Data: []byte("plain")},
	"a.1.css.gz":      {Data: gz("plain")},
	"a.1.css.br":      {Data: []byte("brotli")},
	"not-in-manifest": {Data: []byte("secret")},
}

func gz(s string) []byte {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write([]byte(s))
	_ = z.Close()
	return b.Bytes()
}

func TestAssetsAreServedInTheBestEncodingAndKept(t *testing.T) {
	t.Parallel()
	a, err := page.OpenAssets(fake)
	if err != nil {
		t.Fatal(err)
	}
	for accept, want := range map[string]string{"gzip, deflate, br": "br", "gzip": "gzip", "": "", "br;q=0, gzip;q=0.5": "gzip", "identity": ""} {
		res := get(t, a, a.URL("a.css"), accept)
		if got := res.Header.Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding %q: got %q, want %q", accept, got, want)
		}
		if res.StatusCode != 200 || !strings.Contains(res.Header.Get("Cache-Control"), "immutable") || res.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: %d %v", accept, res.StatusCode, res.Header)
		}
	}
}

func TestOnlyFilesOfTheManifestAreServed(t *testing.T) {
	t.Parallel()
	a, err := page.OpenAssets(fake)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/assets/not-in-manifest", "/assets/a.css", "/assets/icons.json", "/assets/../frame.go", "/assets/"} {
		if res := get(t, a, path, ""); res.StatusCode != 404 {
			t.Errorf("%s: %d", path, res.StatusCode)
		}
	}
}

func TestAServerWithoutAssetsSaysSo(t *testing.T) {
	t.Parallel()
	if _, err := page.OpenAssets(fstest.MapFS{}); !errors.Is(err, page.ErrNoAssets) {
		t.Errorf("got %v", err)
	}
	if !lang.Chinese().Has("page.no_assets") {
		t.Error("the sentence is missing")
	}
}
