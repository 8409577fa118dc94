package pack

import (
	"slices"
	"strconv"

	"lianban/internal/domain/form"
	"lianban/internal/domain/item"
	"lianban/internal/domain/scenario"
)

func itoa(n int) string { return strconv.Itoa(n) }

// shared checks what does not depend on a scenario.
func (c *checker) shared() {
	lib := c.cat.Library()
	c.sameFact(lib)
	c.orphans()
	c.twins()
	for slug, f := range lib.Fields {
		if f.Act != "" && f.Reuse != "ask" {
			c.add("L408", c.tree.at("fields", slug), "name", slug)
		}
	}
}

// sameFact finds two fields for one data element: the same name about the same topic, or two credit codes of
// one topic, which has only one.
func (c *checker) sameFact(lib *scenario.Library) {
	first := map[string]string{}
	for _, e := range c.tree.get("fields").entries() {
		f := lib.Fields[e.name]
		ids := []string{f.Topic + " " + f.Name}
		if f.Type == form.USCC {
			ids = append(ids, f.Topic+" "+string(form.USCC))
		}
		for _, id := range ids {
			if other, twice := first[id]; twice {
				c.add("M501", e.pos, "name", other, "other", e.name)
				break
			}
			first[id] = e.name
		}
	}
}

// orphans finds fields that nobody uses.
func (c *checker) orphans() {
	used := map[string]bool{}
	for _, tree := range c.trees() {
		for _, kind := range []string{"items", "scenarios", "materials", "parameters"} {
			for _, e := range tree.get(kind).entries() {
				visit(e.value, kinds[kind].elem, func(k, slug string, _ pos) {
					if k == "fields" {
						used[slug] = true
					}
				})
			}
		}
	}
	for _, e := range c.tree.get("fields").entries() {
		if !used[e.name] {
			c.add("M505", e.pos, "name", e.name)
		}
	}
}

// twins finds pairs of scenarios that are one: of all the item variants that either has, both have four fifths or more.
// A pack that says why stands (acknowledged).
func (c *checker) twins() {
	all := c.cat.Scenarios()
	for i, a := range all {
		for _, b := range all[:i] {
			both := 0
			for _, u := range a.Uses {
				if slices.ContainsFunc(b.Uses, func(o scenario.Use) bool { return o.Name == u.Name }) {
					both++
				}
			}
			either := len(a.Uses) + len(b.Uses) - both
			if both == 0 || 5*both < 4*either {
				continue
			}
			for _, one := range [][2]*scenario.Scenario{{a, b}, {b, a}} {
				if c.tree.get("scenarios").get(one[0].Slug).get("acknowledged").get("G610") == nil {
					c.add("G610", c.tree.at("scenarios", one[0].Slug, "items"), "other", one[1].Name, "both", itoa(both), "n", itoa(either))
				}
			}
		}
	}
}

func (c *checker) trees() []*node {
	out := []*node{c.tree}
	for _, t := range c.local {
		out = append(out, t)
	}
	return out
}

// uses checks the variants that a scenario uses, and its edges.
func (x *in) uses() {
	for i := range x.sc.Uses {
		u := &x.sc.Uses[i]
		v := x.lib.Variant(u.Item, u.Variant)
		x.limits(v)
		x.stepRules(v)
		x.standAlone(u, v)
		x.laterTooLong(v)
	}
}

// at is the place of a part of a variant: its own, or the item's.
func (x *in) at(v *item.Variant, path ...string) pos {
	in := append([]string{"items", v.Item, "variants", v.Slug}, path...)
	n := x.tree
	for _, p := range in {
		n = n.get(p)
	}
	if n != nil {
		return x.tree.at(in...)
	}
	return x.tree.at(append([]string{"items", v.Item}, path...)...)
}

func (x *in) limits(v *item.Variant) {
	if !v.Limit.Promised.IsSet() {
		x.add("L406", x.at(v, "limit"), "item", v.Use())
		return
	}
	promised, _ := v.Limit.Promised.InWorkingDays()
	if statutory, _ := v.Limit.Statutory.InWorkingDays(); v.Limit.Statutory.IsSet() && promised > statutory {
		x.add("L401", x.at(v, "limit", "promised"), "promised", itoa(promised), "statutory", itoa(statutory))
	}
	if sum := longest(v.Steps); sum > promised {
		x.add("L402", x.at(v, "steps"), "steps", itoa(sum), "promised", itoa(promised))
	}
}

// longest is the critical path of an item's own steps on the legal scale.
func longest(steps []item.Step) int {
	end := map[string]int{}
	most := 0
	for range steps { // a chain is at most as long as there are steps
		for _, s := range steps {
			start := 0
			for _, a := range s.After {
				start = max(start, end[a])
			}
			takes, _ := s.Takes.InWorkingDays()
			if s.NotCounted != "" || s.Kind == item.Notify {
				takes = 0
			}
			end[s.Slug] = start + takes
			if start+takes > most {
				most = start + takes
			}
		}
	}
	return most
}

func (x *in) stepRules(v *item.Variant) {
	for _, s := range v.Steps {
		at := x.at(v, "steps", s.Slug)
		x.excluded(v, &s)
		if r := x.lib.References[s.NotCounted]; s.NotCounted != "" && r != nil && r.Kind != "law" && r.Kind != "document" {
			x.add("L405", at)
		}
		if s.Kind == "consult" && s.Silence == "" {
			x.add("L410", at)
		}
		if s.Silence == "no objection" && len(s.Basis)+len(s.SilenceBasis) == 0 {
			x.add("C405", at)
		}
		if s.Kind == item.AutomaticDecision && !slices.ContainsFunc(v.Conditions, func(c item.Condition) bool { return !c.Must.IsAlways() }) {
			x.add("L411", at)
		}
		if s.Objection.IsSet() {
			x.objection(&s, at)
		}
		if s.Kind == "registration" {
			for _, fee := range v.Steps {
				if fee.Kind == "fee" && !follows(v.Steps, s.Slug, fee.Slug) {
					x.add("G609", at)
				}
			}
		}
		if !s.Decides() {
			continue
		}
		for _, n := range v.Steps {
			if n.Kind == "public_notice" && !follows(v.Steps, s.Slug, n.Slug) {
				x.add("G607", at)
			}
		}
	}
}

// longestObjection is how many calendar days one may have to object to what rules decided: as long as for an administrative
// review (行政复议法20), which stands open besides.
const longestObjection = 60

// objection checks the days in which one may object to an automatic decision: some, not without end, and only there.
func (x *in) objection(s *item.Step, at pos) {
	days := s.Objection.InCalendarDays()
	switch {
	case s.Kind != item.AutomaticDecision:
		x.addVariant("L414", "person", at, "step", either(s.Name, say("plan.step."+s.Kind)))
	case days < 1 || days > longestObjection:
		x.add("L414", at, "n", itoa(days), "most", itoa(longestObjection))
	}
}

// follows says whether a step waits for another one, directly or not.
func follows(steps []item.Step, slug, first string) bool {
	todo, seen := []string{slug}, map[string]bool{}
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		if at == first {
			return true
		}
		if seen[at] {
			continue
		}
		seen[at] = true
		for _, s := range steps {
			if s.Slug == at {
				todo = append(todo, s.After...)
			}
		}
	}
	return false
}

// standAlone finds items that go on alone when a prerequisite failed, though a paper of it has no other way
// to come into being.
func (x *in) standAlone(u *scenario.Use, v *item.Variant) {
	for _, a := range u.After {
		if a.OnFail != "stand_alone" {
			continue
		}
		for _, from := range x.sc.Uses {
			giver := x.lib.Variant(from.Item, from.Variant)
			if from.Name != a.Name || giver == nil {
				continue
			}
			for _, m := range v.Needs.Materials {
				def := x.lib.Materials[m.Material]
				if slices.Contains(giver.GivesPaper, m.Material) && m.Commitment == "" && def.Arrives.Certificate == "" && len(def.Arrives.Verified) == 0 {
					x.add("C402", x.tree.at("scenarios", x.sc.Slug, "items", u.Name, "after", a.Name), "to", u.Name, "material", m.Material)
				}
			}
		}
	}
}
