package admin

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// List is a page with a filter and one long table.
type List struct {
	Shell    console.Shell
	Done     string
	Note     string // beside the heading
	Acts     []Action
	Filters  []Filter
	Action   string // of the filter
	Clear    string
	Notes    []Note
	Table    Table
	Empty    *console.Empty // instead of the table
	Prev     string
	Next     string
	Forms    []Form         // below the table
	Problems []page.Problem // of the forms
}

// Sheet is a page of panels.
type Sheet struct {
	Shell  console.Shell
	Back   page.Link
	Done   string
	Once   *Once
	Note   string
	Tag    *page.Tag
	Acts   []Action
	Notes  []Note
	Panels []Panel
}

// Once is a secret that is shown once.
type Once struct {
	Title string
	Code  string
	Text  string
}

// Panel is one part of a sheet: facts, a table, or neither with a sentence why.
type Panel struct {
	ID    string
	Title string
	Note  string
	Facts []Fact
	Table *Table
	Empty string
	Acts  []Action
}

// Fact is a name and its value.
type Fact struct {
	Label string
	Value string
	Tag   *page.Tag
}

// Note is one sentence that binds or warns.
type Note struct {
	Tone page.Tone
	Text string
}

// Action is a link that looks like a button.
type Action struct {
	Label string
	Icon  string
	Href  string
}

// Table is rows below a head.
type Table struct {
	Caption string
	Head    []string
	Rows    [][]Cell
}

// Cell is one cell of a table.
type Cell struct {
	Text string
	Sub  string // small, below
	Href string
	Tag  *page.Tag
}

// Filter is one control of the bar above a list.
type Filter struct {
	Kind    string // select, text, date
	Name    string
	Label   string
	Value   string
	Options []page.Option
}

// Form is a page, or a part of one, that does something.
type Form struct {
	Shell   console.Shell
	Back    page.Link
	Of      string // whom or what it is about
	Lead    string
	Title   string // of a form that is part of a page
	Action  string
	Hidden  []console.Hidden
	Fields  []page.Field
	Picks   []Picks
	Errors  []page.Problem
	Effects []Fact
	Notes   []Note
	Submit  string
	Grave   bool
}

// Picks is a list of boxes to tick, each with a sentence.
type Picks struct {
	Legend string
	Name   string
	Error  string
	Boxes  []Pick
}

// Pick is one box.
type Pick struct {
	Value  string
	Label  string
	Hint   string
	Chosen bool
}

// mendPicks puts what is wrong with ticked rights above their boxes.
func (f *Form) mendPicks(failed error) {
	for _, x := range fault.Of(failed).Fields {
		for i := range f.Picks {
			if x.Name == "permissions" && f.Picks[i].Name == "right" {
				f.Picks[i].Error = lang.Chinese().SayMap("fault."+x.Key, x.Params)
				for n := range f.Errors {
					if f.Errors[n].Text == f.Picks[i].Error {
						f.Errors[n].Field = "right"
					}
				}
			}
		}
	}
}
