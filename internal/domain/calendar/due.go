package calendar

// Unit is what a clock counts.
type Unit string

// The units of a clock.
const (
	WorkingDay  Unit = "working_day"
	CalendarDay Unit = "calendar_day"
	Month       Unit = "month"
)

// Rule is the length of a clock and how it counts.
type Rule struct {
	Kind     string `json:"kind"`
	Unit     Unit   `json:"unit"`
	Length   int    `json:"length"`
	Roll     bool   `json:"roll,omitempty"`      // a last day off rolls to the next working day (民法典203)
	CapPause bool   `json:"cap_pause,omitempty"` // a pause ends at its announced end at the latest
	Ground   string `json:"ground,omitempty"`    // law or document
}

// History is what happened to one clock.
type History struct {
	Start      Day          `json:"start"`
	By         int          `json:"by"` // journal entry that started it
	Pauses     []Pause      `json:"pauses,omitempty"`
	Extensions []Extension  `json:"extensions,omitempty"`
	Shortened  []Shortening `json:"shortened,omitempty"` // oldest first; the rule has the length that counts
	Stop       Day          `json:"stop,omitempty"`
}

// Pause is excluded time: the day of the pause counts, the day of the resume does not.
type Pause struct {
	From         Day    `json:"from"`
	To           Day    `json:"to,omitempty"`
	AnnouncedEnd Day    `json:"announced_end,omitempty"`
	Ground       string `json:"ground,omitempty"`
	By           int    `json:"by,omitempty"`
}

// Shortening says that the length of a clock was made shorter while it ran. It only explains: the rule has the new length.
type Shortening struct {
	On     Day    `json:"on"`
	Was    int    `json:"was"` // length before, of the unit that counted then
	To     int    `json:"to"`
	Ground string `json:"ground,omitempty"`
	By     int    `json:"by,omitempty"`
}

// Extension adds days when it was given on or before the due day.
type Extension struct {
	On     Day    `json:"on"`
	Days   int    `json:"days"`
	Ground string `json:"ground,omitempty"`
	By     int    `json:"by,omitempty"`
}
