package pack

import (
	"regexp"
	"slices"
	"strings"

	"lianban/internal/domain/rule"
)

// normal makes nodes canonical: short forms expanded, lists as maps by slug, and finds what the grammar does
// not allow. In a patch, never and none take out.
type normal struct {
	*finder
	patch bool
}

var (
	slugForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)
	useForm  = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.([a-z][a-z0-9_]*|\*|<[a-z][a-z0-9_]*>))?$`)
	reserved = []string{"always", "never", "none", "all", "yes", "no", "true", "false", "null", "in", "as", "break", "const", "continue", "else",
		"for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var", "void", "while", "int", "uint", "double", "bool",
		"string", "bytes", "list", "map", "type", "dyn", "size", "has", "matches", "contains", "duration", "timestamp", "today", "channel"}
)

func (m *normal) canonical(n *node, s *shape, name string) *node {
	if s.patch && !m.patch {
		m = &normal{finder: m.finder, patch: true}
	}
	if m.patch && n.form == scalar && !n.quoted && n.text == "none" && s.sort != aAny {
		return &node{pos: n.pos, tomb: true}
	}
	switch s.sort {
	case anObject:
		return m.object(n, s, name)
	case aMap:
		return m.bySlug(n, s, name)
	case aTextList:
		return m.texts(n, name)
	case aAny:
		return n
	}
	if n.form != scalar || n.null {
		m.addVariant("P102", "shape", n.pos, "name", name)
		return nil
	}
	m.scalar(n, s, name)
	return n
}

func (m *normal) object(n *node, s *shape, name string) *node {
	if n.form == scalar && !n.null && s.plain != "" {
		k := s.plain
		value := m.canonical(n, keyOf(s, k).shape, k)
		return &node{form: mapping, pos: n.pos, keys: []entry{{name: k, pos: n.pos, value: value}}}
	}
	if n.null && s.plain != "" {
		return &node{form: mapping, pos: n.pos}
	}
	if n.form != mapping {
		m.addVariant("P102", "shape", n.pos, "name", name)
		return nil
	}
	out := &node{form: mapping, pos: n.pos}
	for _, e := range n.keys {
		k := keyOf(s, e.name)
		if k == nil {
			m.unknownKey(e, s)
			continue
		}
		if v := m.canonical(e.value, k.shape, e.name); v != nil {
			out.keys = append(out.keys, entry{name: e.name, pos: e.pos, value: v})
		}
	}
	return out
}

func keyOf(s *shape, name string) *key {
	for i := range s.keys {
		if s.keys[i].name == name {
			return &s.keys[i]
		}
	}
	return nil
}

func (m *normal) unknownKey(e entry, s *shape) {
	all := make([]string, len(s.keys))
	for i, k := range s.keys {
		all[i] = k.name
	}
	if near := rule.Nearest(e.name, all); near != "" {
		m.add("P102", e.pos, "name", e.name, "near", near)
		return
	}
	slices.Sort(all)
	m.addVariant("P102", "key", e.pos, "name", e.name, "allowed", strings.Join(all, " "))
}

func (m *normal) bySlug(n *node, s *shape, name string) *node {
	out := &node{form: mapping, pos: n.pos}
	switch {
	case n.form == mapping:
		for _, e := range n.keys {
			m.slug(e, s, name)
			if v := m.element(e.value, s, e.name); v != nil {
				out.keys = append(out.keys, entry{name: e.name, pos: e.pos, value: v})
			}
		}
	case n.form == list && s.fill != "":
		for _, x := range n.items {
			m.listed(out, x, s, name)
		}
	case n.form == scalar && !n.null && s.one:
		out.alone = true
		m.listed(out, n, s, name)
	default:
		m.addVariant("P102", "shape", n.pos, "name", name)
		return nil
	}
	return out
}

func (m *normal) listed(out *node, x *node, s *shape, name string) {
	if x.form != scalar || x.null {
		m.addVariant("P102", "shape", x.pos, "name", name)
		return
	}
	e := entry{name: x.text, pos: x.pos, quoted: x.quoted}
	m.slug(e, s, name)
	if out.get(x.text) != nil {
		m.addVariant("P101", "double", x.pos, "name", x.text)
		return
	}
	e.value = m.element(&node{pos: x.pos, text: s.fill}, s, x.text)
	out.keys = append(out.keys, e)
}

// element makes one value of a map; never takes it out in a patch.
func (m *normal) element(v *node, s *shape, name string) *node {
	if m.patch && v.form == scalar && !v.quoted && v.text == "never" {
		return &node{pos: v.pos, tomb: true}
	}
	if v.null && s.elem.sort == anObject {
		return &node{form: mapping, pos: v.pos}
	}
	return m.canonical(v, s.elem, name)
}

// slug checks a name in front of a value: a new slug, a use, or the slug of something.
func (m *normal) slug(e entry, s *shape, name string) {
	switch s.index {
	case "use":
		if !useForm.MatchString(e.name) {
			m.add("P103", e.pos, "name", e.name)
		}
	case "any":
		if len(s.words) > 0 && !slices.Contains(s.words, e.name) {
			m.notAllowed(e.pos, e.name, s.words)
		}
	case "code":
	default:
		if !slugForm.MatchString(e.name) || s.index == "" && slices.Contains(reserved, e.name) && !optionWord(name, e.name) {
			m.add("P103", e.pos, "name", e.name)
		}
	}
}

// optionWord allows words of CEL where they never stand in a condition by themselves.
func optionWord(parent, _ string) bool {
	switch parent {
	case "options", "person", "enterprise", "not_included", "variants", "steps", "measures", "published", "references":
		return true
	}
	return false
}

func (m *normal) texts(n *node, name string) *node {
	if n.form == scalar && !n.null {
		return &node{form: list, pos: n.pos, items: []*node{n}}
	}
	if n.form != list {
		m.addVariant("P102", "shape", n.pos, "name", name)
		return nil
	}
	for _, x := range n.items {
		if x.form != scalar || x.null {
			m.addVariant("P102", "shape", x.pos, "name", name)
			return nil
		}
	}
	if name != "formats" {
		return n
	}
	sorted := &node{form: list, pos: n.pos, items: slices.Clone(n.items)} // their order means nothing, so it is in no hash
	slices.SortFunc(sorted.items, func(a, b *node) int { return strings.Compare(a.text, b.text) })
	return sorted
}

// scalar checks one plain value.
func (m *normal) scalar(n *node, s *shape, name string) {
	switch s.sort {
	case aWord:
		if !slices.Contains(s.words, n.text) {
			m.notAllowed(n.pos, n.text, s.words)
		}
	case aSlug:
		if !slugForm.MatchString(n.text) {
			m.add("P103", n.pos, "name", n.text)
		}
	case aRef:
		if !slugForm.MatchString(n.text) {
			m.add("P103", n.pos, "name", n.text)
		}
	case aUse:
		if !useForm.MatchString(n.text) {
			m.add("P103", n.pos, "name", n.text)
		}
	case aYesNo:
		if n.text != "yes" && n.text != "no" {
			m.notAllowed(n.pos, n.text, []string{"yes", "no"})
		}
	case aCode:
		if !n.quoted && strings.Trim(n.text, "0123456789") == "" {
			m.addVariant("P103", "code", n.pos, "name", n.text)
		}
	case aSpan, aRange, aCount, aNumber, aDay, aClaim:
		m.quantity(n, s, name)
	case aText:
		if strings.TrimSpace(n.text) == "" {
			m.addVariant("P102", "shape", n.pos, "name", name)
		}
	}
}

func (m *normal) notAllowed(at pos, got string, words []string) {
	if near := rule.Nearest(got, words); near != "" {
		m.add("P102", at, "name", got, "near", near)
		return
	}
	m.addVariant("P102", "key", at, "name", got, "allowed", strings.Join(words, " / "))
}

// quantity checks numbers with their units.
func (m *normal) quantity(n *node, s *shape, name string) {
	ok := true
	switch s.sort {
	case aSpan:
		if _, ok = parseSpan(n.text); !ok {
			m.add("P105", n.pos, "value", n.text)
			return
		}
	case aRange:
		_, ok = parseRange(n.text)
	case aCount:
		_, ok = parseCount(n.text)
	case aNumber:
		_, _, ok = parseNumber(n.text)
	case aDay:
		ok = isDay(n.text)
	case aClaim:
		_, ok = parseClaim(name, n.text)
	}
	if !ok {
		m.addVariant("P105", "quantity", n.pos, "value", n.text)
	}
}

// complete finds required keys that are missing in a finished thing.
func (f *finder) complete(n *node, s *shape, at pos) {
	switch {
	case n == nil || n.tomb || s.patch:
	case s.sort == anObject && n.form == mapping:
		for _, k := range s.keys {
			v := n.get(k.name)
			if v == nil && k.required {
				f.add("P107", at, "name", k.name)
			}
			if v != nil {
				f.complete(v, k.shape, n.at(k.name))
			}
		}
	case s.sort == aMap && n.form == mapping:
		for _, e := range n.keys {
			f.complete(e.value, s.elem, e.pos)
		}
	}
}
