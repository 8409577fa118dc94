package casework

import (
	"slices"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

func bodyOfficer(body string) Actor {
	return Actor{Kind: "staff", Role: Reply, ID: "reply-" + body, Name: body, Department: body}
}

// withSteps is an accepted item with these steps, on a Monday.
func withSteps(t *testing.T, steps ...Step) *world {
	t.Helper()
	c := plan(1)
	c.Items[0].Steps = steps
	c.Items[0].Materials, c.Items[0].Fields = []string{"sea_report", "id_card"}, []string{"sea_place", "contact_phone"}
	c.Items[0].Statutory, c.Items[0].Promised = Limit{Days: 60}, Limit{Days: 50}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	return w
}

func (w *world) reply(body, answer, opinion string) error {
	return w.take(w.e.ReplyConsult(w.c, w.moment(), bodyOfficer(body), ReplyConsultInput{
		Target: Target{Slot: "a"}, Step: "consult", Body: body, Answer: answer, Opinion: opinion,
	}))
}

func (w *world) settleOn(t *testing.T, d string) {
	t.Helper()
	w.day = day(d)
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
}

func (w *world) stepOfA(id string) *Step { return w.c.Latest("a").Step(id) }

func (w *world) toldTo(target, kind string) bool {
	return slices.ContainsFunc(w.msgs, func(m Message) bool { return m.Target == target && m.Kind == kind })
}

// sameFromJournal holds invariant 27: the journal alone tells the same case.
func (w *world) sameFromJournal(t *testing.T) {
	t.Helper()
	c, err := Replay(w.entries)
	if err != nil {
		t.Fatal(err)
	}
	for i := range c.Items { // what the journal does not hold stays as the store has it
		if asJSON(c.Items[i].Steps) != asJSON(w.c.Items[i].Steps) {
			t.Errorf("replayed steps differ:\n%s\n%s", asJSON(c.Items[i].Steps), asJSON(w.c.Items[i].Steps))
		}
	}
}

func TestBodiesAnswerWithoutDisturbingOneAnother(t *testing.T) {
	t.Parallel()
	bodies := []string{"ecology", "maritime", "military", "natural_resources", "transport"}
	w := withSteps(t, consultOf(bodies...))
	if err := w.take(w.e.StartConsult(w.c, w.moment(), officer, StartConsultInput{
		Target: Target{Slot: "a"}, Question: "请对选址提出意见", Papers: []string{"sea_report"}, Fields: []string{"sea_place"},
	})); err != nil {
		t.Fatal(err)
	}
	seen := map[string]int64{}
	for _, r := range w.stepOfA("consult").Asked.Requests {
		seen[r.Department] = r.Version
	}
	for i, b := range bodies { // each answers on the page as it was before the others answered
		err := w.take(w.e.ReplyConsult(w.c, w.moment(), bodyOfficer(b), ReplyConsultInput{
			Target: Target{Slot: "a", SeenVersion: 1}, Step: "consult", Body: b, Seen: seen[b], Answer: NoObjection,
		}))
		if err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		if done := w.stepOfA("consult").Passed(); done != (i == len(bodies)-1) {
			t.Errorf("after %d answers the step is done: %v", i+1, done)
		}
	}
	if w.c.Latest("a").running("K8") != nil {
		t.Error("a clock of a body that answered still runs")
	}
	err := w.take(w.e.ReplyConsult(w.c, w.moment(), bodyOfficer("ecology"), ReplyConsultInput{
		Target: Target{Slot: "a"}, Step: "consult", Body: "ecology", Seen: seen["ecology"], Answer: Objects, Opinion: "反对",
	}))
	wantKind(t, err, fault.NotNow)
	w.must(t, VerbProposeGrant, "a", officer)
	w.sameFromJournal(t)
}

func TestABodyAnswersOnlyForItself(t *testing.T) {
	t.Parallel()
	w := withSteps(t, consultOf("ecology", "maritime"))
	w.must(t, VerbStartConsult, "a", officer)
	_, err := w.e.ReplyConsult(w.c, w.moment(), bodyOfficer("maritime"), ReplyConsultInput{
		Target: Target{Slot: "a"}, Step: "consult", Body: "ecology", Answer: NoObjection,
	})
	wantKind(t, err, fault.Forbidden)
	_, err = w.e.ReplyConsult(w.c, w.moment(), bodyOfficer("tax"), ReplyConsultInput{
		Target: Target{Slot: "a"}, Step: "consult", Body: "tax", Answer: NoObjection,
	})
	wantKind(t, err, fault.NotNow)
}

func TestABodySeesNothingThatTheItemDoesNotConsume(t *testing.T) {
	t.Parallel()
	w := withSteps(t, consultOf("maritime"))
	_, err := w.e.StartConsult(w.c, w.moment(), officer, StartConsultInput{
		Target: Target{Slot: "a"}, Question: "请提出意见", Papers: []string{"bank_statement"}, Fields: []string{"health"},
	})
	wantKind(t, err, fault.Invalid)
	if f := fault.Of(err); len(f.Fields) != 2 {
		t.Errorf("complaints %v", f.Fields)
	}
}

// Silence is no objection where the package cites a law: dated the last day, and head and body are told of it. An answer
// of the next morning changes nothing but must be weighed (rulebook §6).
func TestSilenceIsNoObjectionWhereALawSaysSo(t *testing.T) {
	t.Parallel()
	w := withSteps(t, consultOf("ecology", "maritime"))
	w.must(t, VerbStartConsult, "a", officer)
	if err := w.reply("ecology", WithConditions, "设警示标志"); err != nil {
		t.Fatal(err)
	}
	w.settleOn(t, "2025-03-12")
	if w.stepOfA("consult").Passed() {
		t.Fatal("the last day is not over before midnight")
	}
	w.settleOn(t, "2025-03-13")
	s := w.stepOfA("consult")
	if !s.Passed() || s.Asked.request("maritime").State != RequestSilent {
		t.Fatalf("%s: %s", s.State, asJSON(s.Asked))
	}
	last := w.entries[len(w.entries)-1]
	if last.Verb != string(VerbConsultSilent) || last.Day != day("2025-03-12") || last.Actor.Kind != "timer" {
		t.Errorf("last entry %+v", last)
	}
	if !w.toldTo("department:maritime", "consult_silent") || !w.toldTo("head:maritime", "consult_silent") {
		t.Error("nobody told the silent body and its head")
	}
	wantKind(t, w.reply("maritime", Objects, "占用航道"), fault.NotNow)

	_, err := w.e.ProposeGrant(w.c, w.moment(), officer, ProposeGrantInput{Target: Target{Slot: "a"}})
	if fault.Of(err).Key != "casework.consult_unweighed" {
		t.Fatalf("granted over a condition that nobody weighed: %v", err)
	}
	w.must(t, VerbWeighConsult, "a", officer)
	w.must(t, VerbProposeGrant, "a", officer)
	if err := w.take(w.e.RecordLateReply(w.c, w.moment(), bodyOfficer("maritime"), RecordLateReplyInput{
		Target: Target{Slot: "a"}, Body: "maritime", Answer: Objects, Opinion: "占用航道",
	})); err != nil {
		t.Fatal(err)
	}
	if s := w.stepOfA("consult"); !s.Passed() || s.Asked.request("maritime").State != RequestSilent {
		t.Error("a late answer opened the step again")
	}
	_, err = w.e.Grant(w.c, w.moment(), signer, GrantInput{Target{Slot: "a"}})
	if fault.Of(err).Key != "casework.consult_unweighed" {
		t.Fatalf("signed over a late objection: %v", err)
	}
	w.must(t, VerbWeighConsult, "a", officer)
	w.must(t, VerbGrant, "a", signer)
	w.sameFromJournal(t)
}

// Without a cited law silence only escalates: the head of the asked body the next day, the supervisor three working
// days later; the request stays open and the item's own record stays clean.
func TestSilenceOnlyEscalatesWithoutALaw(t *testing.T) {
	t.Parallel()
	s := consultOf("maritime")
	s.Asked.SilenceBasis = ""
	w := withSteps(t, s)
	w.must(t, VerbStartConsult, "a", officer)
	w.settleOn(t, "2025-03-13")
	if !w.toldTo("head:maritime", "consult_late") || w.toldTo("supervisor:zhifu", "consult_escalated") {
		t.Errorf("the day after: head %v, supervisor %v", w.toldTo("head:maritime", "consult_late"), w.toldTo("supervisor:zhifu", "consult_escalated"))
	}
	w.settleOn(t, "2025-03-18")
	if !w.toldTo("supervisor:zhifu", "consult_escalated") || w.toldTo("head:market", "overdue") {
		t.Error("three working days later the supervisor should know, and the item's own head not be blamed")
	}
	if w.stepOfA("consult").Passed() || w.c.Latest("a").Late != 0 {
		t.Errorf("step %s, late %s", w.stepOfA("consult").State, w.c.Latest("a").Late)
	}
	if err := w.reply("maritime", NoObjection, ""); err != nil || !w.stepOfA("consult").Passed() {
		t.Errorf("a late answer still counts: %v", err)
	}
}

func (w *world) shows(t *testing.T, d calendar.Day) {
	t.Helper()
	w.day = d
	if err := w.take(w.e.RecordDisplay(w.c, w.moment(), RecordDisplayInput{Slot: "a", Hash: "h"})); err != nil {
		t.Fatalf("%s: %v", d, err)
	}
}

// A notice of ten working days from Monday 3 March hangs until Monday 17 March; weekends need evidence too.
func TestANoticeEndsWithEvidenceForEveryDay(t *testing.T) {
	t.Parallel()
	w := withSteps(t, noticeOf(10))
	w.must(t, VerbPublishNotice, "a", officer)
	if n := w.stepOfA("public_notice").Notice; n.Until != day("2025-03-17") || n.ID == "" || n.TextHash == "" {
		t.Fatalf("notice %+v", n)
	}
	for d := day("2025-03-04"); d <= day("2025-03-17"); d++ {
		w.shows(t, d)
	}
	if w.stepOfA("public_notice").Passed() {
		t.Fatal("over before midnight of its last day")
	}
	w.settleOn(t, "2025-03-18")
	if s := w.stepOfA("public_notice"); s.State != StepDone || s.Notice.Ended != day("2025-03-17") {
		t.Fatalf("%s, ended %s", s.State, s.Notice.Ended)
	}
	if err := w.take(w.e.ObjectNotice(w.c, w.moment(), villager, ObjectNoticeInput{Slot: "a", Text: "晚了"})); fault.Of(err).Key != "casework.notice_over" {
		t.Errorf("an objection after the end: %v", err)
	}
	w.must(t, VerbLateObjection, "a", officer)
	w.must(t, VerbProposeGrant, "a", officer)
	w.sameFromJournal(t)
}

var villager = Actor{Kind: "applicant", Role: Object, ID: "p9", Name: "李大海"}

// A whole day without evidence voids the notice: dated that day, told to the supervisor, and the next one hangs for the
// whole length. Settling daily or only before the next act is the same (invariant 26).
func TestAHoleOfAWholeDayInterruptsTheNotice(t *testing.T) {
	t.Parallel()
	w := withSteps(t, noticeOf(10))
	w.must(t, VerbPublishNotice, "a", officer)
	id := w.stepOfA("public_notice").Notice.ID
	if err := w.take(w.e.ObjectNotice(w.c, w.moment(), villager, ObjectNoticeInput{Slot: "a", Text: "影响捕捞"})); err != nil {
		t.Fatal(err)
	}
	w.shows(t, day("2025-03-04"))
	w.settleOn(t, "2025-03-05")
	if !w.stepOfA("public_notice").OnDisplay() {
		t.Fatal("interrupted before the day was over")
	}
	w.settleOn(t, "2025-03-10")
	s := w.stepOfA("public_notice")
	if s.State != StepTodo || s.Notice.Hole != day("2025-03-05") || s.Notice.Interrupts != 1 {
		t.Fatalf("%s, %+v", s.State, s.Notice)
	}
	last := w.entries[len(w.entries)-1]
	if last.Verb != string(VerbNoticeInterrupted) || last.Day != day("2025-03-05") || !w.toldTo("supervisor:zhifu", "notice_interrupted") {
		t.Errorf("entry %s of %s", last.Verb, last.Day)
	}
	w.must(t, VerbPublishNotice, "a", officer)
	s = w.stepOfA("public_notice")
	if s.State != StepObjected || s.Notice.Until != day("2025-03-24") || s.Notice.ID != id {
		t.Errorf("published anew: %s until %s, id %s", s.State, s.Notice.Until, s.Notice.ID)
	}
	w.sameFromJournal(t)
}

// Objections are answered before the step is done, also when the notice has ended meanwhile.
func TestObjectionsAreAnsweredBeforeTheStepIsDone(t *testing.T) {
	t.Parallel()
	w := withSteps(t, noticeOf(2))
	w.must(t, VerbPublishNotice, "a", officer)
	for range 2 {
		if err := w.take(w.e.ObjectNotice(w.c, w.moment(), villager, ObjectNoticeInput{Slot: "a", Text: "影响捕捞"})); err != nil {
			t.Fatal(err)
		}
	}
	w.must(t, VerbAnswerObjection, "a", officer)
	w.shows(t, day("2025-03-04"))
	w.shows(t, day("2025-03-05"))
	w.settleOn(t, "2025-03-06")
	if s := w.stepOfA("public_notice"); s.State != StepEndedObjected {
		t.Fatalf("%s", s.State)
	}
	_, err := w.e.ProposeGrant(w.c, w.moment(), officer, ProposeGrantInput{Target: Target{Slot: "a"}})
	if fault.Of(err).Key != "casework.step_open" {
		t.Fatalf("proposed over an objection: %v", err)
	}
	w.must(t, VerbAnswerObjection, "a", officer)
	if s := w.stepOfA("public_notice"); s.State != StepDone || s.Notice.Unanswered() != 0 {
		t.Errorf("%s", s.State)
	}
	if !w.toldTo("person:p9", "objection_answered") {
		t.Error("the objector was not told")
	}
	w.sameFromJournal(t)
}

func TestANoticeTellsNobodysData(t *testing.T) {
	t.Parallel()
	w := withSteps(t, noticeOf(10))
	for text, key := range map[string]string{
		"申请人王小明拟用海": "casework.notice_names_person", "电话13812345678": "casework.notice_personal",
		"身份证370602199001011234": "casework.notice_personal",
	} {
		_, err := w.e.PublishNotice(w.c, w.moment(), officer, PublishNoticeInput{Target: Target{Slot: "a"}, Text: text})
		if f := fault.Of(err); f == nil || f.Kind != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Key != key {
			t.Errorf("%q: %v", text, err)
		}
	}
	if err := w.take(w.e.PublishNotice(w.c, w.moment(), officer, PublishNoticeInput{Target: Target{Slot: "a"}, Text: "面积1864000平方米，批准文号202503040001"})); err != nil {
		t.Errorf("a harmless text was refused: %v", err)
	}
}

// Time that a law excludes stands still for the decision, from the publication to the last day.
func TestExcludedNoticeStopsTheDecisionClock(t *testing.T) {
	t.Parallel()
	s := noticeOf(2)
	s.Excluded = "《海域使用论证管理规定》"
	w := withSteps(t, s)
	before := due(t, w, "K3")
	w.must(t, VerbPublishNotice, "a", officer)
	if it := w.c.Latest("a"); !it.Suspended() {
		t.Error("not shown as suspended")
	}
	w.shows(t, day("2025-03-04"))
	w.shows(t, day("2025-03-05"))
	w.settleOn(t, "2025-03-06")
	if it := w.c.Latest("a"); it.Suspended() {
		t.Error("still suspended after the end")
	}
	if after := due(t, w, "K3"); w.e.Cal.AddWorking(before, 2) != after {
		t.Errorf("K3 was due %s, is due %s", before, after)
	}
}

func due(t *testing.T, w *world, kind string) calendar.Day {
	t.Helper()
	for _, v := range w.e.ClockViews(w.c, "a", w.day) {
		if v.Kind == kind {
			return v.Due
		}
	}
	t.Fatalf("no %s", kind)
	return 0
}

// What was asked is recalled and what hangs is taken down when the item ends (invariant 3).
func TestWithdrawalRecallsLettersAndTakesNoticesDown(t *testing.T) {
	t.Parallel()
	w := withSteps(t, consultOf("maritime"), noticeOf(10))
	w.must(t, VerbStartConsult, "a", officer)
	w.must(t, VerbPublishNotice, "a", officer)
	w.must(t, VerbWithdraw, "a", citizen)
	if r := w.stepOfA("consult").Asked.Requests[0]; r.State != RequestRecalled {
		t.Errorf("request %s", r.State)
	}
	if s := w.stepOfA("public_notice"); s.State != StepCancelled || s.OnDisplay() {
		t.Errorf("notice %s", s.State)
	}
	if it := w.c.Latest("a"); it.running("K8") != nil || it.running("K9") != nil {
		t.Error("a clock still runs")
	}
}
