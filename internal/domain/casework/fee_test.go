package casework

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// The people of money.
var (
	assessor = staffOf("fee-1", Fee)
	approver = staffOf("finance-1", Relieve)
)

// The acts of this group for the table's test: how they are performed, and what their guards ask for.
var (
	feePerformers = map[Verb]performer{
		VerbAssessFee: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.AssessFee(c, m, by, AssessFeeInput{Target: t})
		},
		VerbRequestRelief: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.RequestRelief(c, m, by, RequestReliefInput{Target: t, Reason: "重点项目"})
		},
		VerbGrantReliefFull: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.GrantReliefFull(c, m, by, GrantReliefFullInput{t, "符合全额减免条件"})
		},
		VerbDecideRelief: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.DecideRelief(c, m, by, DecideReliefInput{t, 1, "部分符合"})
		},
		VerbPay: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			amount := int64(0)
			if it := c.Latest(t.Slot); it.Payable() != nil {
				a, s := it.Owed(it.Payable(), max(c.Day, calendar.DayOf(m.At)))
				amount = a + s
			}
			return e.Pay(c, m, by, PayInput{Target: t, Provider: "bank", Receipt: m.NewID(), Fen: amount})
		},
		VerbTerminateUnpaid: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.TerminateUnpaid(c, m, by, TerminateUnpaidInput{t, "催缴后仍未缴费"})
		},
		VerbRefund: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.Refund(c, m, by, RefundInput{Target: t, Number: "TF-1"})
		},
		VerbEnterRegister: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.EnterRegister(c, m, by, EnterRegisterInput{t, "鲁（2026）烟台市不动产权第1号"})
		},
	}
	feePreparers = map[Verb]preparer{
		VerbAssessFee: func(_ *world, it *ItemCase) {
			it.Steps = []Step{feeStep(gateFor(it))}
		},
		VerbRequestRelief:   func(_ *world, it *ItemCase) { it.Steps = []Step{feeAt(it, StepDue)} },
		VerbGrantReliefFull: func(_ *world, it *ItemCase) { it.Steps = []Step{feeAt(it, StepReliefAsked)} },
		VerbDecideRelief:    func(_ *world, it *ItemCase) { it.Steps = []Step{feeAt(it, StepReliefAsked)} },
		VerbPay:             func(_ *world, it *ItemCase) { it.Steps = []Step{feeAt(it, StepDue)} },
		VerbTerminateUnpaid: func(_ *world, it *ItemCase) { it.Steps = []Step{feeAt(it, StepOverdue)} },
		VerbRefund: func(_ *world, it *ItemCase) {
			s := feeAt(it, StepDone)
			s.Order.Paid, s.Order.RefundDue = 100, 100
			it.Steps = []Step{s}
		},
		VerbEnterRegister: func(_ *world, it *ItemCase) {
			it.Made, it.Tendered = 0, nil
			it.Steps = []Step{{ID: "register", Kind: Registration, Name: "登簿", State: StepTodo}}
		},
	}
)

func gateFor(it *ItemCase) string {
	if it.State == Accepted {
		return GateDecision
	}
	return GateCertificate
}

// feeStep is the cable of the sea: 0.7 × 3.935 万元 a year, and a relief of 0.38563 万元.
func feeStep(gate string) Step {
	return Step{ID: "fee", Kind: FeeStep, Name: "海域使用金", State: StepTodo, Order: &FeeOrder{
		Gate: gate, Unpaid: "本地规定第5条",
		Lines:   []FeeLine{{Name: "海域使用金", Formula: "征收标准 × 用海面积", Exact: "2.7545", Unit: "万元", Every: "year", Term: 40, Basis: "海域使用管理法第三十三条"}},
		Reliefs: []FeeRelief{{Slug: "key_project", Name: "重点项目减免", Exact: "0.38563", Department: "finance", Area: "zhifu"}},
	}}
}

func feeAt(it *ItemCase, state StepState) Step {
	s := feeStep(gateFor(it))
	s.State = state
	o := s.Order
	o.No, o.Full, o.Amount, o.Heading, o.By = "F1", 2754500, 2754500, "key_project", "somebody"
	o.Reliefs[0].Fen = 2754500 // takes everything off
	return s
}

// feeing files one item with a fee.
func feeing(t testing.TB, gate string) *world {
	c := plan(1)
	c.Items[0].Steps = []Step{feeStep(gate)}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	return w
}

func (w *world) order() *FeeOrder { return w.c.Latest("a").Steps[0].Order }

func (w *world) pay(t testing.TB, receipt string, fen int64) error {
	t.Helper()
	return w.take(w.e.Pay(w.c, w.moment(), citizen, PayInput{Target: Target{Slot: "a"}, Order: w.order().No, Provider: "bank", Receipt: receipt, Fen: fen}))
}

// The exact case of Qingdao, 2025-04-14: cable, 3.935 ha × 0.7 万元; relief 20 % of the 70 % that stay in the place.
func TestTheCableIsExactToTheFen(t *testing.T) {
	t.Parallel()
	w := feeing(t, GateDecision)
	if o, ok := w.order().Foreseen(); !ok || o.Full != 2754500 || o.Reliefs[0].Fen != 385630 {
		t.Errorf("before anybody assessed it: %t %+v", ok, o)
	}
	w.must(t, VerbAssessFee, "a", assessor)
	if _, ok := w.order().Foreseen(); ok {
		t.Error("what was served is not foreseen any more")
	}
	if o := w.order(); o.Amount != 2754500 || o.Lines[0].Whole != 110180000 || o.Reliefs[0].Fen != 385630 || o.Reliefs[0].Whole != 15425200 {
		t.Errorf("the first year: %d, relief %d; forty years: %d, relief %d", o.Amount, o.Reliefs[0].Fen, o.Lines[0].Whole, o.Reliefs[0].Whole)
	}
	w = feeing(t, GateDecision)
	if err := w.take(w.e.AssessFee(w.c, w.moment(), assessor, AssessFeeInput{Target: Target{Slot: "a"}, Times: 40})); err != nil {
		t.Fatal(err)
	}
	w.must(t, VerbRequestRelief, "a", citizen)
	in := DecideReliefInput{Target{Slot: "a"}, 15425200, "符合重点项目条件"}
	if err := w.take(w.e.DecideRelief(w.c, w.moment(), approver, in)); err != nil {
		t.Fatal(err)
	}
	if o := w.order(); o.Full != 110180000 || o.Relieved != 15425200 || o.Amount != 94754800 {
		t.Errorf("at once: full %d, relieved %d, to pay %d", o.Full, o.Relieved, o.Amount)
	}
	d := w.docs[len(w.docs)-1]
	if d.Kind != "relief_decision" || d.Data["share"] != "14" || d.Data["relieved"] != "154252.00" {
		t.Errorf("%s %v", d.Kind, d.Data)
	}
	_, err := w.e.AssessFee(feeing(t, GateDecision).c, w.moment(), assessor, AssessFeeInput{Target: Target{Slot: "a"}, Times: 41})
	wantKind(t, err, fault.Invalid)
}

func TestRoundingIsHalfUpOncePerLine(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		exact, unit string
		times       int
		want        int64
	}{
		{"0.005", "元", 1, 1}, {"0.0049999999", "元", 1, 0}, {"0.005", "元", 3, 2}, {"2.7545", "万元", 40, 110180000},
		{"0.0000005", "万元", 1, 1}, {"33.335", "元", 1, 3334}, {"18", "万元", 1, 18000000},
	} {
		if got, ok := fen(x.exact, x.unit, x.times); !ok || got != x.want {
			t.Errorf("%s %s × %d = %d, want %d", x.exact, x.unit, x.times, got, x.want)
		}
	}
	for _, bad := range [][2]string{{"", "元"}, {"-1", "元"}, {"1", "箱"}, {"x", "元"}} {
		if _, ok := fen(bad[0], bad[1], 1); ok {
			t.Errorf("%v is an amount", bad)
		}
	}
	for s, want := range map[string]int64{"27545": 2754500, "0.5": 50, "3856.30": 385630, "": -1, "1.234": -1, "-3": -1, "1e3": -1} {
		if got, ok := ParseYuan(s); ok != (want >= 0) || ok && got != want {
			t.Errorf("%q is %d, %v", s, got, ok)
		}
	}
}

func TestTheFeeStandsBeforeTheDecision(t *testing.T) {
	t.Parallel()
	w := feeing(t, GateDecision)
	wantFault(t, "a grant before the fee", w.do(VerbProposeGrant, "a", officer), fault.NotNow, "casework.step_open")
	w.must(t, VerbAssessFee, "a", assessor)
	it := w.c.Latest("a")
	if Ball(w.c, it) != TheApplicant || PhaseOf(w.c) != AwaitingApplicant || !NeedsYou(w.c) {
		t.Errorf("ball %s, phase %s", Ball(w.c, it), PhaseOf(w.c))
	}
	if k := it.running("K17"); k == nil || k.Told != day("2025-03-18") {
		t.Fatalf("fifteen days to pay: %+v", k)
	}
	err := w.pay(t, "r1", 2754400)
	wantFault(t, "too little", err, fault.Invalid, "casework.wrong_amount")
	if f := fault.Of(err); f.Params["want"] != "27545.00" || f.Params["got"] != "27544.00" {
		t.Errorf("it says %v", f.Params)
	}
	for range 10 { // the money system repeats itself
		if err := w.pay(t, "r1", 2754500); err != nil {
			t.Fatal(err)
		}
	}
	if o := w.order(); o.Paid != 2754500 || o.Kept() != 2754500 || len(o.Payments) != 1 {
		t.Errorf("paid %d in %d payments", o.Paid, len(o.Payments))
	}
	w.must(t, VerbProposeGrant, "a", officer)
	w.must(t, VerbGrant, "a", signer)
}

func TestTheCertificateWaitsForFeeAndRegister(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Items[0].Steps = []Step{feeStep(GateCertificate), {ID: "register", Kind: Registration, Name: "登簿", After: []string{"fee"}, State: StepTodo}}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	wantFault(t, "a fee before the grant", w.do(VerbAssessFee, "a", assessor), fault.NotNow, "casework.fee_after_grant")
	w.must(t, VerbProposeGrant, "a", officer)
	w.must(t, VerbGrant, "a", signer)
	if w.c.Latest("a").Made != 0 {
		t.Fatal("the certificate was made before the fee was paid")
	}
	wantFault(t, "an entry before the fee", w.do(VerbEnterRegister, "a", officer), fault.NotNow, "casework.fee_before_register")
	w.must(t, VerbAssessFee, "a", assessor)
	w.must(t, VerbPay, "a", citizen)
	if w.c.Latest("a").Made != 0 {
		t.Fatal("the certificate was made before the entry")
	}
	w.must(t, VerbEnterRegister, "a", officer)
	if it := w.c.Latest("a"); it.Made == 0 || it.Tendered == nil || it.Steps[1].Entered.No == "" {
		t.Errorf("made %s, register %+v", it.Made, it.Steps[1].Entered)
	}
}

func TestTheClockOfPayingStopsForAReliefAndStartsAnew(t *testing.T) {
	t.Parallel()
	w := feeing(t, GateDecision)
	w.must(t, VerbAssessFee, "a", assessor)
	w.day = day("2025-03-10")
	w.must(t, VerbRequestRelief, "a", citizen)
	it := w.c.Latest("a")
	if it.running("K17") != nil || it.running("K18").Told != day("2025-03-24") || Ball(w.c, it) != TheAgency {
		t.Fatalf("clocks %+v, ball %s", it.Clocks, Ball(w.c, it))
	}
	if !slices.ContainsFunc(w.msgs, func(m Message) bool {
		return m.Target == "department:finance" && m.Kind == "relief_asked_desk"
	}) {
		t.Error("the office that decides was not told")
	}
	same := Actor{Kind: "staff", ID: assessor.ID, Name: "x"}
	wantFault(t, "the assessor decides", w.do(VerbDecideRelief, "a", same), fault.Forbidden, "casework.own_assessment")
	other := approver
	other.Department = "tax"
	wantFault(t, "another office decides", w.do(VerbDecideRelief, "a", other), fault.Forbidden, "casework.other_department")
	wantFault(t, "more than the heading gives", w.do(VerbGrantReliefFull, "a", approver), fault.NotNow, "casework.relief_not_full")
	_, err := w.e.DecideRelief(w.c, w.moment(), approver, DecideReliefInput{Target{Slot: "a"}, 385631, "x"})
	wantKind(t, err, fault.Invalid)
	w.day = day("2025-03-20")
	in := DecideReliefInput{Target{Slot: "a"}, 385630, "符合"}
	if err := w.take(w.e.DecideRelief(w.c, w.moment(), approver, in)); err != nil {
		t.Fatal(err)
	}
	it = w.c.Latest("a")
	if k := it.running("K17"); it.Steps[0].State != StepRestDue || k == nil || k.Told != day("2025-04-07") {
		t.Errorf("%s, K17 %+v", it.Steps[0].State, k) // 04-04 to 04-06 are off
	}
	wantFault(t, "asked twice", w.do(VerbRequestRelief, "a", citizen), fault.NotNow, "casework.relief_over")
	if err := w.pay(t, "r", 2754500-385630); err != nil {
		t.Fatal(err)
	}
}

func TestAnUnpaidItemIsOverdueAndEndsOnlyByAHand(t *testing.T) {
	t.Parallel()
	w := feeing(t, GateDecision)
	w.order().LateRate = ""
	w.must(t, VerbAssessFee, "a", assessor)
	w.day = day("2025-03-28")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	it := w.c.Latest("a")
	if it.State != Accepted || it.Steps[0].State != StepOverdue || it.running("K17") != nil {
		t.Fatalf("%s, %s", it.State, it.Steps[0].State)
	}
	wantFault(t, "the assessor ends it", w.do(VerbTerminateUnpaid, "a", Actor{Kind: "staff", ID: assessor.ID}), fault.Forbidden, "casework.own_assessment")
	w.must(t, VerbTerminateUnpaid, "a", signer)
	it = w.c.Latest("a")
	if it.State != Terminated || it.Kind != "unpaid" || it.Steps[0].State != StepCancelled {
		t.Fatalf("%s %s, %s", it.State, it.Kind, it.Steps[0].State)
	}
	no := w.order().No
	if w.c.Expected(no) {
		t.Error("a cancelled order waits for money")
	}
	in := PayInput{Order: no, Provider: "bank", Receipt: "late", Fen: 2754500}
	for range 3 {
		if err := w.take(w.e.LatePayment(w.c, w.moment(), in)); err != nil {
			t.Fatal(err)
		}
	}
	if o := w.order(); o.RefundDue != 2754500 || o.Kept() != 0 || PhaseOf(w.c) != Concluded {
		t.Fatalf("refund due %d, phase %s", o.RefundDue, PhaseOf(w.c))
	}
	w.must(t, VerbReapply, "a", citizen) // a second try forgets nothing of the first
	w.must(t, VerbWithdraw, "a", citizen)
	if PhaseOf(w.c) != Concluded {
		t.Errorf("phase %s with money due back", PhaseOf(w.c))
	}
	w.must(t, VerbRefund, "a", assessor)
	if _, _, o, _ := w.c.FeeOrderNo(no); o.Refunded != 2754500 || o.RefundDue != 0 || PhaseOf(w.c) != Closed {
		t.Errorf("refunded %d, phase %s", o.Refunded, PhaseOf(w.c))
	}
}

func TestDelayCostsWhatThePackageSaysAndNeverMoreThanTheFee(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Items[0].Steps = []Step{feeStep(GateDecision)}
	c.Items[0].Steps[0].Order.LateRate = "0.001"
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	w.must(t, VerbAssessFee, "a", assessor)
	w.day = day("2025-03-21") // three days behind 03-18
	wantFault(t, "no surcharge", w.pay(t, "r", 2754500), fault.Invalid, "casework.wrong_amount")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	it := w.c.Latest("a")
	if _, s := it.Owed(&it.Steps[0], w.day); s != 8264 { // 27545.00 × 0.001 × 3 = 82.635
		t.Errorf("surcharge %d", s)
	}
	if _, s := it.Owed(&it.Steps[0], w.day+5000); s != 2754500 {
		t.Errorf("surcharge %d", s)
	}
	in := PayInput{Target: Target{Slot: "a"}, Provider: "bank", Receipt: "r", Fen: 2754500, On: day("2025-03-18")}
	if _, err := w.e.Pay(w.c, w.moment(), citizen, in); err != nil {
		t.Errorf("paid on the last day, told later: %v", err)
	}
	if err := w.pay(t, "r", 2754500+8264); err != nil || w.order().Surcharge != 8264 {
		t.Errorf("%v, surcharge %d", err, w.order().Surcharge)
	}
}

func TestWhatWasPaidForARefusalGoesBack(t *testing.T) {
	t.Parallel()
	w := feeing(t, GateDecision)
	w.must(t, VerbAssessFee, "a", assessor)
	w.must(t, VerbPay, "a", citizen)
	in := PayInput{Order: w.order().No, Provider: "bank", Receipt: "twice", Fen: 100} // paid twice by mistake
	if err := w.take(w.e.LatePayment(w.c, w.moment(), in)); err != nil {
		t.Fatal(err)
	}
	if o := w.order(); o.RefundDue != 100 || o.Kept() != 2754500 {
		t.Fatalf("due back %d, kept %d", o.RefundDue, o.Kept())
	}
	w.must(t, VerbRefund, "a", assessor)
	w.must(t, VerbProposeRefuse, "a", officer)
	w.must(t, VerbRefuse, "a", signer)
	if o := w.order(); o.RefundDue != 2754500 || o.Refunded != 100 || o.Kept() != 0 {
		t.Errorf("due back %d, refunded %d", o.RefundDue, o.Refunded)
	}
	reopen := ReopenInput{Target: Target{Slot: "a"}, Order: "烟复决〔2025〕1号", Body: "市政府"}
	if err := w.take(w.e.ReopenByReview(w.c, w.moment(), staffOf("legal-1", SetRight), reopen)); err != nil {
		t.Fatal(err)
	}
	if w.c.Latest("a").RefundDue() != 2754500 || w.order().Paid != 0 {
		t.Errorf("reopening forgot %d", 2754500-w.c.Latest("a").RefundDue())
	}
}

// 12: under any acts, in any order and on any day, paid = kept + refunded + due back; what is kept was earned by an item
// that goes on or was granted, and a refund due is forgotten by no act.
func TestMoneyIsNeverLostUnderRandomActs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := plan(rapid.IntRange(1, 2).Draw(t, "items"))
		for _, it := range c.Items {
			s := feeStep(rapid.SampledFrom([]string{GateDecision, GateCertificate}).Draw(t, "gate"))
			s.Order.LateRate = rapid.SampledFrom([]string{"", "0.0005"}).Draw(t, "late")
			it.Steps = []Step{s}
		}
		w := &world{e: testEngine, day: day("2025-03-03")}
		if err := w.file(c); err != nil {
			t.Fatal(err)
		}
		told := map[string]int64{} // what the money system was told yes to
		for range rapid.IntRange(1, 40).Draw(t, "acts") {
			w.day += rapid.SampledFrom(daysBetween).Draw(t, "days")
			due := dueBack(w.c)
			v, slot, by := drawMoneyAct(t, w)
			if v == VerbLatePayment {
				payWhatever(t, w, slot, told)
			} else if w.do(v, slot, by) == nil && v == VerbRefund {
				continue
			}
			if v != VerbRefund && dueBack(w.c) < due {
				t.Fatalf("12: %s forgot money: %d was due back, now %d", v, due, dueBack(w.c))
			}
			checkMoney(t, w, told)
		}
	})
}

var daysBetween = []calendar.Day{0, 0, 0, 1, 9, 20}

// drawMoneyAct picks an act that is possible now, most likely one that moves money.
func drawMoneyAct(t *rapid.T, w *world) (Verb, string, Actor) {
	it := rapid.SampledFrom(w.c.Items).Draw(t, "item")
	type choice struct {
		v  Verb
		by Actor
	}
	choices := []choice{{VerbLatePayment, engineActor}}
	for _, by := range append(slices.Clone(people), assessor, approver) {
		for _, v := range Possible(w.c, it.Slot, by) {
			if !has(rareVerbs, v) || rapid.IntRange(0, 3).Draw(t, "really") == 0 {
				choices = append(choices, choice{v, by})
			}
		}
	}
	x := rapid.SampledFrom(choices).Draw(t, "act")
	return x.v, it.Slot, x.by
}

// payWhatever reports money for some order that the case ever had, expected or not, sometimes twice.
func payWhatever(t *rapid.T, w *world, slot string, told map[string]int64) {
	var nos []string
	for _, it := range w.c.Items {
		for _, o := range it.FeeOrders() {
			if o.No != "" {
				nos = append(nos, o.No)
			}
		}
	}
	if len(nos) == 0 {
		return
	}
	in := PayInput{
		Target: Target{Slot: slot}, Order: rapid.SampledFrom(nos).Draw(t, "order"), Provider: "bank",
		Receipt: rapid.SampledFrom([]string{"x1", "x2", "x3"}).Draw(t, "receipt"), Fen: int64(rapid.IntRange(1, 500).Draw(t, "fen")),
	}
	if w.take(w.e.LatePayment(w.c, w.moment(), in)) == nil {
		if _, before := told[in.Receipt]; !before {
			told[in.Receipt] = in.Fen
		}
	}
}

func dueBack(c *Case) (sum int64) {
	for _, it := range c.Items {
		sum += it.RefundDue()
	}
	return sum
}

func checkMoney(t *rapid.T, w *world, told map[string]int64) {
	late := int64(0)
	for _, fen := range told {
		late += fen
	}
	paid, kept, due, refunded, came := int64(0), int64(0), int64(0), int64(0), int64(0)
	for _, it := range w.c.Items {
		for _, o := range it.FeeOrders() {
			in := int64(0)
			for _, p := range o.Payments {
				in += p.Fen
				if p.Receipt[0] == 'x' {
					came += p.Fen
				}
			}
			switch {
			case in != o.Paid:
				t.Fatalf("12: %s says %d, its payments say %d", o.No, o.Paid, in)
			case o.RefundDue < 0 || o.Refunded < 0 || o.Kept() < 0:
				t.Fatalf("12: %s has %+v", o.No, o)
			case o.Kept() != 0 && o.Kept() != o.Amount+o.Surcharge:
				t.Fatalf("12: %s keeps %d of an amount of %d", o.No, o.Kept(), o.Amount)
			case o.Kept() != 0 && it.State.Failed() && it.State != Revoked:
				t.Fatalf("12: %s is %s and keeps %d", it.Slot, it.State, o.Kept())
			}
			paid, kept, due, refunded = paid+o.Paid, kept+o.Kept(), due+o.RefundDue, refunded+o.Refunded
		}
	}
	if paid != kept+due+refunded || came != late {
		t.Fatalf("12: paid %d, kept %d, due back %d, refunded %d; came %d of %d", paid, kept, due, refunded, came, late)
	}
	c, err := Replay(w.entries)
	if err != nil || asJSON(c) != asJSON(w.c) {
		t.Fatalf("27: the journal tells of another case: %v", err)
	}
}
