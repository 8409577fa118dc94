package ratings

import (
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// ListPage is page V11.
type ListPage struct {
	Shell  console.Shell
	Lead   string
	Done   string
	Note   string // what of the address was not understood
	Print  string
	Counts []Count
	Grades []Grade // for supervisors: all reviews of a year
	Rows   []Row
	Empty  string
	Next   string
	Prev   string
}

// Count is one view with how many it holds.
type Count struct {
	Text string
	N    int
	URL  string
	Here bool
	Bad  bool // some is bad
}

// Grade is how many gave a grade.
type Grade struct {
	Name string
	N    int
	Bad  bool
}

// Row is one bad review of the list.
type Row struct {
	URL    string
	Level  string // over, soon, run, none
	Lead   string // days left or over
	Due    string
	About  string
	Grade  string
	Why    string
	Words  string
	Office string
	Who    string
	No     string // empty: anonymous
	On     string
	State  page.Tag
}

// Page is one bad review.
type Page struct {
	Shell   console.Shell
	Back    string
	Done    string
	Errors  []page.Problem
	State   page.Tag
	Late    bool
	Note    string
	Facts   []page.Row
	Case    *page.Link // of a named review; without address: only its number
	Words   string
	History []Step
	Forms   []Form
	Barred  string
}

// Step is one thing that was done.
type Step struct {
	Title string
	Words string
	Note  string
}

// Form is one act.
type Form struct {
	Action string
	Title  string
	Lead   string
	Fields []page.Field
	Hidden []console.Hidden
	Quiet  bool // not what is usually done
}
