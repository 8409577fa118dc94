package search

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/item"
	"lianban/internal/domain/scenario"
)

// entry is one thing that can be found, with everything that may lead to it.
type entry struct {
	kind      Kind
	slug      string
	name      string
	summary   string
	scenarios []string
	words     []word
	passages  []*passage
}

func (e *entry) id() string { return string(e.kind) + "/" + e.slug }

// passage is a text about the thing: a summary, a question, a help text.
type passage struct {
	text    string // folded
	pairs   pairs
	bloom   uint64
	written string
	asks    bool // it is a question that the scenario asks
}

// gatherer makes the entries of a catalogue.
type gatherer struct {
	lib     *scenario.Library
	voice   *voice
	said    map[string][]string    // folded name → everyday words
	entries map[string]*entry      // by id
	known   map[string]*reading    // by written word: reading aloud is the dear part
	told    [2]map[string]*passage // by written text: statements, questions
}

// entriesOf answers what can be found in a catalogue, sorted by id.
func entriesOf(cat *scenario.Catalogue, syn *Synonyms, v *voice) []*entry {
	g := &gatherer{lib: cat.Library(), voice: v, said: map[string][]string{}, entries: map[string]*entry{},
		known: map[string]*reading{}, told: [2]map[string]*passage{{}, {}}}
	for _, m := range syn.Means {
		g.said[fold(m.Name)] = m.Words
	}
	for _, sc := range cat.Scenarios() {
		g.scenario(sc)
	}
	out := make([]*entry, 0, len(g.entries))
	for _, e := range g.entries {
		out = append(out, e)
	}
	slices.SortFunc(out, func(a, b *entry) int { return cmp.Compare(a.id(), b.id()) })
	return out
}

// unused is the error that names each meaning that is no name of a scenario, an item or a material.
func unused(lib *scenario.Library, syn *Synonyms) error {
	names := map[string]bool{}
	for _, sc := range lib.Scenarios {
		names[fold(sc.Name)] = true
	}
	for _, it := range lib.Items {
		names[fold(it.Name)] = true
	}
	for _, m := range lib.Materials {
		names[fold(m.Name)] = true
	}
	var wrong []string
	for _, m := range syn.Means {
		if !names[fold(m.Name)] {
			wrong = append(wrong, fmt.Sprintf("%s: no scenario, item or material has the name %s", m.At, m.Name))
		}
	}
	if len(wrong) > 0 {
		return fmt.Errorf("%s", strings.Join(wrong, "\n"))
	}
	return nil
}

func (g *gatherer) scenario(sc *scenario.Scenario) {
	e := &entry{kind: Scenario, slug: sc.Slug, name: sc.Name, summary: sc.Summary, scenarios: []string{sc.Slug}}
	g.entries[e.id()] = e
	g.add(e, ofName, sc.Name, "")
	for _, w := range slices.Concat(sc.Also, g.said[fold(sc.Name)]) {
		g.add(e, ofWord, w, sc.Name)
	}
	g.tell(e, sc.Summary, false)
	for _, q := range sc.Questions {
		g.question(e, q)
	}
	for _, s := range sc.Stops {
		g.tell(e, s.Say, false)
	}
	for _, u := range sc.Uses {
		if v := g.lib.Variant(u.Item, u.Variant); v != nil {
			g.item(e, v)
		}
	}
	g.needs(e, sc.Needs)
}

func (g *gatherer) question(e *entry, q scenario.QuestionDef) {
	ask, why, help := q.Ask, q.Why, q.Help
	if f := g.lib.Fields[q.Field]; f != nil {
		ask, why, help = cmp.Or(ask, f.Ask), cmp.Or(why, f.Why), cmp.Or(help, f.Help)
		for _, o := range f.Options {
			g.tell(e, o.Label, false)
		}
	}
	g.tell(e, ask, true)
	g.tell(e, why, false)
	g.tell(e, help, false)
}

// item adds an item to its scenario, and the scenario to the item's own entry.
func (g *gatherer) item(of *entry, v *item.Variant) {
	e := g.part(of, Item, v.Item, v.ItemName, "")
	if v.Title != v.ItemName {
		g.add(e, ofWord, v.Title, v.ItemName)
		g.add(of, ofItem, v.Title, v.ItemName)
	}
	g.mention(of, ofItem, v.ItemName)
	g.needs(of, v.Needs)
}

func (g *gatherer) needs(of *entry, n item.Needs) {
	for _, u := range n.Fields {
		if f := g.lib.Fields[u.Field]; f != nil {
			g.tell(of, f.Ask, true)
			g.tell(of, f.Why, false)
			g.tell(of, f.Help, false)
		}
	}
	for _, u := range n.Materials {
		if m := g.lib.Materials[u.Material]; m != nil {
			g.part(of, Material, m.Slug, m.Name, m.Why)
			g.mention(of, ofMaterial, m.Name)
		}
	}
}

// part answers the entry of an item or material that stands in a scenario.
func (g *gatherer) part(of *entry, kind Kind, slug, name, summary string) *entry {
	e := &entry{kind: kind, slug: slug, name: name, summary: summary}
	if known := g.entries[e.id()]; known != nil {
		e = known
	} else {
		g.entries[e.id()] = e
		g.add(e, ofName, name, "")
		for _, w := range g.said[fold(name)] {
			g.add(e, ofWord, w, name)
		}
		g.tell(e, summary, false)
	}
	if !slices.Contains(e.scenarios, of.slug) {
		e.scenarios = append(e.scenarios, of.slug)
	}
	return e
}

// mention adds the name of a part and the everyday words for it to a scenario.
func (g *gatherer) mention(e *entry, as source, name string) {
	g.add(e, as, name, "")
	for _, w := range g.said[fold(name)] {
		g.add(e, as, w, name)
	}
}

func (g *gatherer) add(e *entry, of source, written, means string) {
	w := g.known[written]
	if w == nil {
		w = newReading(written, g.voice)
		g.known[written] = w
	}
	if w.text != "" && !slices.ContainsFunc(e.words, func(o word) bool { return o.text == w.text }) {
		e.words = append(e.words, word{w, of, means})
	}
}

func newReading(written string, v *voice) *reading {
	text := fold(written)
	if text == "" {
		return &reading{}
	}
	read := v.syllables(text)
	w := &reading{written: written, query: readQuery(text, read)}
	var whole, firsts strings.Builder
	for _, s := range read {
		w.starts = append(w.starts, len(soften(whole.String())))
		whole.WriteString(s)
		firsts.WriteString(s[:1])
	}
	if spelled := soften(whole.String()); isLatin(spelled) {
		w.spelled, w.initials = spelled, firsts.String()
	}
	return w
}

// tell adds a text about a thing.
func (g *gatherer) tell(e *entry, written string, asks bool) {
	told := g.told[0]
	if asks {
		told = g.told[1]
	}
	p := told[written]
	if p == nil {
		text := fold(written)
		p = &passage{text: text, pairs: pairsOf(text), written: written, asks: asks}
		p.bloom = p.pairs.bloom()
		told[written] = p
	}
	if p.text != "" && !slices.ContainsFunc(e.passages, func(o *passage) bool { return o == p || o.text == p.text }) {
		e.passages = append(e.passages, p)
	}
}

func say(key string, pairs ...any) string { return lang.Chinese().Say("search."+key, pairs...) }
