package scenario

import (
	"cmp"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/item"
	"lianban/internal/domain/rule"
)

// items decides which uses are in the plan, with the reason for each in and out.
func (c *compiler) items() error {
	c.bySlot = map[string]*placed{}
	for i := range c.sc.Uses {
		u := &c.sc.Uses[i]
		v := c.lib.Variant(u.Item, u.Variant)
		for _, n := range c.instances(v.Topic, at{}) {
			if err := c.consider(u, v, n); err != nil {
				return err
			}
		}
	}
	c.order()
	return nil
}

func (c *compiler) consider(u *Use, v *item.Variant, n int) error {
	where := c.inside(v.Topic, n, at{})
	slot := key(u.Name, n)
	verdict, why, err := c.verdict(u, where)
	if err != nil {
		return err
	}
	out := ItemOut{Use: slot, Name: v.Title, Optional: u.Optional, Why: why, Open: verdict == rule.Unknown}
	if d := c.lib.Departments[firstOwner(v)]; d != nil {
		out.Office = d.Name
	}
	left := slices.Contains(c.sit.Chooses.Without, u.Name) || slices.Contains(c.sit.Chooses.Without, slot)
	switch {
	case verdict != rule.True:
		out.Optional = false
		c.plan.Out = append(c.plan.Out, out)
		return nil
	case u.Optional && left:
		out.Why = Text{Key: "plan.out.left"}
		c.plan.Out = append(c.plan.Out, out)
		return nil
	}
	p := &placed{use: u, variant: v, slot: slot, where: where}
	if err := c.own(p); err != nil {
		return err
	}
	p.plan = c.itemOf(p, why)
	c.uses = append(c.uses, p)
	c.bySlot[slot] = p
	return nil
}

// verdict says whether a use is in, and why, in words.
func (c *compiler) verdict(u *Use, where at) (rule.Truth, Text, error) {
	t, needed, err := c.holds(u.When, where)
	if err != nil {
		return t, Text{}, err
	}
	conditions := []rule.Cond{u.When}
	if t != rule.False && u.By != "" {
		by := rule.Cond(u.By + " == \"" + u.Variant + "\"")
		b, more, err := c.holds(by, where)
		if err != nil {
			return t, Text{}, err
		}
		needed = append(needed, more...)
		conditions = append(conditions, by)
		t = and(t, b)
	}
	key := map[rule.Truth]string{rule.True: "plan.why.because", rule.False: "plan.out.because", rule.Unknown: "plan.out.open"}[t]
	why := c.because(key, where, conditions...)
	if t == rule.Unknown {
		why.Facts = c.questionsOf(needed)
	}
	switch {
	case t == rule.True && len(why.Facts) == 0:
		why = Text{Key: "plan.why.always"}
	case t == rule.False && len(why.Facts) == 0: // it rests on what was picked elsewhere
		why = Text{Key: "plan.out.not_picked"}
	}
	if t != rule.True {
		return t, why, nil
	}
	return c.picked(u, why)
}

// picked decides about a use that no condition rules out: one that menus offer is in when it was picked in a menu
// that is there.
func (c *compiler) picked(u *Use, why Text) (rule.Truth, Text, error) {
	t := rule.True
	for i := range c.sc.Choices {
		m := &c.sc.Choices[i]
		if m.Ask == "" || !m.offers(u) {
			continue
		}
		shown, needed, err := c.holds(m.When, at{})
		if err != nil {
			return t, Text{}, err
		}
		picked, answered := c.picks[m.Slug]
		switch {
		case shown == rule.True && slices.Contains(picked, u.Name):
			return rule.True, Text{Key: "plan.why.picked"}, nil
		case shown == rule.Unknown:
			t, why = rule.Unknown, Text{Key: "plan.out.open", Facts: c.questionsOf(needed)}
		case t == rule.Unknown: // another menu is still open
		case shown == rule.True && !answered:
			t, why = rule.Unknown, Text{Key: "plan.out.open", Facts: []Text{{Key: "plan.fact.question", Params: fault.Params("name", m.Ask)}}}
		case shown == rule.True || t == rule.True:
			t, why = rule.False, Text{Key: "plan.out.not_picked"}
			if shown == rule.False {
				why = c.because("plan.out.because", at{}, m.When)
			}
		}
	}
	return t, why, nil
}

func and(a, b rule.Truth) rule.Truth {
	switch {
	case a == rule.False || b == rule.False:
		return rule.False
	case a == rule.Unknown || b == rule.Unknown:
		return rule.Unknown
	}
	return rule.True
}

// questionsOf names the questions behind facts that are still open.
func (c *compiler) questionsOf(names []string) []Text {
	var out []Text
	for _, n := range names {
		if p := c.lib.Parameters[n]; p != nil && p.By != "" {
			n = p.By
		}
		if i := slices.IndexFunc(c.sc.Choices, func(m Choice) bool { return m.Slug == n && m.Ask != "" }); i >= 0 {
			out = append(out, Text{Key: "plan.fact.question", Params: fault.Params("name", c.sc.Choices[i].Ask)})
		}
		if d := c.lib.Fields[n]; d != nil {
			out = append(out, Text{Key: "plan.fact.question", Params: fault.Params("name", d.Name)})
		}
	}
	return out
}

func firstOwner(v *item.Variant) string {
	if len(v.Owners) == 0 {
		return ""
	}
	return v.Owners[0].Department
}

// own finds the department: the one whose condition holds. While it is undecided the first one stands in.
func (c *compiler) own(p *placed) error {
	owner := firstOwner(p.variant)
	for _, o := range p.variant.Owners {
		t, _, err := c.holds(o.When, p.where)
		if err != nil {
			return err
		}
		if t == rule.True {
			owner = o.Department
			break
		}
	}
	p.office = officeIn(c.lib, owner, p.variant.Level, c.area)
	return nil
}

func (c *compiler) itemOf(p *placed, why Text) *Item {
	v := p.variant
	x := &Item{
		Slot: p.slot, Use: p.use.Name, Item: v.Item, Variant: v.Slug, Instance: p.where.n, Code: v.Code,
		Name: c.title(v.Title, v.Topic, p.where.n), ItemName: v.ItemName, Variation: v.Name, Type: v.Type, Regime: v.Regime,
		Office: p.office, Level: v.Level, Why: why, SignOff: v.SignOff, Short: v.Short, Grounds: refs(c.lib, v.Basis),
		Optional: p.use.Optional, GivesField: v.GivesField, Fields: []string{}, Materials: []string{}, Gives: []Named{},
		Promised:  c.limit(v.Limit.Promised, v.Limit.Source, v.Limit.Basis),
		Statutory: c.limit(v.Limit.Statutory, v.Limit.Source, v.Limit.Basis),
		Within:    c.limit(p.use.Within, "", nil),
	}
	x.Renews = c.renewal(v.Renews)
	if d := c.lib.Departments[p.office.Slug]; x.Short == "" && d != nil {
		x.Short = d.Mark()
	}
	for _, g := range v.GivesPaper {
		if m := c.lib.Materials[g]; m != nil {
			x.Gives = append(x.Gives, Named{g, m.Name})
		}
	}
	if p.where.n > 0 {
		x.Topic = v.Topic
	}
	x.Demands = c.demands(v)
	for _, s := range v.Steps {
		x.Automatic = x.Automatic || s.Kind == item.AutomaticDecision
	}
	return x
}

func (c *compiler) limit(s rule.Span, source string, basis []string) Limit {
	if !s.IsSet() {
		return Limit{}
	}
	l := Limit{Days: s.N, Calendar: s.Unit != rule.WorkingDays}
	if l.Calendar {
		l.Days = s.InCalendarDays()
	}
	names := refs(c.lib, append(slices.Clone(basis), source))
	for i, r := range names {
		if i > 0 {
			l.Source += " "
		}
		l.Source += r.Name
	}
	return l
}

// order sorts the uses for display before their days are known: as the library lists the items. Steps sorts
// them again by day.
func (c *compiler) order() {
	slices.SortStableFunc(c.uses, func(a, b *placed) int {
		return cmp.Or(
			cmp.Compare(c.lib.Items[a.variant.Item].Order, c.lib.Items[b.variant.Item].Order),
			cmp.Compare(variantPlace(c.lib, a), variantPlace(c.lib, b)),
			cmp.Compare(a.where.n, b.where.n))
	})
}

func variantPlace(lib *Library, p *placed) int {
	return slices.IndexFunc(lib.Items[p.variant.Item].Variants, func(v *item.Variant) bool { return v.Slug == p.variant.Slug })
}

// edges ties the uses in the plan together. What is not in the plan is not waited for.
func (c *compiler) edges() error {
	gates := map[string]bool{}
	for _, p := range c.uses {
		for _, a := range p.use.After {
			if g := c.gate(a.Name); g != nil {
				t, _, err := c.holds(g.When, at{})
				if err != nil {
					return err
				}
				if t == rule.False {
					continue // nothing to wait for here
				}
				c.plan.Edges = append(c.plan.Edges, Edge{From: a.Name, To: p.slot, Gate: a.Gate, OnFail: a.OnFail})
				gates[a.Name] = true
				continue
			}
			for _, from := range c.uses {
				if from != p && matches(a.Name, *from.use) && sameInstance(from, p) {
					c.plan.Edges = append(c.plan.Edges, Edge{From: from.slot, To: p.slot, Gate: a.Gate, OnFail: a.OnFail})
				}
			}
		}
	}
	slices.SortFunc(c.plan.Edges, func(a, b Edge) int {
		return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To))
	})
	c.plan.Edges = slices.CompactFunc(c.plan.Edges, func(a, b Edge) bool { return a.From == b.From && a.To == b.To })
	for _, g := range c.sc.Gates {
		if gates[g.Slug] {
			c.plan.Gates = append(c.plan.Gates, c.gatePlan(g))
		}
	}
	c.close()
	return nil
}

func sameInstance(a, b *placed) bool {
	return a.where.n == 0 || b.where.n == 0 || a.where.topic != b.where.topic || a.where.n == b.where.n
}

func (c *compiler) gate(name string) *GateDef {
	for i := range c.sc.Gates {
		if c.sc.Gates[i].Slug == name {
			return &c.sc.Gates[i]
		}
	}
	return nil
}

func (c *compiler) gatePlan(g GateDef) Gate {
	x := Gate{Slug: g.Slug, Name: g.Name, Say: g.Say, Event: g.Event, ToldBy: g.ToldBy, Day: g.Day, Remind: g.Remind, Usually: c.limit(g.Usually, "", nil)}
	if p := c.lib.Parameters[g.Plus]; p != nil && p.Value != nil {
		x.Plus = Limit{Days: int(p.Value.Num().Int64()), Calendar: p.Unit != rule.WorkingDays}
	}
	if g.Day == "" || !x.Plus.Calendar && x.Plus.Days > 0 {
		return x
	}
	if v, err := c.value(g.Day, at{}); err == nil && v.standing == known {
		if text, ok := v.value.(string); ok {
			if day, err := calendar.ParseDay(text); err == nil {
				x.Opens = x.FirstDay(day, nil)
			}
		}
	}
	return x
}

// close computes for whom each slot waits, directly or not.
func (c *compiler) close() {
	before := map[string][]string{}
	for _, e := range c.plan.Edges {
		before[e.To] = append(before[e.To], e.From)
	}
	c.waits = map[string]map[string]bool{}
	for _, p := range c.uses {
		seen := map[string]bool{}
		todo := slices.Clone(before[p.slot])
		for len(todo) > 0 {
			s := todo[0]
			todo = todo[1:]
			if !seen[s] {
				seen[s] = true
				todo = append(todo, before[s]...)
			}
		}
		c.waits[p.slot] = seen
	}
}
