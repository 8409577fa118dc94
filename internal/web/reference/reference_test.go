package reference

import (
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"

	"lianban/internal/base/lang"
	"lianban/internal/web/page"
)

// description is the API's own, from the file that its test keeps true.
func description(t *testing.T) []byte {
	t.Helper()
	text, err := os.ReadFile("../../api/testdata/openapi.yaml")
	if err != nil {
		t.Fatal(err)
	}
	b, err := yaml.YAMLToJSON(text)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func handler(t *testing.T) http.Handler {
	t.Helper()
	d, err := New(description(t), "https://city.example/", func(*http.Request) *page.Frame {
		return &page.Frame{Texts: lang.Chinese(), Site: page.Site{Name: "烟台市政务服务（演示）"}}
	}, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return d.Handler()
}

func open(t *testing.T, h http.Handler, path string) (int, string) {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	return w.Code, w.Body.String()
}

var (
	links   = regexp.MustCompile(`href="(/api/[^"#]*)(?:#([^"]*))?"`)
	missing = regexp.MustCompile(`\[(?:reference|page)\.[a-z_.]+\]`)
)

// Every page that a page leads to exists, has what it is led to, one heading, and all its words.
func TestEveryPageLeadsToPages(t *testing.T) {
	t.Parallel()
	h := handler(t)
	seen, todo := map[string]string{}, []string{"/api/"}
	anchors := map[string]string{}
	for len(todo) > 0 {
		path := todo[0]
		todo = todo[1:]
		if _, done := seen[path]; done || strings.HasPrefix(path, "/api/v1/") {
			continue
		}
		status, html := open(t, h, path)
		seen[path] = html
		if status != http.StatusOK || strings.Count(html, "<h1") != 1 || missing.MatchString(html) {
			t.Errorf("%s: %d, %s", path, status, missing.FindString(html))
		}
		for _, l := range links.FindAllStringSubmatch(html, -1) {
			todo = append(todo, l[1])
			if l[2] != "" {
				anchors[l[1]+"#"+l[2]] = path
			}
		}
	}
	for a, from := range anchors {
		path, id, _ := strings.Cut(a, "#")
		if !strings.Contains(seen[path], `id="`+id+`"`) {
			t.Errorf("%s leads to %s, which is not there", from, a)
		}
	}
	if len(seen) < 80 {
		t.Errorf("only %d pages", len(seen))
	}
}

func TestAPageSaysWhatTheDescriptionSays(t *testing.T) {
	t.Parallel()
	h := handler(t)
	for path, words := range map[string][]string{
		"/api/":            {"https://city.example/api/v1", "填报", "/drafts/{draft}/submit", "openapi.yaml", "令牌代表一个人"},
		"/api/nouns/cases": {`id="withdraw-case"`, "If-Match", "Idempotency-Key", "412", `curl -X POST -H &#34;Authorization: Bearer $TOKEN&#34;`, "/cases/$NO/withdraw"},
		"/api/nouns/scenarios": {"不需要令牌", `href="/api/types/Plan"`, `curl &#34;https://city.example/api/v1/areas&#34;`,
			"&#34;area&#34;: &#34;…&#34;"},
		"/api/nouns/drafts":   {"-F file=@file.pdf"},
		"/api/types/Problem":  {"必需", "too_many", `href="/api/types/ProblemDetail"`},
		"/api/types/CaseLine": {"filed_at", "string (date-time)"},
		"/api/codes":          {"store.key_reused", "409 conflict", "field.number"},
	} {
		status, html := open(t, h, path)
		for _, w := range words {
			if status != http.StatusOK || !strings.Contains(html, w) {
				t.Errorf("%s: %d, lacks %q", path, status, w)
			}
		}
	}
	for _, path := range []string{"/api/nouns/none", "/api/types/None", "/api/else"} {
		if status, html := open(t, h, path); status != http.StatusNotFound || !strings.Contains(html, "接口说明里没有这一页") {
			t.Errorf("%s: %d", path, status)
		}
	}
	if _, err := New([]byte("no"), "", nil, nil); err == nil {
		t.Error("nonsense is read as a description")
	}
}

// A noun that is new in the API gets a Chinese name, too.
func TestEveryNounHasAName(t *testing.T) {
	t.Parallel()
	var d document
	if err := json.Unmarshal(description(t), &d); err != nil {
		t.Fatal(err)
	}
	for _, tag := range d.Tags {
		if !lang.Chinese().Has("reference.noun." + tag.Name) {
			t.Errorf("no name for %s: add reference.noun.%s", tag.Name, tag.Name)
		}
	}
}
