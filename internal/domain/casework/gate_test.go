package casework

import (
	"slices"
	"strings"
	"testing"

	"lianban/internal/base/fault"
)

// gated files two items: a is received at once, b waits for a and for something outside.
func gated(t *testing.T, own bool) *world {
	c := two(GateStart, LapseOnFail, false)
	c.Gates = []Gate{gateBefore(c.Items[1], false, own)}
	return filed(t, c, "2025-03-03")
}

func TestAnItemWaitsForWhatHappensOutside(t *testing.T) {
	t.Parallel()
	w := gated(t, false)
	w.grantIt(t, "a")
	b := w.c.Latest("b")
	if b.State != Waiting || !w.c.WaitsOutside(b) || len(b.Clocks) != 0 {
		t.Fatalf("b is %s with %d clocks", b.State, len(b.Clocks))
	}
	wantFault(t, "the applicant says what an office says", w.do(VerbRecordEvent, "b", citizen), fault.NotNow, "casework.event_told_by_office")
	if _, err := w.e.RecordEvent(w.c, w.moment(), officer, RecordEventInput{Target: Target{Slot: "b"}}); !fault.Is(err, fault.Invalid) {
		t.Errorf("an officer who does not say how it is known: %v", err)
	}
	if _, err := w.e.RecordEvent(w.c, w.moment(), officer, RecordEventInput{Target: Target{Slot: "b"}, Evidence: "来函", Happened: w.day + 1}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a day to come: %v", err)
	}
	w.day = day("2025-05-06")
	if err := w.take(w.e.RecordEvent(w.c, w.moment(), officer, RecordEventInput{
		Target: Target{Slot: "b"}, Evidence: "邮件回执", Happened: day("2025-05-01"),
	})); err != nil {
		t.Fatal(err)
	}
	b = w.c.Latest("b")
	if b.State != Received || b.Received != w.day || b.running("K1").History.Start != w.day {
		t.Errorf("b is %s since %s: its clock runs from the day on which it is received, not from that of the event", b.State, b.Received)
	}
	if g := w.c.Gates[0]; g.Happened != day("2025-05-01") || g.Recorded != w.day || g.Evidence != "邮件回执" {
		t.Errorf("%+v", g)
	}
	wantFault(t, "twice", w.do(VerbRecordEvent, "b", officer), fault.NotNow, "casework.no_event_awaited")
	again, err := Replay(w.entries)
	if err != nil || asJSON(again) != asJSON(w.c) {
		t.Errorf("the journal tells another story (%v)", err)
	}
}

func TestWhatHappenedTooEarlyOpensTheGateAndNothingElse(t *testing.T) {
	t.Parallel()
	w := gated(t, true)
	w.must(t, VerbRecordEvent, "b", citizen)
	if b := w.c.Latest("b"); b.State != Waiting || w.c.WaitsOutside(b) {
		t.Fatalf("b is %s while a is open", b.State)
	}
	w.grantIt(t, "a")
	if w.state("b") != Received {
		t.Errorf("b is %s", w.state("b"))
	}
}

// A gate that is closed keeps nothing alive: what a failed prerequisite ends is ended all the same.
func TestAGateDoesNotHoldWhatAFailedPrerequisiteEnds(t *testing.T) {
	t.Parallel()
	w := gated(t, false)
	w.refuseIt(t, "a")
	if w.state("b") != Lapsed || len(w.c.Awaited(w.c.Latest("b"))) != 0 {
		t.Errorf("b is %s", w.state("b"))
	}
}

func TestAGateBeforeTheDecisionHoldsTheGrant(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Gates = []Gate{gateBefore(c.Items[0], true, true)}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	wantFault(t, "before the event", w.do(VerbProposeGrant, "a", officer), fault.NotNow, "casework.event_awaited")
	if ball := Ball(w.c, w.c.Latest("a")); ball != ThePrerequisite {
		t.Errorf("the ball is with %s", ball)
	}
	w.must(t, VerbRecordEvent, "a", citizen)
	w.must(t, VerbProposeGrant, "a", officer)
	w.must(t, VerbGrant, "a", signer)
}

// Everybody who would know is asked once, when it takes longer than it usually does; not while something else is waited for.
func TestWhoWouldKnowIsAskedOnce(t *testing.T) {
	t.Parallel()
	w := gated(t, false)
	w.day = day("2025-03-05")
	w.must(t, VerbAccept, "a", checker)
	for _, d := range w.e.Dues(w.c) {
		if strings.HasPrefix(d.Kind, "gate:") {
			t.Errorf("armed while a is open: %+v", d)
		}
	}
	w.must(t, VerbProposeGrant, "a", officer)
	w.must(t, VerbGrant, "a", signer)
	w.day = day("2025-12-01")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, en := range w.entries {
		if en.Verb == string(VerbAskForEvent) {
			asked++
			if want := w.e.Cal.AddWorking(day("2025-03-05"), 40); en.Day != want {
				t.Errorf("asked on %s, want %s", en.Day, want)
			}
		}
	}
	told := slices.ContainsFunc(w.msgs, func(m Message) bool { return m.Kind == "event_asked_desk" && m.Data["event"] == "档案寄到" })
	if asked != 1 || !told {
		t.Errorf("asked %d times, the department was told: %v", asked, told)
	}
}

func TestAGateOfNothingIsNoGate(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Gates = []Gate{{Slug: "x", Start: []string{"nowhere"}}}
	_, err := testEngine.Submit((&world{day: day("2025-03-03")}).moment(), citizen, SubmitInput{Case: c, OrderAgreed: true})
	if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != "gates" {
		t.Errorf("got %v", err)
	}
	c = plan(1)
	c.Gates = []Gate{gateBefore(c.Items[0], false, false)}
	_, err = testEngine.Submit((&world{day: day("2025-03-03")}).moment(), citizen, SubmitInput{Case: c})
	if !fault.Is(err, fault.Invalid) || fault.Of(err).Fields[0].Name != "order_agreed" {
		t.Errorf("who did not agree to wait: %v", err)
	}
}
