package casework

// WithdrawInput is the input of Withdraw.
type WithdrawInput struct {
	Target
	Reason string
}

// Withdraw withdraws one item, or with no Slot every item that is still live (撤回申请). After a decision there
// is nothing to withdraw: giving up a licence is another act (注销).
func (e Engine) Withdraw(c *Case, m Moment, by Actor, in WithdrawInput) (Change, error) {
	if in.Slot != "" {
		return e.act(c, m, by, VerbWithdraw, in.Target, func(w *work, it *ItemCase) error {
			w.withdraw(it, in.Reason)
			return nil
		})
	}
	w := e.open(c, m, by)
	w.settle()
	any := false
	for _, it := range w.c.Current() {
		if !it.State.Live() {
			continue
		}
		if err := Why(w.c, it.Slot, VerbWithdraw, by); err != nil {
			return Change{}, err
		}
		any = true
		w.withdraw(it, in.Reason)
	}
	if !any {
		return Change{}, notNow("nothing_to_withdraw")
	}
	w.follow(w.today)
	return w.done(), nil
}

func (w *work) withdraw(it *ItemCase, reason string) {
	received := it.Received != 0
	w.did(VerbWithdraw, it, &ending{State: Withdrawn, Reason: reason})
	w.issue("withdrawal", it, w.today, map[string]string{"reason": reason}, nil)
	w.toApplicant("withdrawn", it)
	if received {
		w.tell(handler(it), "withdrawn_desk", it)
	}
}
