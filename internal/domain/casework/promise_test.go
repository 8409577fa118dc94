package casework

import (
	"slices"
	"testing"

	"lianban/internal/base/fault"
)

// The acts of this group for the table's test: how they are performed, and what their guards ask for.
var (
	promisePerformers = map[Verb]performer{
		VerbOfferGap: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.OfferGap(c, m, by, OfferGapInput{t, []string{"health_card"}})
		},
		VerbPromiseGap: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.PromiseGap(c, m, by, PromiseGapInput{t, "signed"})
		},
		VerbRefuseGapOffer: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.RefuseGapOffer(c, m, by, RefuseGapOfferInput{t})
		},
		VerbFillGap: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.FillGap(c, m, by, FillGapInput{t, []string{"health_card"}})
		},
		VerbSignCommitment: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.SignCommitment(c, m, by, SignCommitmentInput{t, "signed"})
		},
		VerbWithdrawCommitment: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.WithdrawCommitment(c, m, by, WithdrawCommitmentInput{t})
		},
		VerbVerifyCommitment: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.VerifyCommitment(c, m, by, VerifyCommitmentInput{t, "属实"})
		},
		VerbFindBreach: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.FindBreach(c, m, by, FindBreachInput{t, "灭火器不足"})
		},
		VerbReportRectified: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ReportRectified(c, m, by, ReportRectifiedInput{t, "已配齐"})
		},
		VerbExtendSupplement: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ExtendSupplement(c, m, by, ExtendSupplementInput{t, "材料在外地"})
		},
		VerbAddMaterial: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.AddMaterial(c, m, by, AddMaterialInput{Target: t, Materials: []string{"cert_b"}})
		},
		VerbCorrectOnTheSpot: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.CorrectOnTheSpot(c, m, by, AddMaterialInput{Target: t, Materials: []string{"cert_b"}})
		},
		VerbSetAsideDeemed: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			on := c.Latest(t.Slot).Received
			return e.SetAsideDeemed(c, m, by, SetAsideInput{
				Target: t, Evidence: "快递签收单", Told: on, Served: on, Defects: []Defect{{Material: "id_card", Reason: "看不清", Rule: "第3条"}},
			})
		},
		VerbReapply: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.Reapply(c, m, by, ReapplyInput{Target: t, SnapshotHash: "again"})
		},
		VerbReopenByReview: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ReopenByReview(c, m, by, ReopenInput{Target: t, Order: "烟复决〔2025〕1号", Body: "市政府"})
		},
		VerbRevoke: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.Revoke(c, m, by, RevokeInput{Target: t, Ground: RevokeCancel, Reason: "申请注销", Law: "行政许可法第七十条", Heard: "本人申请"})
		},
		VerbCorrectCertificate: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.CorrectCertificate(c, m, by, CorrectInput{t, "王晓明", "王小明"})
		},
	}
	promisePreparers = map[Verb]preparer{
		VerbOfferGap:       func(_ *world, it *ItemCase) { it.MayGap, it.GapDays = []string{"health_card"}, Limit{Days: 5} },
		VerbPromiseGap:     func(_ *world, it *ItemCase) { it.Gap = &Gap{State: GapOffered, Materials: []string{"health_card"}} },
		VerbRefuseGapOffer: func(_ *world, it *ItemCase) { it.Gap = &Gap{State: GapOffered, Materials: []string{"health_card"}} },
		VerbFillGap:        func(_ *world, it *ItemCase) { it.Gap = &Gap{State: GapPromised, Materials: []string{"health_card"}} },
		VerbSignCommitment: func(_ *world, it *ItemCase) { it.MayPromise = &CommitmentOffer{Text: "承诺"} },
		VerbWithdrawCommitment: func(_ *world, it *ItemCase) {
			it.Commitment = &Commitment{State: CommitmentSigned}
		},
		VerbVerifyCommitment: func(_ *world, it *ItemCase) { it.Commitment = &Commitment{State: CommitmentSigned} },
		VerbFindBreach:       func(_ *world, it *ItemCase) { it.Commitment = &Commitment{State: CommitmentSigned} },
		VerbReportRectified:  func(_ *world, it *ItemCase) { it.Commitment = &Commitment{State: CommitmentBreach} },
		VerbSetAsideDeemed: func(w *world, it *ItemCase) {
			it.Deemed, it.Received, it.Clocks = true, w.day, w.e.decisionClocks(it, w.day)
		},
		VerbCorrectCertificate: func(w *world, it *ItemCase) { it.Made = w.day },
	}
)

// gapped files one item of which a paper may follow within five working days.
func gapped(t *testing.T) *world {
	c := plan(1)
	c.Items[0].MayGap, c.Items[0].GapDays = []string{"health_card"}, Limit{Days: 5}
	return filed(t, c, "2025-03-03")
}

func TestAPaperMayFollow(t *testing.T) {
	t.Parallel()
	w := gapped(t)
	w.must(t, VerbOfferGap, "a", checker)
	wantFault(t, "an open offer", w.do(VerbAccept, "a", checker), fault.NotNow, "casework.gap_offer_open")
	if !NeedsYou(w.c) {
		t.Error("nobody tells the applicant that there is an offer")
	}
	w.must(t, VerbPromiseGap, "a", citizen)
	w.day = day("2025-03-05")
	w.must(t, VerbAccept, "a", checker)
	if k := w.c.Latest("a").running("K15"); k == nil || k.Told != day("2025-03-12") {
		t.Fatalf("the days to bring the paper run from the acceptance: %+v", k)
	}
	wantFault(t, "a grant over a gap", w.do(VerbProposeGrant, "a", officer), fault.NotNow, "casework.gap_open")
	if b := Ball(w.c, w.c.Latest("a")); b != TheApplicant {
		t.Errorf("the ball is with %q", b)
	}
	w.must(t, VerbFillGap, "a", citizen)
	w.must(t, VerbProposeGrant, "a", officer)
}

// A window whose told day is later than the computed one (a notice that was served late) is extended from the told day.
func TestAWindowIsExtendedFromTheDayThatWasTold(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.must(t, VerbRequestSupplement, "a", checker)
	w.c.Latest("a").running("K2").Told = day("2025-04-30") // computed: 2025-03-24
	w.day = day("2025-04-28")
	w.must(t, VerbExtendSupplement, "a", checker)
	if told := w.c.Latest("a").running("K2").Told; told != w.e.Cal.AddWorking(day("2025-04-30"), w.e.Params.SupplementMore) {
		t.Errorf("extended to %s", told)
	}
}

func TestABrokenGapPromiseEndsTheItem(t *testing.T) {
	t.Parallel()
	w := gapped(t)
	w.must(t, VerbOfferGap, "a", checker)
	w.must(t, VerbPromiseGap, "a", citizen)
	w.must(t, VerbAccept, "a", checker)
	w.day = day("2025-03-11")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	it := w.c.Latest("a")
	if it.State != Terminated || it.Kind != "gap_broken" || it.Gap.State != GapBroken || it.Decided != day("2025-03-10") {
		t.Errorf("%s %s %s on %s", it.State, it.Kind, it.Gap.State, it.Decided)
	}
}

func TestSilenceEndsAGapOffer(t *testing.T) {
	t.Parallel()
	w := gapped(t)
	w.must(t, VerbOfferGap, "a", checker)
	w.day = day("2025-03-20")
	wantFault(t, "a promise after silence", w.do(VerbPromiseGap, "a", citizen), fault.NotNow, "casework.state.accepted")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	if it := w.c.Latest("a"); it.State != Accepted || it.Gap.State != GapNotWanted || it.running("K15") != nil {
		t.Errorf("%s, %s", it.State, it.Gap.State)
	}
}

// committed files one item with a visit that a commitment stands for.
func committed(t *testing.T) *world {
	c := plan(1)
	c.Items[0].Steps = []Step{{ID: "visit", Kind: SiteInspection, Name: "勘验", State: StepTodo, Seat: &Seat{}}}
	c.Items[0].MayPromise = &CommitmentOffer{Text: "承诺符合条件", Ground: "CN42", Replaces: []string{"visit"}, Promise: Limit{Days: 1}}
	return filed(t, c, "2025-03-03")
}

func TestACommitmentStandsForTheVisit(t *testing.T) {
	t.Parallel()
	w := committed(t)
	w.must(t, VerbSignCommitment, "a", citizen)
	w.must(t, VerbAccept, "a", checker)
	if k := w.c.Latest("a").running("K4"); k.Told != day("2025-03-04") {
		t.Errorf("promised for %s", k.Told)
	}
	w.must(t, VerbProposeGrant, "a", officer)
	w.must(t, VerbGrant, "a", signer)
	w.must(t, VerbDeliver, "a", citizen)
	if k := w.c.Latest("a").running("K19"); k == nil || k.Told != day("2025-05-03") {
		t.Fatalf("verification outlasts delivery: %+v", k)
	}
	if PhaseOf(w.c) != Closed {
		t.Errorf("oversight keeps no case open: %s", PhaseOf(w.c))
	}
	w.must(t, VerbFindBreach, "a", officer)
	if !NeedsYou(w.c) {
		t.Error("the holder has something to mend")
	}
	w.day = day("2025-06-03")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	if s := w.c.Latest("a").Commitment.State; s != CommitmentNotRectified {
		t.Fatalf("the commitment is %s", s)
	}
	_, err := w.e.Revoke(w.c, w.moment(), signer, RevokeInput{
		Target: Target{Slot: "a"}, Ground: RevokeBreach, Reason: "未整改", Law: "行政许可法第六十九条", Heard: "已听取陈述",
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAWithdrawnCommitmentBringsTheStepsBack(t *testing.T) {
	t.Parallel()
	w := committed(t)
	w.must(t, VerbAccept, "a", checker)
	w.must(t, VerbSignCommitment, "a", citizen)
	w.must(t, VerbProposeGrant, "a", officer)
	w.must(t, VerbWithdrawCommitment, "a", citizen)
	it := w.c.Latest("a")
	if it.Draft != nil || it.Steps[0].State != StepTodo || it.running("K4").Rule.Length != 10 {
		t.Errorf("draft %v, visit %s, promise %d", it.Draft, it.Steps[0].State, it.running("K4").Rule.Length)
	}
	wantFault(t, "a grant without the visit", w.do(VerbProposeGrant, "a", officer), fault.NotNow, "casework.step_open")
}

func TestApplyingAgainIsANewAttemptWithItsOwnClocks(t *testing.T) {
	t.Parallel()
	w := filed(t, two(GateStart, HoldOnFail, true), "2025-03-03")
	w.refuseIt(t, "a")
	if w.state("b") != Held {
		t.Fatalf("b is %s", w.state("b"))
	}
	joint := asJSON(w.c.Clocks)
	w.day = day("2025-03-10")
	w.must(t, VerbReapply, "a", citizen)
	it := w.c.Latest("a")
	if it.Attempt != 2 || it.State != Received || it.Received != w.day || it.Decision != nil {
		t.Fatalf("attempt %d, %s", it.Attempt, it.State)
	}
	if b := w.c.Latest("b"); b.State != Waiting || b.running("K21") != nil {
		t.Errorf("b waits again for what was applied for again: %s", b.State)
	}
	w.grantIt(t, "a")
	if w.state("b") != Received {
		t.Errorf("b is %s", w.state("b"))
	}
	if asJSON(w.c.Clocks) != joint {
		t.Error("an attempt after the first moved the joint clocks")
	}
	again, err := Replay(w.entries)
	if err != nil || asJSON(again) != asJSON(func() *Case { c := w.c.Clone(); c.Version = again.Version; return c }()) {
		t.Errorf("the journal tells another story (%v)", err)
	}
}

func TestAConcludedCaseGoesOnForAMonth(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.refuseIt(t, "a")
	first := w.c.Concluded
	w.day = day("2025-04-02")
	w.must(t, VerbReapply, "a", citizen)
	if !slices.Contains(w.verbs(), string(VerbJointReopened)) || w.c.Concluded != first || PhaseOf(w.c) != Submitted {
		t.Fatalf("%v, concluded %s, %s", w.verbs(), w.c.Concluded, PhaseOf(w.c))
	}
	w.grantIt(t, "a")
	if n := len(slices.DeleteFunc(w.verbs(), func(v string) bool { return v != string(VerbJointConcluded) })); n != 2 || w.c.Concluded != first {
		t.Errorf("concluded %d times, first on %s", n, w.c.Concluded)
	}
	late := filed(t, plan(1), "2025-03-03")
	late.refuseIt(t, "a")
	late.day = day("2025-04-03")
	wantFault(t, "after a month", late.do(VerbReapply, "a", citizen), fault.NotNow, "casework.reapply_over")
}

// K23 counts from the latest conclusion: who was refused after an order reopened his item has the whole month again.
func TestTheMonthOfApplyingAgainCountsFromTheLatestConclusion(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.refuseIt(t, "a")
	w.day = day("2025-05-06")
	w.must(t, VerbReopenByReview, "a", staffOf("legal", SetRight))
	w.must(t, VerbProposeRefuse, "a", officer)
	w.must(t, VerbRefuse, "a", signer)
	if until := w.e.ReapplyUntil(w.c); until != day("2025-06-05") || w.c.Concluded != day("2025-03-03") {
		t.Errorf("until %s, first concluded on %s", until, w.c.Concluded)
	}
	w.day = day("2025-06-05")
	w.must(t, VerbReapply, "a", citizen)
}

func TestAnOrderOfACourtReopensOnce(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.refuseIt(t, "a")
	w.day = day("2025-05-06")
	judge := staffOf("legal", SetRight)
	w.must(t, VerbReopenByReview, "a", judge)
	it := w.c.Latest("a")
	if it.State != Accepted || it.running("K3").History.Start != w.day || it.Attempt != 1 {
		t.Fatalf("%s", it.State)
	}
	w.must(t, VerbProposeRefuse, "a", officer)
	w.must(t, VerbRefuse, "a", signer)
	wantFault(t, "the same order twice", w.do(VerbReopenByReview, "a", judge), fault.NotNow, "casework.order_used")
}

// Whether another item is accepted just before or just after a deemed acceptance is set aside: the joint clocks begin with it.
func TestTheJointClocksForgetAnAcceptanceThatIsSetAside(t *testing.T) {
	t.Parallel()
	run := func(order ...Verb) *world {
		c := plan(2)
		c.JointPromise, c.Items[1].Regime, c.Items[1].Statutory = 15, "filing", Limit{} // nothing is deemed of a filing
		w := filed(t, c, "2025-03-03")
		w.day = day("2025-03-11")
		for _, v := range order {
			if v == VerbAccept {
				w.must(t, v, "b", checker)
			} else {
				w.must(t, v, "a", staffOf("legal", SetRight))
			}
		}
		return w
	}
	one, two := run(VerbAccept, VerbSetAsideDeemed), run(VerbSetAsideDeemed, VerbAccept)
	if a, b := sight(one.c), sight(two.c); a != b {
		t.Errorf("accepted first:\n%s\nset aside first:\n%s", a, b)
	}
	for _, k := range one.c.Clocks {
		if k.History.Start != day("2025-03-11") || k.History.Stop != 0 {
			t.Errorf("%s runs from %s to %s", k.Kind, k.History.Start, k.History.Stop)
		}
	}
	alone := run(VerbSetAsideDeemed)
	if len(alone.c.Clocks) != 0 {
		t.Errorf("nothing is accepted, and %+v", alone.c.Clocks)
	}
}

func TestADeemedAcceptanceIsSetAsideOnEvidence(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.day = day("2025-03-12")
	in := SetAsideInput{
		Target: Target{Slot: "a"}, Evidence: "快递签收单", Told: day("2025-03-06"), Served: day("2025-03-07"),
		Defects: []Defect{{Material: "id_card", Reason: "看不清", Rule: "第3条"}},
	}
	late := in
	late.Told, late.Served = day("2025-03-11"), day("2025-03-11")
	judge := staffOf("legal", SetRight)
	if _, err := w.e.SetAsideDeemed(w.c, w.moment(), judge, late); !fault.Is(err, fault.Invalid) {
		t.Errorf("a notice told too late: %v", err)
	}
	if err := w.take(w.e.SetAsideDeemed(w.c, w.moment(), judge, in)); err != nil {
		t.Fatal(err)
	}
	it := w.c.Latest("a")
	if it.State != SupplementRequested || it.Deemed || it.running("K3") != nil || runningIn(w.c.Clocks, "K5") != nil {
		t.Errorf("%s, K3 %v, joint %v", it.State, it.running("K3"), w.c.Clocks)
	}
	if k := it.running("K2"); k.History.Start != day("2025-03-07") || k.Told != day("2025-04-02") {
		t.Errorf("K2 from %s, told %s", k.History.Start, k.Told)
	}
}

func TestTwoHandsCorrectACertificate(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.grantIt(t, "a")
	w.must(t, VerbCorrectCertificate, "a", officer)
	wantFault(t, "one's own correction", w.do(VerbCorrectCertificate, "a", officer), fault.Forbidden, "casework.own_proposal")
	w.must(t, VerbCorrectCertificate, "a", signer)
	if d := w.docs[len(w.docs)-1]; d.Kind != "certificate" || d.Data["version"] != "2" || d.Data["new"] != "王小明" {
		t.Errorf("%s %v", d.Kind, d.Data)
	}
}

func TestFraudBarsForThreeYears(t *testing.T) {
	t.Parallel()
	w := filed(t, two(GateStart, LapseOnFail, false), "2025-03-03")
	w.grantIt(t, "a")
	w.grantIt(t, "b")
	err := w.take(w.e.Revoke(w.c, w.moment(), staffOf("sign-9", Sign), RevokeInput{
		Target: Target{Slot: "a"}, Ground: RevokeFraud, Reason: "材料造假", Law: "行政许可法第六十九条", Heard: "已听取陈述",
	}))
	if err != nil {
		t.Fatal(err)
	}
	if w.state("b") != Granted || w.state("a") != Revoked {
		t.Errorf("nothing falls by itself: b is %s", w.state("b"))
	}
	if !slices.ContainsFunc(w.msgs, func(m Message) bool { return m.Kind == "prerequisite_revoked_desk" && m.Slot == "b" }) {
		t.Error("the owner of b is not asked to look")
	}
	wantFault(t, "again at once", w.do(VerbReapply, "a", citizen), fault.NotNow, "casework.barred_until")
}

func TestTheSupplementWindowIsExtendedOnce(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.must(t, VerbRequestSupplement, "a", checker)
	before := w.c.Latest("a").running("K2").Told
	w.must(t, VerbExtendSupplement, "a", checker)
	it := w.c.Latest("a")
	if k := it.running("K2"); k.Told <= before || it.Supplements[0].Due != k.Told {
		t.Errorf("told %s, before %s", k.Told, before)
	}
	wantFault(t, "twice", w.do(VerbExtendSupplement, "a", checker), fault.NotNow, "casework.supplement_extended_already")
}
