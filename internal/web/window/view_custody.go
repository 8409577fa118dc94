package window

import (
	"lianban/internal/web/page"
	"lianban/internal/web/page/batch"
	"lianban/internal/web/page/console"
)

// CustodyPage is page W8.
type CustodyPage struct {
	Shell   console.Shell
	Done    string
	Words   string // number that was looked for
	Filters []console.Hidden
	Here    string // address of the filter in force
	Rows    []BagRow
	Keep    string
	Print   string
	Next    string
	Prev    string
}

// BagRow is one bag of the list.
type BagRow struct {
	No, URL  string
	CaseNo   string
	Scenario string
	Pieces   string
	Tags     []page.Tag // who has its pieces
	Shelf    string
	When     string
}

// BagPage is one bag.
type BagPage struct {
	Shell    console.Shell
	Done     string
	Errors   []page.Problem
	No       string
	CaseNo   string // none: the intake was not submitted
	Scenario string
	Opened   string
	Window   string
	Pieces   []BagPiece
	Moves    []MoveLine
	Acts     bool // something lies here
	Move     string
	Return   string
	Keep     string
	Once     string
	Shelf    string // as it was typed
	To       string
	Print    string
}

// BagPiece is one piece of a bag.
type BagPiece struct {
	Value  string
	Pick   bool
	Name   string
	Amount string
	Where  page.Tag
	Shelf  string
	Kept   string
}

// MoveLine is one line of the record.
type MoveLine struct {
	When, Who, Text, Note string
}

// KeepPage is the form that takes a paper in.
type KeepPage struct {
	Shell  console.Shell
	Errors []page.Problem
	Back   string
	Action string
	Fields []page.Field
	Hidden []console.Hidden
}

func (p BagPage) field(name string) page.Field {
	x := page.Field{Kind: page.Text, Name: name, Label: batch.Say("bag." + name), Help: batch.Say("bag." + name + ".help"), Longest: 20}
	x.Value = p.Shelf
	if name == "to" {
		x.Value, x.Longest = p.To, 60
	}
	for _, e := range p.Errors {
		if e.Field == name {
			x.Error = e.Text
		}
	}
	return x
}

// bagMeta is the line beside the heading of a bag.
func bagMeta(v BagPage) string {
	if v.CaseNo == "" {
		return batch.Say("bag.meta_draft", "scenario", v.Scenario, "when", v.Opened)
	}
	return batch.Say("bag.meta", "no", v.CaseNo, "scenario", v.Scenario, "when", v.Opened)
}
