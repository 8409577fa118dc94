package casework

import (
	"slices"
	"testing"

	"lianban/internal/base/fault"
)

// two makes a → b with a gate and a policy; b needs what a gives if it is substitutable.
func two(gate, onFail string, substitutable bool) *Case {
	c := plan(2)
	c.Edges = []Edge{{From: "a", To: "b", Gate: gate, OnFail: onFail}}
	if substitutable {
		c.Items[1].Materials = []string{"cert_a"}
	}
	return c
}

func TestAWaitingItemIsReceivedOnTheDayOfTheGrant(t *testing.T) {
	t.Parallel()
	w := filed(t, two(GateStart, LapseOnFail, false), "2025-03-03")
	if w.state("b") != Waiting || Ball(w.c, w.c.Latest("b")) != ThePrerequisite {
		t.Fatalf("b is %s", w.state("b"))
	}
	if r := w.docs[0]; !slices.Equal(r.Lists["waiting_items"], []string{"事项B"}) || !slices.Equal(r.Lists["waiting_for"], []string{"事项A"}) {
		t.Errorf("the receipt must name what waits for what: %v", r.Lists)
	}
	w.day = day("2025-03-06")
	w.grantIt(t, "a")
	if it := w.c.Latest("b"); it.State != Received || it.Received != w.day {
		t.Errorf("b is %s since %s", it.State, it.Received)
	}
}

func TestWhatFollowsARefusal(t *testing.T) {
	t.Parallel()
	for _, x := range []struct {
		name         string
		gate, onFail string
		substitute   bool
		want         State
	}{
		{"start, lapse", GateStart, LapseOnFail, true, Lapsed},
		{"start, stand alone", GateStart, AloneOnFail, true, Received},
		{"start, hold with a way out", GateStart, HoldOnFail, true, Held},
		{"start, hold without any way out", GateStart, HoldOnFail, false, Lapsed},
		{"decide, lapse touches nothing received", GateDecide, LapseOnFail, true, Received},
		{"decide, hold opens its choice at acceptance", GateDecide, HoldOnFail, true, Received},
	} {
		t.Run(x.name, func(t *testing.T) {
			t.Parallel()
			w := filed(t, two(x.gate, x.onFail, x.substitute), "2025-03-03")
			w.refuseIt(t, "a")
			if w.state("b") != x.want {
				t.Errorf("b is %s, want %s", w.state("b"), x.want)
			}
		})
	}
}

func TestLapsingGoesDownTheGraph(t *testing.T) {
	t.Parallel()
	c := plan(3)
	c.Edges = []Edge{{From: "a", To: "b", Gate: GateStart, OnFail: LapseOnFail}, {From: "b", To: "c", Gate: GateStart, OnFail: LapseOnFail}}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbWithdraw, "a", citizen)
	if w.state("b") != Lapsed || w.state("c") != Lapsed || ResultOf(w.c) != AllWithdrawn || PhaseOf(w.c) != Closed {
		t.Errorf("b %s, c %s, %s, %s", w.state("b"), w.state("c"), ResultOf(w.c), PhaseOf(w.c))
	}
}

func TestTheChoiceToStandAlone(t *testing.T) {
	t.Parallel()
	w := filed(t, two(GateStart, HoldOnFail, true), "2025-03-03")
	w.refuseIt(t, "a")
	if v := Possible(w.c, "b", citizen); !slices.Equal(v, []Verb{VerbChooseStandAlone, VerbWithdraw, VerbAddMaterial, VerbConsentToShare}) {
		t.Fatalf("possible %v", v)
	}
	w.must(t, VerbChooseStandAlone, "b", citizen)
	if w.state("b") != Received || !slices.Equal(w.c.Substitutes("b"), []string{"cert_a"}) {
		t.Fatalf("b %s, substitutes %v", w.state("b"), w.c.Substitutes("b"))
	}
	w.grantIt(t, "b")
	if ResultOf(w.c) != PartlyGranted {
		t.Errorf("result %s", ResultOf(w.c))
	}
}

func TestNoChoiceIsLapse(t *testing.T) {
	t.Parallel()
	w := filed(t, two(GateStart, HoldOnFail, true), "2025-03-03")
	w.refuseIt(t, "a")
	w.day = day("2025-06-03")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	if it := w.c.Latest("b"); it.State != Lapsed || it.Decided != day("2025-03-31") {
		t.Errorf("b %s on %s", it.State, it.Decided)
	}
}

func TestADecideEdgeBindsTheGrantOnly(t *testing.T) {
	t.Parallel()
	w := filed(t, two(GateDecide, HoldOnFail, true), "2025-03-03")
	w.must(t, VerbAccept, "b", checker)
	if Ball(w.c, w.c.Latest("b")) != ThePrerequisite {
		t.Errorf("ball %s", Ball(w.c, w.c.Latest("b")))
	}
	wantKind(t, w.do(VerbProposeGrant, "b", officer), fault.NotNow)
	w.refuseIt(t, "a")
	it := w.c.Latest("b")
	if it.State != Accepted || it.running("K21") == nil || Ball(w.c, it) != TheApplicant || PhaseOf(w.c) != AwaitingApplicant {
		t.Fatalf("b %s, ball %s, %s", it.State, Ball(w.c, it), PhaseOf(w.c))
	}
	_, err := w.e.ProposeRefuse(w.c, w.moment(), officer, ProposeRefuseInput{
		Target: Target{Slot: "b"}, Reason: "前置未通过", Grounds: "第十条", PrerequisiteFailed: true,
	})
	wantKind(t, err, fault.NotNow) // the applicant chooses first
	w.must(t, VerbChooseStandAlone, "b", citizen)
	w.must(t, VerbProposeGrant, "b", officer)
	w.must(t, VerbGrant, "b", signer)
}

func TestAfterTheChoiceTheFailedPrerequisiteIsAGround(t *testing.T) {
	t.Parallel()
	w := filed(t, two(GateDecide, HoldOnFail, true), "2025-03-03")
	w.must(t, VerbAccept, "b", checker)
	w.refuseIt(t, "a")
	w.day = day("2025-04-01")
	in := ProposeRefuseInput{Target: Target{Slot: "b"}, Reason: "前置未通过", Grounds: "第十条", PrerequisiteFailed: true}
	if err := w.take(w.e.ProposeRefuse(w.c, w.moment(), officer, in)); err != nil {
		t.Fatal(err)
	}
	wantKind(t, w.do(VerbChooseStandAlone, "b", citizen), fault.NotNow)
}

func TestNotNeededSatisfiesDependants(t *testing.T) {
	t.Parallel()
	w := filed(t, two(GateStart, LapseOnFail, false), "2025-03-03")
	w.must(t, VerbDeclareNotNeeded, "a", checker)
	if w.state("b") != Received {
		t.Errorf("b %s", w.state("b"))
	}
}

func TestAJointConclusionWithholdsButNeverBeyondTheLimit(t *testing.T) {
	t.Parallel()
	c := plan(2)
	c.JointConclusion = true
	w := filed(t, c, "2026-09-22")
	w.grantIt(t, "a")
	wantKind(t, w.do(VerbDeliver, "a", citizen), fault.NotNow)
	if PhaseOf(w.c) != InProgress {
		t.Errorf("phase %s", PhaseOf(w.c))
	}
	w.must(t, VerbAccept, "b", checker)
	w.day = day("2026-10-11")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	it := w.c.Latest("a")
	if it.Tendered == nil || it.Tendered.On != day("2026-10-09") { // 7 working days after the grant; V33: 10 end on 10-13
		t.Fatalf("tendered %+v", it.Tendered)
	}
	w.must(t, VerbDeliver, "a", citizen)
}

func TestEarlyDeliveryAndTheEndOfTheLastItemReleaseResults(t *testing.T) {
	t.Parallel()
	c := plan(3)
	c.JointConclusion = true
	w := filed(t, c, "2025-03-03")
	if err := w.take(w.e.AskEarlyDelivery(w.c, w.moment(), citizen)); !fault.Is(err, fault.NotNow) {
		t.Errorf("nothing is withheld yet: %v", err)
	}
	w.grantIt(t, "a")
	late := *w
	if err := w.take(w.e.AskEarlyDelivery(w.c, w.moment(), citizen)); err != nil {
		t.Fatal(err)
	}
	if w.c.Latest("a").Tendered == nil {
		t.Error("asked for, not tendered")
	}
	w.grantIt(t, "b")
	if w.c.Latest("b").Tendered == nil {
		t.Error("early delivery holds for good")
	}
	late.refuseIt(t, "b")
	if late.c.Latest("a").Tendered != nil {
		t.Error("c is still live")
	}
	late.must(t, VerbWithdraw, "c", citizen)
	if late.c.Latest("a").Tendered == nil {
		t.Error("nothing is live any more: the result goes out")
	}
}

// An edge to the decision never lapses or holds what waits for another start: else the order would decide.
func TestADecideEdgeNeverLapsesAWaitingItem(t *testing.T) {
	t.Parallel()
	for _, onFail := range []string{LapseOnFail, HoldOnFail} {
		c := plan(3)
		c.Edges = []Edge{{From: "a", To: "c", Gate: GateStart, OnFail: LapseOnFail}, {From: "b", To: "c", Gate: GateDecide, OnFail: onFail}}
		w := filed(t, c, "2025-03-03")
		w.refuseIt(t, "b")
		if w.state("c") != Waiting {
			t.Errorf("%s: c is %s", onFail, w.state("c"))
		}
		w.grantIt(t, "a")
		if w.state("c") != Received {
			t.Errorf("%s: c is %s", onFail, w.state("c"))
		}
	}
}

func holdTwice(substitutes ...string) *Case {
	c := plan(3)
	c.Edges = []Edge{{From: "a", To: "c", Gate: GateStart, OnFail: HoldOnFail}, {From: "b", To: "c", Gate: GateStart, OnFail: HoldOnFail}}
	c.Items[2].Materials = substitutes
	return c
}

func TestOneChoiceCoversEveryHoldEdge(t *testing.T) {
	t.Parallel()
	w := filed(t, holdTwice("cert_a", "cert_b"), "2025-03-03")
	w.refuseIt(t, "a")
	w.must(t, VerbChooseStandAlone, "c", citizen)
	if w.state("c") != Waiting {
		t.Fatalf("c is %s, b is still live", w.state("c"))
	}
	w.refuseIt(t, "b")
	if w.state("c") != Received || !slices.Equal(w.c.Substitutes("c"), []string{"cert_a", "cert_b"}) {
		t.Errorf("c is %s with %v: the choice stands", w.state("c"), w.c.Substitutes("c"))
	}
}

func TestAChoiceThatCannotCoverEveryEdgeIsNotOffered(t *testing.T) {
	t.Parallel()
	w := filed(t, holdTwice("cert_a"), "2025-03-03")
	w.refuseIt(t, "a") // could be replaced by itself, but b never could
	if w.state("c") != Lapsed {
		t.Errorf("c is %s", w.state("c"))
	}
}

func TestItWaitsForTheApplicantOnlyWhenNoAgencyHasIt(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(2), "2025-03-03")
	w.must(t, VerbRequestSupplement, "a", checker)
	if PhaseOf(w.c) != Submitted || !NeedsYou(w.c) {
		t.Errorf("%s, needs you %v", PhaseOf(w.c), NeedsYou(w.c))
	}
	w.refuseIt(t, "b")
	if PhaseOf(w.c) != AwaitingApplicant {
		t.Errorf("%s", PhaseOf(w.c))
	}
	if n, of := Decided(w.c); n != 1 || of != 2 {
		t.Errorf("%d of %d decided", n, of)
	}
}

// V22: the joint ceiling stands still only while nobody has the case on a desk.
func TestTheJointCeilingOfV22(t *testing.T) {
	t.Parallel()
	c := two(GateStart, LapseOnFail, false)
	w := filed(t, c, "2025-01-06")
	w.must(t, VerbAccept, "a", checker)
	w.day = day("2025-01-20")
	w.must(t, VerbProposeGrant, "a", officer)
	w.must(t, VerbGrant, "a", signer)
	w.day = day("2025-01-22")
	w.must(t, VerbRequestSupplement, "b", checker)
	w.day = day("2025-02-14") // the vector says 02-20; the default window of 15 working days ends on the 18th
	w.must(t, VerbSupply, "b", citizen)
	v := w.e.JointClockViews(w.c, w.day)
	if len(v) != 1 || v[0].Kind != "K5" {
		t.Fatalf("%+v", v)
	}
	b := w.c.Latest("b")
	b.Desk[0].To, b.Desk[1].From = day("2025-01-22"), day("2025-02-20")
	b.Clocks = append(b.Clocks, Clock{Kind: "K3"})
	b.Clocks[len(b.Clocks)-1].History.Pauses = append(b.Clocks[len(b.Clocks)-1].History.Pauses, pause("2025-03-03", "2025-03-17"))
	if v := w.e.JointClockViews(w.c, day("2025-03-20")); v[0].Due != day("2025-04-23") {
		t.Errorf("due %s, want 2025-04-23", v[0].Due)
	}
}

func TestWhatCanFollowARefusal(t *testing.T) {
	t.Parallel()
	w := filed(t, two(GateStart, HoldOnFail, true), "2025-03-03")
	if _, ok := w.e.After(w.c, "a"); ok {
		t.Error("nothing failed yet")
	}
	w.refuseIt(t, "a")
	n, ok := w.e.After(w.c, "a")
	if !ok || n.Reason != "不符合条件" || n.Remedies == nil || n.Remedies.SuitUntil != day("2025-09-03") {
		t.Errorf("%+v", n)
	}
	if !slices.Equal(n.Dependants, []Dependant{{Slot: "b", State: Held, Choice: true}}) {
		t.Errorf("%+v", n.Dependants)
	}
	w.must(t, VerbWithdraw, "b", citizen)
	if n, _ := w.e.After(w.c, "b"); n.Remedies != nil || n.State != Withdrawn {
		t.Errorf("%+v", n)
	}
}

func TestADayInNobodysHandsIsExcluded(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Items[0].Attempt = 1
	c.Items[0].Desk = []Span{{From: day("2025-03-03"), To: day("2025-03-05")}, {From: day("2025-03-06")}}
	c.Clocks = []Clock{testEngine.start("K5", workingDays(45, ""), day("2025-03-03"))}
	v := testEngine.JointClockViews(c, day("2025-03-07"))[0]
	if v.Used != 3 || v.Excluded != 1 { // the 4th, 5th and 7th; on the 6th nobody had it when the day began
		t.Errorf("used %d, excluded %d", v.Used, v.Excluded)
	}
}

// A promise of one day is missed when silence accepts after five: it is told at once, and the journal does not go back.
func TestAPromiseMissedBeforeItBeganIsToldToday(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Items[0].Promised = Limit{Days: 1}
	w := filed(t, c, "2025-03-03")
	w.day = day("2025-03-20")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	if err := Verify(w.entries); err != nil {
		t.Error(err)
	}
	if !slices.Contains(w.verbs(), string(VerbOverdue)) {
		t.Errorf("nobody was told that the promise is missed: %v", w.verbs())
	}
}
