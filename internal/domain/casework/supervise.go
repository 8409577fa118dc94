package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// Order is one supervision order (督办单) on an item: what must be done by when, what the department answered, and how
// it was closed.
type Order struct {
	What       string       `json:"what"`
	Opened     calendar.Day `json:"opened"`
	Due        calendar.Day `json:"due"` // the day by which the department answers
	Answer     string       `json:"answer,omitempty"`
	Answered   calendar.Day `json:"answered,omitempty"`
	Closed     calendar.Day `json:"closed,omitempty"`
	Conclusion string       `json:"conclusion,omitempty"`
}

// OrderState is how far a supervision order is.
type OrderState string

// The states of a supervision order.
const (
	NoOrder       OrderState = ""         // none was ever opened
	OrderOpen     OrderState = "open"     // the department owes an answer
	OrderAnswered OrderState = "answered" // the supervisor has to close it
	OrderClosed   OrderState = "closed"
)

// State answers how far the order is.
func (o Order) State() OrderState {
	switch {
	case o.Closed != 0:
		return OrderClosed
	case o.Answered != 0:
		return OrderAnswered
	}
	return OrderOpen
}

// LastOrder is the latest supervision order of the item; nil if there was none.
func (it *ItemCase) LastOrder() *Order {
	if len(it.Orders) == 0 {
		return nil
	}
	return &it.Orders[len(it.Orders)-1]
}

// OrderState is how far the latest supervision order is.
func (it *ItemCase) OrderState() OrderState {
	if o := it.LastOrder(); o != nil {
		return o.State()
	}
	return NoOrder
}

// SuperviseInput is the input of Supervise.
type SuperviseInput struct {
	Target
	What string
	Due  calendar.Day
}

type supervised struct {
	What string       `json:"what"`
	Due  calendar.Day `json:"due"`
}

func (ev *supervised) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Orders = append(it.Orders, Order{What: ev.What, Opened: en.Day, Due: ev.Due})
}

// maySupervise: an order needs a failure on record, and one order at a time is enough.
func maySupervise(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	switch {
	case it.overdue() == nil && !it.Deemed:
		return notNow("not_overdue")
	case it.OrderState() == OrderOpen, it.OrderState() == OrderAnswered:
		return notNow("order_open")
	}
	return nil
}

// Supervise opens a supervision order on an overdue item (督办): what the head of the department must see to and by
// when the department answers. The order moves no clock and relieves nobody of any.
func (e Engine) Supervise(c *Case, m Moment, by Actor, in SuperviseInput) (Change, error) {
	return e.act(c, m, by, VerbSupervise, in.Target, func(w *work, it *ItemCase) error {
		if err := required("what", in.What); err != nil {
			return err
		}
		if in.Due <= w.today {
			return fault.New(fault.Invalid, "casework.incomplete").With("due", "casework.required.due")
		}
		w.did(VerbSupervise, it, &supervised{What: in.What, Due: in.Due})
		w.tell(head(it), "supervised", it, "due", in.Due.String())
		w.tell(handler(it), "supervised", it, "due", in.Due.String())
		w.toApplicant("supervised_applicant", it)
		return nil
	})
}
