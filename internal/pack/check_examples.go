package pack

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/form"
	"lianban/internal/domain/rule"
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

// ends answers when a use or one of its steps begins and ends, by the graph.
func (x *example) node(name string) []string {
	var ids []string
	for _, s := range x.plan.Steps {
		if s.ID == name {
			return []string{s.ID}
		}
		if slices.Contains(s.Slots, name) {
			ids = append(ids, s.ID)
		}
	}
	return ids
}

// waits says whether all of b comes after all of a.
func (x *example) waits(a, b string) bool {
	after := map[string][]string{}
	for _, s := range x.plan.Steps {
		after[s.ID] = s.After
	}
	reach := func(from, to string) bool {
		todo, seen := []string{from}, map[string]bool{}
		for len(todo) > 0 {
			id := todo[0]
			todo = todo[1:]
			if id == to {
				return true
			}
			if !seen[id] {
				seen[id] = true
				todo = append(todo, after[id]...)
			}
		}
		return false
	}
	as, bs := x.node(a), x.node(b)
	for _, f := range as {
		for _, t := range bs {
			if f != t && !reach(t, f) {
				return false
			}
		}
	}
	return len(as) > 0 && len(bs) > 0
}

func (x *example) order(n *node) {
	for _, line := range n.items {
		a, b, then := strings.Cut(line.text, " then ")
		if !then {
			var beside bool
			if a, b, beside = strings.Cut(line.text, " beside "); !beside {
				x.addVariant("P102", "shape", line.pos, "name", line.text)
				continue
			}
		}
		got := "beside"
		switch {
		case len(x.node(a)) == 0 || len(x.node(b)) == 0:
			got = "-"
		case x.waits(a, b):
			got = "then"
		case x.waits(b, a):
			got = "after"
		}
		want := "then"
		if !then {
			want = "beside"
		}
		x.differ(line.pos, a+" / "+b, want, got)
	}
}

func (x *example) visits(n *node) {
	for _, e := range n.entries() {
		var got []string
		for _, s := range x.plan.Steps {
			if s.ID == "visit:"+e.name {
				got = s.Slots
			}
		}
		x.differ(e.pos, e.name, sortedText(listed(e.value)), sortedText(got))
	}
}

func (x *example) fees(n *node) {
	for _, e := range n.entries() {
		got := map[string]string{}
		for _, f := range x.plan.Fees {
			if f.Slot == e.name {
				got = map[string]string{"amount": f.Amount, "relief": f.Relief, "unit": f.Unit, "every": f.Every}
			}
		}
		for _, part := range e.value.entries() {
			want := textOf(part.value)
			if r, ok := rule.ParseDecimal(want); ok {
				want = rule.Decimal(r)
			}
			x.differ(part.value.pos, e.name+" "+part.name, want, got[part.name])
		}
	}
}

func (x *example) consults(n *node) {
	for _, e := range n.entries() {
		var got []string
		for _, s := range x.plan.Steps {
			if s.Kind == "consult" && slices.Contains(s.Slots, e.name) {
				for _, a := range s.Asks {
					got = append(got, a.Slug)
				}
			}
		}
		x.differ(e.pos, e.name, sortedText(listed(e.value)), sortedText(got))
	}
}

func (x *example) owners(n *node) {
	for _, e := range n.entries() {
		got := ""
		for _, it := range x.plan.Items {
			if it.Slot == e.name {
				got = it.Office.Slug + "@" + it.Level
			}
		}
		x.differ(e.pos, e.name, textOf(e.value), got)
	}
}

func (x *example) days(n *node) {
	if v := n.get("elapsed"); v != nil {
		x.differ(v.pos, "days.elapsed", v.text, itoa(x.plan.Days.Elapsed))
	}
	if v := n.get("legal"); v != nil {
		x.differ(v.pos, "days.legal", v.text, itoa(x.plan.Days.Legal))
	}
}

func (x *example) figures(n *node) {
	for _, e := range n.entries() {
		for _, f := range x.plan.Figures {
			if f.Name == e.name {
				x.differ(e.value.pos, "figures."+e.name, e.value.text, fmt.Sprintf("%d -> %d", f.Baseline, f.Designed))
			}
		}
	}
}

// published sets the totals of sources beside those of the example that carries the figures.
func (x *example) published() {
	for _, p := range x.sc.Published {
		for _, t := range p.Totals {
			i := slices.IndexFunc(x.plan.Published, func(c scenario.Claim) bool { return c.Figure == t.Figure && c.Source.Slug == p.Source })
			if i < 0 || x.plan.Published[i].Agrees {
				continue
			}
			c := x.plan.Published[i]
			at := x.tree.at("scenarios", x.sc.Slug, "published", p.Slug, t.Figure)
			if slices.Contains(p.Agree, t.Figure) {
				x.add("F701", at, "says", c.Says, "computed", c.Computed, "figure", say("plan.figure."+t.Figure))
				continue
			}
			x.add("F702", at, "says", c.Says, "computed", c.Computed, "figure", say("plan.figure."+t.Figure))
			x.warn()
		}
	}
}
