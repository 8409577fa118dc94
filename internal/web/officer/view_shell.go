package officer

// Shell is the frame of every page of this door: rail, search, who is here and the sample city's strip.
type Shell struct {
	Title   string // of the document and, on most pages, the heading
	Failed  bool   // the page answers a form that could not be used: the title says so first
	Office  string // department of the person, below the product's name
	Now     string // date, weekday and time of the page, ready to read
	Post    string // what the person is here: handler, reviewer, signer
	Person  string
	Groups  []RailGroup
	Demo    *Demo  // only in the sample city
	Large   bool   // large text (data-size="large")
	Print   bool   // ?print=1: everything open, no controls
	Style   string // address of console.css
	Scripts []string
}

// Demo is the strip of the sample city. Its clock can be moved to the next working day.
type Demo struct {
	Text    string
	NextDay string // address that the button posts to; none: no button
	Back    string // page that the button returns to
}

// RailGroup is one group of the rail.
type RailGroup struct {
	Name  string
	Links []RailLink
}

// RailLink is one page of the rail. Pages that do not exist yet are not in the rail.
type RailLink struct {
	Text    string
	Icon    string
	URL     string
	Count   int // own open work
	Counted bool
	Here    bool
}

// Tone is the colour of a state; it never stands without a word and an icon.
type Tone string

// The closed list of tones.
const (
	ToneOK    Tone = "ok"    // done, verified
	ToneInfo  Tone = "info"  // new, under way, from another item
	ToneWarn  Tone = "warn"  // due soon, paused, waiting for somebody
	ToneBad   Tone = "bad"   // overdue, failed, refused
	ToneNeed  Tone = "need"  // this needs you
	TonePlain Tone = "plain" // neither
)

// Tag is a state: word, icon and colour, always three.
type Tag struct {
	Tone Tone
	Icon string
	Text string
}

// Level says how a legal clock stands; it colours bars and the left edge of rows.
type Level string

// The closed list of levels.
const (
	LevelRunning Level = "run"
	LevelSoon    Level = "soon" // due within the warning, or today
	LevelOver    Level = "over"
	LevelPaused  Level = "pause"
	LevelDone    Level = "done"
	LevelNone    Level = "none" // no clock runs
)

// Bar is the drawn length of a clock. Used and Paused are shares of the whole in percent.
type Bar struct {
	Level  Level
	Used   int
	Paused int
}

// Link is a link with its words.
type Link struct {
	Text string
	URL  string
}
