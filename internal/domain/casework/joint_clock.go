package casework

import (
	"slices"

	"lianban/internal/domain/calendar"
)

// JointHistory is the history of K5 or K6: a day counts if and only if, when it begins, some first-attempt
// item lies on an agency's desk with its clock running. So the joint clocks stand still only while everybody
// waits (rulebook §3.3, P16).
func (c *Case) JointHistory(k Clock) calendar.History {
	h := k.History
	h.Pauses = nil
	at := h.Start
	for _, s := range c.deskUnion() {
		if s.To != 0 && s.To <= at {
			continue
		}
		if s.From > at {
			h.Pauses = append(h.Pauses, calendar.Pause{From: at, To: s.From, Ground: "nobodys_desk"})
		}
		if s.To == 0 {
			return h
		}
		at = s.To
	}
	if h.Stop == 0 || h.Stop > at {
		h.Pauses = append(h.Pauses, calendar.Pause{From: at, To: h.Stop, Ground: "nobodys_desk"})
	}
	return h
}

// deskUnion merges the stretches in which any first-attempt item was on a desk, without its pauses.
func (c *Case) deskUnion() []Span {
	var spans []Span
	for _, it := range c.Items {
		if it.Attempt == 1 {
			for _, s := range it.Desk {
				if it.ReopenedOn != 0 && s.From >= it.ReopenedOn {
					continue // reopened by an order: outside the joint clocks
				}
				spans = append(spans, without(s, it.pauses())...)
			}
		}
	}
	slices.SortFunc(spans, func(a, b Span) int { return int(a.From - b.From) })
	var out []Span
	for _, s := range spans {
		last := len(out) - 1
		switch {
		case last < 0 || out[last].To != 0 && out[last].To < s.From:
			out = append(out, s)
		case out[last].To != 0 && (s.To == 0 || s.To > out[last].To):
			out[last].To = s.To
		}
	}
	return out
}

// pauses are the excluded times of the item's decision clocks, of all that ran: one that takes the place of another has
// those of both.
func (it *ItemCase) pauses() []calendar.Pause {
	var out []calendar.Pause
	for i := range it.Clocks {
		if decisionClock(it.Clocks[i].Kind) {
			out = append(out, it.Clocks[i].History.Pauses...)
		}
	}
	return out
}

// without takes pauses out of a span.
func without(s Span, pauses []calendar.Pause) []Span {
	out := []Span{s}
	for _, p := range pauses {
		end := p.End(true)
		var next []Span
		for _, x := range out {
			if end != 0 && end <= x.From || x.To != 0 && p.From >= x.To || end == p.From {
				next = append(next, x)
				continue
			}
			if p.From > x.From {
				next = append(next, Span{From: x.From, To: p.From})
			}
			if end != 0 && (x.To == 0 || end < x.To) {
				next = append(next, Span{From: end, To: x.To})
			}
		}
		out = next
	}
	return out
}
