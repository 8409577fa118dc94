package scenario

import "lianban/internal/domain/calendar"

// Campaign is the time in which a scenario is open (集中办理): from its first to its last day, with one day on which
// all results are published.
type Campaign struct {
	Opens     calendar.Day `json:"opens"`
	Closes    calendar.Day `json:"closes"`              // the last day on which it can be filed
	Publishes calendar.Day `json:"publishes,omitempty"` // results of everybody are told on this day; none: each as it is decided
	Missed    string       `json:"missed"`              // where to go after the last day
}

// Season is where a day lies before, in or after a campaign.
type Season string

// The seasons of a campaign.
const (
	NotYet Season = "not_yet"
	Open   Season = "open"
	Over   Season = "over"
)

// On says how a campaign stands on a day. What has no campaign is always open.
func (c *Campaign) On(day calendar.Day) Season {
	switch {
	case c == nil:
		return Open
	case day < c.Opens:
		return NotYet
	case day > c.Closes:
		return Over
	}
	return Open
}

// FirstDay answers the first day on which a gate lets through: the day that a field holds and what has to pass after
// it. Working days are counted in cal.
func (g Gate) FirstDay(day calendar.Day, cal *calendar.Version) calendar.Day {
	if g.Plus.Calendar || g.Plus.Days == 0 {
		return day + calendar.Day(g.Plus.Days)
	}
	return cal.AddWorking(day, g.Plus.Days)
}
