package handling_test

import (
	"context"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/packs"
)

// bank plays the payment system: it answers what was paid, as often as it is asked.
type bank struct{ came []filing.Money }

func (b *bank) Begin(_ context.Context, x filing.Bill) (string, error) {
	b.came = append(b.came, filing.Money{Provider: "bank", Receipt: "R-" + x.Order, Order: x.Order, Fen: x.Fen})
	return "/pay", nil
}

func (b *bank) Came(context.Context, string) ([]filing.Money, error) { return b.came, nil }

// openSea is the sample city in which the use of the sea is filed online; what is asked of other bodies is left out.
func openSea(t *testing.T) fs.FS {
	t.Helper()
	out := fstest.MapFS{}
	between := regexp.MustCompile(`(?s)      consult:\n.*?      decision: \{after: \[[^\]]*\]`)
	must(t, fs.WalkDir(packs.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == "overlays/zhifu/sea_use.yaml" || name == "scenarios/sea_use/examples.yaml" {
			return err
		}
		b, err := fs.ReadFile(packs.FS, name)
		switch text := string(b); name {
		case "scenarios/sea_use/scenario.yaml":
			b = []byte(strings.ReplaceAll(strings.Replace(text, "    online: no\n", "", 1), "    channels: [window]\n", ""))
			b = regexp.MustCompile(`    offline_note: .*\n`).ReplaceAll(b, nil)
		case "library/items/sea.yaml":
			b = between.ReplaceAll(b, []byte("      decision: {after: [form_check]"))
		}
		out[name] = &fstest.MapFile{Data: b}
		return err
	}))
	return out
}

func TestAFeeIsAssessedRelievedPaidAndRegisteredBehindIt(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	catalogue, _, err := pack.Load(openSea(t))
	must(t, err)
	till := &bank{}
	c.filing.Catalogue, c.handling.Catalogue, c.filing.Cashier = catalogue, catalogue, till
	who := c.applicant(t)
	made := c.fileAll(t, who, filing.ExploreInput{Scenario: "sea_use", Area: "zhifu", Role: "owner", Answers: map[string]any{
		"sea_class": "cable", "sea_area": "3.935", "sea_changes_shape": "no", "near_military": "no", "wants_relief": "yes", "sea_years": "40",
	}})
	const approval, fee = "sea_approval.new", "sea_fee.collect"
	staff := c.officersOf(t, made)
	grant := func(slot string) {
		t.Helper()
		at, by := handling.Target{No: made.No, Slot: slot}, staff[made.Latest(slot).Department]
		_, err := c.handling.ProposeGrant(ctx, by.examines, at, "符合规定。", "")
		must(t, err)
		if made.Latest(slot).SignOff == 3 {
			second := c.officerIn(t, "second", made.Latest(slot).Department, made.Latest(slot).Area, permission.Sign)
			_, err = c.handling.Review(ctx, second, at, "同意。")
			must(t, err)
		}
		_, err = c.handling.Grant(ctx, by.signs, at)
		must(t, err)
	}
	accept := func(slot string) {
		t.Helper()
		_, err := c.handling.Accept(ctx, staff[made.Latest(slot).Department].examines, handling.Target{No: made.No, Slot: slot})
		must(t, err)
	}
	accept(approval)
	grant(approval)
	accept(fee)
	it, at := made.Latest(fee), handling.Target{No: made.No, Slot: fee}
	_, err = c.handling.ProposeGrant(ctx, staff[it.Department].examines, at, "x", "")
	wantKey(t, err, fault.NotNow, "casework.step_open")
	collector := c.officerIn(t, "collector", it.Department, it.Area, permission.Fee)
	_, err = c.handling.AssessFee(ctx, staff[it.Department].examines, at, 1)
	if !fault.Is(err, fault.Forbidden) {
		t.Errorf("who may not assess did: %v", err)
	}
	now, err := c.handling.AssessFee(ctx, collector, at, 1)
	must(t, err)
	order := now.Latest(fee).Steps[0].Order
	if order.Amount != 2754500 || now.Latest(fee).Steps[0].State != casework.StepDue {
		t.Fatalf("the order is %+v", order)
	}
	_, err = c.filing.RequestRelief(ctx, who, made.No, fee, "", "省重点项目", "")
	must(t, err)
	relief := order.Reliefs[0]
	finance := c.officerIn(t, "finance", relief.Department, relief.Area, permission.Relieve)
	elsewhere := c.officerIn(t, "other", "health", it.Area, permission.Relieve)
	_, err = c.handling.DecideRelief(ctx, elsewhere, at, 385630, "x")
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("another office decided: %v", err)
	}
	if f, err := c.handling.Case(ctx, finance, made.No, fee); err != nil || f.Item.Slot != fee {
		t.Errorf("the office that decides does not see the item: %v", err)
	}
	if _, err := c.handling.Case(ctx, finance, made.No, approval); !fault.Is(err, fault.NotFound) {
		t.Errorf("it sees an item that it has nothing to do with: %v", err)
	}
	_, err = c.handling.DecideRelief(ctx, finance, at, 385630, "列入省重点项目名单")
	must(t, err)
	_, err = c.filing.TakePayment(ctx, filing.Money{Provider: "bank", Receipt: "wrong", Order: order.No, Fen: 1})
	wantKey(t, err, fault.Invalid, "casework.wrong_amount")
	_, err = c.filing.BeginPayment(ctx, who, made.No, fee, "/back")
	must(t, err)
	for range 10 {
		must(t, c.filing.CollectPayment(ctx, order.No))
	}
	_, err = c.filing.TakePayment(ctx, filing.Money{Provider: "bank", Receipt: till.came[0].Receipt, Order: order.No, Fen: 5})
	wantKey(t, err, fault.Conflict, "store.key_reused")
	now, err = c.store.Case(ctx, store.ByNo(made.No))
	must(t, err)
	if o := now.Latest(fee).Steps[0].Order; o.Paid != 2754500-385630 || len(o.Payments) != 1 {
		t.Fatalf("paid %d in %d", o.Paid, len(o.Payments))
	}
	_, err = c.filing.ReportPayment(ctx, collector, filing.Money{Provider: "bank", Receipt: "twice", Order: order.No, Fen: 700})
	must(t, err)
	_, err = c.handling.Refund(ctx, collector, at, order.No, "TF-1")
	must(t, err)
	made = now
	grant(fee)
	end, err := c.filing.Follow(ctx, who, made.No)
	must(t, err)
	if s := end.Case.Latest("sea_registration.first").State; s != casework.Received {
		t.Errorf("the registration is %s after the fee was paid", s)
	}
	var kinds []string
	for _, d := range end.Documents {
		kinds = append(kinds, d.Kind)
	}
	for _, want := range []string{"fee_notice", "relief_decision", "payment_receipt", "refund_notice"} {
		if !slices.Contains(kinds, want) {
			t.Errorf("no %s was served: %v", want, kinds)
		}
	}
	must(t, casework.Verify(end.Entries))
}
