package pack

import (
	"encoding/json"
	"slices"
	"strings"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/form"
	"lianban/internal/domain/scenario"
)

// exampleTests runs the examples of a scenario: what is stated must hold.
func (c *checker) exampleTests(slug string) {
	withFigures := 0
	before := len(c.found)
	for _, e := range c.examples[slug] {
		if yes(e.value.get("figures")) {
			withFigures++
		}
		c.example(slug, e)
	}
	if withFigures != 1 {
		c.add("F703", c.tree.at("scenarios", slug), "n", itoa(withFigures))
	}
	for i := before; i < len(c.found); i++ {
		c.found[i].Scenario = slug
	}
}

// example is one example while it is checked.
type example struct {
	*checker
	n    *node // of the example
	want *node // what it expects
	sc   *scenario.Scenario
	plan *scenario.Plan
}

func (c *checker) example(slug string, e entry) {
	area := either(textOf(e.value.get("area")), c.city())
	lib := c.cat.LibraryFor(slug, area)
	s := situation(e.value)
	p, err := scenario.Compile(lib, lib.Scenarios[slug], area, s)
	if err != nil {
		c.addVariant("F704", "failed", e.pos, "reason", err.Error())
		return
	}
	x := &example{checker: c, n: e.value, want: e.value.get("expect"), sc: lib.Scenarios[slug], plan: p}
	x.answered(s)
	x.expect()
	if yes(e.value.get("figures")) {
		x.published()
	}
}

// samples gives every scenario the example that carries its figures.
func (l *loaded) samples(base *scenario.Library) {
	for slug, sc := range base.Scenarios {
		for _, e := range l.examples[slug] {
			if sc.Sample == nil && yes(e.value.get("figures")) {
				sc.Sample = &scenario.Sample{Slug: e.name, Name: textOf(e.value.get("name")), Area: either(textOf(e.value.get("area")), l.city()),
					Situation: situation(e.value)}
			}
		}
	}
}

// situation reads what an example says about the person.
func situation(n *node) scenario.Situation {
	answers, _ := value(n.get("answers")).(map[string]any)
	s := scenario.Situation{Applicant: textOf(n.get("applicant")), Answers: answers, Chooses: scenario.Chooses{
		Commitment: sortedSlugs(n.get("chooses").get("commitment")), Later: sortedSlugs(n.get("chooses").get("later")),
		Without: texts(n.get("chooses").get("without"))}}
	if d := n.get("today"); d != nil {
		s.Today, _ = calendar.ParseDay(d.text)
	}
	known := n.get("known")
	switch {
	case known == nil || known.form == scalar:
		s.Known.All = textOf(known) == "all"
	default:
		s.Known.Registers = listed(known.get("registers"))
		if m := known.get("materials"); m != nil {
			s.Known.Certificates = append([]string{}, listed(m)...)
		}
	}
	s.Known.Records, _ = value(n.get("records")).(map[string]any)
	return s
}

// listed reads a list, or one plain value as a list of one.
func listed(n *node) []string {
	if n != nil && n.form == scalar && !n.null {
		return []string{n.text}
	}
	return texts(n)
}

// answered finds answers to what was not asked, and questions without an answer.
func (x *example) answered(s scenario.Situation) {
	shown := map[string]bool{}
	for _, q := range x.plan.Questions {
		shown[q.Key] = q.Shown
	}
	for _, r := range x.plan.Repeats {
		shown[r.Topic] = true
	}
	for _, m := range x.plan.Menus {
		shown[m.Slug] = true
	}
	for name := range s.Answers {
		if !shown[name] && !x.plan.Stopped {
			x.add("F705", x.n.at("answers", name), "name", name)
		}
	}
	for _, k := range x.plan.Missing {
		if !x.plan.Stopped {
			x.add("F706", x.n.at("answers"), "name", k)
		}
	}
}

func (x *example) differ(at pos, what, want, got string) {
	if want != got {
		x.add("F704", at, "what", what, "want", either(want, "-"), "got", either(got, "-"))
	}
}

func sortedText(list []string) string {
	out := slices.Clone(list)
	slices.Sort(out)
	return strings.Join(slices.Compact(out), " ")
}

func (x *example) expect() {
	for _, e := range x.want.entries() {
		at := e.value.pos
		switch e.name {
		case "stopped":
			var got []string
			for _, s := range x.plan.Stops {
				got = append(got, s.Slug)
			}
			x.differ(at, "stopped", sortedText(texts(e.value)), sortedText(got))
		case "items":
			var got []string
			for _, it := range x.plan.Items {
				got = append(got, it.Use)
			}
			x.differ(at, "items", sortedText(texts(e.value)), sortedText(got))
		case "times":
			x.times(e.value)
		case "fields":
			x.fields(e.value)
		case "materials", "materials_with":
			x.materials(e.value, e.name == "materials")
		case "materials_without":
			for _, m := range e.value.keys {
				x.differ(m.pos, m.name, "", x.disposition(m.name))
			}
		case "order":
			x.order(e.value)
		case "visits":
			x.visits(e.value)
		case "fees":
			x.fees(e.value)
		case "consults":
			x.consults(e.value)
		case "decided":
			x.decided(e.value)
		case "not_before":
			x.notBefore(e.value)
		case "owners":
			x.owners(e.value)
		case "days":
			x.days(e.value)
		case "figures":
			x.figures(e.value)
		}
	}
	if !x.plan.Stopped || x.want.get("stopped") != nil {
		return
	}
	x.differ(x.n.pos, "stopped", "", x.plan.Stops[0].Slug)
}

func (x *example) times(n *node) {
	for _, e := range n.entries() {
		got := 0
		for _, it := range x.plan.Items {
			if it.Use == e.name {
				got++
			}
		}
		for _, m := range x.plan.Materials {
			if m.Slug == e.name {
				got++
			}
		}
		x.differ(e.pos, e.name, textOf(e.value), itoa(got))
	}
}

func (x *example) fields(n *node) {
	asked := map[string]bool{}
	for _, q := range x.plan.Questions {
		if q.Shown {
			asked[q.Field] = true
		}
	}
	for _, s := range x.plan.Form.Sections {
		for _, f := range s.Fields {
			if f.Disposition == form.Asked {
				asked[f.Slug] = true
			}
		}
	}
	for _, e := range n.get("with").entries() {
		if !asked[e.name] {
			x.differ(e.pos, e.name, "asked", "not asked")
		}
	}
	for _, e := range n.get("without").entries() {
		if asked[e.name] {
			x.differ(e.pos, e.name, "not asked", "asked")
		}
	}
}

func (x *example) disposition(slug string) string {
	for _, m := range x.plan.Materials {
		if m.Slug == slug {
			return string(m.Disposition)
		}
	}
	return ""
}

func (x *example) materials(n *node, complete bool) {
	for _, e := range n.entries() {
		if e.value.form == scalar {
			x.differ(e.value.pos, e.name, e.value.text, x.disposition(e.name))
			continue
		}
		x.differ(e.value.pos, e.name, "upload", x.disposition(e.name))
		x.rule(e)
	}
	if !complete {
		return
	}
	var want, got []string
	for _, e := range n.entries() {
		want = append(want, e.name)
	}
	for _, m := range x.plan.Materials {
		got = append(got, m.Slug)
	}
	x.differ(n.pos, "materials", sortedText(want), sortedText(got))
}

// rule compares the parts of the merged rule that the example states.
func (x *example) rule(e entry) {
	s := keyOf(kinds["materials"].elem, "arrives").shape
	s = keyOf(s, "upload").shape
	stated := (&normal{finder: &x.finder}).canonical(e.value.get("upload"), s, "upload")
	want := upload(stated)
	for _, m := range x.plan.Materials {
		if m.Slug != e.name || m.Upload == nil {
			continue
		}
		got := *m.Upload
		if want.Formats == nil {
			got.Formats = nil
		}
		if stated.get("size") == nil {
			got.Size = want.Size
		}
		if stated.get("pixels") == nil {
			got.Pixels = want.Pixels
		}
		if stated.get("pages") == nil {
			got.Pages = want.Pages
		}
		if !want.Original {
			got.Original = false
		}
		got.Copies, got.IssuedWithin, got.Background = want.Copies, want.IssuedWithin, want.Background
		x.differ(e.value.pos, e.name, show(want), show(got))
	}
}

func show(v any) string {
	b, _ := json.Marshal(v) // plain structs
	return string(b)
}
