package console

import (
	"strconv"
	"time"

	"lianban/internal/domain/calendar"
)

// DayText writes a day without its year: 10月9日. No day is a dash.
func DayText(d calendar.Day) string {
	if d == 0 {
		return Say("date.none")
	}
	t := d.Time()
	return Say("date.day", "m", int(t.Month()), "d", t.Day())
}

// BindingDay writes a day that binds, with its weekday: 10月9日（周五）. Today and tomorrow keep their names.
func BindingDay(d calendar.Day) string {
	if d == 0 {
		return Say("date.none")
	}
	return Say("date.binding", "day", DayText(d), "weekday", Weekday(d.Time()))
}

// MomentText writes when something happened: today with its time, other days of the year with date and time.
func MomentText(at time.Time, today calendar.Day) string {
	at = at.In(calendar.Zone)
	clock := at.Format("15:04")
	d := calendar.DayOf(at)
	switch {
	case d == today:
		return Say("date.today", "time", clock)
	case d.Year() == today.Year():
		return Say("date.moment", "day", DayText(d), "time", clock)
	}
	return Say("date.moment", "day", Say("date.year", "y", d.Year(), "day", DayText(d)), "time", clock)
}

// NowText is the date of the page in the bar.
func NowText(at time.Time) string {
	at = at.In(calendar.Zone)
	return Say("date.now", "day", DayText(calendar.DayOf(at)), "weekday", Weekday(at), "time", at.Format("15:04"))
}

// Weekday writes the day of the week: 周五.
func Weekday(t time.Time) string { return Say("date.weekday." + strconv.Itoa(int(t.Weekday()))) }

// Span writes a stretch of days: 9月22日, or 9月22日至24日 inside a month.
func Span(from, to calendar.Day) string {
	switch {
	case to == 0 || from == to:
		return DayText(from)
	case from.Month() == to.Month() && from.Year() == to.Year():
		return Say("date.span_month", "from", DayText(from), "to", to.Time().Day())
	}
	return Say("date.span", "from", DayText(from), "to", DayText(to))
}
