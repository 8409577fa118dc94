package page

import (
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// longestSheet is how many days an explained clock is drawn for; a sheet of years says nothing.
const longestSheet = 400

// ClockMonths draws every month from the start of a clock to its due day, each day with what it counts for: the
// numbered days that count, weekends that were worked, days that stood still, and days off.
func ClockMonths(f *Frame, cal *calendar.Version, k casework.ClockView, today calendar.Day) []Month {
	end := k.Due
	if end == 0 || k.Stopped != 0 {
		end = max(k.Stopped, today)
	}
	if k.Started == 0 || end-k.Started > longestSheet {
		return nil
	}
	d := &sheet{f: f, cal: cal, k: k, today: today, last: end}
	var out []Month
	for first := firstOfMonth(k.Started); first <= end; {
		next := calendar.DayOf(first.Time().AddDate(0, 1, 0))
		out = append(out, d.month(first, next))
		first = next
	}
	return out
}

func firstOfMonth(d calendar.Day) calendar.Day { return d - calendar.Day(d.Time().Day()-1) }

// sheet numbers the counted days while it draws.
type sheet struct {
	f       *Frame
	cal     *calendar.Version
	k       casework.ClockView
	today   calendar.Day
	last    calendar.Day
	counted int
}

// month draws the weeks of a month that the clock touches, so that a sheet begins with the week of its start.
func (s *sheet) month(first, next calendar.Day) Month {
	m := Month{Name: s.f.T("page.cal.month", "y", first.Year(), "m", int(first.Month()))}
	from, to := first, next-1
	if s.k.Started > first {
		from = max(first, s.k.Started-calendar.Day((int(s.k.Started.Weekday())+6)%7))
	}
	if s.last < to {
		to = min(to, s.last+calendar.Day(6-(int(s.last.Weekday())+6)%7))
	}
	for range (int(from.Weekday()) + 6) % 7 {
		m.Days = append(m.Days, DayCell{Kind: "out"})
	}
	for d := from; d <= to; d++ {
		m.Days = append(m.Days, s.cell(d))
	}
	for len(m.Days)%7 != 0 {
		m.Days = append(m.Days, DayCell{Kind: "out"})
	}
	return m
}

func (s *sheet) cell(d calendar.Day) DayCell {
	c := DayCell{Day: d.Time().Day(), Kind: "plain", Today: d == s.today}
	works := s.k.Unit != calendar.WorkingDay || s.cal.Working(d)
	switch {
	case d == s.k.Started:
		c.Kind, c.Word = "start", s.f.T("page.cal.start")
	case !works:
		c.Kind, c.Word = "rest", s.f.T("page.cal.rest")
	case d < s.k.Started || d > s.last:
	case s.excluded(d):
		c.Kind, c.Word = "paused", s.f.T("page.cal.paused")
	default:
		s.counted++
		c.Kind, c.Word = "counted", s.f.T("page.cal.nth", "n", s.counted)
		if s.k.Unit == calendar.WorkingDay && s.cal.MakeUp(d) {
			c.Kind = "makeup"
		}
	}
	if d == s.k.Due && s.k.Stopped == 0 {
		c.Kind = "due"
	}
	return c
}

// excluded says whether the trace takes a day out.
func (s *sheet) excluded(d calendar.Day) bool {
	for _, l := range s.k.Trace {
		if l.Kind == "excluded" && l.From <= d && d <= max(l.To, l.From) {
			return true
		}
	}
	return false
}
