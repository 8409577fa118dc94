package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// PayInput is the input of Pay and of LatePayment: what a payment system reports.
type PayInput struct {
	Target
	Order    string // number of the payment order; empty: the one that is due
	Provider string // payment system
	Receipt  string // its number of this money: the same pair is the same money, however often it is told
	Fen      int64
	On       calendar.Day // on which the payer paid; 0 or later than today: today
}

func (in PayInput) payment(today calendar.Day) Payment {
	on := in.On
	if on == 0 || on > today {
		on = today
	}
	return Payment{Provider: in.Provider, Receipt: in.Receipt, Fen: in.Fen, On: on}
}

type paid struct {
	clockChange
	Step      string  `json:"step"`
	Payment   Payment `json:"payment"`
	Surcharge int64   `json:"surcharge,omitempty"`
}

func (ev *paid) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	s.State, s.Order.Surcharge = StepDone, ev.Surcharge
	s.Order.take(ev.Payment)
	ev.run(it, en)
}

func mayPay(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	switch {
	case it.Payable() != nil:
		return nil
	case it.feeIn(StepReliefAsked) != nil:
		return notNow("relief_open")
	}
	return notNow("no_fee_due")
}

// Pay notes that an order was paid (缴费): exactly what it asks for, with the surcharge if it is overdue. Told again of the
// same receipt it changes nothing. Faults: Invalid casework.wrong_amount, casework.incomplete; NotFound casework.no_fee_order.
func (e Engine) Pay(c *Case, m Moment, by Actor, in PayInput) (Change, error) {
	if c.took(in.Provider, in.Receipt) {
		return Change{Case: c}, nil
	}
	return e.act(c, m, by, VerbPay, in.Target, func(w *work, it *ItemCase) error {
		s := it.Payable()
		if err := required("provider", in.Provider, "receipt", in.Receipt); err != nil {
			return err
		}
		if in.Order != "" && in.Order != s.Order.No {
			return fault.New(fault.NotFound, "casework.no_fee_order")
		}
		p := in.payment(w.today)
		amount, surcharge := it.Owed(s, p.On)
		if in.Fen != amount+surcharge {
			return fault.New(fault.Invalid, "casework.wrong_amount", "want", Yuan(amount+surcharge), "got", Yuan(in.Fen))
		}
		w.did(VerbPay, it, &paid{clockChange: clockChange{Stop: []string{"K17"}}, Step: s.ID, Payment: p, Surcharge: surcharge})
		w.issueReceiptOf(it, it.Step(s.ID).Order, p)
		w.toApplicant("fee_paid", it, "amount", Yuan(p.Fen))
		w.tell(handler(it), "fee_paid_desk", it, "amount", Yuan(p.Fen))
		return nil
	})
}

// issueReceiptOf issues the receipt of money (票据).
func (w *work) issueReceiptOf(it *ItemCase, o *FeeOrder, p Payment) {
	names := []string{}
	for _, l := range o.Lines {
		names = append(names, l.Name)
	}
	w.issue("payment_receipt", it, w.today, map[string]string{
		"order": o.No, "receipt": p.Receipt, "provider": p.Provider, "amount": Yuan(p.Fen), "surcharge": Yuan(o.Surcharge), "paid_on": p.On.String(),
	}, map[string][]string{"line_names": names})
}
