package officer

import (
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// The parts that every desk shares.
type (
	// Shell is the frame of a page with who is at the desk.
	Shell = console.Shell
	// Hidden is one hidden field.
	Hidden = console.Hidden
	// Empty says why a list is empty.
	Empty = console.Empty
)

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
