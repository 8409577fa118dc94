package pack

import (
	"cmp"
	"slices"
	"strings"

	"lianban/internal/domain/scenario"
)

// Reader is who notices a change.
type Reader string

// The readers, in the order in which changes are shown.
const (
	ForApplicant  Reader = "applicant"  // what is asked, handed in, waited for and paid
	ForOfficer    Reader = "officer"    // how an item is worked on
	ForDepartment Reader = "department" // who does it
	ForRecord     Reader = "record"     // sources, figures, words for the search: nothing that a case shows
)

// Readers are all of them, in their order.
var Readers = []Reader{ForApplicant, ForOfficer, ForDepartment, ForRecord}

// Change is one difference, as people read it.
type Change struct {
	Who   Reader `json:"who"`
	Path  string `json:"path"`           // items/food_licence/limit/promised
	Thing string `json:"thing"`          // 事项“食品经营许可”
	What  string `json:"what,omitempty"` // 承诺时限; empty: the thing as a whole
	Old   string `json:"old,omitempty"`  // empty: it was not there
	New   string `json:"new,omitempty"`  // empty: it is gone
}

// Changed is one scenario in one place whose content differs.
type Changed struct {
	scenario.Place
	Name       string // of the scenario, as it is now
	AreaName   string // empty: the city
	Old, New   string // content hashes; empty: it was not there, or is gone
	OldVersion int    // highest numbers of its history
	NewVersion int
	Changes    []Change
	Before     []scenario.Figure // of the example that carries the figures
	After      []scenario.Figure
}

// Compare answers what became different from one edition to the other, by scenario and place. Without an old edition
// everything is new, and nothing but that is said.
func Compare(old, now *Edition, only ...string) []Changed {
	var out []Changed
	places := now.l.cat.Places()
	if old != nil {
		places = append(places, old.l.cat.Places()...)
	}
	slices.SortFunc(places, func(a, b scenario.Place) int {
		return cmp.Or(cmp.Compare(a.Scenario, b.Scenario), cmp.Compare(a.Area, b.Area))
	})
	for _, p := range slices.Compact(places) {
		if len(only) > 0 && !slices.Contains(only, p.Scenario) {
			continue
		}
		if c, ok := compareAt(old, now, p); ok {
			out = append(out, c)
		}
	}
	return out
}

func compareAt(old, now *Edition, p scenario.Place) (Changed, bool) {
	c := Changed{Place: p}
	after := now.Scenario(p)
	var before *scenario.Scenario
	if old != nil {
		before = old.Scenario(p)
	}
	if before != nil {
		c.Name, c.Old, c.OldVersion = before.Name, before.Hash, before.Version
	}
	if after != nil {
		c.Name, c.New, c.NewVersion = after.Name, after.Hash, after.Version
	}
	if c.Old == c.New {
		return c, false
	}
	for _, e := range []*Edition{now, old} {
		if e == nil || c.AreaName != "" {
			continue
		}
		if a, ok := e.l.cat.Area(p.Area); ok {
			c.AreaName = a.Name
		}
	}
	if before != nil {
		c.Before = old.Figures(p)
	}
	if after != nil {
		c.After = now.Figures(p)
	}
	if before != nil && after != nil {
		c.Changes = differences(old.tree(p), now.tree(p), p.Scenario, old.l.hash, now.l.hash)
	}
	return c, true
}

// Local answers how an area differs from what counts around it, in every place that an overlay patches; of one scenario or
// of all, in one area or in all.
func Local(e *Edition, area string, only ...string) []Changed {
	var out []Changed
	for _, p := range e.l.cat.Places() {
		if p.Area == "" || area != "" && p.Area != area || len(only) > 0 && !slices.Contains(only, p.Scenario) {
			continue
		}
		around := scenario.Place{Scenario: p.Scenario}
		if a, ok := e.l.cat.Area(p.Area); ok {
			around.Area = a.Within
		}
		base, here := e.Scenario(around), e.Scenario(p)
		c := Changed{Place: p, Name: here.Name, Old: base.Hash, New: here.Hash, OldVersion: base.Version, NewVersion: here.Version,
			Before: e.Figures(scenario.Place{Scenario: p.Scenario}), After: e.Figures(p)}
		if a, ok := e.l.cat.Area(p.Area); ok {
			c.AreaName = a.Name
		}
		c.Changes = differences(e.tree(around), e.tree(p), p.Scenario, e.l.hash, e.l.hash)
		out = append(out, c)
	}
	return out
}

// differences compares everything that a scenario reaches in two trees.
func differences(old, now *node, slug string, was, is *hasher) []Change {
	c := &comparer{words: words{now: now, old: old}}
	ids := append(was.reached(old, slug), is.reached(now, slug)...)
	slices.Sort(ids)
	for _, id := range slices.Compact(ids) {
		kind, thing, _ := strings.Cut(id, "/")
		a, b := old.get(kind).get(thing), now.get(kind).get(thing)
		if kind == "parameters" || kind == "fields" { // an identifier of a condition may seem to be either
			if a == nil && b == nil {
				continue
			}
		}
		c.kind, c.thing = kind, thing
		c.diff(nil, nil, a, b, kinds[kind].elem)
	}
	slices.SortStableFunc(c.out, func(a, b Change) int { return slices.Index(Readers, a.Who) - slices.Index(Readers, b.Who) })
	return c.out
}

// comparer walks over two trees together.
type comparer struct {
	words
	kind, thing string
	out         []Change
}

// unsaid are keys whose change says nothing to anybody: other languages, the trace of a review, acknowledged warnings, the history itself.
var unsaid = []string{"en", "acknowledged", "was", "history"}

func (c *comparer) diff(path, said []string, old, now *node, s *shape) {
	if len(path) > 0 && slices.Contains(unsaid, path[0]) || sameNode(old, now) {
		return
	}
	if old == nil || now == nil || old.form != mapping || now.form != mapping || s.sort == aAny {
		c.add(path, said, c.value(old, s, path), c.value(now, s, path))
		return
	}
	for _, e := range now.keys {
		c.step(path, said, e.name, old.get(e.name), e.value, s)
	}
	for _, e := range old.keys {
		if now.get(e.name) == nil {
			c.step(path, said, e.name, e.value, nil, s)
		}
	}
}

// step goes one key deeper.
func (c *comparer) step(path, said []string, name string, old, now *node, s *shape) {
	inner, label := s.elem, ""
	if s.sort == anObject {
		k := keyOf(s, name)
		if k == nil {
			return
		}
		inner, label = k.shape, c.keyName(c.kind, name)
	} else {
		label = c.slugName(s.index, name, old, now)
	}
	if name == "when" && s.sort == anObject && len(path) > 1 {
		label = "" // the condition under which it is there: the thing's own name says it
	}
	at := append(slices.Clone(path), name)
	if label != "" {
		said = append(slices.Clone(said), label)
	}
	c.diff(at, said, old, now, inner)
}

func (c *comparer) add(path, said []string, old, now string) {
	if old == now {
		return
	}
	c.out = append(c.out, Change{
		Who: readerOf(c.kind, path), Path: strings.Join(append([]string{c.kind, c.thing}, path...), "/"),
		Thing: c.thingName(c.kind, c.thing), What: strings.Join(said, say("versions.step")), Old: old, New: now,
	})
}

// sameNode says whether two nodes have the same content.
func sameNode(a, b *node) bool {
	if a == b {
		return true
	}
	if a == nil || b == nil {
		return false
	}
	var x, y strings.Builder
	writeJSON(&x, a)
	writeJSON(&y, b)
	return x.String() == y.String()
}
