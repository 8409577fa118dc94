package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/domain/scenario"
)

// SearchHit is one thing that a search found.
type SearchHit struct {
	Kind      string           `json:"kind" enum:"scenario,item,material"`
	Slug      string           `json:"slug"`
	Name      string           `json:"name"`
	Marked    []SearchPart     `json:"marked" doc:"The name in parts; plain text, to be escaped by whoever shows it"`
	Summary   string           `json:"summary,omitempty"`
	Scenarios []scenario.Named `json:"scenarios" doc:"Life events in which it stands"`
	Why       string           `json:"why,omitempty" doc:"Why it was found, a sentence; empty for the nearest"`
	Fit       int              `json:"fit" doc:"100: the words are its name; 0 for the nearest" minimum:"0" maximum:"100"`
}

// SearchPart is a piece of a name.
type SearchPart struct {
	Text string `json:"text"`
	Mark bool   `json:"mark" doc:"It stands in the words that were searched"`
}

// mostHits bounds what a search ranks; pages are cut out of it.
const mostHits = 50

type searchIn struct {
	After  string `query:"after" maxLength:"500" doc:"Cursor: what follows it (next of an earlier answer)"`
	Before string `query:"before" maxLength:"500" doc:"Cursor: what precedes it (previous of an earlier answer)"`
	Words  string `query:"q" maxLength:"500" doc:"Everyday words, a typo, pinyin or its first letters; the first 60 characters count"`
	Limit  int    `query:"limit" minimum:"1" maximum:"50" default:"20" doc:"Hits of one page; a search ranks 50"`
}

type searchOut struct {
	Body struct {
		Words   string      `json:"words" doc:"The words as they were understood"`
		Hits    []SearchHit `json:"hits" doc:"Best first, life events before items before materials"`
		Guessed bool        `json:"guessed" doc:"Nothing fits: the hits are life events that share some telling words"`
		Nearest []SearchHit `json:"nearest" doc:"Without a hit: the life events that are least far away"`
		Pages
	} `nameHint:"SearchAnswer"`
}

func (d *door) search(a huma.API) {
	huma.Register(a, public(get(tagScenarios, "/search", "search",
		"Find life events, items and materials by everyday words")), d.find)
}

func (d *door) find(ctx context.Context, in *searchIn) (*searchOut, error) {
	a, err := d.Filing.Search(ctx, caller(ctx), in.Words, mostHits)
	if err != nil {
		return nil, err
	}
	out := &searchOut{}
	out.Body.Words, out.Body.Guessed = a.Words, a.Guessed
	out.Body.Nearest = d.hits(a.Nearest)
	out.Body.Hits, out.Body.Pages, err = cut(d.hits(a.Hits), func(h SearchHit) string { return h.Kind + " " + h.Slug },
		Short{After: in.After, Before: in.Before, Limit: in.Limit})
	return out, err
}

func (d *door) hits(found []filing.SearchHit) []SearchHit {
	out := make([]SearchHit, 0, len(found))
	for _, h := range found {
		x := SearchHit{
			Kind: string(h.Kind), Slug: h.Slug, Name: h.Name, Summary: h.Summary, Why: h.Why, Fit: h.Fit,
			Marked: []SearchPart{}, Scenarios: []scenario.Named{},
		}
		for _, p := range h.Marked {
			x.Marked = append(x.Marked, SearchPart{Text: p.Text, Mark: p.Mark})
		}
		for _, slug := range h.Scenarios {
			named := scenario.Named{Slug: slug}
			if sc, ok := d.Catalogue.Scenario(slug); ok {
				named.Name = sc.Name
			}
			x.Scenarios = append(x.Scenarios, named)
		}
		out = append(out, x)
	}
	return out
}
