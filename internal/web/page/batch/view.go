package batch

import (
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// ListPage is page W9, and the same list at a department.
type ListPage struct {
	Shell console.Shell
	Done  string
	Lead  string
	All   bool // closed batches too
	Here  string
	Packs []Pack
	Rows  []Row
	Next  string
	Prev  string
}

// Pack is what may go from one place to another now.
type Pack struct {
	From, To string
	N        string
	URL      string
}

// Row is one batch of the list.
type Row struct {
	No, URL  string
	From, To string
	Count    string
	State    page.Tag
	When     string
	Act      string
}

// PackPage is the list of what may go into a new batch.
type PackPage struct {
	Shell  console.Shell
	Errors []page.Problem
	Back   string
	Lead   string
	Action string
	Hidden []console.Hidden
	Lines  []LineRow
}

// LineRow is one piece on a list.
type LineRow struct {
	Number string
	Value  string // what its checkbox sends
	Pick   bool   // it has a checkbox
	Chosen bool
	Name   string
	Amount string
	Bag    string
	CaseNo string
	Shelf  string
	State  page.Tag
}

// Task is what a batch waits for on this side.
type Task string

// The closed list of tasks.
const (
	TaskNone  Task = ""
	TaskSend  Task = "send"  // check the list, count, hand over
	TaskWait  Task = "wait"  // the other side counts
	TaskCount Task = "count" // count what came
	TaskFind  Task = "find"  // look for what the other side missed
)

// Page is one batch.
type Page struct {
	Shell   console.Shell
	Done    string
	Errors  []page.Problem
	Back    string
	State   page.Tag
	Note    string // of the last difference
	Facts   []page.Row
	Count   int
	Lines   []LineRow
	Task    Task
	Action  func(act string) string
	Hidden  []console.Hidden
	Counted string // as it was typed
	NoteWas string
	Print   string
}

func (p Page) counted() page.Field {
	return page.Field{Kind: page.Number, Name: "counted", Label: Say("batch.counted"), Help: Say("batch.counted.help." + string(p.Task)), Value: p.Counted, Error: p.problem("counted")}
}

func (p Page) note() page.Field {
	return page.Field{Kind: page.LongText, Name: "note", Label: Say("batch.note." + string(p.Task)), Value: p.NoteWas, Longest: 200, Optional: true, Error: p.problem("note")}
}

func (p Page) problem(field string) string {
	for _, x := range p.Errors {
		if x.Field == field {
			return x.Text
		}
	}
	return ""
}

// main is the act that the form does when it is sent with the return key.
func (t Task) main() string {
	return map[Task]string{TaskSend: "hand-over", TaskCount: "receive", TaskFind: "take-back", TaskWait: "receive", TaskNone: "receive"}[t]
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}
