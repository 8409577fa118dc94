package calendar

import "strconv"

// Running is what a clock does on a day.
type Running string

// What a clock can do.
const (
	Runs    Running = "running"
	Paused  Running = "paused"
	Stopped Running = "stopped"
	Unknown Running = "unknown" // paused with no announced end: no due day can be told
)

// Answer is everything that can be said about one clock on one day.
type Answer struct {
	Due         Day         `json:"due,omitempty"` // none while State is unknown
	Length      int         `json:"length"`        // with the extensions that hold; days of the unit (calendar days for months)
	Used        int         `json:"used"`
	Left        int         `json:"left"` // Length − Used; negative once the clock is over
	Excluded    int         `json:"excluded"`
	State       Running     `json:"state"`
	Overdue     bool        `json:"overdue,omitempty"`
	Provisional bool        `json:"provisional,omitempty"` // it lies in or behind a year that no notice covers yet
	Amber       Day         `json:"amber,omitempty"`       // the first counted day on which little is left
	Void        []Extension `json:"void,omitempty"`        // given after the due day
	Trace       []Line      `json:"trace,omitempty"`
}

// Level is how near a clock is to its end (rulebook §3.2).
type Level string

// The levels, from calm to late.
const (
	Calm  Level = ""
	Amber Level = "amber" // no more than a quarter of the days is left, at least the last one
	Red   Level = "red"   // the due day
	Late  Level = "late"
)

// LevelOn answers the level of a clock that this answer describes, on the day for which it was asked.
func (a Answer) LevelOn(asOf Day) Level {
	switch {
	case a.Overdue:
		return Late
	case a.State == Stopped || a.State == Unknown:
		return Calm
	case a.Due == asOf:
		return Red
	case a.Left <= amberAt(a.Length):
		return Amber
	}
	return Calm
}

// amberAt is how many days may be left when a clock of n days turns amber.
func amberAt(n int) int { return max(1, (n+3)/4) }

// Line is one step of "why this date". Kind is a text key under "casework.trace.".
type Line struct {
	Kind   string `json:"kind"` // start counted off makeup excluded capped extended shortened void rolled provisional due
	From   Day    `json:"from,omitempty"`
	To     Day    `json:"to,omitempty"`
	N      int    `json:"n,omitempty"`
	Name   string `json:"name,omitempty"`   // of the holiday
	Source string `json:"source,omitempty"` // notice of the calendar
	Ground string `json:"ground,omitempty"` // law
	By     int    `json:"by,omitempty"`     // journal entry
}

// Params answers the line's values for its text.
func (l Line) Params() map[string]string {
	return map[string]string{
		"from": l.From.String(), "to": l.To.String(), "n": strconv.Itoa(l.N), "name": l.Name,
		"source": l.Source, "ground": l.Ground, "year": strconv.Itoa(l.From.Year()),
	}
}
