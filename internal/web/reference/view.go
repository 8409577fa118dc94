package reference

import (
	"cmp"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/web/page"
)

// Type is what a value is, with the page of its schema where it has one.
type Type struct {
	Text string
	Href string
	Many bool // a list of it
	Map  bool // an object whose members are it
}

// Field is one member of an object, or one parameter.
type Field struct {
	Name    string
	In      string // parameters: path, query, header
	Type    Type
	Must    bool
	Say     string
	Limits  string
	Options []string
}

// Answer is one status with what comes with it.
type Answer struct {
	Status string
	Say    string
	Type   *Type
}

// Operation is one operation.
type Operation struct {
	ID      string
	Method  string
	Path    string
	Summary string
	Say     string
	Public  bool
	Params  []Field
	Body    *Type
	Sample  string // of the body
	Call    string
	Answers []Answer
}

// Noun is one thing that the API knows, with its operations.
type Noun struct {
	Name       string
	Chinese    string
	Say        string
	Href       string
	Operations []Operation
}

// Schema is one kind of object.
type Schema struct {
	Name   string
	Say    string
	Fields []Field
	Used   []page.Link // operations that take or answer it
}

// HomePage is the first page.
type HomePage struct {
	Version string
	Base    string
	Nouns   []Noun
	Spec    []page.Link
	Codes   page.Link
	Types   page.Link
}

// CodesPage lists the codes of mistakes.
type CodesPage struct {
	Problems []code
	Places   []code // stand in errors only
	Path     string
}

func typeHref(name string) string { return "/api/types/" + url.PathEscape(name) }

func nounHref(name string) string { return "/api/nouns/" + url.PathEscape(name) }

// chinese is the name of a noun; its English one where it has none yet.
func chinese(noun string) string {
	t := lang.Chinese()
	if key := "reference.noun." + noun; t.Has(key) {
		return t.Say(key)
	}
	return noun
}

// nouns lists the operations by noun, in the order of the description, each by address.
func (d *document) nouns(base string) []Noun {
	out := make([]Noun, len(d.Tags))
	for i, t := range d.Tags {
		out[i] = Noun{Name: t.Name, Chinese: chinese(t.Name), Say: t.Description, Href: nounHref(t.Name)}
	}
	for _, path := range slices.Sorted(maps.Keys(d.Paths)) {
		for _, method := range []string{"get", "post", "put", "delete"} {
			op, ok := d.Paths[path][method]
			if !ok {
				continue
			}
			i := slices.IndexFunc(out, func(n Noun) bool { return slices.Contains(op.Tags, n.Name) })
			if i >= 0 {
				out[i].Operations = append(out[i].Operations, d.operation(base, path, strings.ToUpper(method), op))
			}
		}
	}
	return out
}

func (d *document) operation(base, path, method string, op operation) Operation {
	out := Operation{ID: op.OperationID, Method: method, Path: path, Summary: op.Summary, Say: op.Description, Public: public(op)}
	for _, p := range op.Parameters {
		out.Params = append(out.Params, Field{
			Name: p.Name, In: p.In, Type: d.typeOf(p.Schema), Must: p.Required, Say: p.Description, Limits: limits(p.Schema), Options: options(p.Schema),
		})
	}
	slices.SortStableFunc(out.Params, func(a, b Field) int { return cmp.Compare(place(a.In), place(b.In)) })
	if op.RequestBody != nil {
		if m, ok := op.RequestBody.Content["application/json"]; ok {
			t := d.typeOf(m.Schema)
			out.Body, out.Sample = &t, d.sample(m.Schema)
		}
	}
	out.Call = d.call(base, path, method, op, out.Sample)
	for _, status := range slices.Sorted(maps.Keys(op.Responses)) {
		out.Answers = append(out.Answers, d.answer(status, op.Responses[status]))
	}
	return out
}

func place(in string) int { return slices.Index([]string{"path", "query", "header"}, in) }

func (d *document) answer(status string, r response) Answer {
	if r.Ref != "" {
		r = d.Components.Responses[name(r.Ref)]
	}
	out := Answer{Status: status, Say: r.Description}
	for _, kind := range slices.Sorted(maps.Keys(r.Content)) {
		t := d.typeOf(r.Content[kind].Schema)
		if t.Href == "" {
			t = Type{Text: kind}
		}
		out.Type = &t
	}
	return out
}

// schemas lists the objects with what uses them.
func (d *document) schemas(nouns []Noun) map[string]Schema {
	out := map[string]Schema{}
	for key, s := range d.Components.Schemas {
		out[key] = Schema{Name: key, Say: s.Description, Fields: d.fields(s)}
	}
	for _, n := range nouns {
		for _, op := range n.Operations {
			seen := map[string]bool{}
			types := []*Type{op.Body}
			for _, a := range op.Answers {
				types = append(types, a.Type)
			}
			for _, t := range types {
				if t == nil || t.Href == "" || seen[t.Text] || t.Text == "Problem" {
					continue
				}
				seen[t.Text] = true
				s := out[t.Text]
				s.Used = append(s.Used, page.Link{Label: op.Method + " " + op.Path, Href: n.Href + "#" + op.ID})
				out[t.Text] = s
			}
		}
	}
	return out
}

// codes parts the codes of problems from those of places.
func (d *document) codes() CodesPage {
	out := CodesPage{Path: "/api/codes"}
	for _, c := range d.Components.Schemas["Problem"].Properties["code"].Codes {
		if c.Status == 0 {
			out.Places = append(out.Places, c)
		} else {
			out.Problems = append(out.Problems, c)
		}
	}
	return out
}

func status(n int) string { return strconv.Itoa(n) }
