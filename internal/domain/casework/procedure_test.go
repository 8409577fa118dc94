package casework

import (
	"slices"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/calendar/calendartest"
)

// reviewedItem is an accepted item with an expert review and procedures on its list.
func reviewedItem(t testing.TB, day string) *world {
	t.Helper()
	c := plan(1)
	c.Items[0].Steps, c.Items[0].Excludable = []Step{expertStep()}, testing45()
	w := filed(t, c, day)
	w.must(t, VerbAccept, "a", checker)
	return w
}

// on moves the world to a day.
func (w *world) on(d string) *world {
	w.day = day(d)
	return w
}

func (w *world) clock(t testing.TB, kind string) ClockView {
	t.Helper()
	views := append(w.e.ClockViews(w.c, "a", w.day), w.e.JointClockViews(w.c, w.day)...)
	i := slices.IndexFunc(views, func(v ClockView) bool { return v.Kind == kind })
	if i < 0 {
		t.Fatalf("%s does not run", kind)
	}
	return views[i]
}

func (w *world) wantDue(t testing.TB, kind, want string) {
	t.Helper()
	if got := w.clock(t, kind).Due.String(); got != want {
		t.Errorf("%s on %s is due %q, want %q", kind, w.day, got, want)
	}
}

// V12, V13: an expert review excludes the days between its call and the opinion.
func TestAnExpertReviewStopsTheClocks(t *testing.T) {
	t.Parallel()
	w := reviewedItem(t, "2025-03-03")
	w.wantDue(t, "K3", "2025-03-31")
	w.on("2025-03-10").must(t, VerbCallExperts, "a", officer)
	if !w.c.Latest("a").Suspended() {
		t.Error("it is not suspended")
	}
	wantKind(t, w.do(VerbProposeGrant, "a", officer), fault.NotNow)
	wantKind(t, w.do(VerbProposeRefuse, "a", officer), fault.NotNow)
	w.on("2025-03-24").must(t, VerbExpertOpinion, "a", officer)
	w.wantDue(t, "K3", "2025-04-15")
	if v := w.clock(t, "K3"); v.Excluded != 10 {
		t.Errorf("excluded %d", v.Excluded)
	}
	w.must(t, VerbProposeGrant, "a", officer)
	if d := w.docs[len(w.docs)-1]; d.Kind != "special_procedure" || d.Data["until"] != "2025-03-24" {
		t.Errorf("%s %v", d.Kind, d.Data)
	}
}

// V14: called and answered on one day costs nothing.
func TestAReviewOfOneDayCostsNothing(t *testing.T) {
	t.Parallel()
	w := reviewedItem(t, "2025-03-03")
	w.on("2025-03-10").must(t, VerbCallExperts, "a", officer)
	w.must(t, VerbExpertOpinion, "a", officer)
	w.wantDue(t, "K3", "2025-03-31")
}

// V15: overlapping procedures exclude their union.
func TestOverlappingProceduresAreAUnion(t *testing.T) {
	t.Parallel()
	w := reviewedItem(t, "2025-03-03")
	w.on("2025-03-10").must(t, VerbCallExperts, "a", officer)
	w.on("2025-03-20").must(t, VerbSuspend, "a", officer)
	w.on("2025-03-24").must(t, VerbExpertOpinion, "a", officer)
	if !w.c.Latest("a").Suspended() {
		t.Error("the test still runs")
	}
	w.on("2025-03-28").must(t, VerbResume, "a", officer)
	w.wantDue(t, "K3", "2025-04-21")
	if v := w.clock(t, "K3"); v.Excluded != 14 {
		t.Errorf("excluded %d", v.Excluded)
	}
}

// V16: a pause over a holiday, resumed inside it.
func TestAPauseOverAHolidayExcludesWorkingDaysOnly(t *testing.T) {
	t.Parallel()
	w := reviewedItem(t, "2025-09-22")
	w.on("2025-09-29").must(t, VerbSuspend, "a", officer)
	w.on("2025-10-06").must(t, VerbResume, "a", officer)
	w.wantDue(t, "K3", "2025-10-27")
}

// V17, V18: the announced end caps the pause; until then the due day is a projection.
func TestTheAnnouncedEndCapsThePause(t *testing.T) {
	t.Parallel()
	w := reviewedItem(t, "2025-03-03")
	w.on("2025-03-10")
	if err := w.take(w.e.CallExperts(w.c, w.moment(), officer, CallExpertsInput{
		Target: Target{Slot: "a"}, Who: []string{"专家组"}, Length: Limit{Days: 5},
	})); err != nil {
		t.Fatal(err)
	}
	w.on("2025-03-12").wantDue(t, "K3", "2025-04-08")
	if v := w.clock(t, "K3"); v.Used != 5 || v.State != calendar.Paused {
		t.Errorf("used %d, %s", v.Used, v.State)
	}
	w.on("2025-03-18")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	it := w.c.Latest("a")
	if it.Steps[0].State != StepOverrun || it.Suspended() || w.entries[len(w.entries)-1].Day != day("2025-03-17") {
		t.Fatalf("%s, entry of %s", it.Steps[0].State, w.entries[len(w.entries)-1].Day)
	}
	w.on("2025-03-31").must(t, VerbExpertOpinion, "a", officer)
	w.wantDue(t, "K3", "2025-04-08")
}

func TestExpertsWhoOverranAreGivenTimeAgainOrReplaced(t *testing.T) {
	t.Parallel()
	w := reviewedItem(t, "2025-03-03")
	w.on("2025-03-04").must(t, VerbCallExperts, "a", officer)
	w.on("2025-03-20").must(t, VerbRestateLength, "a", officer) // overran on 03-18: 19 and 20 counted
	w.wantDue(t, "K3", "2025-04-22")
	if x := w.c.Latest("a").Steps[0].Experts; x.Restated != 1 || x.Called != day("2025-03-04") {
		t.Errorf("%+v", x)
	}
	w.on("2025-03-28").must(t, VerbReplaceExperts, "a", officer)
	if s := w.c.Latest("a").Steps[0]; s.State != StepTodo || w.c.Latest("a").Suspended() {
		t.Errorf("%s", s.State)
	}
	w.must(t, VerbCallExperts, "a", officer)
}

func TestOnlyAGroundOnBothListsSuspends(t *testing.T) {
	t.Parallel()
	w := reviewedItem(t, "2025-03-03")
	w.c.Latest("a").Excludable = append(testing45(), Excludable{Ground: "lunch"}, Excludable{Ground: GroundHearing}, Excludable{Ground: GroundExperts})
	for _, ground := range []string{"lunch", "auction", GroundHearing, GroundExperts, ""} {
		_, err := w.e.Suspend(w.c, w.moment(), officer, SuspendInput{Target: Target{Slot: "a"}, Ground: ground, Reason: "x", Length: tenDays})
		wantKind(t, err, fault.Invalid)
	}
	_, err := w.e.Suspend(w.c, w.moment(), officer, SuspendInput{Target: Target{Slot: "a"}, Ground: "testing", Reason: "x"})
	wantKind(t, err, fault.Invalid) // no length in writing
	w.must(t, VerbSuspend, "a", officer)
	_, err = w.e.Suspend(w.c, w.moment(), officer, SuspendInput{Target: Target{Slot: "a"}, Ground: "testing", Reason: "x", Length: tenDays})
	wantKind(t, err, fault.Invalid) // it is open already
	w.on("2025-03-18")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	if p := w.c.Latest("a").Procedures[0]; !p.Overrun || p.To != day("2025-03-17") {
		t.Errorf("%+v", p)
	}
}

// V34 and K13: five working days to ask, twenty to hold it, seven between the notice and the hearing.
func TestAHearingGoesItsWay(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2024-04-24")
	w.must(t, VerbAccept, "a", checker)
	w.on("2024-04-29").must(t, VerbTellHearingRight, "a", officer)
	w.wantDue(t, "K11", "2024-05-09")
	before := w.clock(t, "K3").Due
	wantKind(t, w.do(VerbProposeRefuse, "a", officer), fault.NotNow)
	w.on("2024-05-08").must(t, VerbRequestHearing, "a", citizen)
	w.wantDue(t, "K12", "2024-06-04")
	if v := w.clock(t, "K3"); v.Due != 0 || v.State != calendar.Unknown {
		t.Errorf("K3 is due %s, %s", v.Due, v.State)
	}
	first := w.e.EarliestHearing(w.day) // 05-09, 10, 11 (make-up), 13, 14, 15, 16
	if first != day("2024-05-17") {
		t.Errorf("the first day is %s", first)
	}
	set := func(d calendar.Day) error {
		return w.take(w.e.SetHearing(w.c, w.moment(), officer, SetHearingInput{Target{Slot: "a"}, d, "09:30", "三楼"}))
	}
	wantKind(t, set(first-1), fault.Invalid)
	wantKind(t, set(day("2024-06-05")), fault.Invalid)
	wantKind(t, w.do(VerbCloseHearing, "a", chair), fault.NotNow)
	if err := set(first); err != nil {
		t.Fatal(err)
	}
	wantKind(t, w.do(VerbCloseHearing, "a", chair), fault.NotNow) // the day has not come
	w.on("2024-05-17")
	wantKind(t, w.do(VerbCloseHearing, "a", officer), fault.Forbidden) // the officer examines the application
	w.must(t, VerbCloseHearing, "a", chair)
	if got := w.clock(t, "K3"); got.Due <= before || got.Excluded != 8 {
		t.Errorf("due %s, was %s, excluded %d", got.Due, before, got.Excluded)
	}
	wantKind(t, w.do(VerbProposeRefuse, "a", chair), fault.Forbidden)
	w.must(t, VerbProposeRefuse, "a", officer)
	w.must(t, VerbRefuse, "a", signer)
}

func TestARightThatNobodyUsesEnds(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2024-04-24")
	w.must(t, VerbAccept, "a", checker)
	w.on("2024-04-29")
	if err := w.take(w.e.TellHearingRight(w.c, w.moment(), officer, TellHearingRightInput{Target{Slot: "a"}, HearingOfApplicant, "拟不予许可"})); err != nil {
		t.Fatal(err)
	}
	wantKind(t, w.do(VerbRequestHearing, "a", neighbour), fault.NotNow) // it was not told to others
	w.on("2024-05-10").must(t, VerbProposeRefuse, "a", officer)
	if h := w.c.Latest("a").Hearing; h.State != HearingNotAsked {
		t.Errorf("%s", h.State)
	}
	wantKind(t, w.do(VerbRequestHearing, "a", citizen), fault.NotNow)
	wantKind(t, w.do(VerbTellHearingRight, "a", officer), fault.NotNow)
}

func TestAClarificationIsAskedOnceAndTheClockRuns(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	due := w.clock(t, "K3").Due
	w.must(t, VerbAskClarification, "a", officer)
	wantKind(t, w.do(VerbProposeGrant, "a", officer), fault.NotNow)
	if w.clock(t, "K3").Due != due {
		t.Error("a question moved the due day")
	}
	asked := *w
	asked.must(t, VerbClarify, "a", citizen)
	asked.must(t, VerbProposeGrant, "a", officer)
	wantKind(t, asked.do(VerbAskClarification, "a", officer), fault.NotNow)
	w.on("2025-03-11").must(t, VerbProposeGrant, "a", officer) // due 03-10
	if q := w.c.Latest("a").Clarification; q.State != ClarificationExpired {
		t.Errorf("%s", q.State)
	}
}

// V19, V20: an extension on the due day holds, a day later it is void and refused.
func TestAnExtensionComesInTimeAndOnce(t *testing.T) {
	t.Parallel()
	w := filed(t, plan(1), "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	late := *w
	wantKind(t, late.on("2025-04-01").do(VerbExtendDecision, "a", agencyHead), fault.NotNow)
	late.wantDue(t, "K3", "2025-03-31")
	w.on("2025-03-31").must(t, VerbExtendDecision, "a", agencyHead)
	w.wantDue(t, "K3", "2025-04-15")
	w.wantDue(t, "K4", "2025-03-17")
	wantKind(t, w.do(VerbExtendDecision, "a", agencyHead), fault.NotNow)
	ambers := 0
	w.on("2025-04-10")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	for _, en := range w.entries {
		if en.Verb == string(VerbWarn) && slices.Contains([]string{"2025-03-24", "2025-04-02"}, en.Day.String()) {
			ambers++
		}
	}
	if ambers != 2 {
		t.Errorf("warned %d times; before the old and before the new day are two", ambers)
	}
	filing := plan(1)
	filing.Items[0].Regime = "filing"
	other := filed(t, filing, "2025-03-03")
	other.must(t, VerbAccept, "a", checker)
	wantKind(t, other.do(VerbExtendDecision, "a", agencyHead), fault.NotNow) // no law gives it
}

// V22, V23: the joint ceiling stands still only while nobody has the case on a desk.
func TestTheJointCeilingAndItsExtension(t *testing.T) {
	t.Parallel()
	c := plan(2)
	c.Items[1].Steps = []Step{expertStep()}
	c.Edges = []Edge{{From: "a", To: "b", Gate: GateStart, OnFail: LapseOnFail}}
	w := filed(t, c, "2025-01-06")
	w.must(t, VerbAccept, "a", checker)
	w.wantDue(t, "K5", "2025-03-14")
	w.on("2025-01-20").must(t, VerbProposeGrant, "a", officer)
	w.must(t, VerbGrant, "a", signer)
	w.on("2025-01-22").must(t, VerbRequestSupplement, "b", checker)
	w.on("2025-02-20")
	w.c.Latest("b").running("K2").Told = w.day // the vector's applicant took longer than the default window
	w.must(t, VerbSupply, "b", citizen)
	w.on("2025-02-24").must(t, VerbAccept, "b", checker)
	w.on("2025-03-03").must(t, VerbCallExperts, "b", officer)
	w.on("2025-03-17").must(t, VerbExpertOpinion, "b", officer)
	w.wantDue(t, "K5", "2025-04-23")
	late := *w
	if err := late.on("2025-04-24").do(VerbExtendJoint, "", mayor); !fault.Is(err, fault.NotNow) {
		t.Errorf("too late: %v", err)
	}
	w.on("2025-04-23").mustJoint(t, VerbExtendJoint, mayor)
	w.wantDue(t, "K5", "2025-05-16")
	wantKind(t, w.do(VerbExtendJoint, "", mayor), fault.NotNow)
}

func (w *world) mustJoint(t testing.TB, v Verb, by Actor) {
	t.Helper()
	if err := w.do(v, "", by); err != nil {
		t.Fatalf("%s on %s: %v", v, w.day, err)
	}
}

// V30, P14: a calendar that comes late moves days of the agency, and an applicant's day only later. Twice is once.
func TestANewCalendarIsPutOnRecord(t *testing.T) {
	t.Parallel()
	before, after := calendartest.With(2024, 2025), calendartest.City()
	c := plan(2)
	c.Items[0].Statutory = Limit{Days: 45, Source: "xk42_1"}
	w := &world{e: Engine{Cal: before, Params: DefaultParameters()}, day: day("2025-10-30")}
	if err := w.file(c); err != nil {
		t.Fatal(err)
	}
	w.must(t, VerbAccept, "a", checker)
	w.wantDue(t, "K3", "2026-01-02")
	w.must(t, VerbRequestSupplement, "b", checker)
	w.c.Latest("b").running("K2").Rule.Length = 45
	w.c.Latest("b").running("K2").Told = day("2026-01-08") // later than the new calendar has it
	w.on("2025-11-04")
	w.e.Cal = after
	for range 2 {
		if err := w.take(w.e.RecomputeClocks(w.c, w.moment(), RecomputeInput{Was: before})); err != nil {
			t.Fatal(err)
		}
	}
	w.wantDue(t, "K3", "2026-01-04")
	n := 0
	for _, en := range w.entries {
		if en.Verb == string(VerbRecomputeClock) {
			n++
			if en.Slot == "b" {
				t.Error("the applicant's day moved earlier")
			}
		}
	}
	if n != 2 { // item a, and the joint ceiling
		t.Errorf("%d entries, want one for the item and one for the joint ceiling", n)
	}
	if k := w.c.Latest("a").running("K3"); k.Told != day("2026-01-04") {
		t.Errorf("told %s", k.Told)
	}
	if back, err := w.e.RecomputeClocks(w.c, w.moment(), RecomputeInput{Was: after}); err != nil || len(back.Entries) > 0 {
		t.Errorf("no new calendar, and yet %v %v", back.Entries, err)
	}
}

// A clock that is dated back behind its warnings must not date the journal back.
func TestAPromiseThatWasMissedBeforeItBeganKeepsTheJournalInOrder(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Items[0].Promised = Limit{Days: 3}
	w := filed(t, c, "2025-09-26")
	w.on("2025-10-20")
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
	if err := Verify(w.entries); err != nil {
		t.Error(err)
	}
}

// A question or a pause runs beside the decision: lists go on to show the day of the decision.
func TestTheHeadlineStaysTheDecision(t *testing.T) {
	t.Parallel()
	w := reviewedItem(t, "2025-03-03")
	w.must(t, VerbAskClarification, "a", officer)
	w.must(t, VerbTellHearingRight, "a", officer)
	w.must(t, VerbCallExperts, "a", officer)
	if k, ok := w.e.Headline(w.c, "a", w.day); !ok || k.Kind != "K4" {
		t.Errorf("the headline is %s", k.Kind)
	}
	w.must(t, VerbRequestHearing, "a", citizen)
	if k, _ := w.e.Headline(w.c, "a", w.day); k.Kind != "K12" {
		t.Errorf("while nobody knows the day of the decision, the headline is %s", k.Kind)
	}
}
