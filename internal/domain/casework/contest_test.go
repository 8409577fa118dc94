package casework

import (
	"slices"
	"testing"

	"lianban/internal/base/fault"
)

// The acts of this group for the table's test: how they are performed, and what their guards ask for.
var (
	contestPerformers = map[Verb]performer{
		VerbContestDecision: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ContestDecision(c, m, by, ContestInput{t, "驾龄写错了"})
		},
		VerbReexamineDecision: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ReexamineDecision(c, m, by, ReexamineInput{Target: t, Outcome: ContestChanged, Reasons: "登记的日期有误", Old: "3年", New: "4年"})
		},
		VerbAnswerContest: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.AnswerContest(c, m, by, AnswerContestInput{t})
		},
	}
	contestPreparers = map[Verb]preparer{
		VerbContestDecision: func(w *world, it *ItemCase) {
			it.Decision = &Proposal{Grant: true, Rules: "c80b88104534"}
			it.Clocks = append(it.Clocks, w.e.contestClock(it, w.day)...)
		},
		VerbReexamineDecision: func(w *world, it *ItemCase) { it.Contest = &Contest{Reason: "写错了", On: w.day} },
		VerbAnswerContest: func(w *world, it *ItemCase) {
			it.Contest = &Contest{Reason: "写错了", On: w.day, Outcome: ContestConfirmed, Reasons: "核对无误", By: "somebody"}
		},
	}
)

// ruled files one item and lets rules grant it, with so many working days to object.
func ruled(t *testing.T, days int) *world {
	t.Helper()
	c := plan(1)
	s := automatic()
	s.Auto.Objection = Limit{Days: days}
	c.Items[0].Steps = []Step{s}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	if err := w.take(w.e.DecideAutomatically(w.c, w.moment(), AutoInput{Slot: "a", Answers: map[string]string{"no_crime": AnswerYes, "three_years": AnswerYes}})); err != nil {
		t.Fatal(err)
	}
	return w
}

func TestAPersonLooksAgainAtWhatRulesDecided(t *testing.T) {
	t.Parallel()
	w := ruled(t, 5)
	if until := w.c.Latest("a").ContestUntil(); until != day("2025-03-10") {
		t.Fatalf("told until %s", until)
	}
	w.must(t, VerbDeliver, "a", citizen)
	w.day = day("2025-03-10") // the last day, and the result is long in hand
	if _, err := w.e.ContestDecision(w.c, w.moment(), citizen, ContestInput{Target: Target{Slot: "a"}}); !fault.Is(err, fault.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	w.must(t, VerbContestDecision, "a", citizen)
	it := w.c.Latest("a")
	if it.State != Delivered || !it.Contest.Open() || it.running("K28") != nil || it.running("K29").Told != day("2025-03-24") {
		t.Fatalf("%s, %+v, %+v", it.State, it.Contest, it.Clocks)
	}
	wantFault(t, "twice", w.do(VerbContestDecision, "a", citizen), fault.NotNow, "casework.contested_already")
	wantFault(t, "signed before anybody looked", w.do(VerbAnswerContest, "a", signer), fault.NotNow, "casework.not_reexamined")
	if _, err := w.e.ReexamineDecision(w.c, w.moment(), officer, ReexamineInput{Target: Target{Slot: "a"}, Outcome: ContestChanged, Reasons: "有误"}); !fault.Is(err, fault.Invalid) {
		t.Errorf("a change that changes nothing: %v", err)
	}
	w.must(t, VerbReexamineDecision, "a", officer)
	wantFault(t, "one hand", w.do(VerbAnswerContest, "a", staffOf(officer.ID, Sign)), fault.Forbidden, "casework.own_proposal")
	w.must(t, VerbAnswerContest, "a", signer)
	it = w.c.Latest("a")
	if it.State != Delivered || it.Contest.Open() || it.running("K29") != nil || it.Corrected != 1 {
		t.Errorf("%s, %+v, corrected %d", it.State, it.Contest, it.Corrected)
	}
	last := w.docs[len(w.docs)-2:]
	if last[0].Kind != "contest_answer" || last[0].Data["new"] != "4年" || last[0].Data["review_until"] == "" || last[1].Kind != "certificate" || last[1].Data["version"] != "2" {
		t.Errorf("documents %+v", last)
	}
	if !slices.ContainsFunc(w.msgs, func(m Message) bool { return m.Kind == "contest_changed" && m.Target == "person:p1" }) {
		t.Error("the applicant was not told")
	}
	wantFault(t, "after the answer", w.do(VerbReexamineDecision, "a", officer), fault.NotNow, "casework.no_contest")
}

func TestAnObjectionToRulesComesTooLate(t *testing.T) {
	t.Parallel()
	w := ruled(t, 0) // the package gives no days: the right is there all the same
	w.day = day("2025-03-11")
	wantFault(t, "too late", w.do(VerbContestDecision, "a", citizen), fault.NotNow, "casework.contest_over")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	i := slices.Index(w.verbs(), string(VerbContestExpired))
	if i < 0 || w.entries[i].Day != day("2025-03-10") || w.c.Latest("a").running("K28") != nil {
		t.Errorf("journal %v", w.verbs())
	}
	if slices.Contains(w.verbs(), string(VerbRemind)) && slices.ContainsFunc(w.msgs, func(m Message) bool { return m.Kind == "remind.K28" }) {
		t.Error("a right is no duty: nobody is reminded of it")
	}
}

func TestWhatAPersonDecidedIsNotContestedHere(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.grantIt(t, "a")
	wantFault(t, "a person's decision", w.do(VerbContestDecision, "a", citizen), fault.NotNow, "casework.not_by_rules")
}

// A decision of rules that a campaign keeps back is told on its day: the days to object begin there.
func TestTheDaysToObjectBeginWhenTheDecisionIsTold(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Publishes = day("2025-03-20")
	c.Items[0].Steps = []Step{automatic()}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	if err := w.take(w.e.DecideAutomatically(w.c, w.moment(), AutoInput{Slot: "a", Answers: map[string]string{"no_crime": AnswerYes, "three_years": AnswerYes}})); err != nil {
		t.Fatal(err)
	}
	wantFault(t, "before it is told", w.do(VerbContestDecision, "a", citizen), fault.NotNow, "casework.state.accepted")
	w.day = day("2025-03-20")
	w.must(t, VerbContestDecision, "a", citizen)
	if until := w.c.Latest("a").ContestUntil(); until != day("2025-03-27") {
		t.Errorf("until %s", until)
	}
}

// Who has its result revoked gets no answer any more: there is nothing left to look at.
func TestARevocationEndsTheObjection(t *testing.T) {
	t.Parallel()
	w := ruled(t, 5)
	w.must(t, VerbContestDecision, "a", citizen)
	w.must(t, VerbRevoke, "a", signer)
	if it := w.c.Latest("a"); it.running("K29") != nil {
		t.Error("the clock of the department runs on")
	}
	wantFault(t, "after", w.do(VerbReexamineDecision, "a", officer), fault.NotNow, "casework.state.revoked")
}
