package search

import (
	"math"
	"slices"
	"strings"

	"lianban/internal/domain/scenario"
)

// Index answers searches over one catalogue.
type Index struct {
	pieces  *pieces
	entries []*entry // as pieces numbers them
	voice   *voice
	ignore  []string      // folded, longest first
	renews  []string      // folded
	built   chan struct{} // closed when all of it is there
}

// New builds the index of a catalogue with reviewed synonyms. It returns at once and goes on in the background, so that
// a process can open its doors meanwhile; whoever asks before it is done waits. The error names each synonym whose
// meaning is no name in the catalogue, with file:line.
func New(cat *scenario.Catalogue, syn *Synonyms) (*Index, error) {
	if err := unused(cat.Library(), syn); err != nil {
		return nil, err
	}
	x := &Index{voice: &voice{known: map[rune]string{}}, built: make(chan struct{})}
	for _, s := range syn.Sounds {
		x.voice.said = append(x.voice.said, spoken{[]rune(s.Word), strings.Fields(s.Pinyin)})
	}
	slices.SortStableFunc(x.voice.said, func(a, b spoken) int { return len(b.word) - len(a.word) })
	for _, s := range syn.Ignore {
		x.ignore = append(x.ignore, fold(s))
	}
	for _, s := range syn.Renews {
		x.renews = append(x.renews, fold(s))
	}
	go func() {
		defer close(x.built)
		x.build(cat, syn)
	}()
	return x, nil
}

func (x *Index) build(cat *scenario.Catalogue, syn *Synonyms) {
	x.entries = entriesOf(cat, syn, x.voice)
	x.pieces = newPieces(len(x.entries))
	for _, e := range x.entries {
		x.pieces.add(e)
	}
	x.voice.fixed = true
}

// Size answers how many things can be found.
func (x *Index) Size() int {
	<-x.built
	return len(x.entries)
}

// candidate is what could be meant, and how near its pieces are.
type candidate struct {
	*entry
	near float64
}

// gather answers what could be meant, the scenarios apart so that many papers never push them out.
func (x *Index) gather(asked []query) []candidate {
	var all []wanted
	for i := range asked {
		all = append(all, asked[i].wanted()...)
	}
	found := x.pieces.find(all)
	return append(x.first(found, candidates, Scenario), x.first(found, candidates, Item, Material)...)
}

// wanted is a reading of the words as pieces.
func (q *query) wanted() []wanted {
	written := characters(q.text)
	out := []wanted{{fieldWords, written, 4}, {fieldMore, written, 1}}
	if sounds := pairsOfSounds(q.sound.text); len(sounds) > 0 {
		out = append(out, wanted{fieldSound, sounds, 2})
	}
	if q.size == 1 {
		out = append(out, wanted{fieldChars, singles(q.text), 1})
	}
	if q.latin != "" {
		out = append(out, wanted{fieldLatin, append(threes(q.latin), q.text), 1})
	}
	return out
}

// first answers the nearest things of some kinds.
func (x *Index) first(found []near, most int, kinds ...Kind) []candidate {
	var out []candidate
	for _, f := range found {
		if e := x.entries[f.thing]; len(out) < most && slices.Contains(kinds, e.kind) {
			out = append(out, candidate{e, math.Round(f.score*1e6) / 1e6})
		}
	}
	return out
}

// nearest answers the scenarios that have most in common with the words, filled up in the order of their slugs.
func (x *Index) nearest(text string) []Hit {
	var out []Hit
	add := func(e *entry) {
		if len(out) < mostNear && !slices.ContainsFunc(out, func(h Hit) bool { return h.Slug == e.slug }) {
			out = append(out, e.shown(text))
		}
	}
	if text != "" {
		q := newQuery(text, x.voice)
		all := append(q.wanted(), wanted{fieldChars, singles(text), 0.5})
		for _, c := range x.first(x.pieces.find(all), mostNear, Scenario) {
			add(c.entry)
		}
	}
	for _, e := range x.entries {
		if e.kind == Scenario {
			add(e)
		}
	}
	return out
}

// shown is an entry as an answer lists it.
func (e *entry) shown(words string) Hit {
	return Hit{
		Kind: e.kind, Slug: e.slug, Name: e.name, Marked: mark(e.name, words), Summary: e.summary, Scenarios: e.scenarios,
	}
}

// renewal says whether the words ask for a paper to be replaced. Then a paper that a thing only consumes leads nowhere:
// 驾照换证 is not 开网约车.
func (x *Index) renewal(text string) bool {
	return slices.ContainsFunc(x.renews, func(w string) bool { return strings.Contains(text, w) })
}

// hit says how a candidate fits best and why; ok is false if it does not.
func (x *Index) hit(c candidate, asked []query) (h Hit, ok bool) {
	best := reason{}
	for i := range asked {
		best = best.or(c.reason(&asked[i], x.renewal(asked[0].text)))
	}
	if best.points < leastHit {
		return Hit{}, false
	}
	h = c.shown(asked[0].text)
	h.Fit, h.Why, h.near = best.points, best.words(c.entry), c.near
	return h, true
}
