package pack

import (
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/calendar/calendartest"
)

func TestTheCityCalendarsCountTheWorkingDaysOfTheNotices(t *testing.T) {
	t.Parallel()
	v, err := LoadCalendars(os.DirFS("../../packs"), "calendars")
	if err != nil {
		t.Fatal(err)
	}
	for year, want := range map[int]int{2024: 251, 2025: 248, 2026: 248} {
		if got := v.WorkingDays(year); got != want {
			t.Errorf("%d has %d working days, want %d", year, got, want)
		}
		if v.Provisional(year) {
			t.Errorf("%d is published", year)
		}
	}
	typedTwice := calendartest.City()
	for d := calendar.Date(2024, 1, 1); d < calendar.Date(2027, 1, 1); d++ {
		if v.Working(d) != typedTwice.Working(d) {
			t.Errorf("%s: the file says working %v, the second typing %v", d, v.Working(d), typedTwice.Working(d))
		}
	}
	if !v.Provisional(2027) {
		t.Error("2027 is not published")
	}
}

func TestABadCalendarSaysFileAndLine(t *testing.T) {
	t.Parallel()
	const head = "year: 2026\nsource: s\nstatus: published\n"
	for text, want := range map[string]string{
		head + "make_up_days: [2026-01-04, 4 May]\n":                        "c/2026.yaml:4: \"4 May\" is not a day",
		head + "holidays:\n  - {name: x, from: 2026-01-01, till: 1}\n":      "c/2026.yaml:5: unknown field",
		head + "holidays:\n  - {name: x, from: 2025-01-01, to: 2025-01-01}": "c/2026.yaml:1: year 2026: x runs from",
		head + "make_up_days: [2026-01-05]\n":                               "is a weekday",
		"year: 2026\nstatus: published\n":                                   "source is missing",
		head + "make_up_days: [2026-01-04\n":                                "c/2026.yaml:",
	} {
		_, err := LoadCalendars(fstest.MapFS{"c/2026.yaml": {Data: []byte(text)}}, "c")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q:\n got  %v\n want %s", text, err, want)
		}
	}
	if _, err := LoadCalendars(fstest.MapFS{}, "c"); err == nil {
		t.Error("no calendar at all must be told")
	}
}
