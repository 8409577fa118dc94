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
	d.Edges, d.Gates = slices.Clone(c.Edges), cloneGates(c.Gates)
	d.Visits = slices.Clone(c.Visits)
	for i := range d.Visits {
		d.Visits[i].Slots = slices.Clone(d.Visits[i].Slots)
	}
	d.Moves = slices.Clone(c.Moves)
	d.Clocks, d.Delivery = cloneClocks(c.Clocks), copied(c.Delivery)
	return &d
}

func (it *ItemCase) clone() *ItemCase {
	d := *it
	d.Grounds, d.Gives = slices.Clone(it.Grounds), slices.Clone(it.Gives)
	d.Fields, d.Materials = slices.Clone(it.Fields), slices.Clone(it.Materials)
	d.Desk = slices.Clone(it.Desk)
	d.Draft, d.Decision, d.Tendered = copied(it.Draft), copied(it.Decision), copied(it.Tendered)
	d.Sealed = copied(it.Sealed)
	if d.Tendered != nil {
		d.Tendered.Handover = copied(d.Tendered.Handover)
	}
	d.Ending = copied(it.Ending)
	d.Supplements = slices.Clone(it.Supplements)
	for i := range d.Supplements {
		d.Supplements[i].Defects = slices.Clone(d.Supplements[i].Defects)
	}
	d.Served = slices.Clone(it.Served)
	d.Clocks, d.Orders = cloneClocks(it.Clocks), slices.Clone(it.Orders)
	it.cloneReview(&d)
	return &d
}

// cloneReview copies what lies between acceptance and decision. What the plan froze is shared: nobody changes it.
func (it *ItemCase) cloneReview(d *ItemCase) {
	d.Steps = slices.Clone(it.Steps)
	for i := range d.Steps {
		d.Steps[i].own()
	}
	d.Procedures = slices.Clone(it.Procedures)
	d.Gap, d.Commitment = copied(it.Gap), copied(it.Commitment)
	d.Hearing, d.Clarification = copied(it.Hearing), copied(it.Clarification)
	d.Contest = copied(it.Contest)
	d.Consents = slices.Clone(it.Consents) // what one names was written once
	d.PastFees = slices.Clone(it.PastFees)
	for i := range d.PastFees {
		d.PastFees[i] = d.PastFees[i].clone()
	}
	d.Correction, d.ReviewOrders = copied(it.Correction), slices.Clone(it.ReviewOrders)
}

// own makes a step's parts its own.
func (s *Step) own() {
	s.Asked, s.Notice, s.Experts, s.Seat = copied(s.Asked), copied(s.Notice), copied(s.Experts), copied(s.Seat)
	s.Order, s.Entered, s.Auto = copied(s.Order), copied(s.Entered), copied(s.Auto)
	if s.Asked != nil {
		s.Asked.Requests, s.Asked.Weighed = slices.Clone(s.Asked.Requests), slices.Clone(s.Asked.Weighed)
	}
	if s.Notice != nil {
		s.Notice.Objections = slices.Clone(s.Notice.Objections)
	}
	if s.Seat != nil {
		s.Seat.Verdicts = slices.Clone(s.Seat.Verdicts) // what a verdict lists is written once
	}
	if s.Order != nil {
		*s.Order = s.Order.clone()
	}
	if s.Auto != nil {
		s.Auto.Rules = slices.Clone(s.Auto.Rules) // what a rule reads was frozen at submission
	}
}

func (o FeeOrder) clone() FeeOrder {
	o.Lines, o.Reliefs = slices.Clone(o.Lines), slices.Clone(o.Reliefs)
	o.Payments, o.Refunds = slices.Clone(o.Payments), slices.Clone(o.Refunds)
	return o
}

func cloneClocks(in []Clock) []Clock {
	out := slices.Clone(in)
	for i := range out {
		out[i].History.Pauses = slices.Clone(out[i].History.Pauses)
		out[i].History.Extensions = slices.Clone(out[i].History.Extensions)
		out[i].History.Shortened = slices.Clone(out[i].History.Shortened)
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
