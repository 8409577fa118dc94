package handling_test

import (
	"context"
	"testing"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/pack"
	"lianban/internal/store"
)

// till counts what it is asked, and says that everything was paid.
type till struct{ begun, asked int }

func (x *till) Begin(context.Context, filing.Bill) (string, error) {
	x.begun++
	return "/pay", nil
}

func (x *till) Came(_ context.Context, order string) ([]filing.Money, error) {
	x.asked++
	return []filing.Money{{Provider: "bank", Receipt: "R-" + order, Order: order, Fen: 1}}, nil
}

// No order of a rehearsal reaches the cashier: paying books money that nobody paid, money that somebody did pay is booked on no
// rehearsal, and neither a notification nor a look at what came in changes that. The same order in earnest goes to the cashier.
func TestNoOrderOfARehearsalReachesTheCashier(t *testing.T) {
	t.Parallel()
	catalogue, _, err := pack.Load(openSea(t))
	must(t, err)
	for _, trial := range []bool{true, false} {
		ctx, c, x := t.Context(), newCity(t), &till{}
		c.filing.Catalogue, c.handling.Catalogue, c.filing.Cashier = catalogue, catalogue, x
		plays := func(p permission.Principal) permission.Principal {
			p.Trial = trial
			return p
		}
		who := plays(c.applicant(t))
		made := c.fileAll(t, who, filing.ExploreInput{Scenario: "sea_use", Area: "zhifu", Role: "owner", Answers: map[string]any{
			"sea_class": "cable", "sea_area": "3.935", "sea_changes_shape": "no", "near_military": "no", "wants_relief": "no", "sea_years": "40",
		}})
		if made.Trial != trial || made.No.Trial() != trial {
			t.Fatalf("%s is no such case", made.No)
		}
		const approval, fee = "sea_approval.new", "sea_fee.collect"
		staff := c.officersOf(t, made)
		for _, slot := range []string{approval, fee} {
			at, by := handling.Target{No: made.No, Slot: slot}, staff[made.Latest(slot).Department]
			_, err = c.handling.Accept(ctx, plays(by.examines), at)
			must(t, err)
			if slot == fee {
				break
			}
			_, err = c.handling.ProposeGrant(ctx, plays(by.examines), at, "符合规定。", "")
			must(t, err)
			if made.Latest(slot).SignOff == 3 {
				second := c.officerIn(t, "second", made.Latest(slot).Department, made.Latest(slot).Area, permission.Sign)
				_, err = c.handling.Review(ctx, plays(second), at, "同意。")
				must(t, err)
			}
			_, err = c.handling.Grant(ctx, plays(by.signs), at)
			must(t, err)
		}
		it := made.Latest(fee)
		collector := plays(c.officerIn(t, "collector", it.Department, it.Area, permission.Fee))
		now, err := c.handling.AssessFee(ctx, collector, handling.Target{No: made.No, Slot: fee}, 1)
		must(t, err)
		order := now.Latest(fee).Steps[0].Order
		money := filing.Money{Provider: "bank", Receipt: "R-1", Order: order.No, Fen: order.Amount}
		if trial {
			_, err = c.filing.TakePayment(ctx, money)
			wantKey(t, err, fault.NotFound, "casework.no_fee_order")
			must(t, c.filing.CollectPayment(ctx, order.No))
		}
		_, err = c.filing.BeginPayment(ctx, who, made.No, fee, "/back")
		must(t, err)
		filed, err := c.store.Case(ctx, store.ByNo(made.No))
		must(t, err)
		step := filed.Latest(fee).Steps[0]
		if paid := step.Order.Paid > 0; paid != trial || (x.begun == 0) != trial || trial && x.asked != 0 {
			t.Errorf("trial %v: the order is %s, paid %v; the cashier was asked %d and %d times", trial, step.State, paid, x.begun, x.asked)
		}
		if !trial { // money of a rehearsal pays nothing real
			_, err = c.filing.TakePayment(ctx, filing.Money{Provider: "rehearsal", Receipt: order.No, Order: order.No, Fen: order.Amount})
			wantKey(t, err, fault.NotFound, "casework.no_fee_order")
			continue
		}
		entries, err := c.store.Journal(ctx, filed.ID, 0, 0)
		must(t, err)
		must(t, casework.Verify(entries))
	}
}
