package casework

import (
	"fmt"
	"strings"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
)

// inState brings item a of a fresh case into a state by force: the table is tested cell by cell, also where
// no act of today leads.
func inState(t *testing.T, s State) *world {
	t.Helper()
	c := two(GateStart, HoldOnFail, true)
	c.Edges[0].From, c.Edges[0].To = "b", "a"
	c.Items[0].Materials, c.Items[1].Gives = []string{"cert_b"}, []string{"cert_b"}
	w := filed(t, c, "2025-03-03")
	it := w.c.Latest("a")
	it.State = s
	switch s {
	case Waiting:
	case Held:
		w.c.Edges[0].Bad = true
		w.c.Latest("b").State, w.c.Latest("b").Clocks = Refused, nil
		it.Clocks = []Clock{w.e.choiceClock(w.day)}
	case Received:
		it.Received, it.Desk = w.day, []Span{{From: w.day}}
		it.Clocks = []Clock{w.e.answerClock(it, w.day)}
	case SupplementRequested:
		it.Received = w.day
		it.Supplements = []Supplement{{Told: w.day, Served: w.day, Defects: []Defect{{Material: "id_card"}}}}
		it.Clocks = []Clock{w.e.supplementClock(w.day)}
	case Accepted:
		it.Received, it.Accepted, it.Desk = w.day, w.day, []Span{{From: w.day}}
		w.c.Edges[0].Bad = true
		w.c.Edges[0].Gate = GateDecide
		it.Clocks = append(w.e.decisionClocks(it, w.day), w.e.choiceClock(w.day))
	case Granted:
		it.Made, it.Decided = w.day, w.day
		it.Tendered = &Tender{On: w.day, Channel: "e_account"}
		it.Clocks = []Clock{w.e.collectClock(w.day)}
	}
	return w
}

// prepare makes what a guard asks for, so that only the table speaks.
func prepare(w *world, v Verb) {
	it := w.c.Latest("a")
	for _, part := range preparers {
		if do, ok := part[v]; ok {
			do(w, it)
			return
		}
	}
	switch v {
	case VerbRecordEvent:
		w.c.Gates = []Gate{{Slug: "built", Name: "房子盖好", Own: true, Start: []string{"a"}}}
	case VerbUrge, VerbSupervise:
		if it.State == Granted {
			it.Clocks = append(it.Clocks, w.e.deliveryClock(it, w.day))
		}
		for i := range it.Clocks {
			it.Clocks[i].Warned = []string{warnAmber, warnLate}
		}
	case VerbAnswerSupervision:
		it.Orders = []Order{{What: "办结", Opened: w.day, Due: w.day + 3}}
	case VerbCloseSupervision:
		it.Orders = []Order{{What: "办结", Opened: w.day, Due: w.day + 3, Answer: "已办", Answered: w.day}}
	}
	if it.State != Accepted {
		return
	}
	switch v {
	case VerbProposeGrant:
		w.c.Edges[0].Chosen = true
	case VerbGrant:
		w.c.Edges[0].Chosen = true
		it.Draft = &Proposal{Grant: true, By: "somebody"}
	case VerbRefuse, VerbSendBack:
		it.Draft = &Proposal{By: "somebody"}
	case VerbReview:
		it.SignOff, it.Draft = 3, &Proposal{By: "somebody"}
	}
}

// actorFor is somebody who acts in a role.
func actorFor(r Role) Actor {
	switch r {
	case Own, Object:
		return Actor{Kind: "applicant", Role: r, ID: "p1"}
	case Timer:
		return timerActor("K1")
	case System:
		return engineActor
	}
	return staffOf("x", r)
}

// Every state × verb × role: a person does a verb exactly where the table says so; everywhere else the answer
// is "not now" with what is possible, or "not you".
func TestEveryCellOfTheTable(t *testing.T) {
	t.Parallel()
	cells := 0
	for _, row := range Table {
		if row.Joint {
			continue
		}
		for _, s := range States {
			for _, r := range Roles {
				cells++
				name := fmt.Sprintf("%s/%s/%s", row.Verb, s, r)
				checkCell(t, name, row, s, r)
			}
		}
	}
	if cells < 15*15*80 {
		t.Errorf("only %d cells", cells)
	}
}

func checkCell(t *testing.T, name string, row Row, s State, r Role) {
	t.Helper()
	w := inState(t, s)
	prepare(w, row.Verb)
	by := actorFor(r)
	err := Why(w.c, "a", row.Verb, by)
	switch {
	case !has(row.Who, r):
		wantFault(t, name, err, fault.Forbidden, "casework.not_for_you")
	case !has(row.From, s):
		wantFault(t, name, err, fault.NotNow, "casework.state."+string(s))
		if f := fault.Of(err); f.Params["state"] != string(s) || f.Params["possible"] != possibleOf(w.c, by) {
			t.Errorf("%s: params %v", name, f.Params)
		}
	default:
		if err != nil && !row.byEngine() && row.Verb != VerbMakeCertificate && row.Verb != VerbTenderResult {
			t.Errorf("%s: %v", name, err)
		}
	}
	if row.byEngine() || row.Apart || row.Verb == VerbMakeCertificate || row.Verb == VerbTenderResult {
		return // no method: a person has no way to ask for it
	}
	before := asJSON(w.c)
	ch, did := perform(w.e, w.c, w.moment(), row.Verb, "a", by)
	if (did == nil) != (err == nil) {
		t.Errorf("%s: the table says %v, the act says %v", name, err, did)
	}
	if asJSON(w.c) != before {
		t.Errorf("%s: the act changed its argument", name)
	}
	if did == nil && !has(row.Leads(s), firstState(ch, row.Verb)) {
		t.Errorf("%s: led to %s, the table says %v", name, firstState(ch, row.Verb), row.To)
	}
}

// firstState is the state right after the entry of the verb itself, before anything followed from it.
func firstState(ch Change, v Verb) State {
	it := ch.Case.Latest("a")
	if v == VerbChooseStandAlone && it.State == Received {
		return Waiting // released in the same breath
	}
	return it.State
}

func possibleOf(c *Case, by Actor) string {
	var words []string
	for _, v := range Possible(c, "a", by) {
		words = append(words, string(v))
	}
	return strings.Join(words, ",")
}

func wantFault(t *testing.T, name string, err error, kind fault.Kind, key string) {
	t.Helper()
	if !fault.Is(err, kind) || fault.Of(err).Key != key {
		t.Errorf("%s: got %v, want %s %s", name, err, kind, key)
	}
}

func TestTheTableIsSound(t *testing.T) {
	t.Parallel()
	seen := map[Verb]bool{}
	for _, row := range Table {
		if seen[row.Verb] {
			t.Errorf("%s stands twice", row.Verb)
		}
		seen[row.Verb] = true
		if row.Joint != (len(row.From) == 0) {
			t.Errorf("%s: an act on an item names its states, one on the joint case has none", row.Verb)
		}
		if len(row.Who) == 0 || row.Law == "" || row.Group == "" {
			t.Errorf("%s: who, law or group is missing", row.Verb)
		}
		if _, written := newEvent[row.Verb]; written == row.Apart {
			t.Errorf("%s: in another room %v, but written to the journal %v", row.Verb, row.Apart, written)
		}
	}
	for v := range newEvent {
		if !seen[v] {
			t.Errorf("the journal knows %s, the table does not", v)
		}
	}
}

// Every key that this room can answer has a text.
func TestEveryKeyHasAText(t *testing.T) {
	t.Parallel()
	texts := lang.Chinese()
	want := func(key string) {
		if !texts.Has(key) {
			t.Errorf("no text for %s", key)
		}
	}
	for _, row := range Table {
		want("casework.verb." + string(row.Verb))
		if !row.Apart {
			want("casework.journal." + string(row.Verb))
		}
	}
	for _, s := range States {
		want("casework.state." + string(s))
		want("fault.casework.state." + string(s))
	}
	for _, r := range Roles {
		want("casework.role." + string(r))
	}
	for _, p := range []Phase{Submitted, InProgress, AwaitingApplicant, PartlyConcluded, Concluded, Closed} {
		want("casework.phase." + string(p))
	}
	for _, r := range []Result{AllGranted, PartlyGranted, NoneGranted, AllNotNeeded, AllWithdrawn} {
		want("casework.result." + string(r))
		want("message.joint_concluded." + string(r))
	}
	for _, k := range strings.Fields(keysOfThisRoom) {
		want(k)
	}
}
