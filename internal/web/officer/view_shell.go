package officer

import "lianban/internal/web/page"

// Shell is the frame of every page of this door: what all doors share, and who is at this desk.
type Shell struct {
	*page.Frame        // title, rail (Nav), sample city, text size, print
	Office      string // department of the person, below the product's name
	Now         string // date, weekday and time of the page, ready to read
	Post        string // what the person is here: handler, reviewer, signer
	Staff       string // the person's name
}

// Tag is a state: word, icon and colour, always three.
type Tag = page.Tag

// Level says how a legal clock stands; it colours bars and the left edge of rows.
type Level string

// The closed list of levels.
const (
	LevelRunning Level = "run"
	LevelSoon    Level = "soon" // due within the warning, or today
	LevelOver    Level = "over"
	LevelPaused  Level = "pause"
	LevelDone    Level = "done"
	LevelFailed  Level = "failed" // ended without what was asked for
	LevelNone    Level = "none"   // no clock runs
)

// Bar is the drawn length of a clock. Used and Paused are shares of the whole in percent.
type Bar struct {
	Level  Level
	Used   int
	Paused int
}

// Link is a link with its words; one without an address is not shown.
type Link = page.Link
