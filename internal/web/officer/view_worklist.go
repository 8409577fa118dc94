package officer

import "lianban/internal/web/page"

// Worklist is page D1: own work, the most urgent legal clock first. The page of a search result is the same
// page without counts and filters.
type Worklist struct {
	Shell     Shell
	Order     string // the sentence that says how the list is sorted
	Counts    []Count
	Filters   []Filter
	Kept      []Hidden // other parts of the address that a filter must keep
	Action    string   // address of the filter form
	Clear     string   // address without filters; none: nothing is filtered
	Notes     []string // bad values in the address that fell back
	ByClock   bool     // the most urgent clock first; otherwise the newest receipt first
	Resort    Link     // the other order
	Done      string   // what an act has just brought about
	Materials bool     // the list knows how many materials are there
	Picks     bool     // rows can be picked
	Give      bool     // some row can be given to a colleague
	Export    string   // address of this list as a spreadsheet
	Save      string   // address that names the present filter
	Saved     []Count  // filters of one's own
	Rows      []Row
	Total     int
	Pages     []PageLink
	PickAll   string // address of this list with every row chosen; none: nothing can be taken
	Claim     string // address that takes the chosen rows; none: nothing on this page can be taken
	Back      string // address of this very list, to return to after taking
	Print     string
	Empty     *Empty
}

// Count is one of the count filters on top of the list.
type Count struct {
	Text string
	N    int
	URL  string
	Tone page.Tone
	Here bool
}

// Filter is one select of the filter bar.
type Filter struct {
	Name    string // key in the address
	Label   string
	Options []Option
}

// Option is one choice of a select or radio group.
type Option struct {
	Value  string
	Text   string
	Hint   string
	Chosen bool
}

// Row is one item case of the list.
type Row struct {
	Value     string // what the checkbox sends
	Claimable bool
	Chosen    bool
	Clock     ClockCell
	Applicant string // masked
	CaseNo    string
	URL       string
	Scenario  string
	Item      string
	Step      string
	State     Tag
	Strip     []StripItem
	Have      int   // materials for which a paper is there
	Marks     []Tag // what somebody waits for: given, urged, supervised, accepted by silence
	Channel   string
	Handler   string // none: not claimed yet
	Act       string // the words of the act link: accept, handle, sign, look
}

// ClockCell is the first column: the legal clock in words and as a bar.
type ClockCell struct {
	Bar
	Lead string // what counts: days left, over, paused
	Note string // promised or used days
	Due  string // the binding date with weekday, for the title of the cell
}

// Fill says how far another department's item is, in the parallel strip.
type Fill string

// The closed list of fills.
const (
	FillDone   Fill = "done"   // ended with what was asked for
	FillDoing  Fill = "doing"  // a department has it on its desk
	FillPaused Fill = "paused" // waits for the applicant or a special procedure
	FillTodo   Fill = "todo"   // not received yet
	FillFailed Fill = "failed" // ended without what was asked for
)

// StripItem is one character of the parallel strip, and the line that a screen reader says instead.
type StripItem struct {
	Char  string
	Name  string // item and department
	State string // in words
	Fill  Fill
	Own   bool
}

// PageLink is a page number, or the page before or after; a URL of "" is a gap.
type PageLink struct {
	Text string
	URL  string
	Here bool
}
