package citizen_test

import (
	"io"
	"net/http"
	"testing"
)

// public are pages that are kept for all who are not signed in, one of each kind.
var public = []string{
	"/", "/scenarios", "/scenarios?audience=person", "/stages/yantai_2024/birth", "/scenarios/restaurant", "/scenarios/restaurant?area=laishan",
	"/figures", "/figures/days", "/menu", "/sitemap", "/privacy", "/accessibility", "/about-demo",
}

// anonymous asks for a page without a session; a cookie that names no session passes what is kept.
func (h *house) anonymous(to string, past bool) (int, string, http.Header) {
	h.t.Helper()
	r, err := http.NewRequestWithContext(h.t.Context(), http.MethodGet, h.url+to, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	if past {
		r.AddCookie(&http.Cookie{Name: "lianban", Value: "nobody"})
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		h.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return res.StatusCode, string(b), res.Header
}

func TestPagesKeptForAllTellNothingOfCases(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	before := map[string]string{}
	for _, to := range public {
		_, before[to], _ = h.anonymous(to, false)
	}
	b := h.browser()
	b.signIn("zhang")
	b.file()
	for _, to := range public {
		status, kept, header := h.anonymous(to, false)
		if status != http.StatusOK || header.Get("ETag") == "" || kept != before[to] {
			t.Errorf("%s is not kept: %d %v", to, status, header)
		}
		if _, fresh, header := h.anonymous(to, true); fresh != kept || header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s as it is drawn now differs from what was kept before a case was filed", to)
		}
	}
}

func TestAPersonIsNeverShownWhatIsKeptForAll(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	h.anonymous("/", false)
	b := h.browser()
	b.signIn("zhang")
	b.open("/")
	b.want(http.StatusOK, "/", "张*春")
	if _, kept, _ := h.anonymous("/", false); len(kept) == 0 || kept == b.html {
		t.Error("what a person saw was kept for all")
	}
}

func TestARememberedPlanIsNotKept(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	for _, to := range []string{"/scenarios/restaurant?plan=nothing", "/scenarios/restaurant?print=1", "/search?q=%E5%BC%80%E5%BA%97", "/login", "/notices"} {
		h.anonymous(to, false)
		if _, _, header := h.anonymous(to, false); header.Get("ETag") != "" || header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s is kept: %v", to, header)
		}
	}
}
