package casework

import "lianban/internal/base/fault"

// The ways in which results can reach the applicant; a Tender is offered by one of them.
const (
	ByAccount = "e_account" // 电子证照: it stays in the account
	ByWindow  = "window"    // 窗口领取
	ByPost    = "post"      // 邮寄
)

// Ways are the ways in which results can reach the applicant, in the order in which they are offered.
var Ways = []string{ByAccount, ByWindow, ByPost}

// DeliveryWish is how the applicant wants the results (领取方式). Only the way stands in the case and its
// journal; to whom and where is personal, is sealed in a row of its own, and is filled in by
// store.FillDelivery for those who hand over.
type DeliveryWish struct {
	Way       string `json:"way"` // e_account, window, post
	Recipient string `json:"-"`   // of a letter; at the window the applicant shows who they are
	Phone     string `json:"-"`
	Address   string `json:"-"`
}

// bare is the wish without what is personal: what the journal may carry.
func (d *DeliveryWish) bare() *DeliveryWish {
	if d == nil {
		return nil
	}
	return &DeliveryWish{Way: d.Way}
}

// Deliverable lists the ways that a case offers: the account only where every result exists electronically.
func (c *Case) Deliverable() []string {
	if c.PaperResults {
		return Ways[1:]
	}
	return Ways
}

// ChangeDeliveryInput is the input of ChangeDelivery.
type ChangeDeliveryInput struct {
	Wish DeliveryWish
}

type deliveryChanged struct {
	Way string `json:"way"`
}

// apply keeps the wish, and offers again by it what was offered and not handed over.
func (ev *deliveryChanged) apply(c *Case, _ *ItemCase, _ *Entry) {
	c.Delivery = &DeliveryWish{Way: ev.Way}
	for _, it := range c.Current() {
		if it.State == Granted && it.Tendered != nil {
			it.Tendered.Channel = ev.Way
		}
	}
}

// ChangeDelivery changes how the results reach the applicant (改领取方式) while one is still to be handed over;
// an act on the joint case. Faults: Invalid casework.incomplete, casework.no_such_way; NotNow
// casework.all_handed_over.
func (e Engine) ChangeDelivery(c *Case, m Moment, by Actor, in ChangeDeliveryInput) (Change, error) {
	w := e.open(c, m, by)
	w.settle()
	if err := Why(w.c, "", VerbChangeDelivery, by); err != nil {
		return Change{}, err
	}
	if err := checkWish(w.c, &in.Wish); err != nil {
		return Change{}, err
	}
	w.did(VerbChangeDelivery, nil, &deliveryChanged{Way: in.Wish.Way})
	w.ch.Delivery = &in.Wish
	w.follow(w.today)
	return w.done(), nil
}

// checkWish holds a wish to what the case offers, and a letter to its address.
func checkWish(c *Case, d *DeliveryWish) error {
	if d == nil {
		return nil
	}
	if !has(c.Deliverable(), d.Way) {
		return fault.New(fault.Invalid, "casework.no_such_way").With("way", "casework.no_such_way.field")
	}
	if d.Way != ByPost {
		return nil
	}
	return required("recipient", d.Recipient, "phone", d.Phone, "address", d.Address)
}

// mayChangeDelivery: as long as one result may still come or waits to be handed over.
func mayChangeDelivery(c *Case) *fault.Fault {
	for _, it := range c.Current() {
		if it.State.Live() || it.State == Granted {
			return nil
		}
	}
	return notNow("all_handed_over")
}
