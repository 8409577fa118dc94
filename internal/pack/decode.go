package pack

import (
	"encoding/json"
	"math/big"
	"slices"
	"strings"

	"lianban/internal/domain/form"
	"lianban/internal/domain/material"
	"lianban/internal/domain/org"
	"lianban/internal/domain/rule"
	"lianban/internal/domain/scenario"
)

// decoder turns canonical nodes into the domain. What is wrong was found before; here it becomes a zero value.
type decoder struct {
	lib   *scenario.Library
	tree  *node
	order map[string]int                           // kind/slug → place
	hash  func(tree *node, scenario string) string // of the content
}

func newLibrary() *scenario.Library {
	return &scenario.Library{
		References: map[string]*org.Reference{}, Taxonomies: map[string]*org.Taxonomy{}, Areas: map[string]*org.Area{},
		Departments: map[string]*org.Department{}, Outlets: map[string]*org.Outlet{}, Registers: map[string]*org.Register{},
		Topics: map[string]*form.Topic{}, Fields: map[string]*form.Def{}, Parameters: map[string]*rule.Parameter{},
		Materials: map[string]*material.Material{}, Items: newItems(), Scenarios: map[string]*scenario.Scenario{},
	}
}

func (d *decoder) one(kind, slug string, n *node) {
	l := d.lib
	name := textOf(n.get("name"))
	switch kind {
	case "references":
		l.References[slug] = &org.Reference{Slug: slug, Name: name, Kind: textOf(n.get("kind"))}
	case "taxonomies":
		l.Taxonomies[slug] = &org.Taxonomy{Slug: slug, Name: name, Person: stages(n.get("person")), Enterprise: stages(n.get("enterprise"))}
	case "areas":
		l.Areas[slug] = &org.Area{Slug: slug, Name: name, Code: textOf(n.get("code")), Within: textOf(n.get("within")),
			Zone: yes(n.get("zone")), From: textOf(n.get("from")), Until: textOf(n.get("until")), Also: texts(n.get("also"))}
	case "departments":
		l.Departments[slug] = &org.Department{Slug: slug, Name: name, Kind: either(textOf(n.get("kind")), "government"), Short: textOf(n.get("short"))}
	case "outlets":
		l.Outlets[slug] = &org.Outlet{Slug: slug, Name: name, Kind: textOf(n.get("kind")), Area: textOf(n.get("area")),
			Place: textOf(n.get("place")), Hours: textOf(n.get("hours")), Scenarios: sortedSlugs(n.get("scenarios"))}
	case "registers":
		l.Registers[slug] = &org.Register{Slug: slug, Name: name, Owner: textOf(n.get("owner")), Connected: yes(n.get("connected")), Ground: textOf(n.get("ground"))}
	case "topics":
		l.Topics[slug] = &form.Topic{Slug: slug, Name: name, Order: d.order[kind+"/"+slug]}
	case "fields":
		l.Fields[slug] = d.field(slug, n)
	case "parameters":
		l.Parameters[slug] = parameter(slug, n)
	case "materials":
		l.Materials[slug] = d.material(slug, n)
	case "items":
		l.Items[slug] = d.item(slug, n)
	case "scenarios":
		l.Scenarios[slug] = d.scenario(slug, n)
	case "published":
		l.Published = append(l.Published, published(slug, n))
	}
}

func stages(n *node) []org.Stage {
	var out []org.Stage
	for _, e := range n.entries() {
		out = append(out, org.Stage{Slug: e.name, Name: textOf(e.value.get("name"))})
	}
	return out
}

func (d *decoder) field(slug string, n *node) *form.Def {
	f := &form.Def{
		Slug: slug, Name: textOf(n.get("name")), Type: form.Type(textOf(n.get("type"))), Unit: textOf(n.get("unit")),
		Topic: textOf(n.get("topic")), Sensitivity: either(textOf(n.get("sensitivity")), "personal"),
		Reuse: either(textOf(n.get("reuse")), "confirm"), Act: textOf(n.get("act")), From: textOf(n.get("from")), Ask: textOf(n.get("ask")),
		Why: textOf(n.get("why")), Help: textOf(n.get("help")), Example: textOf(n.get("example")),
		Least: textOf(n.get("least")), Most: textOf(n.get("most")), Longest: count(n.get("longest")), Format: textOf(n.get("format")),
		Order: d.order["fields/"+slug],
	}
	for _, o := range n.get("options").entries() {
		f.Options = append(f.Options, form.Option{Value: o.name, Label: textOf(o.value.get("name"))})
	}
	if f.Type == "" {
		f.Type = form.Text
		if len(f.Options) > 0 {
			f.Type = form.Choice
		}
	}
	if o := n.get("otherwise"); o != nil {
		f.Otherwise, _ = form.Clean(form.Spec{Type: f.Type, Options: f.Options}, value(o))
	}
	return f
}

// value turns a free node into what JSON would hold: yes and no are booleans, numbers are numbers.
func value(n *node) any {
	switch {
	case n == nil || n.null:
		return nil
	case n.form == mapping:
		m := map[string]any{}
		for _, e := range n.keys {
			m[e.name] = value(e.value)
		}
		return m
	case n.form == list:
		out := []any{}
		for _, x := range n.items {
			out = append(out, value(x))
		}
		return out
	case n.quoted:
		return n.text
	case n.text == "yes" || n.text == "no":
		return n.text == "yes"
	}
	if _, ok := rule.ParseDecimal(n.text); ok {
		return json.Number(n.text)
	}
	return n.text
}

func parameter(slug string, n *node) *rule.Parameter {
	p := &rule.Parameter{Slug: slug, Name: textOf(n.get("name")), By: textOf(n.get("by")), Unit: textOf(n.get("unit")),
		Local: yes(n.get("local")), Basis: sortedSlugs(n.get("basis")), Source: textOf(n.get("source"))}
	if v := n.get("value"); v != nil {
		var unit string
		p.Value, unit, _ = parseNumber(v.text)
		if p.Value == nil {
			p.Value = new(big.Rat)
		}
		p.Unit = either(p.Unit, plural(unit))
	}
	for _, e := range n.get("values").entries() {
		if p.Values == nil {
			p.Values = map[string]*big.Rat{}
		}
		r, unit, _ := parseNumber(e.value.text)
		p.Values[e.name] = r
		p.Unit = either(p.Unit, plural(unit))
	}
	if p.Value == nil && p.By == "" {
		p.Value = new(big.Rat)
	}
	return p
}

// plural makes one unit of day and days.
func plural(unit string) string {
	if strings.HasSuffix(unit, " day") {
		return unit + "s"
	}
	return unit
}

func (d *decoder) material(slug string, n *node) *material.Material {
	a := n.get("arrives")
	m := &material.Material{
		Slug: slug, Name: textOf(n.get("name")), Why: textOf(n.get("why")), Topic: textOf(n.get("topic")),
		IssuedBy: textOf(n.get("issued_by")), Valid: textOf(n.get("valid")), Order: d.order["materials/"+slug],
		Arrives: material.Ways{Generated: textOf(a.get("generated")), Certificate: textOf(a.get("certificate")), Upload: upload(a.get("upload"))},
	}
	for _, e := range a.get("verified").entries() {
		m.Arrives.Verified = append(m.Arrives.Verified, material.Verify{Register: e.name, Fields: sortedSlugs(e.value)})
	}
	slices.SortFunc(m.Arrives.Verified, func(a, b material.Verify) int { return strings.Compare(a.Register, b.Register) })
	return m
}

func upload(n *node) material.Rule {
	if n == nil {
		return material.Rule{}
	}
	r := material.Rule{Size: span(n.get("size")), Pixels: span(n.get("pixels")), Pages: span(n.get("pages")),
		Background: textOf(n.get("background")), Original: n.get("original") != nil, Copies: count(n.get("copies"))}
	for _, f := range texts(n.get("formats")) {
		r.Formats = append(r.Formats, strings.ToLower(f))
	}
	slices.Sort(r.Formats)
	if s := n.get("issued_within"); s != nil {
		within, _ := parseSpan(s.text)
		r.IssuedWithin = within.InCalendarDays()
	}
	return r
}

func span(n *node) material.Range {
	r, _ := parseRange(textOf(n))
	return r
}

func duration(n *node) rule.Span {
	s, _ := parseSpan(textOf(n))
	return s
}

func count(n *node) int {
	c, _ := parseCount(textOf(n))
	return c
}

func yes(n *node) bool { return textOf(n) == "yes" }

func either(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func texts(n *node) []string {
	if n == nil {
		return nil
	}
	var out []string
	for _, x := range n.items {
		out = append(out, x.text)
	}
	return out
}

// sortedSlugs answers the slugs of a list, sorted: the order of a list means nothing.
func sortedSlugs(n *node) []string {
	out := slugs(n)
	slices.Sort(out)
	return out
}
