package calendar_test

import (
	"testing"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/calendar/calendartest"
)

type vector struct {
	name  string
	start string
	rule  calendar.Rule
	pause []string // from, to, announced end; "" for none
	ext   []string // days on which 10 days were added (V23: 15)
	asOf  string
	due   string
	check func(t *testing.T, a calendar.Answer)
}

func wd(n int) calendar.Rule {
	return calendar.Rule{Unit: calendar.WorkingDay, Length: n, CapPause: true}
}
func cd(n int) calendar.Rule { return calendar.Rule{Unit: calendar.CalendarDay, Length: n} }
func rolled(r calendar.Rule) calendar.Rule {
	r.Roll = true
	return r
}
func months(n int) calendar.Rule { return calendar.Rule{Unit: calendar.Month, Length: n} }

func excluded(n int) func(*testing.T, calendar.Answer) {
	return func(t *testing.T, a calendar.Answer) {
		t.Helper()
		if a.Excluded != n {
			t.Errorf("excluded %d, want %d", a.Excluded, n)
		}
	}
}

func used(n int) func(*testing.T, calendar.Answer) {
	return func(t *testing.T, a calendar.Answer) {
		t.Helper()
		if a.Used != n {
			t.Errorf("used %d, want %d", a.Used, n)
		}
	}
}

// vectors are the worked examples of the rulebook §3.5 that need only a calendar.
var vectors = []vector{
	{name: "V1", start: "2024-09-27", rule: wd(5), due: "2024-10-10"},
	{name: "V2", start: "2024-09-30", rule: wd(5), due: "2024-10-12"},
	{name: "V3", start: "2025-01-24", rule: wd(5), due: "2025-02-07"},
	{name: "V4", start: "2025-01-24", rule: wd(20), due: "2025-02-27"},
	{name: "V5", start: "2025-09-26", rule: wd(20), due: "2025-10-30"},
	{name: "V6", start: "2026-02-13", rule: wd(20), due: "2026-03-19"},
	{name: "V7", start: "2026-09-18", rule: wd(20), due: "2026-10-22"},
	{name: "V8", start: "2024-02-08", rule: wd(45), due: "2024-04-18"},
	{name: "V9 received on a make-up Saturday", start: "2024-10-12", rule: wd(5), due: "2024-10-18"},
	{name: "V10 received in the holiday", start: "2025-10-04", rule: wd(5), due: "2025-10-14"},
	{name: "V11 silence", start: "2025-09-26", rule: wd(5), due: "2025-10-10"},
	{name: "V11 decision as of the receipt", start: "2025-09-26", rule: wd(20), asOf: "2025-10-10", due: "2025-10-30", check: used(5)},
	{name: "V11 promise already missed", start: "2025-09-26", rule: wd(3), asOf: "2025-10-10", due: "2025-09-30",
		check: func(t *testing.T, a calendar.Answer) {
			if !a.Overdue {
				t.Error("the promise is missed")
			}
		}},
	{name: "V12 base", start: "2025-03-03", rule: wd(20), due: "2025-03-31"},
	{name: "V13 pause and resume", start: "2025-03-03", rule: wd(20), pause: []string{"2025-03-10", "2025-03-24", ""}, due: "2025-04-15", check: excluded(10)},
	{name: "V14 same day", start: "2025-03-03", rule: wd(20), pause: []string{"2025-03-10", "2025-03-10", ""}, due: "2025-03-31", check: excluded(0)},
	{name: "V15 union", start: "2025-03-03", rule: wd(20), pause: []string{"2025-03-10", "2025-03-24", "", "2025-03-20", "2025-03-28", ""}, due: "2025-04-21", check: excluded(14)},
	{name: "V16 over a holiday", start: "2025-09-22", rule: wd(20), pause: []string{"2025-09-29", "2025-10-06", ""}, due: "2025-10-27", check: excluded(1)},
	{name: "V17 capped", start: "2025-03-03", rule: wd(20), pause: []string{"2025-03-10", "2025-03-31", "2025-03-17"}, due: "2025-04-08", check: excluded(5)},
	{name: "V18 open, projected", start: "2025-03-03", rule: wd(20), pause: []string{"2025-03-10", "", "2025-03-17"}, asOf: "2025-03-12", due: "2025-04-08",
		check: func(t *testing.T, a calendar.Answer) {
			if a.Used != 5 || a.State != calendar.Paused {
				t.Errorf("used %d, %s; want 5, paused", a.Used, a.State)
			}
		}},
	{name: "V19 extended on the last day", start: "2025-03-03", rule: wd(20), ext: []string{"2025-03-31"}, due: "2025-04-15"},
	{name: "V20 extended too late", start: "2025-03-03", rule: wd(20), ext: []string{"2025-04-01"}, due: "2025-03-31",
		check: func(t *testing.T, a calendar.Answer) {
			if len(a.Void) != 1 || a.Length != 20 {
				t.Errorf("void %v, length %d", a.Void, a.Length)
			}
		}},
	{name: "V21 pause after the due day", start: "2025-03-03", rule: wd(20), pause: []string{"2025-04-01", "2025-04-10", ""}, due: "2025-03-31"},
	{name: "V22 joint ceiling", start: "2025-01-06", rule: wd(45), pause: jointPause, due: "2025-04-23"},
	{name: "V22 without pauses", start: "2025-01-06", rule: wd(45), due: "2025-03-14"},
	{name: "V23 joint ceiling extended", start: "2025-01-06", rule: wd(45), pause: jointPause, ext: []string{"2025-04-23"}, due: "2025-05-16"},
	{name: "V24 notice in calendar days", start: "2024-09-25", rule: cd(10), due: "2024-10-05"},
	{name: "V25 notice in working days", start: "2024-09-23", rule: wd(10), due: "2024-10-11"},
	{name: "V26 applicant's deadline rolls", start: "2024-09-22", rule: rolled(cd(15)), due: "2024-10-08"},
	{name: "V27 creditors' notice", start: "2025-08-20", rule: cd(45), due: "2025-10-04"},
	{name: "V27 as an applicant's deadline", start: "2025-08-20", rule: rolled(cd(45)), due: "2025-10-09"},
	{name: "V28 supplement window", start: "2025-01-20", rule: wd(15), due: "2025-02-14"},
	{name: "V29 a short month", start: "2025-01-31", rule: months(1), due: "2025-02-28"},
	{name: "V29 six months", start: "2024-08-31", rule: months(6), due: "2025-02-28"},
	{name: "V29 rolled", start: "2025-09-04", rule: rolled(months(1)), due: "2025-10-09"},
	{name: "V32 consultation", start: "2026-02-10", rule: wd(7), due: "2026-02-26"},
	{name: "V33 delivery", start: "2026-09-22", rule: wd(10), due: "2026-10-13"},
	{name: "V34 asking for a hearing", start: "2024-04-29", rule: wd(5), due: "2024-05-09"},
	{name: "V34 holding it", start: "2024-05-08", rule: wd(20), due: "2024-06-04"},
	{name: "V35 eve of new year works", start: "2024-02-08", rule: wd(1), due: "2024-02-09"},
	{name: "V35 and the day after", start: "2024-02-08", rule: wd(2), due: "2024-02-18"},
}

// jointPause is when nobody had V22's case on a desk: B's supplement, then B's expert review.
var jointPause = []string{"2025-01-22", "2025-02-20", "", "2025-03-03", "2025-03-17", ""}

func TestVectors(t *testing.T) {
	t.Parallel()
	cal := calendartest.City()
	for _, v := range vectors {
		t.Run(v.name, func(t *testing.T) {
			t.Parallel()
			asOf := calendar.MustDay(v.start)
			if v.asOf != "" {
				asOf = calendar.MustDay(v.asOf)
			}
			a := calendar.Due(cal, v.rule, v.history(), asOf)
			if a.Due.String() != v.due {
				t.Errorf("due %s, want %s\n%v", a.Due, v.due, a.Trace)
			}
			if a.Provisional {
				t.Error("nothing here is provisional")
			}
			if v.check != nil {
				v.check(t, a)
			}
		})
	}
}

func (v vector) history() calendar.History {
	h := calendar.History{Start: calendar.MustDay(v.start)}
	for i := 0; i+2 < len(v.pause); i += 3 {
		h.Pauses = append(h.Pauses, calendar.Pause{From: day(v.pause[i]), To: day(v.pause[i+1]), AnnouncedEnd: day(v.pause[i+2])})
	}
	for _, on := range v.ext {
		days := 10
		if v.rule.Length == 45 {
			days = 15
		}
		h.Extensions = append(h.Extensions, calendar.Extension{On: day(on), Days: days})
	}
	return h
}

func day(s string) calendar.Day {
	if s == "" {
		return 0
	}
	return calendar.MustDay(s)
}

func TestALatePublishedCalendarMovesOpenDays(t *testing.T) {
	t.Parallel()
	before, after := calendartest.With(2024, 2025), calendartest.City()
	for _, v := range []struct {
		name, start, told, final string
		n                        int
	}{
		{"V30", "2025-10-30", "2026-01-02", "2026-01-04", 45},
		{"V31", "2026-01-15", "2026-03-05", "2026-03-11", 35},
	} {
		h := calendar.History{Start: calendar.MustDay(v.start)}
		told := calendar.Due(before, wd(v.n), h, calendar.MustDay("2025-11-03"))
		final := calendar.Due(after, wd(v.n), h, calendar.MustDay("2025-11-04"))
		if told.Due.String() != v.told || !told.Provisional {
			t.Errorf("%s told %s (provisional %v), want %s provisional", v.name, told.Due, told.Provisional, v.told)
		}
		if final.Due.String() != v.final || final.Provisional {
			t.Errorf("%s final %s (provisional %v), want %s", v.name, final.Due, final.Provisional, v.final)
		}
	}
}

func TestWorkingDaysOfTheYears(t *testing.T) {
	t.Parallel()
	cal := calendartest.City()
	for year, want := range map[int]int{2024: 251, 2025: 248, 2026: 248} {
		if got := cal.WorkingDays(year); got != want {
			t.Errorf("%d: %d working days, want %d", year, got, want)
		}
	}
}

// The trace of V16 as the rulebook §3.4 prints it.
func TestTheTraceSaysWhyThisDate(t *testing.T) {
	t.Parallel()
	r := wd(20)
	r.Ground = "xk42"
	h := calendar.History{Start: calendar.MustDay("2025-09-22"), By: 3, Pauses: []calendar.Pause{
		{From: calendar.MustDay("2025-09-29"), To: calendar.MustDay("2025-10-06"), Ground: "xk45", By: 7},
	}}
	got := calendar.Due(calendartest.City(), r, h, h.Start).Trace
	want := []calendar.Line{
		{Kind: "start", From: day("2025-09-22"), By: 3},
		{Kind: "counted", From: day("2025-09-23"), To: day("2025-09-29"), N: 6},
		{Kind: "makeup", From: day("2025-09-28"), To: day("2025-09-28"), Source: "[2024] 12"},
		{Kind: "excluded", From: day("2025-09-30"), To: day("2025-09-30"), N: 1, Ground: "xk45", By: 7},
		{Kind: "off", From: day("2025-10-01"), To: day("2025-10-08"), N: 8, Name: "national", Source: "[2024] 12"},
		{Kind: "counted", From: day("2025-10-09"), To: day("2025-10-27"), N: 14},
		{Kind: "makeup", From: day("2025-10-11"), To: day("2025-10-11"), Source: "[2024] 12"},
		{Kind: "due", From: day("2025-10-27"), Ground: "xk42"},
	}
	if len(got) != len(want) {
		t.Fatalf("%d lines, want %d:\n%v", len(got), len(want), got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d: %+v, want %+v", i, got[i], want[i])
		}
	}
}

func TestLevels(t *testing.T) {
	t.Parallel()
	cal := calendartest.City()
	h := calendar.History{Start: day("2025-03-03")} // due 2025-03-31, amber from 5 left
	for on, want := range map[string]calendar.Level{
		"2025-03-03": calendar.Calm, "2025-03-21": calendar.Calm, "2025-03-24": calendar.Amber,
		"2025-03-28": calendar.Amber, "2025-03-31": calendar.Red, "2025-04-01": calendar.Late,
	} {
		a := calendar.Due(cal, wd(20), h, day(on))
		if got := a.LevelOn(day(on)); got != want {
			t.Errorf("on %s: %q, want %q (left %d)", on, got, want, a.Left)
		}
		if a.Amber.String() != "2025-03-24" {
			t.Errorf("amber from %s, want 2025-03-24", a.Amber)
		}
	}
}

func TestAnOpenPauseWithoutAnEndHasNoDueDay(t *testing.T) {
	t.Parallel()
	h := calendar.History{Start: day("2025-03-03"), Pauses: []calendar.Pause{{From: day("2025-03-10")}}}
	a := calendar.Due(calendartest.City(), wd(20), h, day("2025-03-12"))
	if a.Due != 0 || a.State != calendar.Unknown || a.Used != 5 || a.Left != 15 || a.Excluded != 2 {
		t.Errorf("%+v", a)
	}
}
