package casework

import (
	"slices"
)

// Clone copies a case so deeply that an act on the copy never shows in the original.
func (c *Case) Clone() *Case {
	d := *c
	d.Items = make([]*ItemCase, len(c.Items))
	for i, it := range c.Items {
		d.Items[i] = it.clone()
	}
	d.Edges = slices.Clone(c.Edges)
	d.Clocks, d.Delivery = cloneClocks(c.Clocks), copied(c.Delivery)
	return &d
}

func (it *ItemCase) clone() *ItemCase {
	d := *it
	d.Grounds, d.Gives = slices.Clone(it.Grounds), slices.Clone(it.Gives)
	d.Fields, d.Materials = slices.Clone(it.Fields), slices.Clone(it.Materials)
	d.Desk = slices.Clone(it.Desk)
	d.Draft, d.Decision, d.Tendered = copied(it.Draft), copied(it.Decision), copied(it.Tendered)
	if d.Tendered != nil {
		d.Tendered.Handover = copied(d.Tendered.Handover)
	}
	d.Ending = copied(it.Ending)
	d.Supplements = slices.Clone(it.Supplements)
	for i := range d.Supplements {
		d.Supplements[i].Defects = slices.Clone(d.Supplements[i].Defects)
	}
	d.Clocks = cloneClocks(it.Clocks)
	return &d
}

func cloneClocks(in []Clock) []Clock {
	out := slices.Clone(in)
	for i := range out {
		out[i].History.Pauses = slices.Clone(out[i].History.Pauses)
		out[i].History.Extensions = slices.Clone(out[i].History.Extensions)
		out[i].Warned = slices.Clone(out[i].Warned)
	}
	return out
}

func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	d := *p
	return &d
}
