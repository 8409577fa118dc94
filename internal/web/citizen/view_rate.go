package citizen

import (
	"strconv"

	"lianban/internal/web/page"
)

// RatePage (C22): how the service was.
type RatePage struct {
	Heading   string
	State     page.Tag
	Lead      string
	Problems  []page.Problem
	Post      string
	Seen      string // version of the review that is amended; 0: none yet
	Once      string
	Grades    []GradeOption
	Error     string // of the grade
	Legs      []RateLeg
	Whole     page.Field // what was bad, where no item was
	Words     page.Field
	Anonymous bool
	Promise   string // who answers what was bad, and by when
	Button    string
	Skip      page.Link
}

// GradeOption is one grade to choose.
type GradeOption struct {
	Value string
	Label string
	Icon  string
	On    bool
	Bad   bool // asks what was bad
}

// RateLeg is one item of the case.
type RateLeg struct {
	Mark page.Field // with Why below its worst answer
	Why  page.Field
}

// RatedPage (C22): what one said, and what was answered.
type RatedPage struct {
	Heading string
	Name    string // of the case
	Lead    string
	Grade   string
	Icon    string
	Whole   string // reasons of the whole
	Rows    []page.Row
	Words   string
	Who     string // whether the departments know who it was
	Answers []RateAnswer
	Amend   *page.Link // nil: somebody answered
	Back    page.Link
}

// RateAnswer is how far the answer to one bad thing is.
type RateAnswer struct {
	Title string
	State page.Tag
	Lead  string
	Kind  string
	Words string
	Done  string
	How   string
}

// mark puts the problems of the form to their fields.
func (p *RatePage) mark() {
	for _, x := range p.Problems {
		if x.Field == fieldGrade {
			p.Error = x.Text
		}
	}
	fields := []page.Field{p.Words, p.Whole}
	markProblems(fields, p.Problems)
	p.Words, p.Whole = fields[0], fields[1]
	for i := range p.Legs {
		l := &p.Legs[i]
		fields := []page.Field{l.Mark, l.Why}
		markProblems(fields, p.Problems)
		l.Mark, l.Why = fields[0], fields[1]
		l.reveal()
	}
}

// gradeID is the id of the n-th grade; the first is where the error summary leads.
func gradeID(i int) string {
	if i == 0 {
		return page.FieldID(fieldGrade)
	}
	return page.FieldID(fieldGrade) + "-" + strconv.Itoa(i+1)
}

// reveal asks what was bad below the mark that says so.
func (l *RateLeg) reveal() { l.Mark.Options[len(l.Mark.Options)-1].Reveal = []page.Field{l.Why} }
