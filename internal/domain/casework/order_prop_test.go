package casework

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"lianban/internal/domain/calendar"
)

// Invariant 26: settling every day or only before the next act gives the same journal.
func TestLazyAndDailySettlingGiveTheSameJournal(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := drawPlan(t)
		start := calendar.MustDay("2025-01-02") + calendar.Day(rapid.IntRange(0, 400).Draw(t, "start"))
		lazy, daily := &world{e: testEngine, day: start}, &world{e: testEngine, day: start}
		for _, w := range []*world{lazy, daily} {
			if err := w.file(c.Clone()); err != nil {
				t.Fatal(err)
			}
		}
		for range rapid.IntRange(1, 12).Draw(t, "acts") {
			lazy.day += calendar.Day(rapid.SampledFrom([]int{0, 1, 2, 9, 40}).Draw(t, "days"))
			for daily.day < lazy.day {
				daily.day++
				if err := daily.take(daily.e.Settle(daily.c, daily.moment())); err != nil {
					t.Fatal(err)
				}
			}
			v, slot, by := drawAct(t, lazy)
			one, two := lazy.do(v, slot, by), daily.do(v, slot, by)
			if (one == nil) != (two == nil) {
				t.Fatalf("%s on %s: lazy %v, daily %v", v, slot, one, two)
			}
		}
		for _, w := range []*world{lazy, daily} {
			if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
				t.Fatal(err)
			}
		}
		if a, b := storyOf(lazy.entries), storyOf(daily.entries); a != b {
			t.Fatalf("lazy:\n%s\ndaily:\n%s", a, b)
		}
	})
}

var drawnID = regexp.MustCompile(`"[a-z]+":"id-\d+",?`)

// storyOf writes a journal without the moments at which it was written down.
func storyOf(entries []Entry) string {
	var b strings.Builder
	for _, en := range entries {
		payload := string(en.Payload)
		if en.Verb == string(VerbSubmit) {
			payload = ""
		}
		payload = drawnID.ReplaceAllString(payload, "") // of a later attempt
		fmt.Fprintf(&b, "%s %s %s %+v %s\n", en.Day, en.Verb, en.Slot, en.Actor, payload)
	}
	return b.String()
}

// sight is what of a case must not depend on the order of acts: everything but journal numbers, but the
// past of items that ended without a grant (withdrawn before or just after its release is withdrawn), and but the record of
// earlier conclusions: "declined on a, reopened on b" was concluded in between, "reopened on b, declined on a" never was. The
// rulebook derives the phase from the items and keeps that record for figures only (§1.4); nothing that binds anybody reads it.
func sight(c *Case) string {
	d := c.Clone()
	d.Seq, d.Head, d.Visits = 0, "", nil // who came first opened the visit
	d.Concluded, d.Reconcluded, d.Reopened = max(d.Concluded, d.Reconcluded), 0, false
	if d.anyLive() {
		d.Concluded = 0
	}
	slices.SortFunc(d.Items, func(a, b *ItemCase) int {
		return cmp.Or(strings.Compare(a.Slot, b.Slot), cmp.Compare(a.Attempt, b.Attempt))
	})
	for i, it := range d.Items {
		forgetVisits(it)
		it.Version = 0
		if it.Attempt > 1 {
			it.ID = ""
		}
		forgetNumbers(it.Clocks)
		it.forgetPauses()
		if it.State.Failed() {
			d.Items[i] = &ItemCase{Slot: it.Slot, State: it.State, Kind: it.Kind, Decided: it.Decided}
		}
	}
	forgetNumbers(d.Clocks)
	return asJSON(d)
}

// forgetPauses forgets which entries began the pauses.
func (it *ItemCase) forgetPauses() {
	for i := range it.Steps {
		if x := it.Steps[i].Experts; x != nil {
			x.Pause = 0
		}
	}
	for i := range it.Procedures {
		it.Procedures[i].Pause = 0
	}
	if it.Hearing != nil {
		it.Hearing.Pause = 0
	}
}

// forgetVisits forgets which visit it was, not what it came to.
func forgetVisits(it *ItemCase) {
	for i := range it.Steps {
		if s := it.Steps[i].Seat; s != nil {
			s.Visit = ""
			for j := range s.Verdicts {
				s.Verdicts[j].Visit = ""
			}
		}
	}
}

func forgetNumbers(clocks []Clock) {
	for i := range clocks {
		clocks[i].History.By = 0
		for j := range clocks[i].History.Pauses {
			clocks[i].History.Pauses[j].By = 0
		}
		for j := range clocks[i].History.Extensions {
			clocks[i].History.Extensions[j].By = 0
		}
		slices.Sort(clocks[i].Warned)
	}
	slices.SortStableFunc(clocks, func(a, b Clock) int { return strings.Compare(a.Kind, b.Kind) })
}

// C1 (diamond): two acts on different items that are possible in both orders lead to the same joint state.
func TestActsOnDifferentItemsCommute(t *testing.T) {
	t.Parallel()
	met := 0
	rapid.Check(t, func(t *rapid.T) {
		w := &world{e: testEngine, day: calendar.MustDay("2025-03-03")}
		if err := w.file(drawPlan(t)); err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(0, 12).Draw(t, "acts") {
			w.day += calendar.Day(rapid.SampledFrom([]int{0, 0, 0, 1, 3}).Draw(t, "days"))
			v, slot, by := drawAct(t, w)
			_ = w.do(v, slot, by) // a refused act leaves the case as it was
		}
		v1, slot1, by1 := drawAct(t, w)
		v2, slot2, by2 := drawAct(t, w)
		if slot1 == slot2 || v1 == VerbAskEarlyDelivery || v2 == VerbAskEarlyDelivery {
			return
		}
		if w.c.seesWorld(v1, slot1, v2, slot2) || w.c.seesWorld(v2, slot2, v1, slot1) {
			return // the only exception: the later filing sees the later world (rulebook §4.5)
		}
		ab, ba := *w, *w
		if ab.do(v1, slot1, by1) != nil || ab.do(v2, slot2, by2) != nil {
			return
		}
		if ba.do(v2, slot2, by2) != nil || ba.do(v1, slot1, by1) != nil {
			return
		}
		met++
		if a, b := sight(ab.c), sight(ba.c); a != b {
			t.Fatalf("%s on %s, %s on %s\n%s\n%s", v1, slot1, v2, slot2, a, b)
		}
	})
	if met == 0 {
		t.Error("no pair of acts was ever possible in both orders: the test tests nothing")
	}
}

// seesWorld says that a filing stands next to a change of what it waits for.
func (c *Case) seesWorld(filing Verb, slot string, other Verb, of string) bool {
	return filing == VerbReapply && has([]Verb{VerbReapply, VerbReopenByReview, VerbRevoke}, other) &&
		slices.ContainsFunc(c.edgesTo(slot), func(e Edge) bool { return e.From == of })
}

// intent is the decision that a department takes if it gets the case.
type intent string

const (
	willGrant   intent = "grant"
	willRefuse  intent = "refuse"
	willDecline intent = "decline"
	willSpare   intent = "not_needed"
)

// C3 (outcome): fix each department's decision and one choice per hold; then every interleaving ends in the
// same item states and the same joint result (C4: also with items and edges in another order).
func TestTheOrderOfDecisionsDoesNotMatter(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := drawPlan(t)
		intents, alone := map[string]intent{}, map[string]bool{}
		for _, it := range c.Items {
			intents[it.Slot] = rapid.SampledFrom([]intent{willGrant, willGrant, willRefuse, willDecline, willSpare}).Draw(t, "intent")
			alone[it.Slot] = rapid.Bool().Draw(t, "stand alone")
		}
		run := func(name string, c *Case) *world {
			w := &world{e: testEngine, day: calendar.MustDay("2025-03-03")}
			if err := w.file(c); err != nil {
				t.Fatal(err)
			}
			for steps := 0; w.c.anyLive(); steps++ {
				if steps > 200 {
					t.Fatalf("it never ends: %s", asJSON(w.c))
				}
				it := rapid.SampledFrom(w.c.Items).Draw(t, name)
				step(t, w, it, intents[it.Slot], alone[it.Slot])
			}
			return w
		}
		mirrored := c.Clone() // C4: what follows an act does not depend on the order in which items are visited
		slices.Reverse(mirrored.Items)
		slices.Reverse(mirrored.Edges)
		one, two := run("first", c.Clone()), run("second", mirrored)
		for _, it := range one.c.Items {
			if other := two.state(it.Slot); other != it.State {
				t.Fatalf("%s (%s, alone %v) ended %s and %s; edges %+v", it.Slot, intents[it.Slot], alone[it.Slot], it.State, other, c.Edges)
			}
		}
		if ResultOf(one.c) != ResultOf(two.c) {
			t.Fatalf("%s and %s", ResultOf(one.c), ResultOf(two.c))
		}
	})
}

// step takes an item one act further towards its intent; nothing happens while it must wait.
func step(t *rapid.T, w *world, it *ItemCase, will intent, alone bool) {
	do := func(v Verb, by Actor) {
		if err := w.do(v, it.Slot, by); err != nil {
			t.Fatalf("%s on %s (%s): %v", v, it.Slot, it.State, err)
		}
	}
	if g := w.c.closed(it.Slot, GateStart); g != nil && w.c.WaitsOutside(it) {
		do(VerbRecordEvent, officer)
		return
	}
	switch it.State {
	case Held:
		switch {
		case alone:
			do(VerbChooseStandAlone, citizen)
		case !w.c.startsUnknown(it):
			do(VerbWithdraw, citizen) // earlier it would race the prerequisite that is still open (rulebook §4.5, C2a)
		}
	case Received:
		switch will {
		case willDecline:
			do(VerbDecline, checker)
		case willSpare:
			do(VerbDeclareNotNeeded, checker)
		default:
			do(VerbAccept, checker)
		}
	case Accepted:
		stepAccepted(w, it, will, alone, do)
	}
}

// startsUnknown says that a prerequisite of the item's start has neither passed nor failed yet.
func (c *Case) startsUnknown(it *ItemCase) bool {
	return slices.ContainsFunc(c.edgesTo(it.Slot), func(e Edge) bool { return e.Gate == GateStart && !e.OK && !e.Bad })
}

// stepAccepted: a grant that a failed prerequisite makes impossible becomes a refusal, after the choice.
func stepAccepted(w *world, it *ItemCase, will intent, alone bool, do func(Verb, Actor)) {
	if it.running("K21") != nil && alone {
		do(VerbChooseStandAlone, citizen)
		return
	}
	if d := it.Draft; d != nil {
		switch {
		case it.hands() == 3 && d.Reviewer == "":
			do(VerbReview, reviewer)
		case d.Grant:
			do(VerbGrant, signer)
		default:
			do(VerbRefuse, signer)
		}
		return
	}
	if will == willRefuse {
		do(VerbProposeRefuse, officer)
		return
	}
	switch f := ready(w.c, it); {
	case f == nil:
		do(VerbProposeGrant, officer)
	case f.Key == "casework.prerequisite_failed":
		do(VerbProposeRefuse, officer)
	case f.Key == "casework.event_awaited":
		do(VerbRecordEvent, officer)
	case it.stepIn("", ExpertReview, StepTodo) != nil:
		do(VerbCallExperts, officer)
	case it.stepIn("", ExpertReview, StepCalled, StepOverrun) != nil:
		do(VerbExpertOpinion, officer)
	case it.Inspection("", StepTodo) != nil:
		do(VerbScheduleVisit, officer)
	case it.Inspection("", StepScheduled) != nil:
		do(VerbVisitPass, officer)
	}
}

func TestTheChainNamesTheFirstBadEntry(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(2), "2025-03-03")
	w.grantIt(t, "a")
	w.refuseIt(t, "b")
	if err := Verify(w.entries); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(es []Entry) []Entry{
		"payload": func(es []Entry) []Entry { es[2].Payload = []byte(`{}`); return es },
		"verb":    func(es []Entry) []Entry { es[2].Verb = "refuse"; return es },
		"name":    func(es []Entry) []Entry { es[2].Actor.Name = "another"; return es },
		"actor":   func(es []Entry) []Entry { es[2].Actor.ID = "another"; return es },
		"relinked": func(es []Entry) []Entry {
			es[2].Actor.ID = "another"
			es[2].seal()
			es[3].Prev = es[2].Hash
			return es
		},
		"removed":  func(es []Entry) []Entry { return append(es[:2], es[3:]...) },
		"resealed": func(es []Entry) []Entry { es[2].Verb = "x"; es[2].seal(); return es },
		"cut":      func(es []Entry) []Entry { return es[1:] },
	} {
		err := Verify(spoil(slices.Clone(w.entries)))
		if err == nil {
			t.Errorf("%s: nobody noticed", name)
			continue
		}
		if want := "entry 3"; has([]string{"payload", "verb", "name", "actor"}, name) && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", name, err, want)
		}
	}
	erased := slices.Clone(w.entries)
	erased[0].Payload, erased[0].Salt, erased[0].Actor.Name = nil, "", ""
	if err := Verify(erased); err != nil {
		t.Errorf("erasing personal values breaks the chain: %v", err)
	}
}
