package pack

import (
	"slices"
	"strings"

	"lianban/internal/domain/item"
	"lianban/internal/domain/rule"
	"lianban/internal/domain/scenario"
)

// farthest is how many working days the results of a joint conclusion can wait for one another: later, the limit of
// delivery (ten days, 行政许可法44) sets the first free.
const farthest = 7

// laterTooLong finds papers that may follow later than the item is to be decided.
func (x *in) laterTooLong(v *item.Variant) {
	for _, m := range v.Needs.Materials {
		if m.Later.IsSet() && v.Limit.Promised.IsSet() && m.Later.InCalendarDays() > v.Limit.Promised.InCalendarDays() {
			later, _ := m.Later.InWorkingDays()
			promised, _ := v.Limit.Promised.InWorkingDays()
			x.add("C406", x.at(v, "needs", "materials", m.Material), "material", m.Material, "later", itoa(later), "promised", itoa(promised))
		}
	}
}

// excluded finds steps for which the clock stands still on a ground that does not say so: 行政许可法45 names what it
// stands still for, and anything else needs a law of its own.
func (x *in) excluded(v *item.Variant, s *item.Step) {
	r := x.lib.References[s.NotCounted]
	if s.NotCounted == "" || r == nil || !strings.Contains(r.Name, say("pack.words.pause_law")) || s.Kind == "expert_review" {
		return
	}
	name := either(s.Name, say("plan.step."+s.Kind))
	if !slices.ContainsFunc(strings.Fields(say("pack.words.pauses")), func(w string) bool { return strings.Contains(name, w) }) {
		x.add("C407", x.at(v, "steps", s.Slug), "step", name)
	}
}

// inTime finds items that must decide before an item for whose decision they wait has to: by limits, not by steps,
// because each office may use its limit up.
func (x *in) inTime(p *scenario.Plan, s scenario.Situation, once func(string, func())) {
	begin, end := map[string]int{}, map[string]int{}
	limit := func(it scenario.Item) int {
		d, _ := x.lib.Variant(it.Item, it.Variant).Limit.Promised.InWorkingDays()
		return d
	}
	for range p.Items { // a chain is at most as long as there are items
		for _, it := range p.Items {
			start, decided := 0, 0
			for _, e := range p.Edges {
				if e.To == it.Slot && e.Gate == "decide" {
					decided = max(decided, end[e.From])
				} else if e.To == it.Slot {
					start = max(start, end[e.From])
				}
			}
			begin[it.Slot] = start
			end[it.Slot] = max(start+limit(it), decided)
		}
	}
	for _, e := range p.Edges {
		i := slices.IndexFunc(p.Items, func(it scenario.Item) bool { return it.Slot == e.To })
		if e.Gate != "decide" || i < 0 {
			continue
		}
		it := p.Items[i]
		if most := begin[it.Slot] + limit(it); end[e.From] > most {
			once("C403 "+it.Use+" "+e.From, func() {
				x.addAt("C403", x.tree.at("scenarios", x.sc.Slug, "items", x.useName(it.Use), "after"), s,
					"item", it.Use, "first", e.From, "days", itoa(end[e.From]), "limit", itoa(most))
			})
		}
	}
}

// useName is the key under which the scenario names a use.
func (x *in) useName(use string) string {
	for i := range x.sc.Uses {
		if u := &x.sc.Uses[i]; u.Name == use && u.By != "" {
			return u.Item + ".<" + u.By + ">"
		}
	}
	return use
}

// together finds joint conclusions whose results cannot wait for one another. Only items that give a paper have a
// result that can be withheld.
func (x *in) together(p *scenario.Plan) {
	first, last := -1, -1
	for _, it := range p.Items {
		if len(it.Gives) == 0 {
			continue
		}
		if first < 0 || it.End < first {
			first = it.End
		}
		last = max(last, it.End)
	}
	if first >= 0 {
		x.earliest, x.latest = min(x.earliest, first), max(x.latest, last)
	}
	if x.sc.Joint && last-first > x.apart {
		x.apart = last - first
	}
}

// conditionOfStops finds stops that leave a person standing: a stop says where to go or what to do next.
func (x *in) conditionOfStops() {
	for _, s := range x.sc.Stops {
		if s.GoTo == "" && s.When != rule.Never && !slices.ContainsFunc(strings.Fields(say("pack.words.next")), func(w string) bool { return strings.Contains(s.Say, w) }) {
			x.add("T903", x.tree.at("scenarios", x.sc.Slug, "stops", s.Slug, "say"))
		}
	}
}
