package casework

import "lianban/internal/base/fault"

// RefundInput is the input of Refund.
type RefundInput struct {
	Target
	Order  string // number of the payment order; empty: the first of the slot that has money due back
	Number string // of the refund in the money system
}

type refunded struct {
	Order  string `json:"order"`
	Fen    int64  `json:"fen"`
	Number string `json:"number"`
}

func (ev *refunded) apply(c *Case, _ *ItemCase, _ *Entry) {
	if _, _, o, ok := c.FeeOrderNo(ev.Order); ok {
		o.RefundDue -= ev.Fen
		o.Refunded += ev.Fen
		o.Refunds = append(o.Refunds, ev.Number)
	}
}

func mayRefund(c *Case, it *ItemCase, _ Actor) *fault.Fault {
	if c.refundDue(it.Slot) == 0 {
		return notNow("no_refund_due")
	}
	return nil
}

// Refund notes that everything that was due back of an order went back (退费), also of an earlier attempt. Faults: NotFound
// casework.no_fee_order, NotNow casework.no_refund_due, Invalid casework.incomplete.
func (e Engine) Refund(c *Case, m Moment, by Actor, in RefundInput) (Change, error) {
	return e.act(c, m, by, VerbRefund, in.Target, func(w *work, it *ItemCase) error {
		if err := required("number", in.Number); err != nil {
			return err
		}
		o := w.c.owing(it.Slot, in.Order)
		if o == nil {
			return fault.New(fault.NotFound, "casework.no_fee_order")
		}
		amount := o.RefundDue
		w.did(VerbRefund, it, &refunded{Order: o.No, Fen: amount, Number: in.Number})
		w.issue("refund_notice", it, w.today, map[string]string{
			"order": o.No, "amount": Yuan(amount), "number": in.Number,
		}, nil)
		w.toApplicant("refunded", it, "amount", Yuan(amount))
		return nil
	})
}

// owing finds an order of a slot with money due back; nil: there is none.
func (c *Case) owing(slot, no string) *FeeOrder {
	for _, it := range c.Items {
		if it.Slot != slot {
			continue
		}
		for _, o := range it.FeeOrders() {
			if o.RefundDue > 0 && (no == "" || no == o.No) {
				return o
			}
		}
	}
	return nil
}
