package casework

import (
	"testing"

	"pgregory.net/rapid"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// newTerms are the terms of a case as they are, under another content.
func newTerms(c *Case) MigrateInput {
	in := MigrateInput{Version: c.ScenarioVersion + 1, Hash: c.PackHash + "+", Name: c.ScenarioName, Promise: c.JointPromise}
	for _, it := range c.Current() {
		in.Items = append(in.Items, NewTerms{Slot: it.Slot, Name: it.Name, Promised: it.Promised, Statutory: it.Statutory})
	}
	return in
}

func (w *world) migrate(in MigrateInput) error {
	return w.take(w.e.MigrateVersion(w.c, w.moment(), in))
}

// A shorter promise counts from the acceptance; names follow, and what is decided stays.
func TestACaseMovesToANewVersion(t *testing.T) {
	t.Parallel()
	c := plan(3)
	c.JointPromise, c.ScenarioVersion, c.PackHash = 15, 1, "one"
	w := filed(t, c, "2025-03-03")
	w.must(t, VerbAccept, "a", checker)
	w.grantIt(t, "b")
	w.wantDue(t, "K4", "2025-03-17")
	w.on("2025-03-05")
	seen := w.c.Latest("b").Version
	in := newTerms(w.c)
	in.Version, in.Hash, in.Name, in.Promise = 2, "two", "开餐饮店", 8
	for i := range in.Items {
		in.Items[i].Name, in.Items[i].Promised.Days, in.Items[i].Statutory.Days = "新"+in.Items[i].Name, 5, 18
	}
	in.Shown = []VersionChange{{Name: "事项A", What: "limit", Old: "10个工作日", New: "5个工作日"}}
	for range 2 { // twice is once
		if err := w.migrate(in); err != nil {
			t.Fatal(err)
		}
	}
	a, b, waits := w.c.Latest("a"), w.c.Latest("b"), w.c.Latest("c")
	w.wantDue(t, "K4", "2025-03-10")
	w.wantDue(t, "K3", "2025-03-27")
	w.wantDue(t, "K6", "2025-03-13")
	if a.Name != "新事项A" || a.Promised.Days != 5 || a.Statutory.Days != 18 || a.running("K4").Told != day("2025-03-10") {
		t.Errorf("a: %+v", a)
	}
	if b.Name != "事项B" || b.Promised.Days != 10 || b.Version != seen {
		t.Errorf("what is decided became different: %+v", b)
	}
	if waits.Promised.Days != 5 || waits.Name != "新事项C" {
		t.Errorf("c: %+v", waits)
	}
	if w.c.ScenarioVersion != 2 || w.c.PackHash != "two" || w.c.ScenarioName != "开餐饮店" || w.c.JointPromise != 8 || w.c.SnapshotHash != "snap" {
		t.Errorf("the case: %+v", w.c)
	}
	if len(w.c.Moves) != 1 || w.c.Moves[0].From != 1 || w.c.Moves[0].To != 2 || len(w.c.Moves[0].Changes) != 1 {
		t.Errorf("moves: %+v", w.c.Moves)
	}
	told := map[string]int{}
	for _, m := range w.msgs {
		told[m.Kind]++
	}
	if told["version_migrated"] != 1 || told["version_sooner"] != 1 || told["version_sooner_desk"] != 1 {
		t.Errorf("told %v", told)
	}
	lines := map[string]int{}
	for _, v := range w.e.ClockViews(w.c, "a", w.day) {
		for _, l := range v.Trace {
			if verb, ok := StepBehind(w.entries, l); ok && verb == VerbMigrateVersion {
				lines[v.Kind+" "+l.Kind+" "+l.From.String()]++
			}
		}
	}
	if lines["K4 shortened 2025-03-05"] != 1 || lines["K3 shortened 2025-03-05"] != 1 {
		t.Errorf("why this date: %v", lines)
	}
	again, err := Replay(w.entries)
	if err != nil {
		t.Fatal(err)
	}
	w.c.Version = 0
	if asJSON(again) != asJSON(w.c) {
		t.Errorf("the journal tells\n%s\nthe case is\n%s", asJSON(again), asJSON(w.c))
	}
}

// An office is not overdue because of a publication: with most of the time used, one working day is left.
func TestAMoveLeavesOneWorkingDay(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		on, due string
		length  int
	}{
		"new end ahead":    {"2025-03-04", "2025-03-06", 3},
		"new end behind":   {"2025-03-13", "2025-03-14", 9},
		"before a weekend": {"2025-03-14", "2025-03-17", 10}, // as it was
		"on the last day":  {"2025-03-17", "2025-03-17", 10},
		"over already":     {"2025-03-20", "2025-03-17", 10},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := filed(t, plan(1), "2025-03-03")
			w.must(t, VerbAccept, "a", checker)
			w.on(x.on)
			in := newTerms(w.c)
			in.Items[0].Promised.Days = 3
			if err := w.migrate(in); err != nil {
				t.Fatal(err)
			}
			w.wantDue(t, "K4", x.due)
			if it := w.c.Latest("a"); it.Promised.Days != x.length || it.running("K4").Rule.Length != x.length {
				t.Errorf("promised %d, the clock %d", it.Promised.Days, it.running("K4").Rule.Length)
			}
		})
	}
}

// A pause may end any day: a limit in calendar days keeps enough of them to end on the next working day even if it ends today.
func TestAMoveDuringAPauseLeavesOneWorkingDay(t *testing.T) {
	t.Parallel()
	c := plan(1)
	c.Items[0].Excludable = testing45()
	c.Items[0].Promised = Limit{Days: 20, Calendar: true}
	w := filed(t, c, "2025-03-05")
	w.must(t, VerbAccept, "a", checker)
	w.on("2025-03-07") // a Friday
	if err := w.take(w.e.Suspend(w.c, w.moment(), officer, SuspendInput{Target: Target{Slot: "a"}, Ground: "testing", Reason: "送检", Length: Limit{Days: 1, Calendar: true}})); err != nil {
		t.Fatal(err)
	}
	in := newTerms(w.c)
	in.Items[0].Promised.Days = 1
	if err := w.migrate(in); err != nil {
		t.Fatal(err)
	}
	w.on("2025-03-10")
	if due := dueOf(w, "K4"); due < day("2025-03-10") {
		t.Errorf("the clock ends on %s, before the next working day", due)
	}
}

// What would take something from somebody does not move.
func TestACaseThatWouldLoseStays(t *testing.T) {
	t.Parallel()
	for name, x := range map[string]struct {
		change func(w *world, in *MigrateInput)
		want   string
	}{
		"an item is lost":       {func(_ *world, in *MigrateInput) { in.Items = in.Items[:1] }, "migrate_items"},
		"an item is new":        {func(_ *world, in *MigrateInput) { in.Items = append(in.Items, NewTerms{Slot: "z"}) }, "migrate_items"},
		"another item":          {func(_ *world, in *MigrateInput) { in.Items[1].Slot = "z" }, "migrate_items"},
		"a longer promise":      {func(_ *world, in *MigrateInput) { in.Items[1].Promised.Days = 11 }, "migrate_longer"},
		"no promise any more":   {func(_ *world, in *MigrateInput) { in.Items[1].Promised = Limit{} }, "migrate_longer"},
		"a longer law":          {func(_ *world, in *MigrateInput) { in.Items[0].Statutory.Days = 30 }, "migrate_longer"},
		"a longer whole":        {func(_ *world, in *MigrateInput) { in.Promise = 16 }, "migrate_longer"},
		"working days for days": {func(w *world, in *MigrateInput) { w.c.Latest("a").Promised.Calendar = true }, "migrate_longer"},
		"a campaign":            {func(w *world, _ *MigrateInput) { w.c.Publishes = day("2025-06-01") }, "migrate_campaign"},
		"nothing is left": {func(w *world, _ *MigrateInput) {
			w.grantIt(t, "a")
			w.grantIt(t, "b")
		}, "migrate_over"},
	} {
		t.Run(name, func(t *testing.T) {
			c := plan(2)
			c.JointPromise = 15
			w := filed(t, c, "2025-03-03")
			in := newTerms(w.c)
			x.change(w, &in)
			before := asJSON(w.c)
			err := w.migrate(in)
			if fault.Of(err).Key != "casework."+x.want {
				t.Errorf("%v, want %s", err, x.want)
			}
			if asJSON(w.c) != before {
				t.Error("it became different all the same")
			}
		})
	}
}

// What rests on a promise of the applicant keeps its limits: a paper that follows may come until then.
func TestAPromiseOfTheApplicantKeepsTheLimit(t *testing.T) {
	t.Parallel()
	c := plan(2)
	c.Items[0].MayGap, c.Items[0].GapDays = []string{"health_card"}, Limit{Days: 5}
	w := filed(t, c, "2025-03-03")
	w.c.Latest("a").Gap = &Gap{State: GapPromised, Materials: []string{"health_card"}, Days: Limit{Days: 5}}
	w.c.Latest("b").Commitment = &Commitment{State: CommitmentSigned, Promise: Limit{Days: 1}}
	in := newTerms(w.c)
	in.Items[0].Promised.Days, in.Items[1].Promised.Days = 4, 4
	if err := w.migrate(in); err != nil {
		t.Fatal(err)
	}
	if a, b := w.c.Latest("a").Promised.Days, w.c.Latest("b").Promised.Days; a != 10 || b != 10 {
		t.Errorf("promised %d and %d", a, b)
	}
	w.c.PackHash = ""
	in = newTerms(w.c)
	in.Items[0].Promised.Days = 5
	if err := w.migrate(in); err != nil {
		t.Fatal(err)
	}
	if a := w.c.Latest("a").Promised.Days; a != 5 {
		t.Errorf("as long as the paper may take: promised %d", a)
	}
}

// Whatever happened before and comes after: a move never makes a running limit end later than it would have, nor before the
// next working day.
func TestAMoveNeverTakesTooMuch(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := plan(1)
		c.Items[0].Excludable = testing45()
		c.Items[0].Promised = Limit{Days: rapid.IntRange(1, 20).Draw(t, "promised"), Calendar: rapid.Bool().Draw(t, "calendar")}
		stays := &world{e: testEngine, day: day("2025-03-03") + calendar.Day(rapid.IntRange(0, 300).Draw(t, "filed"))}
		for _, err := range []error{stays.file(c), stays.do(VerbAccept, "a", checker)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		pass(t, stays)
		moves := &world{e: stays.e, c: stays.c.Clone(), day: stays.day}
		in := newTerms(moves.c)
		to := &in.Items[0]
		to.Promised.Days = rapid.IntRange(1, to.Promised.Days).Draw(t, "shorter")
		to.Promised.Calendar = to.Promised.Calendar || rapid.Bool().Draw(t, "days")
		to.Statutory.Days = rapid.IntRange(1, 20).Draw(t, "law")
		next := moves.e.Cal.NextWorking(moves.day)
		if err := moves.migrate(in); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			for _, kind := range []string{"K3", "K4"} {
				was, now := dueOf(stays, kind), dueOf(moves, kind)
				if now > was || (now == 0) != (was == 0) {
					t.Fatalf("%s ends on %s, without the move on %s", kind, now, was)
				}
				if now < min(was, next) {
					t.Fatalf("%s ends on %s, the next working day is %s and it was %s", kind, now, next, was)
				}
			}
			pass(t, stays, moves)
		}
	})
}

// dueOf is the last day of a running clock of item a, 0 while nobody knows it.
func dueOf(w *world, kind string) calendar.Day {
	return w.e.project(w.c.Latest("a").running(kind), w.day).Due
}

// pass lets days go by in the same worlds, with a special procedure in some of them. What is done is done in all of them, while
// the limit runs in all of them.
func pass(t *rapid.T, worlds ...*world) {
	for range rapid.IntRange(0, 2).Draw(t, "acts") {
		days := calendar.Day(rapid.IntRange(0, 6).Draw(t, "days go by"))
		length := Limit{Days: rapid.IntRange(1, 8).Draw(t, "announced"), Calendar: true}
		over := false
		for _, w := range worlds {
			w.day += days
			if err := w.take(w.e.Settle(w.c, w.moment())); err != nil {
				t.Fatal(err)
			}
			over = over || w.c.Latest("a").running("K4") == nil || dueOf(w, "K4") < w.day
		}
		if over {
			continue // what comes after the end moves nothing
		}
		for _, w := range worlds {
			if w.c.Latest("a").Suspended() {
				_ = w.do(VerbResume, "a", officer) // it may have ended by itself
				continue
			}
			if err := w.take(w.e.Suspend(w.c, w.moment(), officer, SuspendInput{Target: Target{Slot: "a"}, Ground: "testing", Reason: "送检", Length: length})); err != nil {
				t.Fatal(err)
			}
		}
	}
}
