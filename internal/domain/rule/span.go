package rule

// Units of time in packs.
const (
	WorkingDays  = "working days"
	CalendarDays = "calendar days"
	Months       = "months"
	Years        = "years"
)

// Span is a length of time with its unit. The zero Span is "none stated".
type Span struct {
	N    int
	Unit string // WorkingDays, CalendarDays, Months, Years
	Set  bool   // tells "0 working days" from none
}

// IsSet says whether a length was stated.
func (s Span) IsSet() bool { return s.Set }

// InWorkingDays answers the length in working days for plans, which have no start day: n calendar days are
// ⌈n·5/7⌉ working days, a month is 30 calendar days (pack format §4.4). approx says that it was converted.
func (s Span) InWorkingDays() (days int, approx bool) {
	if s.Unit == WorkingDays || s.N == 0 {
		return s.N, false
	}
	return (s.InCalendarDays()*5 + 6) / 7, true
}

// InCalendarDays answers the length in calendar days; a working day counts as one.
func (s Span) InCalendarDays() int {
	switch s.Unit {
	case Months:
		return 30 * s.N
	case Years:
		return 365 * s.N
	}
	return s.N
}
