package api_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// Nobody needs a token to find something; the answer says what was found, where it stands and why.
func TestAScriptFindsWhatPeopleMean(t *testing.T) {
	t.Parallel()
	nobody := client{house: newHouse(t)}
	type hit struct {
		Kind, Slug, Name, Why string
		Fit                   int
		Marked                []struct {
			Text string
			Mark bool
		}
		Scenarios []struct{ Slug, Name string }
	}
	var got struct {
		Words         string
		Hits, Nearest []hit
	}
	find := func(words string) {
		t.Helper()
		got.Hits, got.Nearest = nil, nil
		nobody.ask(http.StatusOK, &got, http.MethodGet, "/api/v1/search?q="+url.QueryEscape(words), nil)
	}
	find("开饭馆")
	if len(got.Hits) == 0 || got.Hits[0].Slug != "restaurant" || got.Hits[0].Why != "因为您搜的“开饭馆”就是“开办餐饮店”" || len(got.Nearest) != 0 {
		t.Fatalf("%+v", got)
	}
	find("海域使用权登记")
	for _, h := range got.Hits {
		named := func(name string) bool {
			return slices.ContainsFunc(h.Scenarios, func(s struct{ Slug, Name string }) bool { return s.Name == name })
		}
		if h.Kind == "item" && (h.Slug != "sea_registration" || !named("用海") || !h.Marked[0].Mark) {
			t.Errorf("%+v", h)
		}
	}
	for _, words := range []string{"造飞船", "", "🎉", strings.Repeat("飞", 500)} {
		find(words)
		if len(got.Hits) != 0 || len(got.Nearest) != 3 || got.Nearest[0].Kind != "scenario" {
			t.Errorf("%q: %+v", words, got)
		}
	}
	nobody.ask(http.StatusOK, &got, http.MethodGet, "/api/v1/search?limit=1&q="+url.QueryEscape("营业执照"), nil)
	if len(got.Hits) != 1 {
		t.Errorf("%d hits", len(got.Hits))
	}
}

func TestASearchThatCannotBeIsRefused(t *testing.T) {
	t.Parallel()
	nobody := client{house: newHouse(t)}
	for _, query := range []string{"q=" + strings.Repeat("x", 501), "q=x&limit=0", "q=x&limit=51", "q=x&fuzzy=1"} {
		if a := nobody.send(http.MethodGet, "/api/v1/search?"+query, nil); a.status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d", query[:7], a.status)
		}
	}
}
