package citizen

import "lianban/internal/web/page"

// SharePage (C31, of one item): what an office may read with the applicant's consent, and what came of it.
type SharePage struct {
	No       string
	Item     string
	Lead     string
	Cards    []ConsentCard
	Problems []page.Problem
	Back     page.Link
}

// ConsentsPage (C31, /me/consents): what the person allowed to be read.
type ConsentsPage struct {
	Cards []ConsentCard
	Prev  string
	Next  string
}

// ConsentCard is one register that may be read: what, by whom, what for, and what can be done about it.
type ConsentCard struct {
	ID       string // anchor
	Title    string
	Tag      page.Tag
	Rows     []page.Row
	Say      string     // what became of it, and what to do next
	Records  []page.Row // what the register gave
	Posts    []ConsentPost
	More     *page.Link // the case, or the draft
	Register string     // slug, goes with every post
}

// ConsentPost is one thing to do about a consent.
type ConsentPost struct {
	To      string
	Label   string
	Primary bool
}
