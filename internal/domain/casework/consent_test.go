package casework

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"lianban/internal/base/fault"
)

// The acts of consents for the table's test: how they are performed, and what their guards ask for.
var (
	consentPerformers = map[Verb]performer{
		VerbConsentToShare: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			register := fmt.Sprint("register_", len(c.Latest(t.Slot).Consents))
			return e.ConsentToShare(c, m, by, ConsentInput{Target: t, Register: register, Source: "婚姻登记信息库", Materials: []string{"cert_b"}})
		},
		VerbWithdrawConsent: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			register := ""
			for _, x := range c.Latest(t.Slot).Consents {
				if x.Standing() {
					register = x.Register
				}
			}
			return e.WithdrawConsent(c, m, by, WithdrawConsentInput{Target: t, Register: register})
		},
	}
	consentPreparers = map[Verb]preparer{
		VerbRecordShare:     func(_ *world, it *ItemCase) { it.Consents = []Consent{{ID: "x", Register: "marriage_register"}} },
		VerbWithdrawConsent: func(_ *world, it *ItemCase) { it.Consents = []Consent{{ID: "x", Register: "marriage_register"}} },
	}
)

var marriage = ConsentInput{
	Target: Target{Slot: "a"}, Register: "marriage_register", Source: "婚姻登记信息库", Owner: "民政局",
	Materials: []string{"marriage_certificate"}, Fields: []string{"married_on"}, Names: []string{"结婚证", "登记日期"},
}

func (w *world) consent(t *testing.T, by Actor) {
	t.Helper()
	if err := w.take(w.e.ConsentToShare(w.c, w.moment(), by, marriage)); err != nil {
		t.Fatal(err)
	}
}

func TestAConsentMovesNoClock(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(2), "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	clocks, joint := asJSON(w.c.Latest("a").Clocks), asJSON(w.c.Clocks)
	w.consent(t, citizen)
	if err := w.take(w.e.RecordShare(w.c, w.moment(), ShareInput{Target: marriage.Target, Register: marriage.Register, Outcome: ShareDown})); err != nil {
		t.Fatal(err)
	}
	if err := w.take(w.e.WithdrawConsent(w.c, w.moment(), citizen, WithdrawConsentInput{marriage.Target, marriage.Register})); err != nil {
		t.Fatal(err)
	}
	if it := w.c.Latest("a"); asJSON(it.Clocks) != clocks || asJSON(w.c.Clocks) != joint || it.State != Accepted {
		t.Errorf("a consent moved something: %s", asJSON(it))
	}
}

func TestAConsentIsGivenOnceAndGoesForOneItem(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(2), "2025-03-03")
	w.consent(t, citizen)
	_, err := w.e.ConsentToShare(w.c, w.moment(), citizen, marriage)
	wantFault(t, "twice", err, fault.NotNow, "casework.consent_stands")
	_, err = w.e.RecordShare(w.c, w.moment(), ShareInput{Target: Target{Slot: "b"}, Register: marriage.Register, Outcome: ShareFound})
	wantFault(t, "another item", err, fault.NotNow, "casework.no_consent")
	_, err = w.e.RecordShare(w.c, w.moment(), ShareInput{Target: marriage.Target, Register: "tax_records", Outcome: ShareFound})
	wantFault(t, "another register", err, fault.NotNow, "casework.no_consent")
	nothing := marriage
	nothing.Register, nothing.Materials, nothing.Fields = "tax_records", nil, nil
	_, err = w.e.ConsentToShare(w.c, w.moment(), citizen, nothing)
	wantFault(t, "for nothing", err, fault.Invalid, "casework.incomplete")
	if len(w.msgs) > 0 && slices.ContainsFunc(w.msgs, func(m Message) bool { return m.Kind == "consent_recorded" }) {
		t.Error("who consents needs no message about it")
	}
}

func TestWhatARegisterGaveIsRecordedAndTold(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.consent(t, staffOf("window-1", FileFor))
	if !slices.ContainsFunc(w.msgs, func(m Message) bool { return m.Kind == "consent_recorded" && m.Target == "person:p1" }) {
		t.Error("a consent that a clerk records is told to the applicant")
	}
	in := ShareInput{Target: marriage.Target, Register: marriage.Register, Outcome: ShareNoRecord}
	if err := w.take(w.e.RecordShare(w.c, w.moment(), in)); err != nil {
		t.Fatal(err)
	}
	if it := w.c.Latest("a"); !it.Came("marriage_certificate").IsZero() || it.Consent(marriage.Register).Outcome != ShareNoRecord {
		t.Errorf("no record brings nothing: %s", asJSON(it.Consents))
	}
	in.Outcome, in.Got = ShareFound, []string{"marriage_certificate"}
	if err := w.take(w.e.RecordShare(w.c, w.moment(), in)); err != nil {
		t.Fatal(err)
	}
	it := w.c.Latest("a")
	if it.Came("marriage_certificate").IsZero() || !it.Came("married_on").IsZero() {
		t.Errorf("only what came counts as come: %s", asJSON(it.Consents))
	}
	if last := w.msgs[len(w.msgs)-1]; last.Kind != "share_came_desk" || last.Target != department(it) || last.Data["source"] != marriage.Source {
		t.Errorf("the desk hears of what came: %+v", last)
	}
}

func TestAConsentThatWasTakenBackReadsNothing(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.consent(t, citizen)
	found := ShareInput{Target: marriage.Target, Register: marriage.Register, Outcome: ShareFound, Got: []string{"marriage_certificate"}}
	if err := w.take(w.e.RecordShare(w.c, w.moment(), found)); err != nil {
		t.Fatal(err)
	}
	w.must(t, VerbWithdrawConsent, "a", citizen)
	_, err := w.e.RecordShare(w.c, w.moment(), found)
	wantFault(t, "a read after", err, fault.NotNow, "casework.no_consent")
	wantFault(t, "twice", w.do(VerbWithdrawConsent, "a", citizen), fault.NotNow, "casework.no_consent")
	if w.c.Latest("a").Came("marriage_certificate").IsZero() {
		t.Error("what was read before stays in the file")
	}
	w.consent(t, citizen) // it can be given again
	if x := w.c.Latest("a").Consent(marriage.Register); !x.Standing() || len(w.c.Latest("a").Consents) != 2 {
		t.Errorf("a new consent beside the old one: %+v", x)
	}
}

func TestAConsentAnswersRulesThatHadNoAnswer(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	it := w.c.Latest("a")
	it.Steps = []Step{{ID: "a/auto", Kind: AutomaticDecision, State: StepFallenBack, Auto: &Auto{Why: AutoDown, Rules: []AutoRule{
		{Slug: "clean", Answer: AnswerDown}, {Slug: "adult", Answer: AnswerYes}, {Slug: "wed", Answer: AnswerNo}}}}}
	w.consent(t, citizen)
	in := ShareInput{Target: marriage.Target, Register: marriage.Register, Outcome: ShareFound,
		Answers: map[string]string{"clean": AnswerYes, "adult": AnswerNo, "wed": AnswerYes}}
	if err := w.take(w.e.RecordShare(w.c, w.moment(), in)); err != nil {
		t.Fatal(err)
	}
	s := w.c.Latest("a").Steps[0]
	if s.State != StepFallenBack || s.Auto.Rules[0].Answer != AnswerYes || s.Auto.Rules[1].Answer != AnswerYes || s.Auto.Rules[2].Answer != AnswerNo {
		t.Errorf("only open rules get an answer, and a person still decides: %s", asJSON(s))
	}
}

func TestRulesThatMayNotReadLeaveItToAPerson(t *testing.T) {
	t.Parallel()
	ev := &decidedByRules{Answers: map[string]string{}}
	ev.weigh([]AutoRule{{Slug: "clean"}, {Slug: "adult"}}, map[string]string{"clean": AnswerWithheld, "adult": AnswerYes})
	if ev.Why != AutoTaken || ev.Rule != "clean" || ev.Answers["clean"] != AnswerWithheld {
		t.Errorf("%+v", ev)
	}
}

func TestAReadCountsOnlyAfterItWasAskedFor(t *testing.T) {
	t.Parallel()
	at := time.Date(2025, 3, 3, 10, 0, 0, 0, time.UTC)
	x := Consent{Got: []string{"id_card"}, Answered: at}
	if x.Gave("id_card", at) || !x.Gave("id_card", at.Add(-time.Second)) || x.Gave("other", at.Add(-time.Second)) {
		t.Error("what came before it was asked for answers nothing")
	}
}
