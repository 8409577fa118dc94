// Package search finds scenarios, items and materials by the words that people really use: everyday words, half a
// name, a typo, a homophone, pinyin or its first letters. bleve gathers what could be meant; this room then says
// for each candidate how it fits and why, so that nothing is shown that cannot be explained (ADR 11). An index is
// built from the packs when the process starts, beside its other work, lives in memory and never changes.
package search

import (
	"slices"
	"strings"
)

// Kind says what was found.
type Kind string

// The kinds, in the order in which answers list them.
const (
	Scenario Kind = "scenario"
	Item     Kind = "item"
	Material Kind = "material"
)

// Hit is one thing that fits the words.
type Hit struct {
	Kind      Kind
	Slug      string
	Name      string
	Marked    []Part   // the name in parts; the parts that stand in the words are marked
	Summary   string   // of scenarios: what it is; of materials: why it is asked for
	Scenarios []string // slugs of the scenarios in which it stands, sorted; of a scenario: itself
	Why       string   // why it is here, a whole sentence; empty for Nearest
	Fit       int      // 100: the words are its name; below 45 it is a guess

	near float64 // what bleve thinks of it; decides between equal fits
}

// Part is a piece of a text as it is written. It is plain text: whoever shows it escapes it.
type Part struct {
	Text string
	Mark bool
}

// Answer is what a search gave.
type Answer struct {
	Words   string // as they were understood: without signs at the ends, at most MostWords characters
	Empty   bool   // there was nothing to look for: no letter, digit or Chinese character
	Cut     bool   // only the beginning of the words was looked for
	Hits    []Hit  // best first, scenarios before items before materials
	Guessed bool   // nothing fits: the hits are scenarios that share some telling words
	Nearest []Hit  // when there is no hit: the three scenarios that are least far away
}

// MostWords is how many characters of a search are looked at; what people mean stands at the beginning.
const MostWords = 60

// How many candidates bleve hands over, how many are shown when nothing fits, and which part of the best fit a hit
// must reach to be shown beside it.
const (
	candidates = 40
	mostNear   = 3
	keepShare  = 0.6
)

// Find looks for what the words mean and answers at most the given number of hits. The same words give the same
// answer in the same order, always. It may be called from many goroutines.
func (x *Index) Find(words string, most int) Answer {
	<-x.built
	a := Answer{}
	a.Words, a.Cut = tidy(words)
	asked := x.readings(a.Words)
	if a.Empty = len(asked) == 0; a.Empty {
		a.Nearest = x.nearest("")
		return a
	}
	for _, c := range x.gather(asked) {
		if h, ok := x.hit(c, asked); ok {
			a.Hits = append(a.Hits, h)
		}
	}
	slices.SortStableFunc(a.Hits, better)
	a.Hits = worthShowing(a.Hits)
	a.Hits = a.Hits[:min(len(a.Hits), max(most, 0))]
	if len(a.Hits) == 0 && most > 0 {
		a.Hits = x.guesses(asked)
		a.Guessed = len(a.Hits) > 0
	}
	if len(a.Hits) == 0 {
		a.Nearest = x.nearest(asked[0].text)
	}
	return a
}

// readings are the ways to read the words: as they are, and without what people say around them (我想, 怎么办).
func (x *Index) readings(words string) []query {
	text := fold(words)
	if text == "" {
		return nil
	}
	out := []query{x.reading(text)}
	if bare := x.bare(text); bare != text && bare != "" {
		out = append(out, x.reading(bare))
	}
	return out
}

func (x *Index) reading(text string) query { return newQuery(text, x.voice) }

// bare drops what people say around what they mean, the longest phrases first.
func (x *Index) bare(text string) string {
	for _, phrase := range x.ignore {
		text = strings.ReplaceAll(text, phrase, "")
	}
	return text
}

// better sorts hits: kinds apart, then by fit, then by what bleve thinks, then by slug.
func better(a, b Hit) int {
	if a.Kind != b.Kind {
		return rank(a.Kind) - rank(b.Kind)
	}
	if a.Fit != b.Fit {
		return b.Fit - a.Fit
	}
	if a.near != b.near {
		if a.near > b.near {
			return -1
		}
		return 1
	}
	return strings.Compare(a.Slug, b.Slug)
}

func rank(k Kind) int { return slices.Index([]Kind{Scenario, Item, Material}, k) }

// worthShowing drops what fits far worse than the best.
func worthShowing(hits []Hit) []Hit {
	best := 0
	for _, h := range hits {
		best = max(best, h.Fit)
	}
	return slices.DeleteFunc(hits, func(h Hit) bool { return float64(h.Fit) < keepShare*float64(best) })
}
