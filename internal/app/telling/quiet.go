package telling

import (
	"strings"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
)

// Quiet are the hours in which nobody's telephone rings, in Beijing time since midnight. Both zero: none.
type Quiet struct {
	From  time.Duration
	Until time.Duration // of the next day when it is before From
}

// DefaultQuiet is from nine in the evening to eight in the morning.
func DefaultQuiet() Quiet { return Quiet{From: 21 * time.Hour, Until: 8 * time.Hour} }

// ParseQuiet reads 21:00-08:00, or none. Fault: Invalid telling.quiet.
func ParseQuiet(s string) (Quiet, error) {
	if s == "none" {
		return Quiet{}, nil
	}
	from, until, ok := strings.Cut(s, "-")
	a, err1 := time.Parse("15:04", from)
	b, err2 := time.Parse("15:04", until)
	if !ok || err1 != nil || err2 != nil || a.Equal(b) {
		return Quiet{}, fault.New(fault.Invalid, "telling.quiet", "value", s)
	}
	since := func(t time.Time) time.Duration {
		return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute
	}
	return Quiet{From: since(a), Until: since(b)}, nil
}

// None says that there are no quiet hours.
func (q Quiet) None() bool { return q == Quiet{} }

// Hours are the two ends as people read them: 21:00, 08:00.
func (q Quiet) Hours() (from, until string) {
	day := time.Date(2000, 1, 1, 0, 0, 0, 0, clock.Zone)
	return day.Add(q.From).Format("15:04"), day.Add(q.Until).Format("15:04")
}

// End is when something may go out that would go at t: t itself, or the end of the quiet hours in which it lies.
func (q Quiet) End(t time.Time) time.Time {
	if q.None() {
		return t
	}
	local := t.In(clock.Zone)
	midnight := time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, clock.Zone)
	at := local.Sub(midnight)
	switch {
	case q.From < q.Until && at >= q.From && at < q.Until, q.From > q.Until && at < q.Until:
		return midnight.Add(q.Until)
	case q.From > q.Until && at >= q.From:
		return midnight.AddDate(0, 0, 1).Add(q.Until)
	}
	return t
}
