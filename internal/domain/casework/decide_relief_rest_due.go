package casework

import "lianban/internal/base/fault"

// DecideReliefInput is the input of DecideRelief.
type DecideReliefInput struct {
	Target
	Relieved int64  // fen that are taken off; 0: the request is refused
	Reason   string // as printed
}

// DecideRelief takes a part of the fee off or nothing (部分减免、不予减免); what is left is due anew. No more can be taken off
// than the heading of the package computes. Fault: Invalid casework.incomplete.
func (e Engine) DecideRelief(c *Case, m Moment, by Actor, in DecideReliefInput) (Change, error) {
	return e.act(c, m, by, VerbDecideRelief, in.Target, func(w *work, it *ItemCase) error {
		o := it.feeIn(StepReliefAsked).Order
		most := o.Full
		if r := o.relief(); r != nil {
			most = r.Fen
		}
		if in.Relieved < 0 || in.Relieved > most || in.Relieved == o.Full {
			return fault.New(fault.Invalid, "casework.incomplete").With("relieved", "casework.bad_relief", "most", Yuan(most))
		}
		return w.decideRelief(VerbDecideRelief, it, in.Relieved, in.Reason)
	})
}
