package pack

import (
	"maps"
	"slices"
	"strings"

	"lianban/internal/domain/form"
	"lianban/internal/domain/item"
	"lianban/internal/domain/material"
	"lianban/internal/domain/rule"
	"lianban/internal/domain/scenario"
)

// one checks the plan of one situation.
func (x *in) one(p *scenario.Plan, s scenario.Situation, once func(string, func())) {
	root := []string{"scenarios", x.sc.Slug}
	for _, q := range p.Questions {
		if q.Shown && q.InForm(p) {
			x.asked[q.Field] = true
		}
	}
	if p.Stopped {
		return
	}
	for _, it := range p.Items {
		x.seen[it.Use] = true
	}
	if len(p.Items) == 0 && x.part == x.sc {
		once("G603", func() { x.addAt("G603", x.tree.at(append(root, "items")...), s) })
	}
	if x.worst == nil || p.Days.Elapsed > x.worst.Days.Elapsed {
		x.worst, x.worstAt = p, s
	}
	if x.sc.Joint && p.Days.Legal > max(jointCeiling, x.legal) {
		x.legal, x.legalAt = p.Days.Legal, s
	}
	x.variants(s, once)
	x.choices(p, s, once)
	x.owners(p, s, once)
	x.given(p, s, once)
	x.papers(p, s, once)
	x.inTime(p, s, once)
	x.inCompany(p, s)
	x.together(p)
}

// variants finds answers for which an item should be done and has no variant, where a condition of the use keeps the
// resolver from saying so.
func (x *in) variants(s scenario.Situation, once func(string, func())) {
	for i := range x.part.Uses {
		u := &x.part.Uses[i]
		d := x.lib.Fields[u.By]
		if u.By == "" || d == nil || i > 0 && x.part.Uses[i-1].Item == u.Item {
			continue
		}
		for _, o := range d.Options {
			v := x.lib.Variant(u.Item, u.Variant)
			if x.lib.Variant(u.Item, o.Value) != nil || v == nil {
				continue
			}
			r, err := scenario.Read(x.lib, x.part, s)
			if err != nil {
				return
			}
			n := 0
			if slices.ContainsFunc(x.part.Repeats, func(r scenario.RepeatDef) bool { return r.Topic == v.Topic }) {
				n = 1
			}
			picked, _ := r.Holds(rule.Cond(u.By+" == \""+o.Value+"\""), v.Topic, n)
			wanted, _ := r.Holds(u.When, v.Topic, n)
			if picked == rule.True && wanted == rule.True {
				once("R203 "+u.Item+o.Value, func() {
					x.addAt("R203", x.tree.at("scenarios", x.sc.Slug, "items", u.Item+".<"+u.By+">"), s, "field", u.By, "option", o.Value, "item", u.Item)
				})
			}
		}
	}
}

// choices proves how many of some uses there are.
func (x *in) choices(p *scenario.Plan, s scenario.Situation, once func(string, func())) {
	in := map[string]bool{}
	items := map[string]string{}
	for _, it := range p.Items {
		in[it.Use] = true
		items[it.Item] = it.Use
	}
	for _, c := range x.part.Choices {
		if c.Ask != "" {
			continue
		}
		n := 0
		for use := range in {
			if slices.ContainsFunc(c.Of, func(of string) bool { return x.means(of, use) }) {
				n++
			}
		}
		if n >= c.Min && (c.Max == 0 || n <= c.Max) {
			continue
		}
		once("G604 "+c.Slug, func() {
			x.addAt("G604", x.tree.at("scenarios", x.sc.Slug, "choices", c.Slug), s, "choice", c.Slug, "n", itoa(n))
			switch {
			case c.Min == 0:
				x.found[len(x.found)-1].Variant = "most"
			case c.Max == 0:
				x.found[len(x.found)-1].Variant = "least"
			}
		})
	}
	for _, it := range p.Items {
		v := x.lib.Variant(it.Item, it.Variant)
		for _, other := range v.Excludes {
			if use, both := items[other]; both {
				once("G605 "+it.Item+other, func() {
					x.addAt("G605", x.tree.at("items", it.Item, "excludes"), s, "a", it.Use, "b", use)
				})
			}
		}
	}
}

// means says whether a name in a choice means a use.
func (x *in) means(pattern, use string) bool {
	it, rest, _ := strings.Cut(pattern, ".")
	other, variant, _ := strings.Cut(use, ".")
	if pattern == use || it == other && rest == "*" {
		return true
	}
	return it == other && slices.ContainsFunc(x.sc.Uses, func(u scenario.Use) bool {
		return u.Item == it && u.Variant == variant && u.By != "" && rest == "<"+u.By+">"
	})
}

// owners proves that exactly one department owns each item.
func (x *in) owners(p *scenario.Plan, s scenario.Situation, once func(string, func())) {
	for _, it := range p.Items {
		v := x.lib.Variant(it.Item, it.Variant)
		if len(v.Owners) == 1 && v.Owners[0].When.IsAlways() {
			continue
		}
		r, err := scenario.Read(x.lib, x.part, s)
		if err != nil {
			return
		}
		n := 0
		for _, o := range v.Owners {
			if t, err := r.Holds(o.When, v.Topic, it.Instance); err == nil && t == rule.True {
				n++
			}
		}
		if n != 1 {
			once("G608 "+it.Use, func() { x.addAt("G608", x.tree.at("items", it.Item, "owner"), s, "n", itoa(n)) })
		}
	}
}

// given finds consumers of something that an item in the plan produces, who do not wait for it.
func (x *in) given(p *scenario.Plan, s scenario.Situation, once func(string, func())) {
	waits, surely := waiting(p, func(scenario.Item) bool { return true }), waiting(p, func(it scenario.Item) bool { return !it.Optional })
	givers := map[string][]scenario.Item{}
	for _, it := range p.Items {
		for _, g := range it.Gives {
			givers["materials "+g.Slug] = append(givers["materials "+g.Slug], it)
		}
		for _, f := range it.GivesField {
			givers["fields "+f] = append(givers["fields "+f], it)
		}
	}
	look := func(kind, slug string, instance int, consumers []scenario.Consumer) {
		for _, g := range givers[kind+" "+slug] {
			if instance > 0 && g.Instance > 0 && instance != g.Instance {
				continue
			}
			for _, c := range consumers {
				if c.Kind != "item" || c.Slot == g.Slot || surely[c.Slot][g.Slot] {
					continue
				}
				use, _, _ := strings.Cut(c.Slot, "~")
				it, variant, _ := strings.Cut(use, ".")
				once("M502 "+use+slug, func() {
					x.addAt("M502", x.at(x.lib.Variant(it, variant), "needs", kind, slug), s, "item", use, "name", slug, "giver", g.Use)
					if waits[c.Slot][g.Slot] {
						x.found[len(x.found)-1].Variant = "left"
					}
				})
			}
		}
	}
	for _, m := range p.Materials {
		look("materials", m.Slug, m.Instance, m.Consumers)
	}
	for _, sec := range p.Form.Sections {
		for _, f := range sec.Fields {
			look("fields", f.Slug, f.Instance, f.Consumers)
			if f.Limits.Empty() {
				once("M504 "+f.Slug, func() {
					x.addAt("M504", x.tree.at("fields", f.Slug), s, "material", f.Label, "what", "")
					x.found[len(x.found)-1].Variant = "field"
				})
			}
			if r := x.lib.Registers[x.lib.Fields[f.Slug].From]; f.Disposition == form.Record && (r == nil || !r.Connected) {
				once("M507 "+f.Slug, func() { x.addAt("M507", x.tree.at("fields", f.Slug), s, "name", f.Slug) })
			}
		}
	}
}

// waiting answers for whom each slot of a plan waits, directly or by way of items that stay.
func waiting(p *scenario.Plan, stays func(scenario.Item) bool) map[string]map[string]bool {
	out, leads := map[string]map[string]bool{}, map[string]bool{}
	for _, it := range p.Items {
		leads[it.Slot] = stays(it)
	}
	for changed := true; changed; {
		changed = false
		for _, e := range p.Edges {
			if out[e.To] == nil {
				out[e.To] = map[string]bool{}
			}
			before := len(out[e.To])
			out[e.To][e.From] = true
			if leads[e.From] {
				maps.Copy(out[e.To], out[e.From])
			}
			changed = changed || len(out[e.To]) > before
		}
	}
	return out
}

// papers checks the set of one plan.
func (x *in) papers(p *scenario.Plan, s scenario.Situation, once func(string, func())) {
	for _, w := range p.Warnings {
		if w.Key == "plan.warn.clash" {
			slug, what := w.Params["slug"], w.Params["what"]
			once("M504 "+slug+what, func() {
				x.addAt("M504", x.clashPlace(p, slug), s, "material", w.Params["material"], "what", what)
			})
		}
	}
	for _, m := range p.Materials {
		def := x.lib.Materials[m.Slug]
		if m.Disposition != material.Upload || def.Arrives.Certificate != "" || len(def.Arrives.Verified) > 0 {
			continue
		}
		if def.Why == "" {
			once("M506 "+m.Slug, func() {
				x.add("M506", x.tree.at("materials", m.Slug), "name", m.Slug)
				x.warn()
			})
		}
		for _, r := range x.lib.Registers {
			if r.Connected && r.Owner == def.IssuedBy && def.IssuedBy != "" {
				once("M503 "+m.Slug, func() {
					x.addAt("M503", x.tree.at("materials", m.Slug), s, "name", m.Slug, "register", r.Slug)
				})
			}
		}
	}
}

// clashPlace is the stricter rule of a consumer, or the paper.
func (x *in) clashPlace(p *scenario.Plan, slug string) pos {
	for _, it := range p.Items {
		v := x.lib.Variant(it.Item, it.Variant)
		i := slices.IndexFunc(v.Needs.Materials, func(u item.MaterialUse) bool { return u.Material == slug })
		if i >= 0 && x.tree.get("items").get(it.Item).get("needs").get("materials").get(slug).get("upload") != nil {
			return x.tree.at("items", it.Item, "needs", "materials", slug, "upload")
		}
	}
	return x.tree.at("materials", slug)
}

// inList marks the questions about a repeated topic that a condition over the list of its instances reads.
func (x *in) inList(topic, condition string, named map[string]bool) {
	for _, r := range x.sc.Repeats {
		if r.Topic != topic {
			continue
		}
		for _, q := range x.sc.Questions {
			if d := x.lib.Fields[q.Field]; d != nil && d.Topic == topic && strings.Contains(condition, "."+q.Field) {
				named[q.Field] = true
			}
		}
	}
}

// after checks what only all situations together can tell.
func (x *in) after() {
	root := []string{"scenarios", x.sc.Slug}
	for _, u := range x.sc.Uses {
		if x.seen[u.Name] || u.When == rule.Never && x.area != x.city() {
			continue
		}
		name := u.Name
		if u.By != "" {
			name = u.Item + ".<" + u.By + ">"
		}
		x.add("G602", x.tree.at(append(root, "items", name)...), "use", u.Name)
	}
	if d, _ := x.sc.Promise.InWorkingDays(); x.worst != nil && x.sc.Promise.IsSet() && d < x.worst.Days.Elapsed {
		x.addAt("L403", x.tree.at(append(root, "promise")...), x.worstAt, "promise", itoa(d), "days", itoa(x.worst.Days.Elapsed), "path", strings.Join(x.worst.Critical, " → "))
	}
	x.examplesInCompany()
	x.tooLongInCompany()
	if x.legal > 0 {
		x.addAt("L404", x.tree.at(append(root, "items")...), x.legalAt, "days", itoa(x.legal))
	}
	if x.apart > farthest {
		x.add("C404", x.tree.at(append(root, "joint_result")...), "days", itoa(x.apart))
		x.warn()
	}
	named := map[string]bool{}
	for _, c := range x.conditions {
		own := len(c.Path) > 3 && c.Path[2] == "questions"
		p, _ := x.env.Compile(c.Text, c.Want)
		if p == nil {
			continue
		}
		for _, n := range p.Names {
			if !own || c.Path[3] != n {
				named[n] = true
			}
			if d := x.lib.Parameters[n]; d != nil {
				named[d.By] = true
			}
			x.inList(n, c.Text, named)
		}
	}
	for _, u := range x.sc.Uses {
		named[u.By] = true
	}
	for _, q := range x.sc.Questions {
		if q.When != rule.Never && !named[q.Field] && !x.asked[q.Field] {
			x.add("C308", x.tree.at(append(root, "questions", q.Field)...), "name", q.Field)
			x.warn()
		}
		if d := x.lib.Fields[q.Field]; d != nil && d.Why == "" && q.Why == "" {
			x.addVariant("M506", "question", x.tree.at(append(root, "questions", q.Field)...), "name", q.Field)
			x.warn()
		}
	}
}
