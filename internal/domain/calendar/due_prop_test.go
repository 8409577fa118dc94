package calendar_test

import (
	"testing"

	"pgregory.net/rapid"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/calendar/calendartest"
)

var city = calendartest.City()

func drawClock(t *rapid.T) (calendar.Rule, calendar.History) {
	r := calendar.Rule{
		Unit:     rapid.SampledFrom([]calendar.Unit{calendar.WorkingDay, calendar.CalendarDay}).Draw(t, "unit"),
		Length:   rapid.IntRange(1, 60).Draw(t, "length"),
		CapPause: rapid.Bool().Draw(t, "cap"),
		Roll:     rapid.Bool().Draw(t, "roll"),
	}
	first := int(calendar.MustDay("2024-01-01"))
	h := calendar.History{Start: calendar.Day(rapid.IntRange(first, first+900).Draw(t, "start"))}
	for range rapid.IntRange(0, 3).Draw(t, "pauses") {
		h.Pauses = append(h.Pauses, drawPause(t, h.Start))
	}
	for range rapid.IntRange(0, 2).Draw(t, "extensions") {
		on := h.Start + calendar.Day(rapid.IntRange(0, 90).Draw(t, "on"))
		h.Extensions = append(h.Extensions, calendar.Extension{On: on, Days: rapid.IntRange(1, 15).Draw(t, "days")})
	}
	return r, h
}

func drawPause(t *rapid.T, start calendar.Day) calendar.Pause {
	p := calendar.Pause{From: start + calendar.Day(rapid.IntRange(0, 70).Draw(t, "from"))}
	p.To = p.From + calendar.Day(rapid.IntRange(0, 30).Draw(t, "for"))
	if rapid.Bool().Draw(t, "announced") {
		p.AnnouncedEnd = p.From + calendar.Day(rapid.IntRange(0, 30).Draw(t, "announced for"))
	}
	return p
}

// Invariant 22: Used + Left = Length; Used rises by 0 or 1 a day and never falls.
func TestUsedRisesByAtMostOneADay(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, h := drawClock(t)
		last := calendar.Due(city, r, h, h.Start)
		for d := h.Start; d < h.Start+120; d++ {
			a := calendar.Due(city, r, h, d)
			if a.Used+a.Left != a.Length {
				t.Fatalf("on %s: %d + %d ≠ %d", d, a.Used, a.Left, a.Length)
			}
			if step := a.Used - last.Used; step < 0 || step > 1 {
				t.Fatalf("on %s used went from %d to %d", d, last.Used, a.Used)
			}
			if a.Due != last.Due {
				t.Fatalf("looking at it on %s moved the due day from %s to %s", d, last.Due, a.Due)
			}
			if d < a.Due && a.Overdue || d > a.Due && !a.Overdue {
				t.Fatalf("on %s, due %s: overdue %v", d, a.Due, a.Overdue)
			}
			last = a
		}
	})
}

// Invariant 23: what a pause may and may not do to the due day.
func TestPausesNeverHasten(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, h := drawClock(t)
		h.Extensions = nil // an extension is valid only up to the due day, which a pause moves
		base := calendar.Due(city, r, h, h.Start).Due
		p := drawPause(t, h.Start)
		with := func(ps ...calendar.Pause) calendar.Day {
			g := h
			g.Pauses = append(append([]calendar.Pause(nil), h.Pauses...), ps...)
			return calendar.Due(city, r, g, g.Start).Due
		}
		if got := with(p); got < base {
			t.Fatalf("a pause made the due day earlier: %s, was %s", got, base)
		}
		late := p
		late.From, late.To, late.AnnouncedEnd = base+1, base+10, 0
		if got := with(late); got != base {
			t.Fatalf("a pause after the due day moved it: %s, was %s", got, base)
		}
		p.AnnouncedEnd = 0
		within := p
		within.To = within.From
		if got := with(within); got != base {
			t.Fatalf("a pause within one day moved the due day: %s, was %s", got, base)
		}
		cut := p.From + calendar.Day(rapid.IntRange(0, int(p.To-p.From)).Draw(t, "cut"))
		a, b := p, p
		a.To, b.From = cut, cut
		if one, two := with(p), with(a, b); one != two {
			t.Fatalf("splitting a pause at %s moved the due day: %s, was %s", cut, two, one)
		}
	})
}

// Invariant 24: two overlapping pauses exclude their union.
func TestOverlappingPausesAreAUnion(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, h := drawClock(t)
		a := drawPause(t, h.Start)
		a.AnnouncedEnd = 0
		b := a
		b.From = a.From + calendar.Day(rapid.IntRange(0, int(a.To-a.From)).Draw(t, "overlap"))
		b.To = b.From + calendar.Day(rapid.IntRange(0, 40).Draw(t, "more"))
		union := a
		union.To = max(a.To, b.To)
		two, one := h, h
		two.Pauses, one.Pauses = []calendar.Pause{a, b}, []calendar.Pause{union}
		x, y := calendar.Due(city, r, two, h.Start+50), calendar.Due(city, r, one, h.Start+50)
		if x.Due != y.Due || x.Excluded != y.Excluded || x.Used != y.Used {
			t.Fatalf("two: %+v\none: %+v", x, y)
		}
	})
}

// Invariant 28: a calendar that was published before the year of the due day began gives the final due day.
func TestACalendarPublishedInTimeIsFinal(t *testing.T) {
	t.Parallel()
	versions := map[int]*calendar.Version{2024: calendartest.With(2024), 2025: calendartest.With(2024, 2025)}
	rapid.Check(t, func(t *rapid.T) {
		r, h := drawClock(t)
		final := calendar.Due(city, r, h, h.Start)
		early, ok := versions[final.Due.Year()]
		if !ok {
			return
		}
		if got := calendar.Due(early, r, h, h.Start); got.Due != final.Due || got.Provisional {
			t.Fatalf("told %s (provisional %v), final %s", got.Due, got.Provisional, final.Due)
		}
	})
}

// Invariant 29: legal days ≤ elapsed working days ≤ elapsed days.
func TestLegalDaysNeverExceedElapsedDays(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, h := drawClock(t)
		r.Unit = calendar.WorkingDay
		asOf := h.Start + calendar.Day(rapid.IntRange(0, 120).Draw(t, "as of"))
		a := calendar.Due(city, r, h, asOf)
		elapsed := city.Between(h.Start, asOf)
		if a.Used > elapsed || elapsed > int(asOf-h.Start) {
			t.Fatalf("legal %d, elapsed working %d, elapsed %d", a.Used, elapsed, asOf-h.Start)
		}
	})
}

func TestProjectIsDueWithoutTheTrace(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		r, h := drawClock(t)
		full, short := calendar.Due(city, r, h, h.Start+20), calendar.Project(city, r, h, h.Start+20)
		if len(full.Trace) < 2 || len(short.Trace) != 0 {
			t.Fatalf("%d and %d lines", len(full.Trace), len(short.Trace))
		}
		if full.Due != short.Due || full.Used != short.Used || full.Excluded != short.Excluded || full.Amber != short.Amber {
			t.Fatalf("%+v\n%+v", full, short)
		}
	})
}
