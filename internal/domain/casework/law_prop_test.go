package casework

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// drawPlan makes a small joint case: one to three items, edges of both gates and all policies.
func drawPlan(t *rapid.T) *Case {
	c := plan(rapid.IntRange(1, 3).Draw(t, "items"))
	c.JointConclusion = rapid.Bool().Draw(t, "joint conclusion")
	c.JointPromise = rapid.SampledFrom([]int{0, 15}).Draw(t, "joint promise")
	for i, it := range c.Items {
		it.Regime = rapid.SampledFrom([]string{"licence", "licence", "filing"}).Draw(t, "regime")
		it.SignOff = rapid.IntRange(1, 3).Draw(t, "hands")
		if rapid.Bool().Draw(t, "gap list") {
			it.MayGap, it.GapDays = []string{"health_card"}, Limit{Days: 5}
		}
		if rapid.Bool().Draw(t, "commitment") {
			it.MayPromise = &CommitmentOffer{Text: "承诺", Promise: Limit{Days: 1}}
		}
		if it.Regime == "filing" {
			it.Statutory = Limit{}
		}
		for j := range i {
			if !rapid.Bool().Draw(t, "edge") {
				continue
			}
			c.Edges = append(c.Edges, Edge{
				From: c.Items[j].Slot, To: it.Slot,
				Gate:   rapid.SampledFrom([]string{GateStart, GateDecide}).Draw(t, "gate"),
				OnFail: rapid.SampledFrom([]string{LapseOnFail, HoldOnFail, AloneOnFail}).Draw(t, "on fail"),
			})
			if rapid.Bool().Draw(t, "substitute") {
				it.Materials = append(it.Materials, c.Items[j].Gives...)
			}
		}
	}
	return c
}

var people = []Actor{citizen, checker, officer, reviewer, signer, clerk, staffOf("legal-1", SetRight)}

// rareVerbs end an item early; drawn as often as others they would hide what comes later.
var rareVerbs = []Verb{VerbWithdraw, VerbDecline, VerbReturn, VerbDeclareNotNeeded, VerbSendBack, VerbTransferOfficer, VerbClaim,
	VerbAddMaterial, VerbCorrectOnTheSpot, VerbExtendSupplement, VerbReopenByReview, VerbRevoke, VerbCorrectCertificate, VerbReapply}

// drawAct picks a possible act, or now and then any act at all.
func drawAct(t *rapid.T, w *world) (Verb, string, Actor) {
	it := rapid.SampledFrom(w.c.Items).Draw(t, "item")
	if rapid.IntRange(0, 9).Draw(t, "wild") == 0 {
		v := rapid.SampledFrom(Table).Draw(t, "verb").Verb
		return v, it.Slot, rapid.SampledFrom(people).Draw(t, "who")
	}
	type choice struct {
		v  Verb
		by Actor
	}
	var choices []choice
	for _, by := range people {
		for _, v := range Possible(w.c, it.Slot, by) {
			if has(rareVerbs, v) && rapid.IntRange(0, 4).Draw(t, "really") > 0 {
				continue
			}
			choices = append(choices, choice{v, by})
		}
	}
	if len(choices) == 0 {
		return VerbAskEarlyDelivery, it.Slot, citizen
	}
	x := rapid.SampledFrom(choices).Draw(t, "act")
	return x.v, it.Slot, x.by
}

// Random acts on random joint cases, on random days: everything that the law promises of every single act.
func TestTheLawHoldsUnderRandomActs(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		start := calendar.MustDay("2025-01-02") + calendar.Day(rapid.IntRange(0, 400).Draw(t, "start"))
		w := &world{e: testEngine, day: start}
		if err := w.file(drawPlan(t)); err != nil {
			t.Fatal(err)
		}
		checkCase(t, w)
		for range rapid.IntRange(1, 25).Draw(t, "acts") {
			w.day += calendar.Day(rapid.SampledFrom([]int{0, 0, 0, 1, 2, 9, 40}).Draw(t, "days"))
			v, slot, by := drawAct(t, w)
			before, argument := w.c.Clone(), asJSON(w.c)
			had := len(w.entries)
			err := w.do(v, slot, by)
			if asJSON(before) != argument {
				t.Fatalf("%s changed the case that it was given", v)
			}
			if err != nil {
				if k := fault.Of(err).Kind; k == fault.Internal {
					if _, ok := newEvent[v]; ok && !rowOf[v].byEngine() && v != VerbSubmit && v != VerbMakeCertificate && v != VerbTenderResult {
						t.Fatalf("%s: %v", v, err)
					}
				}
				if asJSON(w.c) != argument {
					t.Fatalf("%s failed and changed the case", v)
				}
				continue
			}
			checkAct(t, w, before, w.entries[had:], slot)
			checkCase(t, w)
		}
	})
}

// checkAct holds what one act may do.
func checkAct(t *rapid.T, w *world, before *Case, entries []Entry, slot string) {
	if before.MayRelease() && !w.c.MayRelease() {
		t.Fatal("31: may release turned from yes to no")
	}
	c, err := Replay(w.entries[:len(w.entries)-len(entries)])
	if err != nil {
		t.Fatal(err)
	}
	timers := false
	for i := range entries {
		en := &entries[i]
		timers = timers || en.Actor.Kind == "timer"
		next, err := Replay(w.entries[:len(w.entries)-len(entries)+i+1])
		if err != nil {
			t.Fatal(err)
		}
		checkStep(t, c, next, en)
		c = next
	}
	if timers {
		return
	}
	for _, it := range before.Items {
		if it.Slot == slot || attemptOf(w.c, it).State == it.State {
			continue
		}
		if !reaches(w.c, slot, it.Slot) {
			t.Fatalf("21: an act on %s changed %s, and no edge leads there", slot, it.Slot)
		}
	}
}

func reaches(c *Case, from, to string) bool {
	for _, e := range c.Edges {
		if e.From == from && (e.To == to || reaches(c, e.To, to)) {
			return true
		}
	}
	return false
}

// checkStep holds what one entry may do, given the case before and after it.
func checkStep(t *rapid.T, before, after *Case, en *Entry) {
	engine := en.Actor.Kind == "timer" || en.Actor.Kind == "system"
	for _, now := range after.Items {
		was := attemptOf(before, now)
		if was == nil {
			if en.Verb != string(VerbReapply) {
				t.Fatalf("4: %s made a new attempt", en.Verb)
			}
			continue
		}
		if was.State == now.State {
			continue
		}
		if en.Slot != now.Slot {
			t.Fatalf("entry %d is about %s and changed %s", en.Seq, en.Slot, now.Slot)
		}
		if !was.State.Live() && !endChanges(was.State, now.State, Verb(en.Verb)) {
			t.Fatalf("4: %s went from %s to %s", now.Slot, was.State, now.State)
		}
		if now.State == Lapsed && was.State != Waiting && was.State != Held {
			t.Fatalf("2: lapsed from %s", was.State)
		}
		if engine && has([]State{Refused, Declined, Returned}, now.State) {
			t.Fatalf("5: %s made it %s", en.Actor.Kind, now.State)
		}
		if en.Actor.Kind == "timer" && now.State == Terminated && en.Actor.On != "K2" && en.Actor.On != "K15" {
			t.Fatalf("5: %s terminated", en.Actor.On)
		}
		if now.State == Granted {
			checkGrant(t, before, was)
		}
	}
	if en.Verb == string(VerbDeemAccepted) {
		checkDeemed(t, before.Latest(en.Slot), after.Latest(en.Slot), en)
	}
}

// attemptOf finds an attempt in another version of its case; nil if it was not there yet.
func attemptOf(c *Case, it *ItemCase) *ItemCase {
	for _, x := range c.Items {
		if x.Slot == it.Slot && x.Attempt == it.Attempt {
			return x
		}
	}
	return nil
}

// endChanges holds which ends may change (invariant 4): delivered after granted, revoked after both, reopened by an order.
func endChanges(was, now State, v Verb) bool {
	switch v {
	case VerbReopenByReview:
		return was.Failed() && now == Accepted
	case VerbRevoke:
		return was.Satisfied() && now == Revoked
	}
	return was == Granted && now == Delivered
}

// checkGrant: 1. every edge is satisfied today or stands alone; proposer and signer differ.
func checkGrant(t *rapid.T, before *Case, was *ItemCase) {
	for _, e := range before.edgesTo(was.Slot) {
		if !e.alone() && !before.Latest(e.From).State.Satisfied() {
			t.Fatalf("1: granted while %s is %s", e.From, before.Latest(e.From).State)
		}
	}
}

// checkDeemed: 7. nothing was told since the receipt, the decision clock starts at it; 25. it carries its due day.
func checkDeemed(t *rapid.T, was, now *ItemCase, en *Entry) {
	k := was.running("K1")
	if k == nil || was.State != Received || !was.licence() {
		t.Fatalf("7: deemed accepted from %s, regime %s", was.State, was.Regime)
	}
	if now.Accepted != was.Received || now.running("K3").History.Start != was.Received {
		t.Fatalf("7: received %s, accepted as of %s", was.Received, now.Accepted)
	}
	if due := calendar.Due(testEngine.Cal, k.Rule, k.History, en.Day).Due; en.Day != due {
		t.Fatalf("25: dated %s, due %s", en.Day, due)
	}
}

// checkCase holds what is true of every case at rest.
func checkCase(t *rapid.T, w *world) {
	c, err := Replay(w.entries)
	if err != nil {
		t.Fatal(err)
	}
	if asJSON(c) != asJSON(w.c) {
		t.Fatalf("27: the journal tells of another case\n%s\n%s", asJSON(c), asJSON(w.c))
	}
	again, err := w.e.Settle(w.c, w.moment())
	if err != nil || len(again.Entries) > 0 || asJSON(again.Case) != asJSON(w.c) {
		t.Fatalf("26: settling twice did something: %v", again.Entries)
	}
	dues := w.e.Dues(w.c)
	for _, d := range dues {
		if d.Day < w.day {
			t.Fatalf("26: %s of %s should have rung on %s", d.Kind, d.Slot, d.Day)
		}
	}
	for _, it := range w.c.Items {
		checkItem(t, w, it, dues)
	}
	checkPhase(t, w.c)
	checkJointDays(t, w)
}

// first says that what the item does on a day counts for the joint clocks: a first attempt, and not after an order reopened it.
func (it *ItemCase) first(d calendar.Day) bool {
	return it.Attempt == 1 && (it.ReopenedOn == 0 || d <= it.ReopenedOn)
}

// checkJointDays: 30. the joint clocks used one day for each working day at whose start some item lay on a desk.
func checkJointDays(t *rapid.T, w *world) {
	for i, v := range w.e.JointClockViews(w.c, w.day) {
		if v.Level == calendar.Late {
			continue // behind the due day every working day counts
		}
		last := w.day
		if v.Stopped != 0 {
			last = min(last, v.Stopped)
		}
		n := 0
		for d := v.Started + 1; d <= last; d++ {
			if w.e.Cal.Working(d) && slices.ContainsFunc(w.c.Items, func(it *ItemCase) bool { return it.first(d) && onDeskAt(it, d) }) {
				n++
			}
		}
		if v.Used != n {
			t.Fatalf("30: %s used %d, counted %d; %+v", w.c.Clocks[i].Kind, v.Used, n, w.c.JointHistory(w.c.Clocks[i]))
		}
	}
}

func onDeskAt(it *ItemCase, d calendar.Day) bool {
	return slices.ContainsFunc(it.Desk, func(s Span) bool { return s.From < d && (s.To == 0 || d <= s.To) })
}

func checkItem(t *rapid.T, w *world, it *ItemCase, dues []Due) {
	if !it.State.Live() && it.State != Granted {
		for _, k := range it.Clocks {
			if k.History.Stop == 0 && !(it.State == Delivered && (k.Kind == "K19" || k.Kind == "K20")) { // oversight outlasts delivery
				t.Fatalf("3: %s is %s and %s runs", it.Slot, it.State, k.Kind)
			}
		}
		if it.Draft != nil || len(it.Desk) > 0 && it.Desk[len(it.Desk)-1].To == 0 {
			t.Fatalf("3: %s is %s and something is open", it.Slot, it.State)
		}
	}
	if n := len(it.Supplements); n > 2 {
		t.Fatalf("6: %d notices", n)
	}
	for _, s := range it.Supplements[min(1, len(it.Supplements)):] {
		for _, d := range s.Defects {
			if !names(it.Supplements[0].Defects, d.key()) {
				t.Fatalf("6: %s was not in the first notice", d.key())
			}
		}
	}
	if it.Received != 0 {
		for _, e := range w.c.edgesTo(it.Slot) {
			if e.Gate == GateStart && !e.open() {
				t.Fatalf("9: %s was received before %s", it.Slot, e.From)
			}
		}
	}
	if it.State.Live() {
		if Why(w.c, it.Slot, VerbWithdraw, citizen) != nil {
			t.Fatalf("19: %s is %s and cannot be withdrawn", it.Slot, it.State)
		}
		if !moves(w.c, it, map[string]bool{}) {
			t.Fatalf("11: %s is %s, no clock runs and it waits for nothing that has one", it.Slot, it.State)
		}
	}
	if d := it.Decision; d != nil && d.By == d.Signer {
		t.Fatalf("%s signed his own proposal", d.By)
	}
	if it.State == Granted && it.Made != 0 && it.Tendered == nil {
		limit := w.e.Cal.AddWorking(it.Decided, 10)
		if !slices.ContainsFunc(dues, func(d Due) bool { return d.Slot == it.Slot && d.Kind == "K7" && d.Day <= limit }) {
			t.Fatalf("13: %s is withheld and no release is armed by %s: %v", it.Slot, limit, dues)
		}
	}
}

// moves: 11. a running clock, or a live prerequisite that (through finitely many) has one.
func moves(c *Case, it *ItemCase, seen map[string]bool) bool {
	for _, k := range it.Clocks {
		if k.History.Stop == 0 {
			return true
		}
	}
	for _, e := range c.edgesTo(it.Slot) {
		from := c.Latest(e.From)
		if from.State.Live() && !seen[from.Slot] {
			seen[from.Slot] = true
			if moves(c, from, seen) {
				return true
			}
		}
	}
	return false
}

// checkPhase: 10. there is a phase, it only counts, and "waits for the applicant" means that he can do something.
func checkPhase(t *rapid.T, c *Case) {
	phase := PhaseOf(c)
	mirrored := c.Clone()
	slices.Reverse(mirrored.Items)
	if PhaseOf(mirrored) != phase || ResultOf(mirrored) != ResultOf(c) {
		t.Fatalf("10: %s, mirrored %s", phase, PhaseOf(mirrored))
	}
	if phase != AwaitingApplicant {
		return
	}
	for _, it := range c.Items {
		for _, v := range Possible(c, it.Slot, citizen) {
			if v != VerbWithdraw {
				return
			}
		}
	}
	t.Fatal("10: it waits for the applicant, who can do nothing")
}
