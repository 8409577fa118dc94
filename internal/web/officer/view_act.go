package officer

import "lianban/internal/web/page"

// ActPage is page D3: one act with a legal effect, before it is done.
type ActPage struct {
	Shell   Shell
	Head    CaseHead
	Lead    string // one sentence: what this act is in law
	Rules   []Rule
	Effects []Fact // on the clock, on other items, what the applicant gets
	Errors  []page.Problem
	Inputs  []page.Field
	Defects *Defects
	Preview string // address of the official paper as it will be issued
	Action  string
	Hidden  []Hidden // version that was seen, token against doing it twice
	Submit  string
	Grave   bool // ends or burdens the application: red button
	Files   bool // the form brings files
	Barred  string
}

// Defects is the list from which a request to supplement is made: everything at once.
type Defects struct {
	Groups []DefectGroup
	Error  string
}

// DefectGroup is the materials or the form fields of the item.
type DefectGroup struct {
	Name string
	Rows []DefectRow
}

// DefectRow is one thing that can be asked for: a box, and what opens when it is ticked.
type DefectRow struct {
	Value  string // of the box named "pick": "m." or "f." and the slug
	Label  string
	Now    string // what is there now
	Chosen bool
	Reason page.Field // what is wrong and how to mend it
	Rule   page.Field
}
