package casework

import "lianban/internal/base/fault"

// TerminateUnpaidInput is the input of TerminateUnpaid.
type TerminateUnpaidInput struct {
	Target
	Reason string
}

// mayTerminateUnpaid: the fee that the decision waits for is overdue, the package names the law, and who assessed it does
// not end the item over it.
func mayTerminateUnpaid(_ *Case, it *ItemCase, by Actor) *fault.Fault {
	s := it.feeIn(StepOverdue)
	switch {
	case s == nil || s.Order.Gate != GateDecision:
		return notNow("fee_not_overdue")
	case s.Order.Unpaid == "":
		return notNow("unpaid_goes_on")
	case by.stands(s.Order.By, s.Order.For):
		return fault.New(fault.Forbidden, "casework.own_assessment")
	}
	return notPaused(nil, it)
}

// TerminateUnpaid ends an item whose fee stayed unpaid (未缴费终止, P10). It can be applied for again.
func (e Engine) TerminateUnpaid(c *Case, m Moment, by Actor, in TerminateUnpaidInput) (Change, error) {
	return e.act(c, m, by, VerbTerminateUnpaid, in.Target, func(w *work, it *ItemCase) error {
		if err := required("reason", in.Reason); err != nil {
			return err
		}
		o := it.feeIn(StepOverdue).Order
		until := it.payUntil()
		w.did(VerbTerminateUnpaid, it, &ending{State: Terminated, Kind: "unpaid", Reason: in.Reason, Grounds: o.Unpaid})
		w.issue("termination", it, w.today, w.remedies(w.today, map[string]string{
			"cause": "unpaid", "reason": in.Reason, "grounds": o.Unpaid, "order": o.No, "amount": Yuan(o.Amount), "due": until.String(),
		}), nil)
		w.toApplicant("terminated_unpaid", it)
		return nil
	})
}
