package casework

import (
	"slices"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// told lists to whom messages of a kind went.
func (w *world) told(kind string) []string {
	var out []string
	for _, m := range w.msgs {
		if m.Kind == kind {
			out = append(out, m.Target)
		}
	}
	return out
}

// accepted 2025-03-03 with a promise of 10 and a limit of 20 working days: K4 due 03-17, K3 due 03-31.
func acceptedWorld(t *testing.T) *world {
	t.Helper()
	w := filed(t, plan(1), "2025-03-03")
	w.must(t, VerbClaim, "a", officer)
	w.must(t, VerbAccept, "a", checker)
	return w
}

func (w *world) settleDaily(t *testing.T, until string) map[string][]string {
	t.Helper()
	days := map[string][]string{}
	for ; w.day <= calendar.MustDay(until); w.day++ {
		had := len(w.entries)
		if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
			t.Fatal(err)
		}
		for _, en := range w.entries[had:] {
			days[w.day.String()] = append(days[w.day.String()], en.Verb+" "+en.Actor.On)
		}
	}
	w.day--
	return days
}

func TestWarningsComeOnceOnTheirDays(t *testing.T) {
	t.Parallel()
	w := acceptedWorld(t)
	got := w.settleDaily(t, "2025-06-10")
	for day, want := range map[string][]string{
		"2025-03-12": {"warn K4"}, // 3 left, a quarter of 10
		"2025-03-17": {"warn K4"},
		"2025-03-18": {"overdue K4"},
		"2025-03-20": {"escalate K4"},
		"2025-03-24": {"warn K3"},
		"2025-03-31": {"warn K3"},
		"2025-04-01": {"overdue K3"},
		"2025-04-03": {"escalate K3"}, // the third working day after
	} {
		if !slices.Equal(got[day], want) {
			t.Errorf("on %s %v, want %v", day, got[day], want)
		}
		delete(got, day)
	}
	// K5: 45 working days from 03-03 end on 2025-05-08; a quarter is 12.
	for _, day := range []string{"2025-04-18", "2025-05-08", "2025-05-09", "2025-05-13"} {
		if len(got[day]) != 1 {
			t.Errorf("on %s %v, want one word about K5", day, got[day])
		}
		delete(got, day)
	}
	if len(got) > 0 {
		t.Errorf("nobody expected %v", got)
	}
	if to := w.told("overdue"); !slices.Equal(to, []string{"head:market", "head:market", "head:market"}) {
		t.Errorf("overdue was told to %v", to)
	}
	if to := w.told("warn_red"); !slices.Equal(to, []string{"staff:handle-1", "staff:handle-1", "staff:handle-1"}) {
		t.Errorf("red was told to %v", to)
	}
	if to := w.told("escalated"); !slices.Equal(to, []string{"supervisor:zhifu", "supervisor:zhifu"}) {
		t.Errorf("escalation was told to %v", to)
	}
	if to := w.told("promise_missed"); !slices.Equal(to, []string{"person:p1"}) {
		t.Errorf("the missed promise was told to %v", to)
	}
}

func TestAWarningFoundTooLateIsNotedAndNotSent(t *testing.T) {
	t.Parallel()
	w := acceptedWorld(t)
	w.day = day("2025-03-20")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	if to := append(w.told("warn_amber"), w.told("warn_red")...); len(to) > 0 {
		t.Errorf("stale warnings went to %v", to)
	}
	if len(w.told("overdue")) != 1 || len(w.told("escalated")) != 1 {
		t.Error("lateness itself is told whenever it is found")
	}
}

func TestTheApplicantIsReminded(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.must(t, VerbRequestSupplement, "a", checker) // 15 working days: due 2025-03-24
	got := w.settleDaily(t, "2025-03-25")
	for day, want := range map[string]string{"2025-03-13": "remind K2", "2025-03-20": "remind K2", "2025-03-25": "supplement_expired K2"} {
		if !slices.Contains(got[day], want) {
			t.Errorf("on %s %v, want %s", day, got[day], want)
		}
	}
}

// A clock of the machine that is set back dates nothing back.
func TestJournalDaysNeverGoBack(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-05")
	w.day = day("2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	if it := w.c.Latest("a"); it.Accepted != day("2025-03-05") {
		t.Errorf("accepted %s", it.Accepted)
	}
	if err := Verify(w.entries); err != nil {
		t.Error(err)
	}
}

func TestTheHeadlineIsTheClockThatMattersMost(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	for _, x := range []struct {
		verb Verb
		by   Actor
		kind string
	}{
		{"", Actor{}, "K1"}, {VerbRequestSupplement, checker, "K2"}, {VerbSupply, citizen, "K1"}, {VerbAccept, checker, "K4"},
		{VerbProposeGrant, officer, "K4"}, {VerbGrant, signer, "K22"},
	} {
		if x.verb != "" {
			w.must(t, x.verb, "a", x.by)
		}
		v, ok := w.e.Headline(w.c, "a", w.day)
		if !ok || v.Kind != x.kind {
			t.Errorf("after %s: %s, want %s", x.verb, v.Kind, x.kind)
		}
	}
	if k := w.c.Latest("a").running("K7"); k != nil {
		t.Error("telling how to collect meets the delivery limit: K7 must stop")
	}
	w.must(t, VerbDeliver, "a", citizen)
	if _, ok := w.e.Headline(w.c, "a", w.day); ok {
		t.Error("nothing runs any more")
	}
}

// An item decision is due at the sooner of its own limit and the joint ceiling.
func TestTheJointCeilingBindsEveryItem(t *testing.T) {
	t.Parallel()
	c := plan(2)
	c.Items[1].Statutory = Limit{Days: 60}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	w.must(t, VerbAccept, "b", checker)
	if d := w.e.DecisionDue(w.c, "a", w.day); d != day("2025-03-31") {
		t.Errorf("a is due %s", d)
	}
	if d := w.e.DecisionDue(w.c, "b", w.day); d != day("2025-05-08") {
		t.Errorf("b is due %s, the ceiling ends 2025-05-08", d)
	}
}

// P18: the joint clock starts with the first legal acceptance; silence dates it back to its receipt.
func TestSilenceDatesTheJointClockBack(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(2), "2025-03-03")
	w.day = day("2025-03-06")
	w.must(t, VerbAccept, "a", checker)
	if v := w.e.JointClockViews(w.c, w.day); len(v) != 1 || v[0].Started != w.day {
		t.Fatalf("%+v", v)
	}
	w.day = day("2025-03-11")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	if v := w.e.JointClockViews(w.c, w.day); len(v) != 1 || v[0].Started != day("2025-03-03") {
		t.Errorf("%+v", v)
	}
}

// Two clocks that run out on the same day say the same to a desk: it hears of it once, and the journal of both.
func TestADeskIsToldOnceWhatTwoClocksSay(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.JointPromise = c.Items[0].Promised.Days
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	got := w.settleDaily(t, "2025-03-18") // promised until 03-17, the item and the whole
	for _, kind := range []string{"warn_amber", "warn_red", "overdue"} {
		if to := w.told(kind); len(to) != 1 {
			t.Errorf("%s went to %v", kind, to)
		}
	}
	if !slices.Equal(got["2025-03-17"], []string{"warn K6", "warn K4"}) {
		t.Errorf("on the last day %v", got["2025-03-17"])
	}
}

func TestOnlyLicencesHaveTheJointCeiling(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Items[0].Regime, c.JointPromise = "registration", 7
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	v := w.e.JointClockViews(w.c, w.day)
	if len(v) != 1 || v[0].Kind != "K6" || v[0].Binding {
		t.Errorf("%+v", v)
	}
}

func TestSubmitRefusesWhatCannotBeFiled(t *testing.T) {
	t.Parallel()
	e, m := testEngine, (&world{day: day("2025-03-03")}).moment()
	circle := plan(2)
	circle.Edges = []Edge{{From: "a", To: "b", Gate: GateStart, OnFail: LapseOnFail}, {From: "b", To: "a", Gate: GateDecide, OnFail: LapseOnFail}}
	nowhere := two(GateStart, LapseOnFail, false)
	nowhere.Edges[0].From = "z"
	twice := plan(2)
	twice.Items[1].Slot = "a"
	for name, x := range map[string]struct {
		in   SubmitInput
		by   Actor
		kind fault.Kind
	}{
		"changed since the review": {SubmitInput{Case: plan(1), ReviewHash: "x", SubmittedHash: "y"}, citizen, fault.Conflict},
		"by an officer":            {SubmitInput{Case: plan(1)}, officer, fault.Forbidden},
		"empty":                    {SubmitInput{Case: plan(0)}, citizen, fault.Invalid},
		"order not agreed":         {SubmitInput{Case: two(GateStart, LapseOnFail, false)}, citizen, fault.Invalid},
		"a circle of both gates":   {SubmitInput{Case: circle, OrderAgreed: true}, citizen, fault.Invalid},
		"an edge from nowhere":     {SubmitInput{Case: nowhere, OrderAgreed: true}, citizen, fault.Invalid},
		"a slot twice":             {SubmitInput{Case: twice}, citizen, fault.Invalid},
	} {
		if _, err := e.Submit(m, x.by, x.in); !fault.Is(err, x.kind) {
			t.Errorf("%s: %v, want %s", name, err, x.kind)
		}
	}
	if _, err := e.Submit(m, citizen, SubmitInput{Case: two(GateDecide, LapseOnFail, false)}); err != nil {
		t.Errorf("nothing waits: there is no order to agree to: %v", err)
	}
}

func TestWithdrawingEverythingAtOnce(t *testing.T) {
	t.Parallel()
	c := plan(3)
	c.Edges = []Edge{{From: "a", To: "b", Gate: GateStart, OnFail: LapseOnFail}}
	c.JointConclusion = true
	w := filed(t, c, "2025-03-03")
	w.grantIt(t, "c")
	if err := w.do(VerbWithdraw, "", citizen); err != nil {
		t.Fatal(err)
	}
	if w.state("a") != Withdrawn || w.state("b") != Withdrawn {
		t.Errorf("a %s, b %s: both were withdrawn, none lapsed", w.state("a"), w.state("b"))
	}
	if w.c.Latest("c").Tendered == nil || w.c.Concluded == 0 || ResultOf(w.c) != PartlyGranted {
		t.Errorf("c %+v, concluded %s, %s", w.c.Latest("c").Tendered, w.c.Concluded, ResultOf(w.c))
	}
	wantKind(t, w.do(VerbWithdraw, "", citizen), fault.NotNow)
}
