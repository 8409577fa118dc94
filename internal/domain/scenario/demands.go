package scenario

import (
	"lianban/internal/domain/item"
	"lianban/internal/domain/rule"
)

// demands lists what the law demands of an item, with what registers know about it.
func (c *compiler) demands(v *item.Variant) []Demand {
	out := []Demand{}
	for _, d := range v.Conditions {
		x := Demand{
			Slug: d.Slug, Name: or(d.Name, d.Say), Basis: refs(c.lib, d.Basis), Promise: d.Commitment, Spares: d.Spares, Within: c.limit(d.Within, "", nil),
		}
		if d.Must != "" {
			x.Must, x.Reads = string(d.Must), c.reads(d.Must)
		}
		out = append(out, x)
	}
	return out
}

// reads lists the facts of a condition. A fact is read from its register only if it is about the one for whom the
// applicant acts, because nobody else's number is known to be right, and only if the register is connected.
func (c *compiler) reads(must rule.Cond) []DemandFact {
	p, problems := c.env.Compile(string(must), rule.Bool)
	if len(problems) > 0 {
		return nil // the check of the pack has named it
	}
	var out []DemandFact
	for _, name := range p.Names {
		x := DemandFact{Field: name, Name: name}
		if d := c.lib.Fields[name]; d != nil {
			x.Name, x.Type = d.Name, d.Type
			if r := c.lib.Registers[d.From]; r != nil && r.Connected && (d.Topic == "" || d.Topic == c.plan.Applicant.ActsFor) {
				x.Register, x.Source = r.Slug, r.Name
			}
		}
		out = append(out, x)
	}
	return out
}
