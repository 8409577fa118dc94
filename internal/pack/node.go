package pack

import (
	"errors"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"lianban/internal/base/fault"
)

// sizeCap bounds one file. The largest honest one is a few tens of kilobytes.
const sizeCap = 1 << 20

// deepest bounds nesting: the grammar needs twelve levels.
const deepest = 40

// nodeForm says what a node is.
type nodeForm int

const (
	scalar nodeForm = iota
	mapping
	list
)

// node is one value of a pack with its place. Nodes are never changed after they are made canonical.
type node struct {
	form   nodeForm
	pos    pos
	text   string // of a scalar
	quoted bool
	null   bool
	keys   []entry          // of a mapping
	byName map[string]*node // of a long mapping, once it is whole; see indexed
	items  []*node          // of a list

	alone bool // a mapping by slug that was written as one plain slug: a patch with it replaces
	tomb  bool // never or none in a patch: takes out
}

// pos is a place in a file.
type pos struct {
	file      string
	line, col int
}

type entry struct {
	name   string
	pos    pos
	quoted bool
	value  *node
}

// get answers the value of a key, or nil.
func (n *node) get(name string) *node {
	if n == nil {
		return nil
	}
	if n.byName != nil {
		return n.byName[name]
	}
	for i := range n.keys {
		if n.keys[i].name == name {
			return n.keys[i].value
		}
	}
	return nil
}

// indexed makes the keys of a long mapping quick to find. It must not grow afterwards.
func (n *node) indexed() {
	n.byName = make(map[string]*node, len(n.keys))
	for _, e := range n.keys {
		n.byName[e.name] = e.value
	}
}

// at answers the place of a path, or of the deepest part of it that exists.
func (n *node) at(path ...string) pos {
	p := n.pos
	for _, name := range path {
		i := slices.IndexFunc(n.keys, func(e entry) bool { return e.name == name })
		if i < 0 {
			return p
		}
		p = n.keys[i].pos
		n = n.keys[i].value
	}
	return p
}

// valueAt is at, but the place of the value where the path is whole.
func (n *node) valueAt(path ...string) pos {
	v := n
	for _, name := range path {
		if v = v.get(name); v == nil {
			return n.at(path...)
		}
	}
	return v.pos
}

// finder collects findings.
type finder struct{ found []Finding }

func (f *finder) add(code string, at pos, pairs ...string) {
	f.found = append(f.found, Finding{Code: code, File: at.file, Line: at.line, Column: at.col, Params: fault.Params(pairs...)})
}

func (f *finder) addVariant(code, variant string, at pos, pairs ...string) {
	f.add(code, at, pairs...)
	f.found[len(f.found)-1].Variant = variant
}

// parse reads one file into nodes; nil if it is no YAML. Anchors, tags, merges, several documents and double
// keys are refused.
func (f *finder) parse(file string, b []byte) *node {
	start := pos{file, 1, 1}
	if len(b) > sizeCap {
		f.addVariant("P101", "size", start)
		return nil
	}
	tree, err := parser.ParseBytes(b, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		f.add("P101", place(file, err), "reason", reason(err))
		return nil
	}
	var docs []*ast.DocumentNode
	for _, d := range tree.Docs {
		if d.Body != nil && d.Body.Type() != ast.CommentType {
			docs = append(docs, d)
		}
	}
	switch {
	case len(docs) == 0:
		return &node{form: mapping, pos: start}
	case len(docs) > 1:
		f.addVariant("P101", "documents", where(file, docs[1].Body))
		return nil
	}
	before := len(f.found)
	n := f.convert(file, docs[0].Body, 0)
	for _, x := range f.found[before:] {
		if x.Variant != "double" { // of two values the first counts, so that the rest can be read
			return nil
		}
	}
	return n
}

func place(file string, err error) pos {
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) && syntax.Token != nil && syntax.Token.Position != nil {
		return pos{file, syntax.Token.Position.Line, syntax.Token.Position.Column}
	}
	return pos{file, 1, 1}
}

func reason(err error) string {
	var syntax *yaml.SyntaxError
	if errors.As(err, &syntax) {
		return syntax.Message
	}
	return err.Error()
}

func where(file string, n ast.Node) pos {
	t := n.GetToken()
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		t = m.Values[0].Key.GetToken()
	}
	if t == nil || t.Position == nil {
		return pos{file, 1, 1}
	}
	return pos{file, t.Position.Line, t.Position.Column}
}

func (f *finder) convert(file string, n ast.Node, depth int) *node {
	at := where(file, n)
	if depth > deepest {
		f.addVariant("P101", "deep", at)
		return nil
	}
	switch x := n.(type) {
	case *ast.MappingNode:
		return f.mapping(file, x.Values, at, depth)
	case *ast.MappingValueNode:
		return f.mapping(file, []*ast.MappingValueNode{x}, at, depth)
	case *ast.SequenceNode:
		out := &node{form: list, pos: at}
		for _, v := range x.Values {
			out.items = append(out.items, f.convert(file, v, depth+1))
		}
		return out
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode, *ast.MergeKeyNode:
		f.addVariant("P101", "feature", at)
		return nil
	case *ast.NullNode:
		return &node{pos: at, null: true}
	case *ast.LiteralNode:
		return &node{pos: at, text: strings.TrimSpace(x.Value.Value), quoted: true}
	case ast.ScalarNode:
		t := x.GetToken()
		return &node{pos: at, text: t.Value, quoted: t.Type == token.DoubleQuoteType || t.Type == token.SingleQuoteType}
	}
	f.addVariant("P101", "feature", at)
	return nil
}

func (f *finder) mapping(file string, values []*ast.MappingValueNode, at pos, depth int) *node {
	out := &node{form: mapping, pos: at}
	for _, v := range values {
		switch v.Key.(type) {
		case *ast.StringNode, *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.NullNode:
		default:
			f.addVariant("P101", "feature", where(file, v.Key))
			continue
		}
		t := v.Key.GetToken()
		e := entry{name: t.Value, pos: where(file, v.Key), quoted: t.Type == token.DoubleQuoteType || t.Type == token.SingleQuoteType}
		if old := slices.IndexFunc(out.keys, func(o entry) bool { return o.name == e.name }); old >= 0 {
			f.addVariant("P101", "double", e.pos, "name", e.name)
			continue
		}
		e.value = f.convert(file, v.Value, depth+1)
		if e.value == nil {
			e.value = &node{pos: e.pos, null: true}
		}
		out.keys = append(out.keys, e)
	}
	return out
}
