package pack

import (
	"slices"
	"strings"

	"lianban/internal/domain/rule"
)

// chineseOf is the text key of what a kind is called in findings.
func chineseOf(kind string) string { return say("pack.kind." + kind) }

// resolver checks that every name names something.
type resolver struct {
	*finder
	tree *node
}

// definition checks one thing of a kind.
func (r *resolver) definition(kind, slug string, n *node) {
	visit(n, kinds[kind].elem, func(k, s string, at pos) {
		if k == "fields" || k == "parameters" {
			return // conditions are checked with their types; plain references below
		}
		r.need(k, s, at)
	})
	r.plainRefs(n, kinds[kind].elem)
	switch kind {
	case "scenarios":
		r.scenario(n)
	case "items":
		r.item(slug, n)
	case "parameters":
		r.table(n)
	case "examples":
		r.example(n)
	}
}

// plainRefs checks references to fields and parameters that stand outside conditions.
func (r *resolver) plainRefs(n *node, s *shape) {
	if n == nil || n.tomb {
		return
	}
	switch {
	case s.sort == aRef && (s.kind == "fields" || s.kind == "parameters") && !slices.Contains(s.words, n.text):
		r.need(s.kind, n.text, n.pos)
	case s.sort == anObject:
		for _, e := range n.keys {
			if k := keyOf(s, e.name); k != nil {
				r.plainRefs(e.value, k.shape)
			}
		}
	case s.sort == aMap:
		for _, e := range n.keys {
			if s.index == "fields" || s.index == "parameters" {
				r.need(s.index, e.name, e.pos)
			}
			r.plainRefs(e.value, s.elem)
		}
	}
}

func (r *resolver) need(kind, slug string, at pos) bool {
	if r.tree.get(kind).get(slug) != nil {
		return true
	}
	var all []string
	for _, e := range r.tree.keys {
		if e.name == kind {
			for _, d := range e.value.keys {
				all = append(all, d.name)
			}
		}
	}
	r.unknown(kind, slug, all, at)
	return false
}

func (r *resolver) unknown(kind, slug string, all []string, at pos) {
	if near := rule.Nearest(slug, all); near != "" {
		r.add("R201", at, "kind", chineseOf(kind), "name", slug, "near", near)
		return
	}
	r.addVariant("R201", "far", at, "kind", chineseOf(kind), "name", slug)
}

func (r *resolver) scenario(n *node) {
	all := slugs(n.get("items"))
	for _, e := range n.get("items").entries() {
		r.use(e)
		for _, a := range e.value.get("after").entries() {
			if !r.known(a.name, all) && n.get("gates").get(a.name) == nil {
				r.unknown("uses", a.name, append(all, slugs(n.get("gates"))...), a.pos)
			}
		}
	}
	for _, c := range n.get("choices").entries() {
		for _, u := range c.value.get("of").entries() {
			if !r.known(u.name, all) {
				r.unknown("uses", u.name, all, u.pos)
			}
		}
	}
	for _, m := range n.get("measures").entries() {
		if g := m.value.get("granted"); g != nil && !r.known(g.text, all) {
			r.unknown("uses", g.text, all, g.pos)
		}
	}
	for _, st := range n.get("stages").entries() {
		taxonomy := r.tree.get("taxonomies").get(st.name)
		audience := "person"
		if a := n.get("audience"); a != nil {
			audience = a.text
		}
		if stages := taxonomy.get(audience); taxonomy != nil && stages.get(st.value.text) == nil {
			r.unknown("stages", st.value.text, slugs(stages), st.value.pos)
		}
	}
}

// known says whether a name means at least one use of the list.
func (r *resolver) known(name string, all []string) bool {
	it, rest, _ := strings.Cut(name, ".")
	return slices.ContainsFunc(all, func(u string) bool {
		other, _, _ := strings.Cut(u, ".")
		if u == name || rest == "*" && other == it {
			return true
		}
		// A variant may be meant that the answer picks: change.<kind> covers change.company.
		return other == it && strings.Contains(u, "<") && rest != "" && r.tree.get("items").get(it).get("variants").get(rest) != nil
	})
}

func (r *resolver) use(e entry) {
	it, variant, dotted := strings.Cut(e.name, ".")
	item := r.tree.get("items").get(it)
	if !dotted || variant == "*" {
		r.add("R202", e.pos, "item", it, "variant", variant)
		return
	}
	if item == nil {
		return // R201 says it
	}
	m := byAnswer.FindStringSubmatch(variant)
	if m == nil {
		if item.get("variants").get(variant) == nil {
			r.add("R202", e.pos, "item", it, "variant", variant)
		}
		return
	}
	if !r.need("fields", m[1], e.pos) {
		return
	}
	limited := strings.Contains(textOf(e.value.get("when")), m[1])
	for _, o := range r.tree.get("fields").get(m[1]).get("options").entries() {
		if item.get("variants").get(o.name) == nil && !limited {
			r.add("R203", e.pos, "field", m[1], "option", o.name, "item", it)
		}
	}
}

// item checks that steps wait for steps that exist, in every variant.
func (r *resolver) item(slug string, n *node) {
	for _, v := range n.get("variants").entries() {
		whole := variantNode(&finder{}, slug, n, v)
		steps := whole.get("steps")
		for _, s := range steps.entries() {
			for _, a := range s.value.get("after").entries() {
				if steps.get(a.name) == nil {
					r.unknown("steps", a.name, slugs(steps), a.pos)
				}
			}
			if s.value.get("kind") == nil && !slices.Contains(stepKinds, s.name) {
				r.unknown("step_kinds", s.name, stepKinds, s.pos)
			}
		}
	}
}

func (r *resolver) table(n *node) {
	by := n.get("by")
	if by == nil {
		if n.get("value") == nil {
			r.add("P107", n.pos, "name", "value")
		}
		return
	}
	options := r.tree.get("fields").get(by.text).get("options")
	for _, o := range options.entries() {
		if n.get("values").get(o.name) == nil {
			r.addVariant("R203", "values", by.pos, "field", by.text, "option", o.name)
		}
	}
	for _, v := range n.get("values").entries() {
		if options.get(v.name) == nil {
			r.add("C302", v.pos, "name", v.name, "field", by.text, "options", strings.Join(slugs(options), " "))
		}
	}
}

func (r *resolver) example(n *node) {
	of := n.get("of")
	if of == nil {
		return
	}
	sc := r.tree.get("scenarios").get(of.text)
	if a := n.get("applicant"); sc != nil && a != nil && sc.get("applicants").get(a.text) == nil {
		r.unknown("applicants", a.text, slugs(sc.get("applicants")), a.pos)
	}
}

func (n *node) entries() []entry {
	if n == nil {
		return nil
	}
	return n.keys
}

func slugs(n *node) []string {
	var out []string
	for _, e := range n.entries() {
		out = append(out, e.name)
	}
	return out
}

func textOf(n *node) string {
	if n == nil {
		return ""
	}
	return n.text
}
