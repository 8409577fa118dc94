package casework

import (
	"slices"
	"strings"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// campaign is a case of two items, of which b's decision waits for a's, whose results are told on 2025-04-21.
func campaign(onFail string) *Case {
	c := two(GateDecide, onFail, true)
	c.JointConclusion = false
	c.Publishes = calendar.MustDay("2025-04-21")
	return c
}

func (w *world) settleNow(t testing.TB) {
	t.Helper()
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
}

// outside is what the applicant can know: the case as it is told, the papers and the messages.
func (w *world) outside() string {
	told := w.e.Told(w.c, w.moment().At)
	var kinds []string
	for _, d := range w.docs {
		kinds = append(kinds, d.Kind)
	}
	for _, m := range w.msgs {
		if strings.HasPrefix(m.Target, "person:") {
			kinds = append(kinds, m.Kind)
		}
	}
	for _, it := range told.Items {
		it.Version, it.Draft, it.Handler = 0, nil, "" // internal acts move them, whatever they come to
	}
	told.Seq, told.Head, told.Day, told.Version = 0, "", 0, 0
	return asJSON(told) + strings.Join(kinds, ",")
}

// Before the day of publication a grant, a refusal and no decision at all look the same from outside.
func TestNothingOfAResultIsToldBeforeItsDay(t *testing.T) {
	t.Parallel()
	look := map[string]string{}
	for name, decide := range map[string]func(w *world){
		"open":    func(*world) {},
		"granted": func(w *world) { w.must(t, VerbProposeGrant, "a", officer); w.must(t, VerbGrant, "a", signer) },
		"refused": func(w *world) { w.must(t, VerbProposeRefuse, "a", officer); w.must(t, VerbRefuse, "a", signer) },
	} {
		w := filed(t, campaign(HoldOnFail), "2025-03-03")
		w.must(t, VerbAccept, "a", checker)
		w.must(t, VerbAccept, "b", checker)
		w.on("2025-03-10")
		decide(w)
		look[name] = w.outside()
		if w.state("a") != Accepted {
			t.Errorf("%s: %s", name, w.state("a"))
		}
		if got := w.c.SealedUntil(w.c.Latest("a")); (got != 0) != (name != "open") {
			t.Errorf("%s: the house knows %s", name, got)
		}
		w.on("2025-04-20")
		w.settleNow(t)
		if w.state("a") != Accepted || w.c.Latest("a").Decision != nil {
			t.Errorf("%s: told a day early", name)
		}
	}
	if look["granted"] != look["open"] || look["refused"] != look["open"] {
		t.Errorf("they differ:\n%s\n%s\n%s", look["open"], look["granted"], look["refused"])
	}
}

// On the day everybody is told at once: letter, result and delivery begin in its morning, whoever looks first.
func TestAllResultsAreToldOnTheDay(t *testing.T) {
	t.Parallel()
	w := filed(t, campaign(AloneOnFail), "2025-03-03")
	w.refuseIt(t, "a")
	w.on("2025-03-05")
	w.grantIt(t, "b") // the departments go by the sealed refusal: b stands alone
	if w.c.Latest("a").State != Accepted || w.c.Latest("b").State != Accepted || w.c.Concluded != 0 {
		t.Fatal("a sealed case has ended")
	}
	dues := w.e.Dues(w.c)
	if !slices.ContainsFunc(dues, func(d Due) bool {
		return d.Slot == "b" && d.Kind == DuePublication && d.Day == calendar.MustDay("2025-04-20")
	}) {
		t.Errorf("nothing wakes the sweep on the day: %v", dues)
	}
	docs, msgs := len(w.docs), len(w.msgs)
	w.on("2025-04-21")
	w.settleNow(t)
	if w.state("a") != Refused || w.state("b") != Granted || w.c.Latest("b").Tendered == nil {
		t.Errorf("%s %s", w.state("a"), w.state("b"))
	}
	var kinds []string
	for _, d := range w.docs[docs:] {
		kinds = append(kinds, d.Kind+" "+d.Data["day"])
	}
	for _, m := range w.msgs[msgs:] {
		kinds = append(kinds, m.Kind)
	}
	for _, want := range []string{"decision_refuse 2025-04-21", "decision_grant 2025-04-21", "certificate 2025-04-21", "refused", "result_ready"} {
		if !slices.Contains(kinds, want) {
			t.Errorf("no %s among %v", want, kinds)
		}
	}
	if k := w.c.Latest("b").Clocks; !slices.ContainsFunc(k, func(k Clock) bool { return k.Kind == "K7" && k.History.Start == calendar.MustDay("2025-04-21") }) {
		t.Errorf("delivery does not begin on the day: %v", k)
	}
	if c, err := Replay(w.entries); err != nil || asJSON(c) != asJSON(w.c) {
		t.Errorf("the journal tells another case: %v", err)
	}
	w.settleNow(t)
	if n := len(w.docs); n != docs+3 {
		t.Errorf("told twice: %d papers", n-docs)
	}
}

// The limit is the department's: it ends with the signature, and without one it runs on to be late.
func TestTheLimitsOfADepartmentGoOnWithoutASignature(t *testing.T) {
	t.Parallel()
	w := filed(t, campaign(AloneOnFail), "2025-03-03")
	w.grantIt(t, "a")
	w.must(t, VerbAccept, "b", checker)
	w.on("2025-04-15")
	w.settleNow(t)
	if w.c.Latest("a").Late != 0 || w.c.Latest("b").Late == 0 {
		t.Errorf("late: a %s, b %s", w.c.Latest("a").Late, w.c.Latest("b").Late)
	}
	for _, v := range w.e.ClockViews(w.e.Told(w.c, w.moment().At), "b", w.day) {
		if v.Kind == "K3" || v.Kind == "K4" {
			t.Errorf("outside the countdown of %s is shown", v.Kind)
		}
	}
}

// Whoever signs may take a sealed decision back in time; the days in between were the department's own.
func TestASealedDecisionIsTakenBack(t *testing.T) {
	t.Parallel()
	w := filed(t, campaign(AloneOnFail), "2025-03-03")
	w.grantIt(t, "a")
	wantFault(t, "the proposer", w.do(VerbSendBack, "a", officer), fault.NotNow, "casework.sealed")
	wantFault(t, "a second draft", w.do(VerbProposeRefuse, "a", officer), fault.NotNow, "casework.sealed")
	w.on("2025-03-10")
	w.must(t, VerbSendBack, "a", signer)
	it := w.c.Latest("a")
	k := it.running("K3")
	if it.Sealed != nil || k == nil || k.History.Start != calendar.MustDay("2025-03-03") || it.Desk[len(it.Desk)-1].To != 0 {
		t.Fatalf("%+v", it)
	}
	w.must(t, VerbProposeRefuse, "a", officer)
	w.must(t, VerbRefuse, "a", signer)
	w.on("2025-04-21")
	w.settleNow(t)
	if w.state("a") != Refused {
		t.Errorf("%s", w.state("a"))
	}
}

// What is withdrawn before the day has no result; what is signed on the day is told at once.
func TestTheEdgesOfTheDay(t *testing.T) {
	t.Parallel()
	w := filed(t, campaign(AloneOnFail), "2025-03-03")
	w.grantIt(t, "a")
	w.must(t, VerbAccept, "b", checker)
	w.must(t, VerbWithdraw, "a", citizen)
	w.on("2025-04-21")
	w.grantIt2(t, "b")
	if w.state("a") != Withdrawn || w.c.Latest("a").Sealed != nil || w.state("b") != Granted {
		t.Errorf("%s %s", w.state("a"), w.state("b"))
	}
}

func (w *world) grantIt2(t testing.TB, slot string) {
	t.Helper()
	w.must(t, VerbProposeGrant, slot, officer)
	w.must(t, VerbGrant, slot, signer)
}

// A grant by rules is sealed too, and its rules seem not to have been asked yet.
func TestAGrantByRulesIsSealed(t *testing.T) {
	t.Parallel()
	c := campaign(AloneOnFail)
	c.Items[0].Steps = []Step{{ID: "auto", Kind: AutomaticDecision, Name: "智能审批", State: StepTodo, Auto: &Auto{
		Version: "v1", Rules: []AutoRule{{Slug: "clean", Name: "无记录"}}}}}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	before := w.outside()
	ch, err := w.e.DecideAutomatically(w.c, w.moment(), AutoInput{Slot: "a", Answers: map[string]string{"clean": AnswerYes}})
	if err := w.take(ch, err); err != nil {
		t.Fatal(err)
	}
	if after := w.outside(); after != before {
		t.Errorf("it is told:\n%s\n%s", before, after)
	}
	w.day = w.c.Publishes
	w.settleNow(t)
	if it := w.c.Latest("a"); it.State != Granted || it.Decision.Rules != "v1" || w.docs[len(w.docs)-2].Data["rules"] != "v1" {
		t.Errorf("%+v", it)
	}
}
