package citizen

import (
	"net/http"
	"slices"
	"strings"

	"lianban/internal/app/filing"
	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// SearchPage (C3): everyday words to scenarios, items and materials.
type SearchPage struct {
	Query   string
	Empty   bool       // nothing to look for was typed
	Cut     bool       // only the beginning was looked for
	Groups  []HitGroup // what was found, by kind
	Guesses []Found    // nothing fits: what could be meant
	Nearest []Found    // when there is no hit
}

// HitGroup are the hits of one kind.
type HitGroup struct {
	Name string
	Hits []Found
}

// Found is one hit.
type Found struct {
	Name    []filing.SearchPart // in parts; those that were typed are marked
	Href    string
	Marks   []page.Tag
	Summary string
	Why     string
	Sub     string
	Of      []page.Link // an item or a material: the scenarios in which it stands
}

// Most hits on a page.
const mostHits = 20

// search is C3. A search that finds nothing is an answer too: the nearest scenarios, and whom to call.
func search(v *visit) error {
	a, err := v.d.Filing.Search(v.r.Context(), v.who.Principal, v.r.URL.Query().Get("q"), mostHits)
	if err != nil {
		return err
	}
	p := SearchPage{Query: a.Words, Empty: a.Empty, Cut: a.Cut}
	if a.Guessed {
		p.Guesses, a.Hits = v.found(a.Hits, func(filing.SearchHit) bool { return true }), nil
	}
	for _, kind := range []struct {
		hits  func(filing.SearchHit) bool
		title string
	}{
		{func(h filing.SearchHit) bool { return h.Kind == filing.FoundScenario }, "search.scenarios"},
		{func(h filing.SearchHit) bool { return h.Kind == filing.FoundItem }, "search.items"},
		{func(h filing.SearchHit) bool { return h.Kind == filing.FoundMaterial }, "search.materials"},
	} {
		if g := (HitGroup{Name: finding(kind.title), Hits: v.found(a.Hits, kind.hits)}); len(g.Hits) > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	p.Nearest = v.found(a.Nearest, func(filing.SearchHit) bool { return true })
	title := say("search.page")
	if !a.Empty {
		title = finding("search.title", "words", a.Words)
	}
	f := v.frame(title)
	crumbs(f, page.Link{Label: say("search.page")})
	v.show(http.StatusOK, Search(f, p))
	return nil
}

// finding is a text of the search room.
func finding(key string, pairs ...any) string { return lang.Chinese().Say(key, pairs...) }

func (v *visit) found(hits []filing.SearchHit, wanted func(filing.SearchHit) bool) []Found {
	var out []Found
	for _, h := range hits {
		if !wanted(h) {
			continue
		}
		x := Found{Name: h.Marked, Href: v.foundAt(h), Summary: h.Summary, Why: h.Why}
		if h.Kind == filing.FoundScenario {
			if sc, ok := v.d.Filing.Catalogue.Scenario(h.Slug); ok {
				e := v.entry(sc, "")
				x.Marks, x.Sub = e.Marks, e.Sub
			}
		} else {
			for _, slug := range h.Scenarios {
				x.Of = append(x.Of, page.Link{Label: v.scenarioName(slug), Href: "/scenarios/" + slug})
			}
		}
		out = append(out, x)
	}
	return out
}

// foundAt is the page of a hit. An item or a material has one where the plan without any answer contains it; else
// the scenario's page leads there by its questions.
func (v *visit) foundAt(h filing.SearchHit) string {
	at := "/scenarios/" + h.Scenarios[0]
	for _, slug := range h.Scenarios {
		if h.Kind == filing.FoundScenario {
			break
		}
		plan, err := v.d.Filing.Explore(v.r.Context(), filing.ExploreInput{Scenario: slug, Area: v.area(slug, "")})
		if err != nil {
			continue // not offered anywhere yet: its page says so
		}
		if h.Kind == filing.FoundItem {
			if i := slices.IndexFunc(plan.Items, func(it scenario.Item) bool { return it.Item == h.Slug }); i >= 0 {
				return "/scenarios/" + slug + "/items/" + plan.Items[i].Slot
			}
			continue
		}
		isIt := func(m scenario.Material) bool { key, _, _ := strings.Cut(m.Key, "~"); return key == h.Slug }
		if i := slices.IndexFunc(plan.Materials, isIt); i >= 0 {
			return "/scenarios/" + slug + "/materials/" + plan.Materials[i].Key
		}
	}
	return at
}
