package search

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/lang/cjk"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/index/scorch"
	"github.com/blevesearch/bleve/v2/mapping"
	blevequery "github.com/blevesearch/bleve/v2/search/query"

	"lianban/internal/domain/scenario"
)

// Index answers searches over one catalogue.
type Index struct {
	bleve   bleve.Index
	entries []*entry
	byID    map[string]*entry
	voice   *voice
	ignore  []string      // folded, longest first
	renews  []string      // folded
	built   chan struct{} // closed when all of it is there
	failed  error         // why it could not be built

	scenarios int            // how many there are
	holds     map[uint64]int // in how many of them a pair of characters stands
}

// The fields of the index.
const (
	fieldWords = "words" // names and everyday words
	fieldMore  = "more"  // summaries, questions, help texts
	fieldSound = "sound" // pairs of syllables of the words
	fieldLatin = "latin" // first letters, and threes of letters of the words in pinyin
	fieldChars = "chars" // single characters of words and summary
	fieldKind  = "kind"
)

// New builds the index of a catalogue with reviewed synonyms. It returns at once and goes on in the background, so that
// a process can open its doors meanwhile; whoever asks before it is done waits. The error names each synonym whose
// meaning is no name in the catalogue, with file:line.
func New(cat *scenario.Catalogue, syn *Synonyms) (*Index, error) {
	if err := unused(cat.Library(), syn); err != nil {
		return nil, err
	}
	x := &Index{voice: &voice{known: map[rune]string{}}, byID: map[string]*entry{}, built: make(chan struct{})}
	for _, s := range syn.Sounds {
		x.voice.said = append(x.voice.said, spoken{[]rune(s.Word), strings.Fields(s.Pinyin)})
	}
	for _, s := range syn.Ignore {
		x.ignore = append(x.ignore, fold(s))
	}
	slices.SortStableFunc(x.ignore, func(a, b string) int { return len(b) - len(a) })
	for _, s := range syn.Renews {
		x.renews = append(x.renews, fold(s))
	}
	go func() {
		defer close(x.built)
		x.failed = x.build(cat, syn)
	}()
	return x, nil
}

func (x *Index) build(cat *scenario.Catalogue, syn *Synonyms) error {
	x.entries = entriesOf(cat, syn, x.voice)
	x.voice.fixed = true
	index, err := bleve.NewUsing("", fields(), scorch.Name, scorch.Name, nil)
	if err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	batch := index.NewBatch()
	for _, e := range x.entries {
		x.byID[e.id()] = e
		if err := batch.Index(e.id(), e.document()); err != nil {
			return fmt.Errorf("search index: %s: %w", e.id(), err)
		}
	}
	x.countPairs()
	x.bleve = index
	if err := index.Batch(batch); err != nil {
		return fmt.Errorf("search index: %w", err)
	}
	return nil
}

// Close frees the index; nothing may be looked for afterwards.
func (x *Index) Close() error {
	<-x.built
	if x.bleve == nil {
		return x.failed
	}
	return errors.Join(x.failed, x.bleve.Close())
}

// Size answers how many things can be found.
func (x *Index) Size() int {
	<-x.built
	return len(x.entries)
}

const analyzerTokens = "tokens" // what is cut already, with blanks between

func fields() mapping.IndexMapping {
	m := bleve.NewIndexMapping()
	if err := m.AddCustomAnalyzer(analyzerTokens, map[string]any{"type": custom.Name, "tokenizer": whitespace.Name}); err != nil {
		panic(err) // both names are constants of bleve
	}
	doc := bleve.NewDocumentStaticMapping()
	for name, analyzer := range map[string]string{
		fieldWords: cjk.AnalyzerName, fieldMore: cjk.AnalyzerName,
		fieldSound: analyzerTokens, fieldLatin: analyzerTokens, fieldChars: analyzerTokens, fieldKind: analyzerTokens,
	} {
		f := bleve.NewTextFieldMapping()
		f.Analyzer, f.Store, f.IncludeInAll, f.IncludeTermVectors, f.DocValues = analyzer, false, false, false, false
		doc.AddFieldMappingsAt(name, f)
	}
	m.DefaultMapping = doc
	return m
}

// document is an entry as bleve reads it.
func (e *entry) document() map[string]any {
	var words, more, sound, latin []string
	chars := spaced(fold(e.summary))
	for _, w := range e.words {
		words = append(words, w.text)
		sound = append(sound, soundTokens(w.sound)...)
		if w.spelled != "" {
			latin = append(append(latin, w.initials), threes(w.spelled)...)
			latin = append(latin, threes(w.initials)...)
		}
		chars += " " + spaced(w.text)
	}
	for _, p := range e.passages {
		more = append(more, p.text)
	}
	return map[string]any{
		fieldWords: strings.Join(words, " "), fieldMore: strings.Join(more, " "), fieldSound: strings.Join(sound, " "),
		fieldLatin: strings.Join(latin, " "), fieldChars: chars, fieldKind: string(e.kind),
	}
}

func spaced(s string) string { return strings.Join(strings.Split(s, ""), " ") }

// threes are the pieces of three letters of a text: whatever holds a piece of it, slips and all, shares some.
func threes(latin string) []string {
	var out []string
	for i := 0; i+3 <= len(latin); i++ {
		out = append(out, latin[i:i+3])
	}
	return out
}

// soundTokens are the pairs of syllables of a sound.
func soundTokens(s sounded) []string {
	var out []string
	last := ""
	for _, r := range s.text {
		if last != "" {
			out = append(out, last+string(r))
		}
		last = string(r)
	}
	return out
}

// candidate is what bleve thinks could be meant.
type candidate struct {
	*entry
	near float64
}

// gather asks bleve for what could be meant, the scenarios apart so that many papers never push them out.
func (x *Index) gather(asked []query) []candidate {
	var wanted []blevequery.Query
	for _, q := range asked {
		wanted = append(wanted, q.bleve()...)
	}
	meant := bleve.NewDisjunctionQuery(wanted...)
	return append(x.ask(meant, candidates, Scenario), x.ask(meant, candidates, Item, Material)...)
}

// bleve is a reading of the words as bleve's question.
func (q *query) bleve() []blevequery.Query {
	out := []blevequery.Query{in(fieldWords, q.text, 4), in(fieldMore, q.text, 1)}
	if tokens := soundTokens(q.sound); len(tokens) > 0 {
		out = append(out, in(fieldSound, strings.Join(tokens, " "), 2))
	}
	if q.size == 1 {
		out = append(out, in(fieldChars, q.text, 1))
	}
	if q.latin != "" {
		out = append(out, in(fieldLatin, strings.Join(append(threes(q.latin), q.text), " "), 1))
	}
	return out
}

func in(field, text string, boost float64) blevequery.Query {
	q := bleve.NewMatchQuery(text)
	q.SetField(field)
	q.SetBoost(boost)
	return q
}

// ask runs a question over some kinds; the best come first, equal ones by id.
func (x *Index) ask(q blevequery.Query, most int, kinds ...Kind) []candidate {
	var of []blevequery.Query
	for _, k := range kinds {
		only := bleve.NewTermQuery(string(k))
		only.SetField(fieldKind)
		only.SetBoost(0)
		of = append(of, only)
	}
	r := bleve.NewSearchRequestOptions(bleve.NewConjunctionQuery(q, bleve.NewDisjunctionQuery(of...)), most, 0, false)
	r.SortBy([]string{"-_score", "_id"})
	found, err := x.bleve.Search(r)
	if err != nil {
		return nil // an index in memory that was built answers every question that bleve() makes; a test asks oddly
	}
	out := make([]candidate, 0, len(found.Hits))
	for _, h := range found.Hits {
		// Sums of the same numbers in another order differ in the last digits.
		out = append(out, candidate{x.byID[h.ID], math.Round(h.Score*1e6) / 1e6})
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
		wanted := append(q.bleve(), in(fieldChars, spaced(text), 0.5))
		for _, c := range x.ask(bleve.NewDisjunctionQuery(wanted...), mostNear, Scenario) {
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
