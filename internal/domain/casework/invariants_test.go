package casework

import (
	"encoding/json"
	"slices"

	"lianban/internal/domain/calendar"
)

// The invariants of the rulebook §5. Whoever adds verbs adds what they must never do: to checkStep what one entry may do, to
// checkItem and checkOpen what is true of an item at rest. The numbers are those of the rulebook.

// reporter is the part of testing.T and rapid.T that a check needs.
type reporter interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

// retell folds a journal entry by entry and shows every step: 27. what comes out is the case.
func retell(t reporter, entries []Entry, visit func(before, after *Case, en *Entry)) *Case {
	t.Helper()
	c := &Case{}
	for i := range entries {
		en := &entries[i]
		ev := newEvent[Verb(en.Verb)]()
		if err := json.Unmarshal(en.Payload, ev); err != nil {
			t.Fatalf("entry %d: %v", en.Seq, err)
		}
		after := c.Clone()
		fold(after, en, ev)
		if i > 0 {
			visit(c, after, en)
		}
		c = after
	}
	return c
}

// checkAct holds what one act may do.
func checkAct(t reporter, w *world, before *Case, entries []Entry, slot string) {
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
		if it.Slot == slot || attemptOf(w.c, it).State == it.State || behindOne(w.c, slot, it.Slot) {
			continue
		}
		if !reaches(w.c, slot, it.Slot) {
			t.Fatalf("21: an act on %s changed %s, and no edge leads there", slot, it.Slot)
		}
	}
}

// behindOne says that both wait behind one gate: whoever puts its event on record opens it for all of them, and for what
// waits for them.
func behindOne(c *Case, slot, other string) bool {
	for _, g := range c.Gates {
		behind := slices.Concat(g.Start, g.Decide)
		if has(behind, slot) && slices.ContainsFunc(behind, func(s string) bool { return s == other || reaches(c, s, other) }) {
			return true
		}
	}
	return false
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
func checkStep(t reporter, before, after *Case, en *Entry) {
	if en.Day < before.Day {
		t.Fatalf("25: %s is dated %s, the entry before it %s", en.Verb, en.Day, before.Day)
	}
	checkTold(t, before, after)
	engine := en.Actor.Kind == "timer" || en.Actor.Kind == "system"
	for _, now := range after.Items {
		was := attemptOf(before, now)
		if was == nil {
			if en.Verb != string(VerbReapply) {
				t.Fatalf("4: %s made a new attempt", en.Verb)
			}
			continue
		}
		if was.Sealed == nil && now.Sealed != nil && now.Sealed.Grant {
			checkGrant(t, before, was)
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
		if engine && en.Verb != string(VerbPublishResult) && has([]State{Refused, Declined, Returned}, now.State) {
			t.Fatalf("5: %s made it %s", en.Actor.Kind, now.State)
		}
		if en.Actor.Kind == "timer" && now.State == Terminated && en.Actor.On != "K2" && en.Actor.On != "K15" {
			t.Fatalf("5: %s terminated", en.Actor.On)
		}
		if now.State == Granted && en.Verb != string(VerbPublishResult) && en.Verb != string(VerbDeemRenewed) { // which the law gives whatever is open
			checkGrant(t, before, was)
		}
		if en.Verb == string(VerbPublishResult) && (was.Sealed == nil || en.Day < after.Publishes) {
			t.Fatalf("%s was published on %s, before %s", now.Slot, en.Day, after.Publishes)
		}
		if has([]State{Granted, Refused}, now.State) && en.Day < after.Publishes && en.Verb != string(VerbDeemRenewed) && now.State != was.State {
			t.Fatalf("%s is %s before the day of publication", now.Slot, now.State)
		}
		if has([]State{Granted, Refused}, now.State) && en.Verb != string(VerbDeemRenewed) && was.paused() {
			t.Fatalf("18: %s was decided during excluded time", now.Slot)
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

// checkTold: 32. a day that the applicant was told never moves earlier.
func checkTold(t reporter, before, after *Case) {
	for _, now := range after.Items {
		was := attemptOf(before, now)
		if was == nil {
			continue
		}
		for j, k := range was.Clocks {
			if forApplicant(k.Kind) && now.Clocks[j].Told < k.Told {
				t.Fatalf("32: %s of %s was told %s, then %s", k.Kind, now.Slot, k.Told, now.Clocks[j].Told)
			}
		}
	}
}

// checkGrant: 1. every step before it passed, nothing is open, every edge is satisfied today or stands alone.
func checkGrant(t reporter, before *Case, was *ItemCase) {
	for i := range was.Steps {
		if s := &was.Steps[i]; s.beforeGrant() && !s.Passed() && s.Kind != AutomaticDecision { // the grant itself passes that one
			t.Fatalf("1: granted while %s is %s", s.ID, s.State)
		}
	}
	if h := was.Hearing; h != nil && (h.State == HearingTold || h.State == HearingAsked) {
		t.Fatalf("1: granted while a hearing is %s", h.State)
	}
	if q := was.Clarification; q != nil && q.State == ClarificationAsked {
		t.Fatal("1: granted while a question is open")
	}
	if g := before.closed(was.Slot, GateDecide); g != nil {
		t.Fatalf("1: granted before %s", g.Name)
	}
	for _, e := range before.edgesTo(was.Slot) {
		if from := before.Latest(e.From); !e.alone() && !from.verdict().Satisfied() && !(e.OnFail == AloneOnFail && from.verdict().Failed()) {
			t.Fatalf("1: granted while %s is %s", e.From, before.Latest(e.From).State)
		}
	}
}

// checkDeemed: 7. nothing was told since the receipt, the decision clock starts at it; 25. it carries its due day.
func checkDeemed(t reporter, was, now *ItemCase, en *Entry) {
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
func checkCase(t reporter, w *world) {
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
func checkJointDays(t reporter, w *world) {
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
	return slices.ContainsFunc(it.Desk, func(s Span) bool { return s.From < d && (s.To == 0 || d <= s.To) }) && !excludedAt(it, d)
}

// excludedAt says that the day is excluded time of the item's decision clocks.
func excludedAt(it *ItemCase, d calendar.Day) bool {
	for _, k := range it.Clocks {
		if decisionClock(k.Kind) && slices.ContainsFunc(k.History.Pauses, func(p calendar.Pause) bool { return p.From < d && (p.End(true) == 0 || d <= p.End(true)) }) {
			return true
		}
	}
	return false
}

func checkItem(t reporter, w *world, it *ItemCase, dues []Due) {
	if !it.State.Live() && it.State != Granted {
		for _, k := range it.Clocks {
			if k.History.Stop == 0 && !(it.State == Delivered && outlastsDelivery(k.Kind)) {
				t.Fatalf("3: %s is %s and %s runs", it.Slot, it.State, k.Kind)
			}
		}
		if it.Draft != nil || len(it.Desk) > 0 && it.Desk[len(it.Desk)-1].To == 0 || it.paused() || it.owes() {
			t.Fatalf("3: %s is %s and something is open", it.Slot, it.State)
		}
	}
	checkOpen(t, w, it)
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
	if it.Received != 0 && w.c.Latest(it.Slot) == it { // edges start afresh with an attempt
		for _, e := range w.c.edgesTo(it.Slot) {
			if e.Gate == GateStart && !e.open() {
				t.Fatalf("9: %s was received before %s", it.Slot, e.From)
			}
		}
	}
	if g := w.c.closed(it.Slot, GateStart); g != nil && it.Attempt == 1 && (it.Received != 0 || len(it.Desk) > 0) {
		t.Fatalf("9: %s was received before %s", it.Slot, g.Name)
	}
	if it.State.Live() {
		if Why(w.c, it.Slot, VerbWithdraw, citizen) != nil {
			t.Fatalf("19: %s is %s and cannot be withdrawn", it.Slot, it.State)
		}
		if !moves(w.c, it, map[string]bool{}) {
			t.Fatalf("11: %s is %s, no clock runs and it waits for nothing that has one", it.Slot, it.State)
		}
	}
	if it.Sealed != nil && (it.State != Accepted || w.day >= w.c.Publishes || it.Decision != nil || it.Draft != nil) {
		t.Fatalf("%s is %s on %s and has a sealed decision", it.Slot, it.State, w.day)
	}
	if d := it.Decision; d != nil && d.Rules == "" && !d.Silence && d.By == d.Signer { // rules and silence have no hands
		t.Fatalf("%s signed his own proposal", d.By)
	}
	if it.State == Granted && it.Made != 0 && it.Tendered == nil {
		limit := w.e.Cal.AddWorking(it.Decided, 10)
		if !slices.ContainsFunc(dues, func(d Due) bool { return d.Slot == it.Slot && d.Kind == "K7" && d.Day <= limit }) {
			t.Fatalf("13: %s is withheld and no release is armed by %s: %v", it.Slot, limit, dues)
		}
	}
}

// checkOpen holds what is true of pauses and limits: 8. one extension; 22. used and left are the length; every pause that is
// open belongs to something that is open, and what is excluded has an end or a hearing.
func checkOpen(t reporter, w *world, it *ItemCase) {
	extensions := 0
	for i := range it.Clocks {
		k := &it.Clocks[i]
		if k.Kind == "K3" {
			extensions += len(k.History.Extensions)
		}
		a := w.e.project(k, w.day)
		if a.Used+a.Left != a.Length {
			t.Fatalf("22: %s of %s: %d + %d ≠ %d", k.Kind, it.Slot, a.Used, a.Left, a.Length)
		}
		if decisionClock(k.Kind) && len(a.Void) > 0 {
			t.Fatalf("8: %s of %s has an extension that is void", k.Kind, it.Slot)
		}
		for _, p := range k.History.Pauses {
			if p.To == 0 && !it.paused() {
				t.Fatalf("%s of %s stands still for nothing", k.Kind, it.Slot)
			}
		}
		if n := slices.IndexFunc(it.Clocks, func(x Clock) bool { return x.Kind == k.Kind && x.Of == k.Of && x.History.Stop == 0 }); k.History.Stop == 0 && n != i {
			t.Fatalf("%s %s of %s runs twice", k.Kind, k.Of, it.Slot)
		}
	}
	if extensions > 1 {
		t.Fatalf("8: %s was extended %d times", it.Slot, extensions)
	}
}

// moves: 11. a running clock, or a live prerequisite that (through finitely many) has one, or something outside of which an
// officer can put on record that it has happened.
func moves(c *Case, it *ItemCase, seen map[string]bool) bool {
	if it.Sealed != nil {
		return true // its day comes
	}
	for _, k := range it.Clocks {
		if k.History.Stop == 0 {
			return true
		}
	}
	if len(c.Awaited(it)) > 0 && Why(c, it.Slot, VerbRecordEvent, officer) == nil {
		return true
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
func checkPhase(t reporter, c *Case) {
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
