package casework

import (
	"fmt"
	"math/big"
	"strings"
	"sync"

	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
)

// fenPer is how many fen one of a unit has; packs name units by these words.
var fenPer = sync.OnceValue(func() map[string]int64 {
	texts := lang.Chinese()
	return map[string]int64{texts.Say("casework.money.yuan"): 100, texts.Say("casework.money.ten_thousand_yuan"): 1_000_000}
})

// fen computes times × an exact decimal number in a unit and rounds once, half up, to the fen (四舍五入到分). ok is false for
// what is no number, no unit of money, or below zero.
func fen(exact, unit string, times int) (n int64, ok bool) {
	r, isNumber := new(big.Rat).SetString(exact)
	per, known := fenPer()[unit]
	if !isNumber || !known || r.Sign() < 0 {
		return 0, false
	}
	return half(r.Mul(r, new(big.Rat).SetInt64(per*int64(times)))), true
}

// half rounds half up to a whole number; the number is not negative.
func half(r *big.Rat) int64 {
	r = new(big.Rat).Add(r, big.NewRat(1, 2))
	return new(big.Int).Quo(r.Num(), r.Denom()).Int64()
}

// Yuan writes fen as 元 with two places: 27545.00.
func Yuan(fen int64) string { return fmt.Sprintf("%d.%02d", fen/100, fen%100) }

// ParseYuan reads an amount in 元 with at most two places; ok is false for anything else.
func ParseYuan(s string) (fen int64, ok bool) {
	whole, part, _ := strings.Cut(strings.TrimSpace(s), ".")
	if whole == "" || len(whole) > 12 || len(part) > 2 || strings.Trim(whole+part, "0123456789") != "" {
		return 0, false
	}
	for _, c := range whole + (part + "00")[:2] {
		fen = fen*10 + int64(c-'0')
	}
	return fen, true
}

// Share writes a part of a whole in percent with at most two places: 14, 33.33.
func Share(part, whole int64) string {
	if whole == 0 {
		return "0"
	}
	s := new(big.Rat).Mul(big.NewRat(part, whole), big.NewRat(100, 1)).FloatString(2)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// Owed answers what must be paid on a day: the amount of the order, and behind the last day of paying the surcharge of
// the package, which is never more than the amount itself (行政强制法45).
func (it *ItemCase) Owed(s *Step, on calendar.Day) (amount, surcharge int64) {
	o := s.Order
	if s.State != StepOverdue || o.LateRate == "" {
		return o.Amount, 0
	}
	rate, ok := new(big.Rat).SetString(o.LateRate)
	until := it.payUntil()
	if !ok || on <= until {
		return o.Amount, 0
	}
	rate.Mul(rate, big.NewRat(o.Amount*int64(on-until), 1))
	return o.Amount, min(half(rate), o.Amount)
}

// payUntil is the last day of paying that was told last.
func (it *ItemCase) payUntil() calendar.Day {
	day := calendar.Day(0)
	for i := range it.Clocks {
		if it.Clocks[i].Kind == "K17" {
			day = it.Clocks[i].Told
		}
	}
	return day
}

// Kept is what stays with the agency of what was paid.
func (o *FeeOrder) Kept() int64 { return o.Paid - o.Refunded - o.RefundDue }

// giveBack makes everything that is kept due back.
func (o *FeeOrder) giveBack() { o.RefundDue = o.Paid - o.Refunded }

// take notes money that came in.
func (o *FeeOrder) take(p Payment) {
	o.Payments = append(o.Payments, p)
	o.Paid += p.Fen
	o.PaidOn = p.On
}

// relief finds the relief that was asked for; nil: none was.
func (o *FeeOrder) relief() *FeeRelief {
	for i := range o.Reliefs {
		if o.Reliefs[i].Slug == o.Heading {
			return &o.Reliefs[i]
		}
	}
	return nil
}

// fresh is the order as the plan froze it.
func (o *FeeOrder) fresh() *FeeOrder {
	n := &FeeOrder{Gate: o.Gate, LateRate: o.LateRate, Unpaid: o.Unpaid}
	for _, l := range o.Lines {
		l.Times, l.Fen, l.Whole = 0, 0, 0
		n.Lines = append(n.Lines, l)
	}
	for _, r := range o.Reliefs {
		r.Fen, r.Whole = 0, 0
		n.Reliefs = append(n.Reliefs, r)
	}
	return n
}

// feeIn answers the first fee step of the item in one of the states; nil: none is.
func (it *ItemCase) feeIn(states ...StepState) *Step {
	for i := range it.Steps {
		if s := &it.Steps[i]; s.Kind == FeeStep && s.Order != nil && has(states, s.State) {
			return s
		}
	}
	return nil
}

// Payable answers the fee step that waits for its payer; nil: none does.
func (it *ItemCase) Payable() *Step { return it.feeIn(StepDue, StepRestDue, StepOverdue) }

// RefundDue is what has to go back to the applicant, in fen.
func (it *ItemCase) RefundDue() int64 {
	sum := int64(0)
	for _, o := range it.FeeOrders() {
		sum += o.RefundDue
	}
	return sum
}

// FeeOrders lists every order of an attempt, also those from before a reopening.
func (it *ItemCase) FeeOrders() []*FeeOrder {
	var out []*FeeOrder
	for i := range it.PastFees {
		out = append(out, &it.PastFees[i])
	}
	for i := range it.Steps {
		if o := it.Steps[i].Order; o != nil {
			out = append(out, o)
		}
	}
	return out
}

// refundDue is what has to go back for a slot, over all its attempts.
func (c *Case) refundDue(slot string) int64 {
	sum := int64(0)
	for _, it := range c.Items {
		if slot != "" && it.Slot == slot {
			sum += it.RefundDue()
		}
	}
	return sum
}

// tellRefund tells the desk and the applicant when an entry, whichever it was, made money due back.
func (w *work) tellRefund(slot string, before int64) {
	if now := w.c.refundDue(slot); now > before {
		it := w.c.Latest(slot)
		w.tell(department(it), "refund_due_desk", it, "amount", Yuan(now-before))
		w.toApplicant("refund_due", it, "amount", Yuan(now-before))
	}
}

// FeeOrderNo finds a payment order by its number, with the attempt that it belongs to and its step; the step is nil for
// an order from before a reopening. ok is false for a number that the case does not know.
func (c *Case) FeeOrderNo(no string) (it *ItemCase, s *Step, o *FeeOrder, ok bool) {
	for _, it := range c.Items {
		for i := range it.Steps {
			if o := it.Steps[i].Order; o != nil && o.No == no && no != "" {
				return it, &it.Steps[i], o, true
			}
		}
		for i := range it.PastFees {
			if o := &it.PastFees[i]; o.No == no && no != "" {
				return it, nil, o, true
			}
		}
	}
	return nil, nil, nil, false
}

// took says that the money of a receipt came in already.
func (c *Case) took(provider, receipt string) bool {
	for _, it := range c.Items {
		for _, o := range it.FeeOrders() {
			for _, p := range o.Payments {
				if p.Provider == provider && p.Receipt == receipt {
					return true
				}
			}
		}
	}
	return false
}
