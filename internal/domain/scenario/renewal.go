package scenario

import "lianban/internal/domain/item"

// Renews is the licence that an item renews (延续): the field with its last day, and how long before that day one applies for
// the law to renew it where nobody decides (行政许可法50).
type Renews struct {
	Until  string `json:"until"`
	Before int    `json:"before"` // calendar days
	Basis  []Ref  `json:"basis,omitempty"`
}

// renewal is what the package says of a renewal; thirty days where it names no other law.
func (c *compiler) renewal(r *item.Renews) *Renews {
	if r == nil {
		return nil
	}
	out := &Renews{Until: r.Until, Before: 30, Basis: refs(c.lib, r.Basis)}
	if r.Before.IsSet() {
		out.Before = c.limit(r.Before, "", nil).Days
	}
	return out
}
