package casework

import "lianban/internal/base/fault"

// paidLate is money for an order that asks for nothing more; it goes back.
type paidLate struct {
	Order   string  `json:"order"`
	Payment Payment `json:"payment"`
}

func (ev *paidLate) apply(c *Case, _ *ItemCase, _ *Entry) {
	if _, _, o, ok := c.FeeOrderNo(ev.Order); ok {
		o.take(ev.Payment)
		o.RefundDue += ev.Payment.Fen
	}
}

// Expected says whether an order still waits for money. What comes for any other is never refused: it is late.
func (c *Case) Expected(order string) bool {
	it, s, _, ok := c.FeeOrderNo(order)
	return ok && s != nil && c.Latest(it.Slot) == it && it.Payable() == s && has(inDecision(), it.State)
}

// LatePayment notes money for an order that is cancelled, waived or paid already (逾期到账): it is due back. The payment
// system alone reports it. Told again of the same receipt it changes nothing. Faults: NotFound casework.no_fee_order, Invalid
// casework.incomplete, NotNow casework.money_expected.
func (e Engine) LatePayment(c *Case, m Moment, in PayInput) (Change, error) {
	if c.took(in.Provider, in.Receipt) {
		return Change{Case: c}, nil
	}
	w := e.open(c, m, engineActor)
	w.settle()
	if err := required("provider", in.Provider, "receipt", in.Receipt); err != nil {
		return Change{}, err
	}
	it, _, o, ok := w.c.FeeOrderNo(in.Order)
	switch {
	case !ok:
		return Change{}, fault.New(fault.NotFound, "casework.no_fee_order")
	case w.c.Expected(in.Order):
		return Change{}, notNow("money_expected")
	case in.Fen <= 0:
		return Change{}, fault.New(fault.Invalid, "casework.wrong_amount", "want", Yuan(o.Amount), "got", Yuan(max(in.Fen, 0)))
	}
	w.did(VerbLatePayment, w.c.Latest(it.Slot), &paidLate{Order: in.Order, Payment: in.payment(w.today)})
	w.follow(w.today)
	return w.done(), nil
}
