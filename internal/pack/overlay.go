package pack

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"lianban/internal/domain/scenario"
)

// overlay is one area's patch on one scenario and its library.
type overlay struct {
	slug  string
	at    pos
	node  *node // canonical, with its kinds
	area  string
	of    string
	depth int // of its area: overlays apply from the widest inward
}

func (l *loaded) readOverlays(e entry) {
	if e.value.form != mapping {
		l.addVariant("P102", "shape", e.value.pos, "name", e.name)
		return
	}
	s := &shape{sort: anObject, keys: slices.Clone(overlayKeys)}
	for _, k := range patched {
		s.keys = append(s.keys, opt(k, kinds[k]))
	}
	for _, o := range e.value.keys {
		if i := slices.IndexFunc(l.overlays, func(x overlay) bool { return x.slug == o.name }); i >= 0 {
			l.add("P104", o.pos, "name", o.name, "other", fmt.Sprintf("%s:%d", l.overlays[i].at.file, l.overlays[i].at.line))
			continue
		}
		if !slugForm.MatchString(o.name) {
			l.add("P103", o.pos, "name", o.name)
		}
		n := (&normal{finder: &l.finder, patch: true}).object(o.value, s, o.name)
		if n == nil {
			continue
		}
		l.complete(n, &shape{sort: anObject, keys: overlayKeys}, o.pos)
		l.overlays = append(l.overlays, overlay{slug: o.name, at: o.pos, node: n, area: textOf(n.get("area")), of: textOf(n.get("of"))})
	}
}

// places makes the libraries of the places that overlays change.
func (l *loaded) places(base *scenario.Library) map[scenario.Place]*scenario.Library {
	r := &resolver{finder: &l.finder, tree: l.tree}
	for i := range l.overlays {
		o := &l.overlays[i]
		okArea := r.need("areas", o.area, o.node.valueAt("area"))
		okOf := r.need("scenarios", o.of, o.node.valueAt("of"))
		if !okArea || !okOf {
			o.area = ""
		}
		o.depth = depth(l.tree, o.area)
	}
	slices.SortStableFunc(l.overlays, func(a, b overlay) int {
		return cmp.Or(cmp.Compare(a.depth, b.depth), cmp.Compare(a.slug, b.slug))
	})
	if l.kept == nil {
		l.twice()
	}
	out := map[scenario.Place]*scenario.Library{}
	for _, o := range l.overlays {
		if o.area == "" {
			continue
		}
		p := scenario.Place{Scenario: o.of, Area: o.area}
		if l.local[p] != nil {
			out[p] = l.apply(out[p], p, o)
			continue
		}
		wider, from := l.around(base, out, p)
		l.local[p] = from
		out[p] = l.apply(wider, p, o)
	}
	return out
}

// depth counts the areas around an area.
func depth(tree *node, area string) int {
	n := 0
	for a := tree.get("areas").get(area); a != nil && n < 8; n++ {
		a = tree.get("areas").get(textOf(a.get("within")))
	}
	return n
}

// around answers what counts in the area around a place: the library and the tree that its overlays patch.
func (l *loaded) around(base *scenario.Library, done map[scenario.Place]*scenario.Library, p scenario.Place) (*scenario.Library, *node) {
	up := p.Area
	for range 8 {
		up = textOf(l.tree.get("areas").get(up).get("within"))
		if up == "" {
			break
		}
		wider := scenario.Place{Scenario: p.Scenario, Area: up}
		if lib := done[wider]; lib != nil {
			l.changed[p] = slices.Clone(l.changed[wider])
			return lib, l.local[wider]
		}
	}
	return base, l.tree
}

// apply patches the tree of a place with one overlay and answers the library that comes out.
func (l *loaded) apply(lib *scenario.Library, p scenario.Place, o overlay) *scenario.Library {
	before := l.local[p]
	l.reviewed[o.slug] = before
	if l.kept == nil {
		l.moved(before, o)
	}
	tree := &node{form: mapping, keys: slices.Clone(before.keys)}
	m := &merger{finder: &l.finder, overlay: true}
	for _, kind := range patched {
		patch := o.node.get(kind)
		if patch == nil {
			continue
		}
		i := slices.IndexFunc(tree.keys, func(e entry) bool { return e.name == kind })
		things := &node{form: mapping, keys: slices.Clone(tree.keys[i].value.keys)}
		for _, e := range patch.keys {
			l.patchThing(m, things, kind, e, p)
		}
		things.indexed()
		tree.keys[i].value = things
	}
	l.local[p] = tree
	return l.relibrary(lib, tree, p)
}

func (l *loaded) patchThing(m *merger, things *node, kind string, e entry, p scenario.Place) {
	id := kind + "/" + e.name
	if !slices.Contains(l.changed[p], id) {
		l.changed[p] = append(l.changed[p], id)
	}
	i := slices.IndexFunc(things.keys, func(o entry) bool { return o.name == e.name })
	switch {
	case e.value.tomb && i < 0:
		m.add("O801", e.pos, "name", id)
	case e.value.tomb:
		things.keys = slices.Delete(things.keys, i, i+1)
	case i < 0:
		if _, ok := l.order[id]; !ok {
			l.order[id] = len(l.order)
		}
		things.keys = append(things.keys, e)
	default:
		things.keys[i].value = m.merge(things.keys[i].value, e.value, kinds[kind].elem, []string{kind, e.name})
	}
}

// relibrary decodes what overlays changed and shares the rest.
func (l *loaded) relibrary(wider *scenario.Library, tree *node, p scenario.Place) *scenario.Library {
	lib := &scenario.Library{
		References: maps.Clone(wider.References), Taxonomies: wider.Taxonomies, Areas: wider.Areas,
		Departments: maps.Clone(wider.Departments), Outlets: wider.Outlets, Registers: maps.Clone(wider.Registers),
		Topics: maps.Clone(wider.Topics), Fields: maps.Clone(wider.Fields), Parameters: maps.Clone(wider.Parameters),
		Materials: maps.Clone(wider.Materials), Items: maps.Clone(wider.Items), Scenarios: maps.Clone(wider.Scenarios),
	}
	d := &decoder{lib: lib, tree: tree, order: l.order, hash: l.hashIn(p.Area)}
	r := &resolver{finder: &l.finder, tree: tree}
	for _, id := range append(slices.Clone(l.changed[p]), "scenarios/"+p.Scenario) {
		kind, slug, _ := strings.Cut(id, "/")
		n := tree.get(kind).get(slug)
		if n == nil {
			continue
		}
		if l.kept == nil {
			l.whole(kind, entry{name: slug, pos: n.pos, value: n})
			r.definition(kind, slug, n)
		}
		d.one(kind, slug, n)
	}
	return lib
}

// twice finds paths that two overlays of one area set for one scenario.
func (l *loaded) twice() {
	set := map[string]leaf{} // by area, scenario and path
	for _, o := range l.overlays {
		for _, x := range o.patch() {
			id := o.area + " " + o.of + " " + x.path
			if first, ok := set[id]; ok {
				l.addVariant("O801", "twice", x.at, "name", x.path, "other", fmt.Sprintf("%s:%d", first.at.file, first.at.line))
				continue
			}
			set[id] = x
		}
	}
}

// patch lists what the overlay sets.
func (o overlay) patch() []leaf {
	var out []leaf
	for _, kind := range patched {
		if n := o.node.get(kind); n != nil {
			out = append(out, leaves(n, kind)...)
		}
	}
	return out
}

// moved compares what the overlay was reviewed against with what is there now: the content hash, and, if it
// moved, each value that the overlay touches (kept in `was` by `lianban pack rebase`).
func (l *loaded) moved(before *node, o overlay) {
	at := o.node.valueAt("base")
	now := l.hash.content(before, o.of)
	if textOf(o.node.get("base")) == now {
		return
	}
	was := o.node.get("was")
	if was == nil {
		l.addVariant("O802", "unknown", at, "base", textOf(o.node.get("base")), "now", now)
		return
	}
	for _, x := range o.patch() {
		old, cur := textOf(was.get(x.path)), valueText(before, x.path)
		if old != cur {
			l.add("O802", x.at, "name", x.path, "base", old, "now", cur)
			return
		}
	}
	l.add("O803", at, "base", textOf(o.node.get("base")), "now", now)
	l.found[len(l.found)-1].Warning = true
}

// valueText writes the value at a path as one line of text; none for nothing.
func valueText(tree *node, path string) string {
	n := tree
	for _, name := range strings.Split(path, "/") {
		if n = n.get(name); n == nil {
			return "none"
		}
	}
	if n.form == scalar {
		return n.text
	}
	if w := n.get("when"); w != nil && len(n.keys) == 1 {
		return w.text
	}
	var b strings.Builder
	writeJSON(&b, n)
	return b.String()
}
