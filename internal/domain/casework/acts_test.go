package casework

import (
	"slices"
	"strings"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

func day(s string) calendar.Day { return calendar.MustDay(s) }

func TestOneItemGoesTheWholeWay(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	if PhaseOf(w.c) != Submitted || w.state("a") != Received {
		t.Fatalf("%s, %s", PhaseOf(w.c), w.state("a"))
	}
	w.grantIt(t, "a")
	if w.state("a") != Granted || PhaseOf(w.c) != Concluded || !NeedsYou(w.c) {
		t.Fatalf("%s, %s, needs you %v", w.state("a"), PhaseOf(w.c), NeedsYou(w.c))
	}
	w.must(t, VerbDeliver, "a", citizen)
	if PhaseOf(w.c) != Closed || ResultOf(w.c) != AllGranted || NeedsYou(w.c) {
		t.Fatalf("%s, %s", PhaseOf(w.c), ResultOf(w.c))
	}
	want := []string{"submit", "accept", "propose_grant", "grant", "make_certificate", "tender_result", "joint_concluded", "deliver"}
	if !slices.Equal(w.verbs(), want) {
		t.Errorf("journal %v", w.verbs())
	}
	var kinds []string
	numbers := map[string]bool{}
	for _, d := range w.docs {
		kinds = append(kinds, d.Kind)
		if numbers[d.No] {
			t.Errorf("the number %s stands on two documents", d.No)
		}
		numbers[d.No] = true
	}
	if !slices.Equal(kinds, []string{"receipt", "acceptance", "decision_grant", "certificate"}) {
		t.Errorf("documents %v", kinds)
	}
	if d := w.docs[1].Data; d["promised_due"] != "2025-03-17" || d["statutory_due"] != "2025-03-31" {
		t.Errorf("the acceptance tells %v", d)
	}
}

// V11: silence counts as acceptance as of the receipt, dated the last day, and the supervisor learns of it.
func TestSilenceIsAcceptanceAsOfTheReceipt(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Items[0].Promised = Limit{Days: 3}
	w := filed(t, c, "2025-09-26")
	w.day = day("2025-10-10")
	if ch, _ := w.e.Settle(w.c, w.moment()); ch.Case.Latest("a").State != Received {
		t.Fatal("the last day is not over before midnight")
	}
	w.day = day("2025-10-11")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	it := w.c.Latest("a")
	if it.State != Accepted || !it.Deemed || it.Accepted != day("2025-09-26") {
		t.Fatalf("%s, deemed %v, accepted %s", it.State, it.Deemed, it.Accepted)
	}
	i := slices.Index(w.verbs(), "deem_accepted")
	if en := w.entries[i]; en.Day != day("2025-10-10") || en.Actor.Kind != "timer" || en.Actor.On != "K1" {
		t.Errorf("the entry is of %s by %+v", en.Day, en.Actor)
	}
	for _, v := range w.e.ClockViews(w.c, "a", day("2025-10-10")) {
		if v.Kind == "K3" && (v.Due != day("2025-10-30") || v.Used != 5) {
			t.Errorf("K3 due %s, used %d; want 2025-10-30, 5", v.Due, v.Used)
		}
		if v.Kind == "K4" && (v.Due != day("2025-09-30") || v.Level != calendar.Late) {
			t.Errorf("K4 due %s, %s", v.Due, v.Level)
		}
	}
	told := false
	for _, m := range w.msgs {
		told = told || m.Target == "supervisor:zhifu" && m.Kind == "deemed_accepted_supervisor"
	}
	if !told {
		t.Error("the supervisor was not told")
	}
}

func TestTheSilenceOfOtherRegimesOnlyEscalates(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Items[0].Regime = "filing"
	w := filed(t, c, "2025-03-03")
	w.day = day("2025-03-20")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	if w.state("a") != Received {
		t.Errorf("state %s, want received: 行政许可法32 binds licences only", w.state("a"))
	}
	if !slices.Contains(w.verbs(), "escalate") {
		t.Errorf("nobody was told: %v", w.verbs())
	}
}

func TestAnOfficerWhoComesTooLateIsToldWhatHappened(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.day = day("2025-03-20")
	_, err := w.e.RequestSupplement(w.c, w.moment(), checker, RequestSupplementInput{
		Target: Target{Slot: "a", SeenVersion: 1}, Defects: []Defect{{Material: "m", Reason: "r", Rule: "x"}},
	})
	wantKind(t, err, fault.Conflict)
	if f := fault.Of(err); f.Key != "casework.changed" || f.Params["state"] != "accepted" {
		t.Errorf("%s %v", f.Key, f.Params)
	}
}

func TestOneSupplementNoticeAndItsAnswer(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-01-16")
	w.day = day("2025-01-20")
	w.must(t, VerbRequestSupplement, "a", checker)
	it := w.c.Latest("a")
	if it.Supplements[0].Due != day("2025-02-14") || Ball(w.c, it) != TheApplicant {
		t.Fatalf("due %s, ball %s", it.Supplements[0].Due, Ball(w.c, it))
	}
	if PhaseOf(w.c) != AwaitingApplicant {
		t.Errorf("phase %s", PhaseOf(w.c))
	}
	_, err := w.e.Supply(w.c, w.moment(), citizen, SupplyInput{Target: Target{Slot: "a"}, Answered: []string{"other"}})
	wantKind(t, err, fault.Invalid)
	w.day = day("2025-02-10")
	w.must(t, VerbSupply, "a", citizen)
	if it := w.c.Latest("a"); it.State != Received || it.Received != w.day || it.running("K1").Told != day("2025-02-17") {
		t.Fatalf("%s, received %s, answer due %s", it.State, it.Received, it.running("K1").Told)
	}
	_, err = w.e.RequestSupplement(w.c, w.moment(), checker, RequestSupplementInput{
		Target: Target{Slot: "a"}, Defects: []Defect{{Material: "lease", Reason: "缺", Rule: "第5条"}},
	})
	wantKind(t, err, fault.Invalid) // a new point in a second notice
	w.must(t, VerbRequestSupplement, "a", checker)
	w.must(t, VerbSupply, "a", citizen)
	err = w.do(VerbRequestSupplement, "a", checker)
	wantKind(t, err, fault.NotNow) // a third never
	if !strings.Contains(fault.Of(err).Key, "supplement_used_up") {
		t.Error(err)
	}
}

func TestASupplementThatNeverComesEndsTheItem(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-01-20")
	w.must(t, VerbRequestSupplement, "a", checker)
	w.day = day("2025-03-03")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	it := w.c.Latest("a")
	if it.State != Terminated || it.Kind != "abandoned" || it.Decided != day("2025-02-14") || w.c.Concluded != day("2025-02-14") {
		t.Errorf("%s %s on %s, concluded %s", it.State, it.Kind, it.Decided, w.c.Concluded)
	}
}

func TestNobodySignsHisOwnProposal(t *testing.T) {
	t.Parallel()
	both := Actor{Kind: "staff", ID: "handle-1", Name: "x"}
	for _, hands := range []int{0, 1, 2, 3} {
		c := plan(1)
		c.Items[0].SignOff = hands
		w := filed(t, c, "2025-03-03")
		w.must(t, VerbAccept, "a", checker)
		w.must(t, VerbProposeGrant, "a", officer)
		if hands == 3 {
			wantKind(t, w.do(VerbGrant, "a", signer), fault.NotNow)
			wantKind(t, w.do(VerbReview, "a", officer), fault.Forbidden)
			w.must(t, VerbReview, "a", reviewer)
			wantKind(t, w.do(VerbGrant, "a", Actor{Kind: "staff", ID: reviewer.ID}), fault.Forbidden)
		}
		wantKind(t, w.do(VerbGrant, "a", both), fault.Forbidden)
		w.must(t, VerbGrant, "a", signer)
	}
	c := plan(1)
	c.Items[0].SignOff, c.Items[0].Instant = 1, true
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	w.must(t, VerbProposeGrant, "a", officer)
	w.must(t, VerbGrant, "a", both)
}

func TestAnotherDepartmentDoesNotDecide(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	stranger := officer
	stranger.Department = "fire"
	wantKind(t, w.do(VerbProposeGrant, "a", stranger), fault.Forbidden)
}

func TestTheRightBodyInTheCityKeepsTheReceipt(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.must(t, VerbClaim, "a", officer)
	w.day = day("2025-03-05")
	in := ReturnInput{Target: Target{Slot: "a"}, Body: "消防大队", Department: "fire", Reason: "职权已划转"}
	if err := w.take(w.e.ReturnToRightBody(w.c, w.moment(), checker, in)); err != nil {
		t.Fatal(err)
	}
	it := w.c.Latest("a")
	if it.State != Received || it.Department != "fire" || it.Handler != "" || it.Received != day("2025-03-03") || it.running("K1").Told != day("2025-03-10") {
		t.Errorf("%s at %s, received %s", it.State, it.Department, it.Received)
	}
}

func TestARefusalNamesItsRemedies(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.refuseIt(t, "a")
	d := w.docs[len(w.docs)-1]
	if d.Kind != "decision_refuse" || d.Data["review_until"] != "2025-05-06" || d.Data["suit_until"] != "2025-09-03" ||
		d.Data["reason"] == "" || d.Data["grounds"] == "" {
		t.Errorf("%s %v", d.Kind, d.Data)
	}
}

// A promise told to the applicant never moves earlier, even if the calendar does (P14).
func TestAnApplicantsDayNeverMovesEarlier(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.must(t, VerbRequestSupplement, "a", checker)
	w.c.Latest("a").running("K2").Told += 10
	told := w.c.Latest("a").running("K2").Told
	for _, d := range w.e.Dues(w.c) {
		if d.Kind == "K2" && d.Day != told {
			t.Errorf("K2 would expire on %s, told was %s", d.Day, told)
		}
	}
}

// The licence law is cited for licences only (rulebook, "Regimes").
func TestOtherRegimesDoNotCiteTheLicenceLaw(t *testing.T) {
	t.Parallel()
	for regime, want := range map[string]bool{"licence": true, "registration": false} {
		c := plan(1)
		c.Items[0].Regime = regime
		w := filed(t, c, "2025-03-03")
		w.must(t, VerbRequestSupplement, "a", checker)
		w.must(t, VerbSupply, "a", citizen)
		w.must(t, VerbAccept, "a", checker)
		if len(w.docs) != 4 {
			t.Fatalf("%d documents", len(w.docs))
		}
		for _, d := range w.docs {
			if got := d.Data["ground"] != ""; got != want {
				t.Errorf("%s: the %s cites %q", regime, d.Kind, d.Data["ground"])
			}
		}
		for _, v := range w.e.ClockViews(w.c, "a", w.day) {
			if v.Kind == "K1" && v.Binding != want {
				t.Errorf("%s: K1 binding %v", regime, v.Binding)
			}
		}
	}
}
