package citizen

import (
	"slices"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// feeCard says what a case costs: before the payment order what can be expected, afterwards what is asked for. It answers
// nil for a case that costs nothing.
func (v *visit) feeCard(c *casework.Case) *FeeCard {
	for _, it := range c.Current() {
		for i := range it.Steps {
			s := &it.Steps[i]
			if s.Kind != casework.FeeStep || s.Order == nil || !it.State.Live() && s.Order.No == "" {
				continue
			}
			card, o := FeeCard{Link: page.Link{Label: say("fee.card.look"), Href: itemURL(c, it.Slot)}}, *s.Order
			if o.No != "" {
				card.served(s)
			} else if foreseen, ok := o.Foreseen(); ok && foreseen.Full > 0 {
				card.foreseen(&foreseen)
			} else {
				continue
			}
			return &card
		}
	}
	return nil
}

// foreseen fills the card before anybody assessed the fee.
func (p *FeeCard) foreseen(o *casework.FeeOrder) {
	most := int64(0)
	for _, r := range o.Reliefs {
		most = min(most+r.Fen, o.Full)
	}
	p.lines(o)
	for _, r := range o.Reliefs {
		p.Rows = append(p.Rows, page.Row{Name: say("fee.card.may_relief"), Value: say("fee.card.less", "amount", perTerm(o, r.Fen)), Note: r.Name})
	}
	p.Lead, p.Total = say("fee.card.lead"), page.Row{Name: say("fee.card.expected"), Value: perTerm(o, o.Full-most)}
	if most > 0 {
		p.Note = say("fee.card.relief_later")
	}
}

// served fills the card with the payment order.
func (p *FeeCard) served(s *casework.Step) {
	o := s.Order
	p.lines(o)
	if o.Approver != "" {
		p.Rows = append(p.Rows, page.Row{Name: say("fee.relieved"), Value: say("fee.card.less", "amount", say("fee.yuan", "n", page.Money(o.Relieved))), Note: o.Decided})
	}
	p.Lead, p.Total = say("fee.card.order", "no", o.No), page.Row{Name: say("fee.card.total"), Value: say("fee.yuan", "n", page.Money(o.Amount))}
	if s.Passed() {
		p.Total.Name = say("fee.card.done")
	}
	p.Note = say("fee.state." + string(s.State))
}

func (p *FeeCard) lines(o *casework.FeeOrder) {
	for _, l := range o.Lines {
		p.Rows = append(p.Rows, page.Row{Name: say("fee.amount"), Value: perTerm(o, l.Fen), Note: feeWhy(l)})
	}
}

// perTerm writes an amount, with the term that it is for where that is one year.
func perTerm(o *casework.FeeOrder, fen int64) string {
	yearly := func(l casework.FeeLine) bool { return l.Every == "year" && l.Times == 1 }
	if len(o.Lines) > 0 && !slices.ContainsFunc(o.Lines, func(l casework.FeeLine) bool { return !yearly(l) }) {
		return say("fee.card.yearly", "n", page.Money(fen))
	}
	return say("fee.yuan", "n", page.Money(fen))
}

// less sets the plan beside every item filed by itself.
func less(p *scenario.Plan) []page.Row {
	if p == nil {
		return nil
	}
	var out []page.Row
	for _, name := range []string{"materials", "days", "trips"} {
		for _, g := range p.Figures {
			if g.Name == name && g.Designed < g.Baseline {
				out = append(out, page.Row{Name: say("cut." + name), Value: say("less.from_to", "was", g.Baseline, "now", g.Designed, "unit", say("cut.unit."+name))})
			}
		}
	}
	return out
}
