package casework

import (
	"fmt"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// AssessFeeInput is the input of AssessFee.
type AssessFeeInput struct {
	Target
	Times int // years that the order asks for, of a fee that is due every year; 0 and 1: the first year
}

// feeAssessed is a payment order as it was served.
type feeAssessed struct {
	clockChange
	Step  string   `json:"step"`
	Order FeeOrder `json:"order"`
}

func (ev *feeAssessed) apply(_ *Case, it *ItemCase, en *Entry) {
	s, o := it.Step(ev.Step), ev.Order.clone()
	o.Served = en.Day
	s.Order, s.State = &o, StepDue
	if o.Amount == 0 {
		s.State = StepWaived
	}
	ev.run(it, en)
}

// mayAssess: the fee's turn has come, and the package could compute it. What only the certificate waits for is assessed
// after the grant, so that nobody pays for what is refused.
func mayAssess(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	s := it.feeIn(StepTodo)
	switch {
	case it.feeIn(StepDue, StepRestDue, StepOverdue, StepReliefAsked) != nil:
		return notNow("fee_open")
	case s == nil:
		return notNow("no_fee")
	case s.beforeGrant() != (it.State == Accepted):
		return notNow("fee_after_grant")
	case !it.startable(s):
		return notNow("step_before_open", "step", s.Name)
	}
	for _, l := range s.Order.Lines {
		if _, ok := fen(l.Exact, l.Unit, 1); !ok {
			return notNow("fee_unknown", "line", l.Name)
		}
	}
	return nil
}

// AssessFee serves the payment order (核定费用): lines and rates as the package computes them, rounded once per line, half
// up to the fen. A fee of every year is asked for the first year, or for several years at once (海域使用管理法34). K17
// starts. Fault: Invalid casework.incomplete.
func (e Engine) AssessFee(c *Case, m Moment, by Actor, in AssessFeeInput) (Change, error) {
	return e.act(c, m, by, VerbAssessFee, in.Target, func(w *work, it *ItemCase) error {
		s := it.feeIn(StepTodo)
		o, f := s.Order.assess(in.Times)
		if f != nil {
			return f
		}
		o.No = fmt.Sprintf("%s-%02d%s%d", w.c.No, w.c.number(it), letters["fee_notice"], w.c.Seq+1)
		o.By, o.For = ident.StaffID(by.ID), by.For
		ev := &feeAssessed{Step: s.ID, Order: o}
		if o.Amount > 0 {
			ev.Start = []Clock{e.payClock(w.today)}
		}
		w.did(VerbAssessFee, it, ev)
		due := ""
		if len(ev.Start) > 0 {
			due = ev.Start[0].Told.String()
		}
		w.issueFee(it, it.Step(s.ID), due)
		w.toApplicant("fee_due", it, "amount", Yuan(o.Amount), "due", due)
		return nil
	})
}

// Foreseen is the order as it would be served for one time: what the applicant can expect before anybody assesses it. It is
// false while the package could not compute an amount, and once the order was served.
func (o *FeeOrder) Foreseen() (FeeOrder, bool) {
	if o.No != "" || len(o.Lines) == 0 {
		return FeeOrder{}, false
	}
	for _, l := range o.Lines {
		if _, ok := fen(l.Exact, l.Unit, 1); !ok {
			return FeeOrder{}, false
		}
	}
	n, f := o.assess(1)
	return n, f == nil
}

// longestTerm bounds the years of one order.
const longestTerm = 70

// assess computes every line and relief of an order.
func (o *FeeOrder) assess(times int) (FeeOrder, *fault.Fault) {
	n := o.fresh()
	times = max(times, 1)
	for i := range n.Lines {
		l := &n.Lines[i]
		l.Times = 1
		if l.Every != "" {
			l.Times = times
		}
		if most := l.mostTimes(); l.Times > most {
			return FeeOrder{}, fault.New(fault.Invalid, "casework.incomplete").With("times", "casework.bad_times", "most", itoa(most))
		}
		l.Fen, _ = fen(l.Exact, l.Unit, l.Times)
		l.Whole, _ = fen(l.Exact, l.Unit, l.Term)
		n.Full += l.Fen
	}
	for i := range n.Reliefs {
		r, l := &n.Reliefs[i], n.Lines[0]
		r.Fen, _ = fen(r.Exact, l.Unit, l.Times)
		r.Fen = min(r.Fen, n.Full)
		r.Whole, _ = fen(r.Exact, l.Unit, l.Term)
	}
	n.Amount = n.Full
	return *n, nil
}

// mostTimes is how many years one order can ask for.
func (l *FeeLine) mostTimes() int {
	switch {
	case l.Every == "":
		return 1
	case l.Term > 0:
		return l.Term
	}
	return longestTerm
}

// issueFee issues the notice to pay (缴费通知): what, why this amount, until when.
func (w *work) issueFee(it *ItemCase, s *Step, due string) {
	o := s.Order
	lists := map[string][]string{}
	add := func(key, value string) { lists[key] = append(lists[key], value) }
	for _, l := range o.Lines {
		add("line_names", l.Name)
		add("line_formulas", l.Formula)
		add("line_exact", l.Exact+l.Unit)
		add("line_times", itoa(l.Times))
		add("line_terms", itoa(l.Term))
		add("line_whole", Yuan(l.Whole))
		add("line_amounts", Yuan(l.Fen))
		for _, v := range l.Values {
			add("value_names", v.Name)
			add("value_numbers", v.Value)
			add("value_basis", v.Basis)
		}
		if l.Basis != "" {
			add("grounds", l.Basis)
		}
	}
	for _, r := range o.Reliefs {
		add("reliefs", r.Name)
	}
	w.issue("fee_notice", it, w.today, map[string]string{
		"order": o.No, "full": Yuan(o.Full), "relieved": Yuan(o.Relieved), "amount": Yuan(o.Amount), "due": due,
		"gate": o.Gate, "late_rate": o.LateRate, "every": strings.Join(everies(o.Lines), ""),
	}, lists)
}

func everies(lines []FeeLine) []string {
	var out []string
	for _, l := range lines {
		if l.Every != "" && !has(out, l.Every) {
			out = append(out, l.Every)
		}
	}
	return out
}
