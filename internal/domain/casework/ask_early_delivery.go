package casework

type earlyDeliveryAsked struct{}

func (ev *earlyDeliveryAsked) apply(c *Case, _ *ItemCase, _ *Entry) { c.EarlyDelivery = true }

// AskEarlyDelivery releases withheld results for good (提前领取); an act on the joint case.
func (e Engine) AskEarlyDelivery(c *Case, m Moment, by Actor) (Change, error) {
	w := e.open(c, m, by)
	w.settle()
	if err := Why(w.c, "", VerbAskEarlyDelivery, by); err != nil {
		return Change{}, err
	}
	w.did(VerbAskEarlyDelivery, nil, &earlyDeliveryAsked{})
	w.follow(w.today)
	return w.done(), nil
}
