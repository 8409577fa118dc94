package scenario

import (
	"cmp"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/domain/form"
	"lianban/internal/domain/item"
	"lianban/internal/domain/material"
	"lianban/internal/domain/rule"
)

// fieldNeed is one data element of the plan with everybody who needs it.
type fieldNeed struct {
	def       *form.Def
	key       string
	n         int
	consumers []Consumer
	from      []*placed // one per consumer, nil for the lead and for verifications
	limits    Limits
}

// oneForm gathers the fields and decides where each value comes from.
func (c *compiler) oneForm() error {
	for _, p := range c.uses {
		if err := c.needFields(p.variant.Needs.Fields, "item", p); err != nil {
			return err
		}
	}
	if err := c.needFields(c.sc.Needs.Fields, "lead", nil); err != nil {
		return err
	}
	if err := c.verifications(); err != nil {
		return err
	}
	for _, f := range c.entries {
		c.settle(f)
	}
	c.sortForm()
	return nil
}

func (c *compiler) needFields(uses []item.FieldUse, kind string, from *placed) error {
	where := at{}
	if from != nil {
		where = from.where
	}
	for _, u := range uses {
		def := c.lib.Fields[u.Field]
		for _, n := range c.instances(def.Topic, where) {
			inside := c.inside(def.Topic, n, where)
			t, _, err := c.holds(u.When, inside)
			if err != nil {
				return err
			}
			if t == rule.True {
				c.addField(def, n, from, c.consumer(kind, from, u.When, inside), Limits{Least: u.Least, Most: u.Most, Longest: u.Longest})
			}
		}
	}
	return nil
}

func (c *compiler) addField(def *form.Def, n int, from *placed, who Consumer, own Limits) {
	k := key(def.Slug, n)
	i := slices.IndexFunc(c.entries, func(f *fieldNeed) bool { return f.key == k })
	if i < 0 {
		c.entries = append(c.entries, &fieldNeed{def: def, key: k, n: n,
			limits: Limits{Least: def.Least, Most: def.Most, Longest: def.Longest, Format: def.Format}})
		i = len(c.entries) - 1
	}
	f := c.entries[i]
	f.consumers, f.from = append(f.consumers, who), append(f.from, from)
	f.limits = form.Narrow(f.limits, own)
	if from != nil && !slices.Contains(from.plan.Fields, k) {
		from.plan.Fields = append(from.plan.Fields, k)
	}
}

// verifications adds the fields by which registers check papers, where that way is taken.
func (c *compiler) verifications() error {
	for i := range c.plan.Materials {
		m := &c.plan.Materials[i]
		if m.Disposition != material.Verified {
			continue
		}
		def := c.lib.Materials[m.Slug]
		for _, v := range def.Arrives.Verified {
			if v.Register != m.Register {
				continue
			}
			for _, slug := range v.Fields {
				d := c.lib.Fields[slug]
				for _, n := range c.instances(d.Topic, c.inside(def.Topic, m.Instance, at{})) {
					who := Consumer{Kind: "verification", Name: m.Name, Office: m.Source,
						Why: Text{Key: "plan.need.verify", Params: fault.Params("material", m.Name, "register", m.Source)}}
					if r := c.lib.Registers[v.Register]; r != nil {
						who.Department = r.Owner
					}
					c.addField(d, n, nil, who, Limits{})
					m.Verifies = append(m.Verifies, key(slug, n))
				}
			}
			slices.Sort(m.Verifies)
		}
	}
	return nil
}

var fieldBurden = map[form.Disposition]int{form.Result: 0, form.Shared: 1, form.Record: 2, form.Confirm: 3, form.Asked: 4}

// settle decides where the value of a field comes from and puts the field into its section.
func (c *compiler) settle(f *fieldNeed) {
	d := f.def
	x := Field{
		Key: f.key, Slug: d.Slug, Instance: f.n, Topic: d.Topic, Label: d.Name, Ask: d.Ask, Why: d.Why, Help: d.Help,
		Example: d.Example, Type: d.Type, Unit: d.Unit, UnitName: unitName(d.Unit), Options: d.Options, Required: true,
		Limits: f.limits, Sensitivity: d.Sensitivity, Reuse: d.Reuse, Act: d.Act, Consumers: f.consumers, Disposition: form.Result,
	}
	way, register := c.source(f)
	for i := range f.consumers {
		taken := way
		if g := c.fieldGiver(f); g != nil && f.from[i] != nil && c.waits[f.from[i].slot][g.slot] {
			taken, x.GivenBy = form.Result, g.slot
		}
		if fieldBurden[taken] > fieldBurden[x.Disposition] {
			x.Disposition = taken
		}
	}
	if r := c.lib.Registers[register]; r != nil && x.Disposition != form.Asked && x.Disposition != form.Result {
		x.Register, x.Source = r.Slug, r.Name
	}
	if x.Disposition != form.Result {
		x.GivenBy = ""
	}
	c.inGuide(&x)
	slices.SortStableFunc(x.Consumers, byConsumer)
	c.section(d.Topic, f.n).Fields = append(c.section(d.Topic, f.n).Fields, x)
}

// source answers how a register helps with the field, if it does.
func (c *compiler) source(f *fieldNeed) (form.Disposition, string) {
	if f.def.Reuse == "record" {
		return form.Record, f.def.From
	}
	r := c.lib.Registers[f.def.From]
	if r == nil {
		return form.Asked, ""
	}
	if ok, _ := c.reach(r, f.key, f.def.Slug); !ok {
		return form.Asked, ""
	}
	switch f.def.Reuse {
	case "share":
		return form.Shared, r.Slug
	case "confirm":
		return form.Confirm, r.Slug
	}
	return form.Asked, ""
}

// inGuide marks a field whose value the guide has already: it is not asked again.
func (c *compiler) inGuide(x *Field) {
	i := slices.IndexFunc(c.plan.Questions, func(q Question) bool { return q.Key == x.Key })
	if i >= 0 && (c.plan.Questions[i].Shown || c.plan.Questions[i].Pending) {
		x.Disposition, x.InGuide, x.Answer = form.Asked, true, c.plan.Questions[i].Answer
		x.Register, x.Source, x.GivenBy = "", "", ""
		return
	}
	if _, ok := c.given[x.Slug]; !ok {
		return
	}
	if v, err := c.value(x.Slug, at{x.Topic, x.Instance}); err == nil && v.standing == known {
		x.Disposition, x.Answer, x.Register, x.Source = form.Shared, v.value, "", ""
	}
}

func (c *compiler) fieldGiver(f *fieldNeed) *placed {
	for _, g := range c.uses {
		if slices.Contains(g.variant.GivesField, f.def.Slug) && (f.n == 0 || g.where.n == 0 || f.n == g.where.n) {
			return g
		}
	}
	return nil
}

func (c *compiler) section(topic string, n int) *Section {
	k := key(topic, n)
	for i := range c.plan.Form.Sections {
		if c.plan.Form.Sections[i].Key == k {
			return &c.plan.Form.Sections[i]
		}
	}
	s := Section{Key: k, Topic: topic, Instance: n, Name: topic}
	if t := c.lib.Topics[topic]; t != nil {
		s.Name = t.Name
	}
	if n > 0 && c.counts[topic] > 1 {
		s.Name = c.instanceName(topic, n)
	}
	c.plan.Form.Sections = append(c.plan.Form.Sections, s)
	return &c.plan.Form.Sections[len(c.plan.Form.Sections)-1]
}

// sortForm puts sections and fields into the order of the dictionary and counts them.
func (c *compiler) sortForm() {
	f := &c.plan.Form
	slices.SortStableFunc(f.Sections, func(a, b Section) int {
		return cmp.Or(cmp.Compare(c.topicOrder(a.Topic), c.topicOrder(b.Topic)), cmp.Compare(a.Instance, b.Instance))
	})
	place := map[string]int{}
	for i := range f.Sections {
		fields := f.Sections[i].Fields
		slices.SortStableFunc(fields, func(a, b Field) int {
			return cmp.Compare(c.lib.Fields[a.Slug].Order, c.lib.Fields[b.Slug].Order)
		})
		for _, x := range fields {
			place[x.Key] = len(place)
			switch x.Disposition {
			case form.Asked:
				if !x.InGuide {
					f.Asked++
				}
			case form.Confirm:
				f.Confirm++
			case form.Shared, form.Record:
				f.Shared++
			}
		}
	}
	for _, q := range c.plan.Questions {
		if q.Shown {
			f.Asked++
		}
	}
	for _, p := range c.uses {
		slices.SortFunc(p.plan.Fields, func(a, b string) int { return cmp.Compare(place[a], place[b]) })
	}
}

func (c *compiler) topicOrder(slug string) int {
	if t := c.lib.Topics[slug]; t != nil {
		return t.Order
	}
	return -1
}
