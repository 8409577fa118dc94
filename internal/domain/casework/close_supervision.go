package casework

import "lianban/internal/base/fault"

// CloseSupervisionInput is the input of CloseSupervision.
type CloseSupervisionInput struct {
	Target
	Conclusion string
}

type supervisionClosed struct {
	Conclusion string `json:"conclusion"`
}

func (ev *supervisionClosed) apply(_ *Case, it *ItemCase, en *Entry) {
	o := it.LastOrder()
	o.Conclusion, o.Closed = ev.Conclusion, en.Day
}

func mayCloseSupervision(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	switch it.OrderState() {
	case OrderAnswered:
		return nil
	case OrderOpen:
		return notNow("order_unanswered")
	}
	return notNow("no_order")
}

// CloseSupervision closes an answered supervision order (督办办结) with what the supervisor makes of it. Who is not
// content closes it and opens another, so that each order has one answer.
func (e Engine) CloseSupervision(c *Case, m Moment, by Actor, in CloseSupervisionInput) (Change, error) {
	return e.act(c, m, by, VerbCloseSupervision, in.Target, func(w *work, it *ItemCase) error {
		if err := required("conclusion", in.Conclusion); err != nil {
			return err
		}
		w.did(VerbCloseSupervision, it, &supervisionClosed{Conclusion: in.Conclusion})
		w.tell(head(it), "supervision_closed", it)
		return nil
	})
}
