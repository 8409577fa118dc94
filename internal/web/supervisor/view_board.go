package supervisor

import (
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// BoardPage (V12): what is overdue and due soon, over every department.
type BoardPage struct {
	Shell   console.Shell
	Lead    string
	Done    string
	Notes   []string
	Health  page.Tag // how well the house itself keeps watch
	Watched string   // when it last did
	Counts  []Count
	View    string // kept by the filter
	Filters []Filter
	Clear   string
	Rows    []Row
	Letters []Letter
	Late    bool // the list is a record: it shows when something was late
	Prev    string
	Next    string
	Print   string
	Back    string
	Empty   *console.Empty
}

// Count is one list of the board with its number.
type Count struct {
	Text string
	N    int
	URL  string
	Tone page.Tone
	Here bool
}

// Letter is a consultation that a body let run beyond its day.
type Letter struct {
	Lead string // 超期 3 个工作日
	Due  string
	Body string
	Item string
	No   string
	URL  string
	Asks string // office that asks
}

// Filter is one select of the filter bar.
type Filter struct {
	Name    string
	Label   string
	Options []page.Option
	Value   string
}

// Row is one item case on the board.
type Row struct {
	Level      string // over, soon, run, none: the left edge
	Lead       string // 超期 3 个工作日
	Due        string
	Ground     string
	Clock      string
	Applicant  string // masked
	No         string
	Scenario   string
	Item       string
	Department string
	Owner      string // none: nobody
	State      page.Tag
	Marks      []page.Tag
	Late       string
	URL        string
	Urge       string // address; none: not now
	Act        string // words of the link
}

// ItemPage is one item case as a supervisor sees it, with what can be done about it.
type ItemPage struct {
	Shell   console.Shell
	Done    string
	Errors  []page.Problem
	Back    string
	State   page.Tag
	Meta    string
	Facts   []page.Row
	Clocks  []ClockRow
	Orders  []OrderRow
	Journal []Line
	Forms   []Form   // acts that are possible now
	Barred  []string // why others are not
}

// ClockRow is one legal clock.
type ClockRow struct {
	Name, Due, Ground string
	Tag               page.Tag
}

// OrderRow is one supervision order.
type OrderRow struct {
	Title, What, Answer, Conclusion string
	Open                            bool
}

// Line is one entry of the record.
type Line struct {
	When, Who, Text, Detail string
}

// Form is one act with its fields.
type Form struct {
	Name   string
	Action string
	Submit string
	Lead   string
	Fields []page.Field
	Hidden []console.Hidden
}
