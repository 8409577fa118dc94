package pack

import (
	"maps"
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

// wait is the longest that an item of a scenario takes from its acceptance to its decision, in company.
type wait struct {
	days int
	with string // whom it waits for
	at   scenario.Situation
}

// inCompany measures how many working days of its own limit each item uses in the plan of one situation: from its
// acceptance (the end of its form check, or its receipt) to its decision, without the time that a law excludes for this
// item. A visit that several join, and a decision that waits for another, count in full: nothing stops the clock for them.
func (x *in) inCompany(p *scenario.Plan, s scenario.Situation) {
	for _, it := range p.Items {
		v := x.lib.Variant(it.Item, it.Variant)
		promised, _ := v.Limit.Promised.InWorkingDays()
		days := countedDays(p, it)
		if v.Limit.Promised.IsSet() && days > promised && days > x.waits[it.Use].days {
			x.waits[it.Use] = wait{days, strings.Join(company(p, it), say("filing.list_comma")), s}
		}
	}
}

// examplesInCompany measures the plans of the examples too: where a question takes several answers, or a topic repeats,
// they mix what no situation mixes.
func (x *in) examplesInCompany() {
	for _, e := range x.examples[x.sc.Slug] {
		if either(textOf(e.value.get("area")), x.city()) != x.area {
			continue
		}
		s := situation(e.value)
		if p, err := scenario.Compile(x.lib, x.sc, x.area, s); err == nil && !p.Stopped {
			x.inCompany(p, s)
		}
	}
}

// countedDays are the working days from the acceptance of an item to its decision that count against its limit. An item
// without a decision ends with its last step.
func countedDays(p *scenario.Plan, it scenario.Item) int {
	accepted, decided, last := it.Start, 0, 0
	for i := range p.Steps {
		n := &p.Steps[i]
		switch {
		case !slices.Contains(n.Slots, it.Slot) || n.Kind == item.Notify:
			continue
		case n.Kind == "form_check":
			accepted = max(accepted, n.End.Elapsed)
		case n.Kind == item.Decision, n.Kind == item.AutomaticDecision:
			decided = max(decided, n.End.Elapsed)
		}
		last = max(last, n.End.Elapsed)
	}
	if decided == 0 {
		decided = last
	}
	days := 0
	for day := accepted; day < decided; day++ {
		stands := slices.ContainsFunc(p.Steps, func(n scenario.StepNode) bool {
			return !n.Counted && slices.Contains(n.Slots, it.Slot) && n.Start.Elapsed <= day && day < n.End.Elapsed
		})
		if !stands {
			days++
		}
	}
	return days
}

// company are the names of the items in whose visits one is, or for whose decisions it waits.
func company(p *scenario.Plan, it scenario.Item) []string {
	var out []string
	for _, o := range p.Items {
		joins := slices.ContainsFunc(p.Steps, func(n scenario.StepNode) bool {
			return slices.Contains(n.Slots, it.Slot) && slices.Contains(n.Slots, o.Slot)
		})
		waits := slices.ContainsFunc(p.Edges, func(e scenario.Edge) bool { return e.To == it.Slot && e.From == o.Slot && e.Gate == "decide" })
		if o.Slot != it.Slot && (joins || waits) && !slices.Contains(out, o.Name) {
			out = append(out, o.Name)
		}
	}
	return out
}

// tooLongInCompany says which items do not keep their promise because of the company they are in. Those whose own steps
// are longer already are told so once (L402).
func (x *in) tooLongInCompany() {
	for _, use := range slices.Sorted(maps.Keys(x.waits)) {
		w := x.waits[use]
		it, variant, _ := strings.Cut(use, ".")
		v := x.lib.Variant(it, variant)
		promised, _ := v.Limit.Promised.InWorkingDays()
		if longest(v.Steps) > promised || w.with == "" {
			continue
		}
		x.addAt("L413", x.at(v, "limit", "promised"), w.at, "item", use, "days", itoa(w.days), "promised", itoa(promised), "with", w.with)
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
