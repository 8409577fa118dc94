package casework

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/calendar/calendartest"
)

// The simulation: joint cases of one to three items with steps and side machines, filed over a year, on which people who may
// act do so at random. Whatever is possible is tried: a verb joins by being offered and having a performer.
const (
	simulatedActs = 10_000
	simulatedYear = 365
)

// simulated is everybody who acts in the simulation.
var simulated = []Actor{
	citizen, checker, officer, reviewer, signer, clerk, chair, agencyHead, mayor, neighbour,
	staffOf("reply-1", Reply), staffOf("visit-1", LeadVisit), staffOf("fee-1", Fee), staffOf("relief-1", Relieve),
	staffOf("right-1", SetRight), staffOf("supervisor-1", Supervise),
}

// seldom is how rarely an act that ends an item early, or turns in a circle, is taken when it is possible: one time in so many.
var seldom = map[Verb]int{
	VerbWithdraw: 60, VerbDecline: 15, VerbReturn: 15, VerbDeclareNotNeeded: 15, VerbSendBack: 20, VerbTransferOfficer: 15,
	VerbClaim: 8, VerbProposeRefuse: 4, VerbUrge: 25, VerbTellHearingRight: 8, VerbSetHearing: 12, VerbRequestSupplement: 3,
	VerbChangeDelivery: 10, VerbExtendDecision: 6, VerbExtendJoint: 8, VerbReplaceExperts: 2, VerbRefuseHandOver: 4,
	VerbSuspend: 10, VerbSupervise: 25, VerbAskClarification: 5, VerbReopenByReview: 15, VerbReapply: 12, VerbRevoke: 60,
	VerbPay: 8, VerbRefund: 4, VerbTerminateUnpaid: 3, VerbAddMaterial: 20, VerbChooseStandAlone: 6, VerbCorrectOnTheSpot: 4, VerbCorrectCertificate: 90, VerbVerifyCommitment: 6, VerbFindBreach: 2,
	VerbSignCommitment: 2, VerbContestDecision: 2, VerbWithdrawCommitment: 6, VerbExtendSupplement: 4, VerbReportRectified: 4, VerbRecordEvent: 6, VerbServeDocument: 40, VerbHandOverPaper: 40,
	VerbConsentToShare: 30, VerbWithdrawConsent: 10,
}

// simulation is one case twice: settled lazily, before the next act, and every day.
type simulation struct {
	r           *rand.Rand
	lazy, daily *world
	used        map[Verb]int
	dueTold     map[string]calendar.Day
	filedOn     calendar.Day
	served      bool // the page of a notice hangs without a hole
}

// simulatedSteps are the steps that a case can have, by the verb that begins them.
func simulatedSteps() map[Verb]Step {
	return map[Verb]Step{
		VerbCallExperts: expertStep(),
		VerbStartConsult: {ID: "consult", Kind: Consult, Name: "征求意见", State: StepTodo, Length: Limit{Days: 7},
			Asked: &Asked{SilenceConsents: true, SilenceBasis: "示例规定", Requests: []Request{{Department: "maritime", Name: "海事", Area: "zhifu"}}}},
		VerbPublishNotice: {ID: "public_notice", Kind: PublicNotice, Name: "公示", State: StepTodo, Length: Limit{Days: 5}, Notice: &Notice{}},
		VerbAutoGrant:     automatic(),
		VerbAssessFee:     feeStep(GateDecision),
		VerbEnterRegister: {ID: "register", Kind: Registration, Name: "登簿", State: StepTodo},
		VerbScheduleVisit: {ID: "site_inspection", Kind: SiteInspection, Name: "勘验", State: StepTodo, Seat: &Seat{Joins: "opening"}},
	}
}

func (s *simulation) plan() *Case {
	r := s.r
	c := plan(1 + r.IntN(3))
	c.JointConclusion, c.JointPromise = r.IntN(2) == 0, []int{0, 15}[r.IntN(2)]
	steps := simulatedSteps()
	starters := slices.Sorted(mapKeys(steps))
	for i, it := range c.Items {
		it.Regime = []string{"licence", "licence", "filing"}[r.IntN(3)]
		it.SignOff = 1 + r.IntN(3)
		it.Promised.Days = []int{3, 10, 15}[r.IntN(3)]
		if it.Regime == "filing" {
			it.Statutory = Limit{}
		}
		if r.IntN(2) == 0 {
			it.Excludable = testing45()
		}
		if r.IntN(3) == 0 {
			it.Materials = []string{"cert_b"}
		}
		if r.IntN(3) == 0 {
			it.MayGap, it.GapDays = []string{"health_card"}, Limit{Days: 5}
		}
		if r.IntN(3) == 0 {
			it.MayPromise = &CommitmentOffer{Text: "承诺", Promise: Limit{Days: 1}}
		}
		if r.IntN(4) == 0 {
			it.Renewal = &Renewal{Until: s.filedOn + 15 + calendar.Day(r.IntN(40)), Before: 15}
		}
		for _, v := range starters {
			if r.IntN(3) == 0 {
				it.Steps = append(it.Steps, steps[v])
			}
			if o := steps[v].Order; o != nil && r.IntN(2) == 0 {
				o.Reliefs[0].Exact = o.Lines[0].Exact // everything may be taken off
			}
		}
		for j := range i {
			if r.IntN(3) > 0 {
				continue
			}
			c.Edges = append(c.Edges, Edge{
				From: c.Items[j].Slot, To: it.Slot, Gate: []string{GateStart, GateDecide}[r.IntN(2)],
				OnFail: []string{LapseOnFail, HoldOnFail, AloneOnFail}[r.IntN(3)],
			})
			if r.IntN(2) == 0 {
				it.Materials = append(it.Materials, c.Items[j].Gives...)
			}
		}
	}
	if r.IntN(3) == 0 {
		g := gateBefore(c.Items[r.IntN(len(c.Items))], r.IntN(3) == 0, r.IntN(2) == 0)
		g.Usually.Days = 5 + r.IntN(20)
		c.Gates = []Gate{g}
	}
	return c
}

func mapKeys[K comparable, V any](m map[K]V) func(func(K) bool) {
	return func(yield func(K) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// act draws one act that somebody can do now; none: nobody can do anything.
func (s *simulation) act() (v Verb, slot string, by Actor) {
	type choice struct {
		v    Verb
		slot string
		by   Actor
	}
	var all []choice
	add := func(v Verb, slot string, by Actor) {
		if n := seldom[v]; (n == 0 || s.r.IntN(n) == 0) && performed(v) {
			all = append(all, choice{v, slot, by})
		}
	}
	now := s.lazy.e.Seen(s.lazy.c, s.lazy.moment().At)
	for _, by := range simulated {
		for _, it := range now.Current() {
			for _, v := range Possible(now, it.Slot, by) {
				add(v, it.Slot, by)
			}
		}
		for _, row := range Table {
			if row.Joint && !row.byEngine() && Why(now, "", row.Verb, by) == nil {
				add(row.Verb, "", by)
			}
		}
	}
	if len(all) == 0 {
		return "", "", Actor{}
	}
	x := all[s.r.IntN(len(all))]
	return x.v, x.slot, x.by
}

// performed says that the tests know how to do a verb by hand.
func performed(v Verb) bool { return v != VerbMakeCertificate && v != VerbTenderResult }

// pass lets days go by: the daily case is settled on each, the lazy one not. On the day of its notice the calendar of the
// next year comes into force, and both are put on record.
func (s *simulation) pass(t reporter, days int) {
	published := calendar.MustDay("2025-11-04")
	for range days {
		s.daily.day++
		s.lazy.day++
		s.settle(t, s.daily)
		s.outside(t)
		if s.daily.day == published {
			s.settle(t, s.lazy)
			for _, w := range []*world{s.lazy, s.daily} {
				was := w.e.Cal
				w.e.Cal = calendartest.City()
				if err := w.take(w.e.RecomputeClocks(w.c, w.moment(), RecomputeInput{Was: was})); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// outside is what happens without anybody: the public page of a notice is served, in most cases without a hole, and rules
// are asked.
func (s *simulation) outside(t reporter) {
	now := s.lazy.e.Seen(s.lazy.c, s.lazy.moment().At)
	for _, it := range now.Current() {
		for i := range it.Steps {
			st := &it.Steps[i]
			if s.served && st.Kind == PublicNotice && has([]StepState{StepRunning, StepObjected}, st.State) && st.Notice.Shown < s.lazy.day {
				s.both(t, func(w *world) (Change, error) {
					return w.e.RecordDisplay(w.c, w.moment(), RecordDisplayInput{Slot: it.Slot, Step: st.ID, Hash: "hash"})
				})
			}
		}
	}
	for _, d := range AutoDues(now) {
		if s.r.IntN(3) == 0 {
			answers := map[string]string{"no_crime": AnswerYes, "three_years": []string{AnswerYes, AnswerNo}[s.r.IntN(2)]}
			s.both(t, func(w *world) (Change, error) {
				return w.e.DecideAutomatically(w.c, w.moment(), AutoInput{Slot: d.Slot, Answers: answers})
			})
		}
	}
	s.latePayments(t, now)
	s.shares(t, now)
	s.publish(t, now)
}

// publish moves the case to a newer version now and then: limits get shorter, names change.
func (s *simulation) publish(t reporter, now *Case) {
	if s.r.IntN(40) > 0 || now.Publishes != 0 || !slices.ContainsFunc(now.Current(), (*ItemCase).Undecided) {
		return
	}
	in := newTerms(now)
	for i := range in.Items {
		x := &in.Items[i]
		x.Name += "′"
		x.Promised.Days = max(1, x.Promised.Days-s.r.IntN(6))
		x.Statutory.Days = max(0, x.Statutory.Days-s.r.IntN(3))
	}
	in.Promise = max(min(1, in.Promise), in.Promise-s.r.IntN(4))
	s.used[VerbMigrateVersion]++
	s.both(t, func(w *world) (Change, error) { return w.e.MigrateVersion(w.c, w.moment(), in) })
}

// shares lets registers answer under consents, in one way or the other.
func (s *simulation) shares(t reporter, now *Case) {
	for _, it := range now.Current() {
		for _, x := range it.Consents {
			if !it.State.Live() || !x.Standing() || s.r.IntN(3) > 0 {
				continue
			}
			in := ShareInput{Target: Target{Slot: it.Slot}, Register: x.Register, Got: x.Materials}
			in.Outcome = []string{ShareFound, ShareNoRecord, ShareDown}[s.r.IntN(3)]
			s.both(t, func(w *world) (Change, error) { return w.e.RecordShare(w.c, w.moment(), in) })
		}
	}
}

// latePayments lets money come now and then for orders that ask for nothing more.
func (s *simulation) latePayments(t reporter, now *Case) {
	for _, it := range now.Items {
		for i := range it.Steps {
			o := it.Steps[i].Order
			if o == nil || o.No == "" || now.Expected(o.No) || s.r.IntN(60) > 0 {
				continue
			}
			in := PayInput{Order: o.No, Provider: "bank", Receipt: fmt.Sprint("late-", s.r.IntN(1_000_000)), Fen: 100}
			s.both(t, func(w *world) (Change, error) { return w.e.LatePayment(w.c, w.moment(), in) })
		}
	}
}

// both does the same in both cases; it is possible in both or in none.
func (s *simulation) both(t reporter, do func(*world) (Change, error)) {
	one, two := s.lazy.take(do(s.lazy)), s.daily.take(do(s.daily))
	if (one == nil) != (two == nil) {
		t.Fatalf("26: lazy %v, daily %v", one, two)
	}
}

func (s *simulation) settle(t reporter, w *world) {
	if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
		t.Fatal(err)
	}
}

// open files a case on a day.
func (s *simulation) open(t reporter, on calendar.Day) {
	cal := calendartest.City()
	if on < calendar.MustDay("2025-11-04") {
		cal = calendartest.With(2024, 2025)
	}
	s.filedOn = on
	c := s.plan()
	if on%5 == 0 { // a campaign
		c.Publishes = on + 20 + on%40
	}
	s.dueTold, s.served = map[string]calendar.Day{}, s.r.IntN(4) > 0
	s.lazy, s.daily = &world{e: Engine{Cal: cal, Params: DefaultParameters()}, day: on}, &world{e: Engine{Cal: cal, Params: DefaultParameters()}, day: on}
	for _, w := range []*world{s.lazy, s.daily} {
		if err := w.file(c.Clone()); err != nil {
			t.Fatal(err)
		}
	}
}

// step is one act of somebody on both cases. It says whether one was done.
func (s *simulation) step(t reporter) bool {
	v, slot, by := s.act()
	if v == "" {
		return false
	}
	may := s.lazy.c.MayRelease()
	one, two := s.lazy.do(v, slot, by), s.daily.do(v, slot, by)
	if (one == nil) != (two == nil) {
		t.Fatalf("26: %s on %s: lazy %v, daily %v", v, slot, one, two)
	}
	if one != nil {
		return false // possible by the table, and its input asks for more: another day for a hearing
	}
	s.used[v]++
	if may && !s.lazy.c.MayRelease() {
		t.Fatal("31: may release turned from yes to no")
	}
	s.atRest(t)
	return true
}

// atRest holds what is true of the case now.
func (s *simulation) atRest(t reporter) {
	w := s.lazy
	again, err := w.e.Settle(w.c, w.moment())
	if err != nil || len(again.Entries) > 0 {
		t.Fatalf("26: settling twice did something: %v", again.Entries)
	}
	dues := w.e.Dues(w.c)
	for _, it := range w.c.Items {
		checkItem(t, w, it, dues)
		for i := range it.Clocks {
			k := &it.Clocks[i]
			if k.History.Stop != 0 || !forApplicant(k.Kind) {
				continue
			}
			key, due := fmt.Sprintf("%s/%d/%s/%d", it.Slot, it.Attempt, k.key(), k.History.By), k.applicantDue(w.e.project(k, w.day))
			if due < s.dueTold[key] {
				t.Fatalf("32: %s of %s moved from %s to %s", k.Kind, it.Slot, s.dueTold[key], due)
			}
			s.dueTold[key] = due
		}
	}
	checkPhase(t, w.c)
}

// finish compares what both journals tell, retells them entry by entry, and closes the case without its applicant.
func (s *simulation) finish(t reporter) {
	s.settle(t, s.lazy)
	if a, b := storyOf(s.lazy.entries), storyOf(s.daily.entries); a != b {
		t.Fatalf("26: %s", firstDifference(a, b))
	}
	checkJointDays(t, s.lazy)
	if err := Verify(s.lazy.entries); err != nil {
		t.Fatalf("25: %v", err)
	}
	c := retell(t, s.lazy.entries, func(before, after *Case, en *Entry) {
		checkStep(t, before, after, en)
		if en.Actor.Kind == "timer" || en.Actor.Kind == "system" || en.Verb == string(VerbSealResult) { // a signature that is kept back counts as such
			s.used[Verb(en.Verb)]++
		}
	})
	if asJSON(c) != asJSON(s.lazy.c) || c.Head != s.lazy.c.Head {
		t.Fatalf("27: the journal tells of another case\n%s\n%s", asJSON(c), asJSON(s.lazy.c))
	}
	s.closes(t)
}

// firstDifference shows where two journals part, with what led there.
func firstDifference(lazy, daily string) string {
	a, b := strings.Split(lazy, "\n"), strings.Split(daily, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("%s\nlazy:  %s\ndaily: %s", strings.Join(a[:i], "\n"), a[i], b[i])
		}
	}
	return fmt.Sprintf("one goes on: lazy %d lines, daily %d", len(a), len(b))
}

// closing are the acts with which an agency ends a case alone, the nearest end first.
var closing = []Verb{
	VerbRefuse, VerbGrant, VerbReview, VerbDecline, VerbProposeRefuse, VerbProposeGrant, VerbCloseHearing, VerbResume,
	VerbExpertOpinion, VerbTerminateUnpaid, VerbSendBack, VerbRecordEvent,
}

// closes: 15. from where it stands the case can end, also if the applicant never acts again. What is waited for outside must
// have happened: for that the rulebook promises nothing, and somebody of the house can put it on record.
func (s *simulation) closes(t reporter) {
	w := s.daily
	for range 120 {
		if !w.c.anyLive() {
			return
		}
		if !s.closer(t, w) {
			w.day += 5
			s.settle(t, w)
		}
	}
	for _, it := range w.c.Current() {
		if it.State.Live() {
			t.Fatalf("15: it never ends: %s", asJSON(it))
		}
	}
}

func (s *simulation) closer(t reporter, w *world) bool {
	for _, it := range w.c.Current() {
		if it.Sealed != nil { // its day comes
			continue
		}
		if h := it.Hearing; h != nil && h.State == HearingAsked && h.Day == 0 && w.do(VerbSetHearing, it.Slot, officer) == nil {
			return true
		}
		for _, v := range closing {
			for _, by := range simulated {
				if by.Kind == "staff" && Why(w.c, it.Slot, v, by) == nil && w.do(v, it.Slot, by) == nil {
					return true
				}
			}
		}
	}
	return false
}

// unused is a verb that nobody has used yet; none: all were.
func (s *simulation) unused() Verb {
	for _, row := range Table {
		if !row.Apart && s.used[row.Verb] == 0 {
			return row.Verb
		}
	}
	return ""
}

// Ten thousand random lawful acts over a year. Daily and lazy settling give the same journal (26), retelling it gives the same
// case (27), no invariant breaks, and every verb is used.
func TestAYearOfRandomLawfulActs(t *testing.T) {
	t.Parallel()
	s := &simulation{r: rand.New(rand.NewPCG(2025, 14)), used: map[Verb]int{VerbSubmit: 0}}
	acts, cases := 0, 0
	for acts < simulatedActs || s.unused() != "" && acts < 3*simulatedActs { // what chance did not bring yet comes a little later
		on := calendar.MustDay("2025-01-02") + calendar.Day(s.r.IntN(simulatedYear))
		if cases%7 == 0 { // its joint ceiling ends in the year whose calendar is not out yet
			on = calendar.MustDay("2025-10-20") + calendar.Day(s.r.IntN(14))
		}
		s.open(t, on)
		cases++
		s.used[VerbSubmit]++
		pace := []int{1, 2, 4, 9}[s.r.IntN(4)]
		end := s.lazy.day + simulatedYear
		for idle, n := 0, 0; s.lazy.day < end && idle < 12 && n < 45; {
			if s.step(t) {
				acts, n, idle = acts+1, n+1, 0
			} else {
				idle++
			}
			s.pass(t, s.r.IntN(2*pace))
		}
		s.finish(t)
	}
	var lines []string
	for _, row := range Table {
		if !row.Apart {
			lines = append(lines, fmt.Sprintf("%s %d", row.Verb, s.used[row.Verb]))
		}
	}
	if v := s.unused(); v != "" {
		t.Errorf("%s was never used", v)
	}
	t.Logf("%d acts on %d joint cases: %s", acts, cases, strings.Join(lines, ", "))
}
