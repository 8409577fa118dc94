package casework

import (
	"slices"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// The acts of this group for the table's test: how they are performed, and what their guards ask for.
var (
	visitPerformers = map[Verb]performer{
		VerbScheduleVisit: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ScheduleVisit(c, m, by, ScheduleVisitInput{
				Target: t, On: calendar.DayOf(m.At), Time: "09:30", Place: "芝罘区示例路18号", Officers: two2,
			})
		},
		VerbVisitPass:    judging(Engine.VisitPass),
		VerbVisitFail:    judging(Engine.VisitFail),
		VerbVisitRectify: judging(Engine.VisitRectify),
		VerbVisitNotHeld: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.VisitNotHeld(c, m, by, VisitNotHeldInput{Target: t, Reason: "下雨"})
		},
		VerbVisitRectified: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.ReportVisitRectified(c, m, by, ReportVisitRectifiedInput{Target: t, Text: "已经隔开"})
		},
		VerbAskForAPerson: func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
			return e.AskForAPerson(c, m, by, AskForAPersonInput{t})
		},
	}
	visitPreparers = map[Verb]preparer{
		VerbScheduleVisit:  func(_ *world, it *ItemCase) { it.Steps = []Step{inspection("")} },
		VerbVisitPass:      seated,
		VerbVisitRectify:   seated,
		VerbVisitFail:      seated,
		VerbVisitNotHeld:   seated,
		VerbVisitRectified: rectifying,
		VerbAskForAPerson:  func(_ *world, it *ItemCase) { it.Steps = []Step{automatic()} },
	}
)

var two2 = []Inspector{{ID: "handle-1", Name: "林晓"}, {ID: "handle-2", Name: "周岩"}}

type judge func(Engine, *Case, Moment, Actor, JudgeVisitInput) (Change, error)

func judging(do judge) performer {
	return func(e Engine, c *Case, m Moment, by Actor, t Target) (Change, error) {
		return do(e, c, m, by, JudgeVisitInput{Target: t, Second: Inspector{ID: "second", Name: "周岩"}, Record: "布局合理", Rectify: "隔开生熟食"})
	}
}

func inspection(joins string) Step {
	return Step{ID: "site_inspection", Kind: SiteInspection, Name: "现场勘验", State: StepTodo, Seat: &Seat{Joins: joins}}
}

func automatic() Step {
	return Step{ID: "automatic_decision", Kind: AutomaticDecision, Name: "智能审批", State: StepTodo, Auto: &Auto{
		Version: "c80b88104534", Rules: []AutoRule{
			{Slug: "no_crime", Name: "没有犯罪记录", Must: "driving_crime == false", Reads: []AutoRead{{Field: "driving_crime", Register: "police_records"}}},
			{Slug: "three_years", Name: "驾龄满三年", Must: "years >= 3", Reads: []AutoRead{{Field: "years", Register: "police_records"}}},
		},
	}}
}

// seated gives the item a seat in a visit of today.
func seated(w *world, it *ItemCase) {
	s := inspection("")
	s.State, s.Seat.Visit, s.Seat.Officers = StepScheduled, "v1", two2
	it.Steps = []Step{s}
	w.c.Visits = []Visit{{ID: "v1", On: w.day, Time: "09:30", Place: "示例路18号", Slots: []string{it.Slot}, Sequence: 1}}
}

// rectifying asked the applicant to mend something.
func rectifying(w *world, it *ItemCase) {
	seated(w, it)
	it.Steps[0].State = StepRectify
	it.Steps[0].Seat.Verdicts = []VisitVerdict{{Visit: "v1", Word: VerdictRectify, On: w.day, Rectify: "隔开生熟食"}}
	it.Clocks = append(it.Clocks, w.e.rectifyClock("site_inspection", w.day))
}

// visited files three items that share one visit and accepts them.
func visited(t *testing.T, day string) *world {
	t.Helper()
	c := plan(3)
	for _, it := range c.Items {
		it.Steps = []Step{inspection("shop_visit")}
	}
	w := filed(t, c, day)
	for _, slot := range []string{"a", "b", "c"} {
		w.must(t, VerbAccept, slot, checker)
	}
	return w
}

func (w *world) step(slot string) *Step { return &w.c.Latest(slot).Steps[0] }

func (w *world) schedule(slot, day string) error {
	in := ScheduleVisitInput{Target: Target{Slot: slot}, Time: "09:30", Place: "示例路18号", Officers: two2}
	if day != "" {
		in.On = calendar.MustDay(day)
	} else {
		in.Time, in.Place = "", ""
	}
	ch, err := w.e.ScheduleVisit(w.c, w.moment(), officer, in)
	return w.take(ch, err)
}

// One visit, joined one by one: nobody is taken along, whoever comes later has the same day.
func TestItemsJoinAVisitOneByOne(t *testing.T) {
	t.Parallel()
	w := visited(t, "2025-03-03")
	if err := w.schedule("a", "2025-03-06"); err != nil {
		t.Fatal(err)
	}
	if len(w.c.Visits) != 1 || w.step("b").State != StepTodo || w.c.Visits[0].Sequence != 1 {
		t.Fatalf("a visit takes nobody along: %s", asJSON(w.c.Visits))
	}
	if err := w.schedule("b", "2025-03-07"); fault.Of(err) == nil || fault.Of(err).Fields[0].Key != "casework.visit_open" {
		t.Errorf("another day beside the open visit: %v", err)
	}
	if err := w.schedule("b", ""); err != nil {
		t.Fatal(err)
	}
	v := w.c.Visits[0]
	if len(w.c.Visits) != 1 || !slices.Equal(v.Slots, []string{"a", "b"}) || v.Sequence != 2 || w.step("b").Seat.Visit != v.ID {
		t.Errorf("%s", asJSON(w.c.Visits))
	}
	var told []string
	for _, m := range w.msgs {
		if m.Kind == "visit_opened" || m.Kind == "visit_joined" {
			told = append(told, m.Kind+" "+m.Slot)
		}
	}
	if want := []string{"visit_opened b", "visit_opened c", "visit_joined a"}; !slices.Equal(told, want) {
		t.Errorf("told %v, want %v", told, want)
	}
	if err := w.do(VerbVisitPass, "a", officer); fault.Of(err) == nil || fault.Of(err).Key != "casework.visit_not_yet" {
		t.Errorf("a verdict before the day: %v", err)
	}
}

// Three inspectors write at once: a verdict compares its own seat, never the item or the case (rulebook §6).
func TestInspectorsWriteAtOnce(t *testing.T) {
	t.Parallel()
	w := visited(t, "2025-03-03")
	seen := map[string]int64{}
	for _, slot := range []string{"a", "b", "c"} {
		if err := w.schedule(slot, "2025-03-03"); err != nil {
			t.Fatal(err)
		}
	}
	for _, slot := range []string{"a", "b", "c"} {
		seen[slot] = w.step(slot).Seat.Version
	}
	for i, do := range []judge{Engine.VisitPass, Engine.VisitFail, Engine.VisitRectify} {
		slot := []string{"a", "b", "c"}[i]
		in := JudgeVisitInput{
			Target: Target{Slot: slot, SeenVersion: 1}, SeatSeen: seen[slot], Second: two2[1], Record: "看过", Rectify: "隔开",
			Photos: []ident.PaperID{"p"},
		}
		ch, err := do(w.e, w.c, w.moment(), officer, in)
		if err := w.take(ch, err); err != nil {
			t.Fatalf("%s: %v", slot, err)
		}
		if _, err := do(w.e, w.c, w.moment(), officer, in); !fault.Is(err, fault.NotNow) {
			t.Errorf("%s: a second verdict: %v", slot, err)
		}
	}
	for slot, want := range map[string]StepState{"a": StepDone, "b": StepFailed, "c": StepRectify} {
		if got := w.step(slot).State; got != want {
			t.Errorf("%s is %s, want %s", slot, got, want)
		}
	}
	again, err := Replay(w.entries)
	if err != nil || asJSON(again) != asJSON(func() *Case { c := w.c.Clone(); c.Version = again.Version; return c }()) {
		t.Errorf("the journal tells another story: %v", err)
	}
}

func TestAVerdictNamesTwoInspectors(t *testing.T) {
	t.Parallel()
	w := visited(t, "2025-03-03")
	if err := w.schedule("a", "2025-03-03"); err != nil {
		t.Fatal(err)
	}
	in := JudgeVisitInput{Target: Target{Slot: "a"}, Record: "看过"}
	for key, second := range map[string]Inspector{
		"casework.inspectors_differ": {ID: ident.StaffID(officer.ID), Name: officer.Name}, "": {},
	} {
		in.Second = second
		if _, err := w.e.VisitPass(w.c, w.moment(), officer, in); !fault.Is(err, fault.Invalid) {
			t.Errorf("%s: %v", key, err)
		}
	}
	stale := in
	stale.Second, stale.SeatSeen = two2[1], 7
	if _, err := w.e.VisitPass(w.c, w.moment(), officer, stale); !fault.Is(err, fault.Conflict) {
		t.Errorf("a stale seat: %v", err)
	}
}

// One department fails its visit: its item can only be refused, and the others are granted and go on (§4.2).
func TestAFailedVisitHoldsUpNobodyElse(t *testing.T) {
	t.Parallel()
	w := visited(t, "2025-03-03")
	for _, slot := range []string{"a", "b", "c"} {
		if err := w.schedule(slot, "2025-03-03"); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.do(VerbProposeGrant, "a", officer); fault.Of(err).Key != "casework.step_open" {
		t.Errorf("a grant before the visit: %v", err)
	}
	w.must(t, VerbVisitPass, "a", officer)
	w.must(t, VerbVisitPass, "b", officer)
	w.must(t, VerbVisitFail, "c", officer)
	if err := w.do(VerbProposeGrant, "c", officer); fault.Of(err).Key != "casework.step_failed" {
		t.Errorf("a grant after a failed visit: %v", err)
	}
	for _, slot := range []string{"a", "b"} {
		w.must(t, VerbProposeGrant, slot, officer)
		w.must(t, VerbGrant, slot, signer)
	}
	w.must(t, VerbProposeRefuse, "c", officer)
	w.must(t, VerbRefuse, "c", signer)
	if ResultOf(w.c) != PartlyGranted {
		t.Errorf("result %s", ResultOf(w.c))
	}
}

// Rectification: K16 against the applicant, the decision clock runs on; reported, the department comes again.
func TestRectificationRunsBesideTheDecision(t *testing.T) {
	t.Parallel()
	w := visited(t, "2025-03-03")
	if err := w.schedule("a", "2025-03-03"); err != nil {
		t.Fatal(err)
	}
	w.must(t, VerbVisitRectify, "a", officer)
	it := w.c.Latest("a")
	if it.running("K16").Told != calendar.MustDay("2025-03-24") || it.Suspended() || it.running("K3") == nil {
		t.Fatalf("K16 %+v", it.running("K16"))
	}
	if Ball(w.c, it) != TheApplicant || !ItemNeedsYou(it) {
		t.Error("the applicant has to mend something")
	}
	w.day = calendar.MustDay("2025-03-10")
	w.must(t, VerbVisitRectified, "a", citizen)
	if w.step("a").State != StepTodo || w.c.Latest("a").running("K16") != nil || w.step("a").Seat.Last().Rectified == "" {
		t.Errorf("%s", asJSON(w.step("a")))
	}
	if err := w.schedule("a", "2025-03-12"); err != nil {
		t.Fatal(err)
	}
	if len(w.c.Visits) != 2 {
		t.Errorf("the second look is a visit of its own: %s", asJSON(w.c.Visits))
	}
	w.day = calendar.MustDay("2025-03-12")
	w.must(t, VerbVisitPass, "a", officer)
	if got := w.step("a").Seat.Verdicts; len(got) != 2 || got[1].Word != VerdictPass {
		t.Errorf("%s", asJSON(got))
	}
}

// Silence fails the inspection on the last day of K16 and refuses nothing (invariant 5).
func TestRectificationExpires(t *testing.T) {
	t.Parallel()
	w := visited(t, "2025-03-03")
	if err := w.schedule("a", "2025-03-03"); err != nil {
		t.Fatal(err)
	}
	w.must(t, VerbVisitRectify, "a", officer)
	w.day = calendar.MustDay("2025-03-25")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	if w.step("a").State != StepFailed || w.state("a") != Accepted || w.c.Latest("a").running("K16") != nil {
		t.Errorf("%s %s", w.state("a"), asJSON(w.step("a")))
	}
	last := slices.IndexFunc(w.entries, func(e Entry) bool { return e.Verb == string(VerbVisitRectifyOver) })
	if last < 0 || w.entries[last].Day != calendar.MustDay("2025-03-24") || w.entries[last].Actor.On != "K16" {
		t.Errorf("the deemed act carries its due day: %v", w.verbs())
	}
	w.must(t, VerbProposeRefuse, "a", officer)
}

// An item that leaves, or ends, takes nobody with it; a visit that nobody attends was not held.
func TestAVisitGoesOnForTheOthers(t *testing.T) {
	t.Parallel()
	w := visited(t, "2025-03-03")
	for _, slot := range []string{"a", "b"} {
		if err := w.schedule(slot, "2025-03-03"); err != nil {
			t.Fatal(err)
		}
	}
	id := w.c.Visits[0].ID
	w.must(t, VerbWithdraw, "a", citizen)
	v := w.c.Visit(id)
	if !slices.Equal(v.Slots, []string{"b"}) || v.NotHeld != "" || v.Sequence != 3 || w.step("b").State != StepScheduled {
		t.Errorf("%s", asJSON(v))
	}
	w.must(t, VerbVisitNotHeld, "b", officer)
	if v := w.c.Visit(id); v.NotHeld != "下雨" || w.step("b").State != StepTodo || w.step("b").Seat.Visit != "" {
		t.Errorf("%s", asJSON(w.c))
	}
	if err := w.schedule("b", "2025-03-05"); err != nil {
		t.Fatal(err)
	}
	if len(w.c.Visits) != 2 {
		t.Error("a new day is a new visit")
	}
}

func decided(t *testing.T, answers map[string]string) *world {
	t.Helper()
	c := plan(1)
	c.Items[0].Steps = []Step{automatic()}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	if d := w.e.Dues(w.c); !slices.Contains(d, Due{Case: w.c.ID, Slot: "a", Kind: DueAuto, Day: NoDay}) {
		t.Fatalf("nobody is told to ask the rules: %v", d)
	}
	if err := w.take(w.e.DecideAutomatically(w.c, w.moment(), AutoInput{Slot: "a", Answers: answers})); err != nil {
		t.Fatal(err)
	}
	if d := w.e.Dues(w.c); slices.ContainsFunc(d, func(d Due) bool { return d.Kind == DueAuto }) {
		t.Errorf("it is asked again: %v", d)
	}
	if _, err := w.e.DecideAutomatically(w.c, w.moment(), AutoInput{Slot: "a", Answers: answers}); !fault.Is(err, fault.NotNow) {
		t.Errorf("the second time: %v", err)
	}
	return w
}

// Rules only grant; everything but yes leads to a person, who is told because of which rule (P22).
func TestRulesGrantOrFallBack(t *testing.T) {
	t.Parallel()
	w := decided(t, map[string]string{"no_crime": AnswerYes, "three_years": AnswerYes})
	it := w.c.Latest("a")
	if it.State != Granted || it.Decision.Rules != "c80b88104534" || it.Decision.Signer != "" || it.Tendered == nil {
		t.Errorf("%s %+v", it.State, it.Decision)
	}
	for name, x := range map[string]struct {
		answers   map[string]string
		why, rule string
	}{
		"a hit":                {map[string]string{"no_crime": AnswerNo, "three_years": AnswerYes}, AutoHit, "no_crime"},
		"a hit beats a gap":    {map[string]string{"no_crime": AnswerDown, "three_years": AnswerNo}, AutoHit, "three_years"},
		"unknown":              {map[string]string{"no_crime": AnswerYes}, AutoUnknown, "three_years"},
		"the source is down":   {map[string]string{"no_crime": AnswerDown, "three_years": AnswerUnknown}, AutoDown, "no_crime"},
		"a word nobody agreed": {map[string]string{"no_crime": "certainly", "three_years": AnswerYes}, AutoUnknown, "no_crime"},
	} {
		w := decided(t, x.answers)
		a := w.step("a").Auto
		if w.state("a") != Accepted || w.step("a").State != StepFallenBack || a.Why != x.why || a.Rule != x.rule {
			t.Errorf("%s: %s %+v", name, w.state("a"), a)
		}
		w.must(t, VerbProposeGrant, "a", officer) // a person decides as ever
	}
}

// The applicant may ask for a person from the filing on; the rules then have no say.
func TestAPersonCanBeAskedFor(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Items[0].Steps = []Step{automatic()}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAskForAPerson, "a", citizen)
	if err := w.do(VerbAskForAPerson, "a", citizen); !fault.Is(err, fault.NotNow) {
		t.Errorf("twice: %v", err)
	}
	w.must(t, VerbAccept, "a", checker)
	if d := w.e.Dues(w.c); slices.ContainsFunc(d, func(d Due) bool { return d.Kind == DueAuto }) {
		t.Errorf("the rules are still asked: %v", d)
	}
	w.must(t, VerbProposeGrant, "a", officer)
	w.must(t, VerbGrant, "a", signer)
}

// Rules wait as a person's grant would: for the prerequisite, and for a draft that a person has begun.
func TestRulesWaitForThePrerequisite(t *testing.T) {
	t.Parallel()
	c := two(GateDecide, HoldOnFail, false)
	dependant := c.Edges[0].To
	for _, it := range c.Items {
		if it.Slot == dependant {
			it.Steps = []Step{automatic()}
		}
	}
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, dependant, checker)
	in := AutoInput{Slot: dependant, Answers: map[string]string{"no_crime": AnswerYes, "three_years": AnswerYes}}
	if _, err := w.e.DecideAutomatically(w.c, w.moment(), in); !fault.Is(err, fault.NotNow) {
		t.Errorf("before the exam is passed: %v", err)
	}
	w.grantIt(t, c.Edges[0].From)
	if err := w.take(w.e.DecideAutomatically(w.c, w.moment(), in)); err != nil {
		t.Fatal(err)
	}
	if w.state(dependant) != Granted {
		t.Errorf("%s", w.state(dependant))
	}
}
