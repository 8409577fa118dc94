package pack

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"maps"
	"regexp"
	"slices"
	"sort"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// hasher hashes scenarios; what many of them reach is written once. It is for one reading: nodes never change.
type hasher struct {
	written map[*node]string   // canonical JSON of a thing
	named   map[*node][]string // kind/slug of what a thing names
}

func newHasher() *hasher { return &hasher{written: map[*node]string{}, named: map[*node][]string{}} }

// content is the hash of a scenario and of everything that it reaches by name: the first twelve hex
// digits of the SHA-256 of canonical JSON (RFC 8785: sorted keys, NFC texts, yes and no as booleans; without
// translations).
func (h *hasher) content(tree *node, scenario string) string {
	sum := sha256.New()
	between := "{"
	for _, id := range h.reached(tree, scenario) {
		kind, slug, _ := strings.Cut(id, "/")
		n := tree.get(kind).get(slug)
		if _, ok := h.written[n]; !ok {
			var b strings.Builder
			writeText(&b, id)
			b.WriteString(":")
			writeJSON(&b, n)
			h.written[n] = b.String()
		}
		_, _ = io.WriteString(sum, between+h.written[n]) // a hash takes everything
		between = ","
	}
	_, _ = io.WriteString(sum, "}")
	return hex.EncodeToString(sum.Sum(nil))[:12]
}

func writeJSON(b *strings.Builder, n *node) {
	switch {
	case n == nil || n.null:
		b.WriteString("null")
	case n.form == mapping:
		keys := slices.Clone(n.keys)
		sort.Slice(keys, func(i, j int) bool { return keys[i].name < keys[j].name })
		b.WriteString("{")
		written := 0
		for _, e := range keys {
			if e.name == "en" {
				continue
			}
			if written++; written > 1 {
				b.WriteString(",")
			}
			writeText(b, e.name)
			b.WriteString(":")
			writeJSON(b, e.value)
		}
		b.WriteString("}")
	case n.form == list:
		b.WriteString("[")
		for i, x := range n.items {
			if i > 0 {
				b.WriteString(",")
			}
			writeJSON(b, x)
		}
		b.WriteString("]")
	case !n.quoted && (n.text == "yes" || n.text == "no"):
		b.WriteString(map[string]string{"yes": "true", "no": "false"}[n.text])
	case n.tomb:
		b.WriteString(`"never"`)
	default:
		writeText(b, n.text)
	}
}

func writeText(b *strings.Builder, s string) {
	j, _ := json.Marshal(norm.NFC.String(s)) // text always marshals
	b.Write(j)
}

// reached lists kind/slug of a scenario and of all that it names, directly or not, sorted. Other scenarios
// are not followed, and areas are named but not part of the content.
func (h *hasher) reached(tree *node, scenario string) []string {
	seen := map[string]bool{}
	todo := []string{"scenarios/" + scenario}
	for len(todo) > 0 {
		id := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		kind, slug, _ := strings.Cut(id, "/")
		n := tree.get(kind).get(slug)
		if seen[id] || n == nil {
			continue
		}
		seen[id] = true
		todo = append(todo, h.names(n, kind)...)
	}
	return slices.Sorted(maps.Keys(seen))
}

func (h *hasher) names(n *node, kind string) []string {
	if names, ok := h.named[n]; ok {
		return names
	}
	var names []string
	visit(n, kinds[kind].elem, func(kind, slug string, _ pos) {
		if kind != "scenarios" && kind != "areas" {
			names = append(names, kind+"/"+slug)
		}
	})
	h.named[n] = names
	return names
}

var (
	textLiteral = regexp.MustCompile(`"[^"]*"|'[^']*'`)
	identifier  = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*`)
	byAnswer    = regexp.MustCompile(`<([a-z0-9_]+)>`)
)

// visit calls name for every slug that a thing names, with its kind. In conditions every identifier counts
// as a possible field and a possible parameter.
func visit(n *node, s *shape, name func(kind, slug string, at pos)) {
	if n == nil || n.tomb {
		return
	}
	switch s.sort {
	case aRef:
		if !slices.Contains(s.words, n.text) {
			name(s.kind, n.text, n.pos)
		}
	case aCond, aFormula:
		for _, id := range identifier.FindAllString(textLiteral.ReplaceAllString(n.text, " "), -1) {
			name("fields", id, n.pos)
			name("parameters", id, n.pos)
		}
	case aUse:
		visitUse(n.text, n.pos, name)
	case anObject:
		for _, e := range n.keys {
			if k := keyOf(s, e.name); k != nil {
				visit(e.value, k.shape, name)
			}
		}
	case aMap:
		for _, e := range n.keys {
			switch {
			case s.index == "use":
				visitUse(e.name, e.pos, name)
			case kinds[s.index] != nil:
				name(s.index, e.name, e.pos)
			}
			visit(e.value, s.elem, name)
		}
	}
}

func visitUse(use string, at pos, name func(kind, slug string, at pos)) {
	it, _, dotted := strings.Cut(use, ".")
	if dotted {
		name("items", it, at)
	}
	if m := byAnswer.FindStringSubmatch(use); m != nil {
		name("fields", m[1], at)
	}
}
