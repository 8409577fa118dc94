package officer

import (
	"strconv"
	"time"

	"lianban/internal/domain/calendar"
)

// dayText writes a day without its year: 10月9日. No day is a dash.
func dayText(d calendar.Day) string {
	if d == 0 {
		return say("date.none")
	}
	t := d.Time()
	return say("date.day", "m", int(t.Month()), "d", t.Day())
}

// bindingDay writes a day that binds, with its weekday: 10月9日（周五）. Today and tomorrow keep their names.
func bindingDay(d calendar.Day) string {
	if d == 0 {
		return say("date.none")
	}
	return say("date.binding", "day", dayText(d), "weekday", weekday(d.Time()))
}

// momentText writes when something happened: today with its time, other days of the year with date and time.
func momentText(at time.Time, today calendar.Day) string {
	at = at.In(calendar.Zone)
	clock := at.Format("15:04")
	d := calendar.DayOf(at)
	switch {
	case d == today:
		return say("date.today", "time", clock)
	case d.Year() == today.Year():
		return say("date.moment", "day", dayText(d), "time", clock)
	}
	return say("date.moment", "day", say("date.year", "y", d.Year(), "day", dayText(d)), "time", clock)
}

// nowText is the date of the page in the bar.
func nowText(at time.Time) string {
	at = at.In(calendar.Zone)
	return say("date.now", "day", dayText(calendar.DayOf(at)), "weekday", weekday(at), "time", at.Format("15:04"))
}

func weekday(t time.Time) string { return say("date.weekday." + strconv.Itoa(int(t.Weekday()))) }

// span writes a stretch of days: 9月22日, or 9月22日至24日 inside a month.
func span(from, to calendar.Day) string {
	switch {
	case to == 0 || from == to:
		return dayText(from)
	case from.Month() == to.Month() && from.Year() == to.Year():
		return say("date.span_month", "from", dayText(from), "to", to.Time().Day())
	}
	return say("date.span", "from", dayText(from), "to", dayText(to))
}
