package filing

import (
	"context"
	"encoding/json"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Cashier is the payment system of the city: people pay there, never here.
type Cashier interface {
	// Begin opens a payment and answers the address at which the payer pays; the same order may be begun often.
	// Fault: Unavailable payment.down.
	Begin(ctx context.Context, b Bill) (address string, err error)
	// Came answers the money that came in for an order, oldest first. Fault: Unavailable payment.down.
	Came(ctx context.Context, order string) ([]Money, error)
}

// Bill is what somebody is asked to pay.
type Bill struct {
	Order string // number of the payment order
	Fen   int64
	What  string // name of the item, as the payer reads it
	Back  string // address to which the payer returns
}

// Money is money that the payment system took. Provider and Receipt name it for ever.
type Money struct {
	Provider string
	Receipt  string
	Order    string
	Fen      int64
	On       calendar.Day // on which the payer paid; 0: today
}

// BeginPayment answers where the applicant pays what is due on an item today. Faults: NotNow casework.no_fee_due,
// casework.relief_open; Unavailable filing.no_cashier, payment.down.
func (s *Service) BeginPayment(ctx context.Context, who permission.Principal, no ident.CaseNo, slot, back string) (address string, err error) {
	f, err := s.Follow(ctx, who, no)
	if err != nil {
		return "", err
	}
	if err := casework.Why(f.Case, slot, casework.VerbPay, casework.Actor{Kind: "applicant", Role: casework.Own, ID: who.ID}); err != nil {
		return "", err
	}
	it := f.Case.Latest(slot)
	step := it.Payable()
	amount, surcharge := it.Owed(step, s.today())
	return s.beginPayment(ctx, f.Case.Trial, Bill{Order: step.Order.No, Fen: amount + surcharge, What: it.Name, Back: back})
}

// CollectPayment asks the payment system what came in for an order and takes it: whoever returns from paying need not wait
// for the notification.
func (s *Service) CollectPayment(ctx context.Context, order string) error {
	came, err := s.paymentsOf(ctx, order)
	if err != nil {
		return err
	}
	for _, m := range came {
		if _, err := s.TakePayment(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// TakePayment takes money that the payment system reports (缴费): the item goes on. Money for an order that asks for nothing
// more is never refused: it becomes due back. The system may report the same receipt as often as it likes. Faults:
// NotFound casework.no_fee_order; Invalid casework.wrong_amount; Conflict store.key_reused for a receipt that came with
// another order or amount.
func (s *Service) TakePayment(ctx context.Context, m Money) (*casework.Case, error) {
	no, ok := caseOf(m.Order)
	if !ok {
		return nil, fault.New(fault.NotFound, "casework.no_fee_order")
	}
	asked, err := json.Marshal([]any{m.Order, m.Fen})
	if err != nil {
		return nil, fault.Wrap(err, "writing a payment down")
	}
	once := store.Once{Scope: "payment:" + m.Provider, Key: m.Receipt, Request: asked}
	change, err := s.Store.Apply(ctx, store.ByNo(no).Once(once), func(c *casework.Case) (casework.Change, error) {
		it, _, _, ok := c.FeeOrderNo(m.Order)
		if !ok || !bookable(c, m) {
			return casework.Change{}, fault.New(fault.NotFound, "casework.no_fee_order")
		}
		in := casework.PayInput{
			Target: casework.Target{Slot: it.Slot}, Order: m.Order, Provider: m.Provider, Receipt: m.Receipt, Fen: m.Fen, On: m.On,
		}
		if s.Engine.Seen(c, s.Clock.Now()).Expected(m.Order) {
			return s.Engine.Pay(c, s.moment(), casework.Actor{Kind: "api", Role: casework.Own, ID: "payment:" + m.Provider}, in)
		}
		return s.Engine.LatePayment(c, s.moment(), in)
	})
	if err != nil {
		return nil, err
	}
	s.told(change)
	return s.Engine.Told(change.Case, s.Clock.Now()), nil
}

// caseOf reads the case number that an order's number begins with.
func caseOf(order string) (ident.CaseNo, bool) {
	i := strings.LastIndex(order, "-")
	if i < 0 {
		return "", false
	}
	return ident.ParseCaseNo(order[:i])
}

// ReportPayment is TakePayment for a payment system that reports by itself: it acts under the right to assess the fees of
// the item's department. To everybody else there is no such order.
func (s *Service) ReportPayment(ctx context.Context, who permission.Principal, m Money) (*casework.Case, error) {
	if err := s.acting(ctx, who); err != nil {
		return nil, err
	}
	no, _ := caseOf(m.Order)
	c, err := s.Store.Case(ctx, store.ByNo(no))
	if err != nil {
		return nil, fault.New(fault.NotFound, "casework.no_fee_order")
	}
	it, _, _, ok := c.FeeOrderNo(m.Order)
	if !ok || s.Guard.Allow(who, permission.Fee, permission.Resource{
		Type: permission.ItemCase, ID: string(it.ID), Area: it.Area, Department: it.Department, Scenario: c.Scenario, Trial: c.Trial,
	}) != nil {
		return nil, fault.New(fault.NotFound, "casework.no_fee_order")
	}
	return s.TakePayment(ctx, m)
}
