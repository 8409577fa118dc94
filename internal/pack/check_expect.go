package pack

import (
	"fmt"
	"lianban/internal/domain/rule"
	"lianban/internal/domain/scenario"
	"slices"
	"strings"
)

// node answers the ids of the steps of a use, or of one step.
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
				got = map[string]string{"amount": f.Amount, "relief": f.Relief, "unit": f.Unit, "every": f.Every,
					"times": f.Times, "total": f.Total, "total_relief": f.TotalRelief}
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

// decided runs the automatic decisions over what the records say: all rules hold, or a person decides.
func (x *example) decided(n *node) {
	records, _ := value(x.n.get("records")).(map[string]any)
	for _, e := range n.entries() {
		got := "person"
		verdicts, err := x.cat.Judge(x.plan, e.name, records)
		if err == nil && scenario.Granted(verdicts) {
			got = "automatic"
		}
		x.differ(e.pos, e.name, textOf(e.value), got)
	}
}

// notBefore compares the first day of a gate whose day was answered in the guide.
func (x *example) notBefore(n *node) {
	for _, e := range n.entries() {
		got := ""
		for _, g := range x.plan.Gates {
			if g.Slug == e.name && g.Opens != 0 {
				got = g.Opens.String()
			}
		}
		x.differ(e.pos, e.name, textOf(e.value), got)
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
