package scenario

import (
	"lianban/internal/domain/item"
)

// demands lists what the law demands of an item.
func (c *compiler) demands(v *item.Variant) []Demand {
	out := []Demand{}
	for _, d := range v.Conditions {
		x := Demand{
			Slug: d.Slug, Name: or(d.Name, d.Say), Basis: refs(c.lib, d.Basis), Promise: d.Commitment, Spares: d.Spares, Within: c.limit(d.Within, "", nil),
		}
		if d.Must != "" {
			x.Must = string(d.Must)
		}
		out = append(out, x)
	}
	return out
}
