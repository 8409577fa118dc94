package officer

import (
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// money says what an item costs, why, and what became of the order: beside every act that decides on it.
func (f *file) money() []Rule {
	var out []Rule
	for i := range f.Item.Steps {
		s := &f.Item.Steps[i]
		if s.Order == nil || s.Kind != casework.FeeStep {
			continue
		}
		out = append(out, f.orderRules(s)...)
	}
	if back := f.Item.RefundDue(); back > 0 {
		out = append(out, Rule{Text: say("fee.refund_due", "amount", page.Money(back)), Tone: page.Warn})
	}
	for i := range f.Item.Steps {
		if e := f.Item.Steps[i].Entered; e != nil {
			out = append(out, Rule{Text: say("fee.entered", "no", e.No, "day", console.DayText(e.On)), Tone: page.Good})
		}
	}
	return out
}

func (f *file) orderRules(s *casework.Step) []Rule {
	o, out := s.Order, []Rule{}
	if o.No != "" {
		r := Rule{Text: say("fee.order", "no", o.No, "amount", page.Money(o.Amount), "state", say("fee.state."+string(s.State))), Tone: feeTone(s.State)}
		if amount, surcharge := f.Item.Owed(s, f.v.Today); surcharge > 0 {
			r.Text = say("fee.order_late", "no", o.No, "amount", page.Money(amount), "surcharge", page.Money(surcharge))
		}
		out = append(out, r)
	}
	for _, l := range o.Lines {
		r := Rule{Text: say("fee.line", "name", l.Name, "why", lineWhy(l)), Tone: page.Info, Source: l.Basis}
		if l.Whole > l.Fen && l.Fen > 0 {
			r.Text += say("fee.whole", "n", l.Term, "whole", page.Money(l.Whole), "times", l.Times)
		}
		out = append(out, r)
	}
	if r := f.askedRelief(); r != nil && s.State == casework.StepReliefAsked {
		out = append(out, Rule{
			Text: say("fee.asked", "heading", r.Name, "reason", o.Reason, "most", page.Money(r.Fen), "share", casework.Share(r.Fen, o.Full)),
			Tone: page.Warn, Source: r.Basis,
		})
	}
	if o.Approver != "" {
		out = append(out, Rule{Text: say("fee.relieved", "amount", page.Money(o.Relieved), "share", casework.Share(o.Relieved, o.Full), "reason", o.Decided), Tone: page.Info})
	}
	for _, p := range o.Payments {
		out = append(out, Rule{Text: say("fee.paid", "amount", page.Money(p.Fen), "day", console.DayText(p.On), "receipt", p.Receipt), Tone: page.Good})
	}
	return out
}

// lineWhy writes a formula with its numbers.
func lineWhy(l casework.FeeLine) string {
	var values []string
	for _, v := range l.Values {
		values = append(values, say("fee.value", "name", v.Name, "number", v.Value))
	}
	return say("fee.why", "formula", l.Formula, "exact", l.Exact, "unit", l.Unit, "values", join(values))
}

func feeTone(s casework.StepState) page.Tone {
	switch s {
	case casework.StepOverdue:
		return page.Bad
	case casework.StepDone, casework.StepWaived:
		return page.Good
	}
	return page.Warn
}

// feeLine shows what a fee step costs: before the payment order what it will be, afterwards what was asked for and came in.
func feeLine(f *file, s *casework.Step, line *StepLine) {
	if s.Order == nil {
		return
	}
	o := *s.Order
	if foreseen, ok := o.Foreseen(); ok {
		o = foreseen
		line.Note = say("step.fee.foreseen", "amount", page.Money(o.Full))
	}
	for _, l := range o.Lines {
		line.Facts = append(line.Facts, Fact{Label: say("step.fee.why"), Value: lineWhy(l)})
	}
	if o.No == "" {
		return
	}
	line.Note = say("step.fee.asked", "amount", page.Money(o.Amount))
	if k, ok := f.v.d.Handling.Engine.Clock(f.Item, "K17", "", f.v.Today); ok {
		line.Note += say("step.fee.until", "day", console.BindingDay(k.Due))
	}
	line.Facts = append(line.Facts, Fact{Label: say("step.fee.order"), Value: o.No})
	if o.Approver != "" {
		line.Facts = append(line.Facts, Fact{
			Label: say("step.fee.relieved"), Value: say("step.fee.share", "amount", page.Money(o.Relieved), "share", casework.Share(o.Relieved, o.Full)),
		})
	}
	for _, p := range o.Payments {
		line.Facts = append(line.Facts, Fact{
			Label: say("step.fee.paid", "day", console.DayText(p.On)), Value: say("step.fee.receipt", "amount", page.Money(p.Fen), "receipt", p.Receipt),
		})
	}
}
