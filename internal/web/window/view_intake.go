package window

import (
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// IntakePage (W3): guided intake on one page. Every control belongs to one form; each button says where it goes.
type IntakePage struct {
	Shell    console.Shell
	At       string // address of the intake
	Version  string
	Material string // key of the paper in the scan box, kept by every button
	Thing    string
	Begun    string
	Others   string // who else waits, parked
	Steps    []Step
	Problems []page.Problem
	Done     string
	Newer    *page.Link // to the version that counts; nil: the intake stands on it
	NewerSay string

	Seen    page.Tag
	SeenAt  string
	Visitor []page.Row

	Stops     []string
	Questions []page.Field
	Asked     bool         // the guide is answered, so that the form can be asked
	Fields    []page.Field // all sections in one grid
	Ticks     []page.Field // declarations of the form, last
	Way       *page.Field  // how results arrive; nil: nothing is given
	Letter    []page.Field // the address of a letter
	FormTitle string
	Taken     []page.Row // what registers gave, masked, with its source
	Down      string     // registers that are silent

	Papers  []PaperRow
	PapNote string
	Free    []page.PlanMaterial // papers that nobody brings
	Box     *ScanBox
	Bag     string

	Plan     []page.Row
	PlanNote string
	Talk     []string
	Missing  []page.Link
	Sign     page.Tag
	SignNote string
	Ready    bool // complete: it can be shown to the customer
	Signed   bool // and the customer has confirmed exactly this
	Effect   string
	Said     string // the plan in one line, for who cannot see it change
}

// Step is one of the five parts of the page.
type Step struct {
	N     string
	Label string
	Href  string
	Icon  string
	Open  bool // something is missing in it
	Here  bool
}

// PaperRow is one paper that is handed in at the window.
type PaperRow struct {
	Key     string
	Name    string
	Arrival page.Tag
	Scan    page.Tag
	Kept    string // where the original goes
	Pieces  []PieceRow
	Check   page.Tag
	Files   []FileLink
	Here    bool // it is in the scan box
}

// PieceRow is one piece of paper in custody.
type PieceRow struct {
	Words  string
	Return string // address of the act; empty: it is back
}

// FileLink is one file that was taken.
type FileLink struct {
	Name   string
	Href   string
	Remove string
}

// ScanBox takes in one paper: a file, a telephone, or the original itself.
type ScanBox struct {
	Name   string
	Rule   string
	Accept string
	Upload string // addresses of the acts
	Phone  string
	Keep   string
	Error  string
	Shelf  string
	Bag    bool // originals can be kept
}
