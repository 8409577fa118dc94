// Package pack reads scenario packs: YAML files become the domain's catalogue, with every defect found at once,
// each with its place, its sentence and its cure. The grammar is docs/pack-format.md.
package pack

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
)

// folders are where pack files lie; everything else in a pack directory belongs to others.
var folders = []string{"library", "scenarios", "overlays"}

func say(key string) string { return lang.Chinese().Say(key) }

// loaded is everything that one reading of the packs gave.
type loaded struct {
	finder
	tree     *node                       // canonical, of the city
	overlays []overlay                   //
	local    map[scenario.Place]*node    // tree of a place with its overlays
	cat      *scenario.Catalogue         //
	reviewed map[string]*node            // what each overlay patches
	order    map[string]int              // kind/slug → place in the files
	sources  map[string][]byte           // files as they were read
	examples map[string][]entry          // by scenario, those without an area first
	files    []string                    // sorted
	changed  map[scenario.Place][]string // kind/slug that overlays changed there
	hash     *hasher
	kept     *kept // nil: read from the files; else what an earlier reading of the same files found
}

// Load reads the packs of a folder. Findings are complete for form, names and the types of conditions (P, R, O and
// most C codes); Check finds the rest. A catalogue with errors among its findings must not be served. The error is
// for a folder that cannot be read at all.
func Load(fsys fs.FS) (*scenario.Catalogue, []Finding, error) {
	l, err := read(fsys)
	if err != nil {
		return nil, nil, err
	}
	cat, findings := l.judged()
	return cat, findings, nil
}

// judged checks the types of conditions and answers everything that was found.
func (l *loaded) judged() (*scenario.Catalogue, []Finding) {
	if !slices.ContainsFunc(l.found, unreadable) {
		c := &checker{loaded: l}
		c.each(l.cat.Scenarios(), nil, func(own *checker, slug string) { own.everywhere(slug, (*in).typed) })
		l.acknowledge()
	}
	return l.cat, arrange(l.found)
}

func read(fsys fs.FS) (*loaded, error) {
	l, err := opened(fsys)
	if err == nil {
		l.build(l.parseAll())
	}
	return l, err
}

// opened has read the files, and nothing more.
func opened(fsys fs.FS) (*loaded, error) {
	l := &loaded{local: map[scenario.Place]*node{}, order: map[string]int{}, sources: map[string][]byte{},
		examples: map[string][]entry{}, changed: map[scenario.Place][]string{}, reviewed: map[string]*node{}, hash: newHasher()}
	if err := l.open(fsys); err != nil {
		return nil, err
	}
	return l, nil
}

// build makes the catalogue from the files' roots, in the order of the files.
func (l *loaded) build(roots []*node) {
	l.tree = &node{form: mapping}
	for _, kind := range kindOrder {
		if kinds[kind] != nil {
			l.tree.keys = append(l.tree.keys, entry{name: kind, value: &node{form: mapping}})
		}
	}
	for i, root := range roots {
		l.file(l.files[i], root)
	}
	for _, kind := range l.tree.keys {
		kind.value.indexed()
	}
	l.finish()
}

// open reads the files, in the order of their paths, whatever the order in which the folder lists them.
func (l *loaded) open(fsys fs.FS) error {
	for _, dir := range folders {
		if _, err := fs.Stat(fsys, dir); err != nil {
			continue
		}
		err := fs.WalkDir(fsys, dir, func(p string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || path.Ext(p) != ".yaml" && path.Ext(p) != ".yml" {
				return err
			}
			b, err := fs.ReadFile(fsys, p)
			l.sources[p] = b
			return err
		})
		if err != nil {
			return fmt.Errorf("read packs: %w", err)
		}
	}
	l.files = slices.Sorted(maps.Keys(l.sources))
	if len(l.files) == 0 {
		return fmt.Errorf("no pack files (%s/*.yaml): %w", strings.Join(folders, ", "), fs.ErrNotExist)
	}
	return nil
}

// parseAll reads the files side by side; the order of what is found is that of the files.
func (l *loaded) parseAll() []*node {
	roots, finders := make([]*node, len(l.files)), make([]finder, len(l.files))
	sideBySide(len(l.files), func(i int) { roots[i] = finders[i].parse(l.files[i], l.sources[l.files[i]]) })
	for _, f := range finders {
		l.found = append(l.found, f.found...)
	}
	return roots
}

// sideBySide does n things that share nothing, as many at once as there are processors.
func sideBySide(n int, do func(int)) {
	var all sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i := range n {
		all.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			do(i)
		})
	}
	all.Wait()
}

func (l *loaded) file(file string, root *node) {
	if root == nil {
		return
	}
	if root.form != mapping {
		l.addVariant("P102", "shape", root.pos, "name", file)
		return
	}
	whole := &shape{keys: nil}
	for _, k := range kindOrder {
		whole.keys = append(whole.keys, key{name: k})
	}
	n := &normal{finder: &l.finder}
	for _, e := range root.keys {
		switch {
		case e.name == "overlays":
			l.readOverlays(e)
		case kinds[e.name] == nil:
			n.unknownKey(e, whole)
		default:
			l.define(n, e)
		}
	}
}

// define adds the things of one kind from one file to the tree.
func (l *loaded) define(n *normal, e entry) {
	things := n.canonical(e.value, kinds[e.name], e.name)
	into := l.tree.get(e.name)
	for _, t := range things.entries() {
		if i := slices.IndexFunc(into.keys, func(o entry) bool { return o.name == t.name }); i >= 0 {
			l.add("P104", t.pos, "name", t.name, "other", fmt.Sprintf("%s:%d", into.keys[i].pos.file, into.keys[i].pos.line))
			continue
		}
		l.order[e.name+"/"+t.name] = len(l.order)
		into.keys = append(into.keys, t)
	}
}

// finish checks names, applies overlays and makes the catalogue.
func (l *loaded) finish() {
	if l.kept == nil {
		l.names()
	}
	for _, e := range l.tree.get("examples").entries() {
		of := textOf(e.value.get("of"))
		l.examples[of] = append(l.examples[of], e)
	}
	base := newLibrary()
	d := &decoder{lib: base, tree: l.tree, order: l.order, hash: l.hashIn("")}
	for _, kind := range l.tree.keys {
		for _, e := range kind.value.keys {
			d.one(kind.name, e.name, e.value)
		}
	}
	l.cat = scenario.NewCatalogue(base, l.places(base))
	l.samples(base)
}

// names checks that everything is complete and that what is named is there.
func (l *loaded) names() {
	l.clashes()
	names := &l.finder
	if slices.ContainsFunc(l.found, func(f Finding) bool { return f.Code == "P101" && f.Variant != "double" }) {
		names = &finder{} // a file could not be read: what it defines would only seem to be missing
	}
	r := &resolver{finder: names, tree: l.tree}
	for _, kind := range l.tree.keys {
		for _, e := range kind.value.keys {
			l.whole(kind.name, e)
			r.definition(kind.name, e.name, e.value)
		}
	}
}

// whole finds what is missing in one finished thing; variants are checked with their item.
func (l *loaded) whole(kind string, e entry) {
	if kind != "items" { // its variants are complete, or not
		l.complete(e.value, kinds[kind].elem, e.pos)
	} else if len(e.value.get("variants").entries()) == 0 {
		l.add("P107", e.pos, "name", "variants")
	}
	if kind != "taxonomies" && textOf(e.value.get("name")) == "" {
		l.add("P107", e.pos, "name", "name")
	}
	switch kind {
	case "fields":
		l.fieldForm(e)
	case "items":
		for _, v := range e.value.get("variants").entries() {
			whole := variantNode(&l.finder, e.name, e.value, v)
			whole.keys = append(whole.keys, entry{name: "variants", value: &node{form: mapping}})
			l.complete(whole, itemShape, v.pos)
		}
	}
}

// fieldForm finds fields whose type and options or unit do not fit.
func (l *loaded) fieldForm(e entry) {
	t := textOf(e.value.get("type"))
	options := e.value.get("options")
	switch {
	case t == "number" && e.value.get("unit") == nil:
		l.add("P107", e.pos, "name", "unit")
	case (t == "choice" || t == "choices") && len(options.entries()) == 0:
		l.add("P107", e.pos, "name", "options")
	case t == "" && len(options.entries()) == 0:
		l.add("P107", e.pos, "name", "type")
	}
}

// clashes finds names that would mean two things in a condition.
func (l *loaded) clashes() {
	for _, p := range l.tree.get("parameters").entries() {
		for _, f := range l.tree.get("fields").entries() {
			if p.name == f.name {
				l.add("P104", p.pos, "name", p.name, "other", fmt.Sprintf("%s:%d", f.pos.file, f.pos.line))
			}
		}
	}
	for _, f := range l.tree.get("fields").entries() {
		if f.name == "applicant" {
			l.add("P103", f.pos, "name", f.name)
		}
	}
}
