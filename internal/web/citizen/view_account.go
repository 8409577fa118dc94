package citizen

import "lianban/internal/web/page"

// MePage (C31): my data and what I can do with it.
type MePage struct {
	Name   string
	Rows   []page.Row
	Unread int
	Cases  int
	Drafts int
	Logout string // address of the act
}

// VerifyPage (C32): check a paper or a proof.
type VerifyPage struct {
	Fields   []page.Field // number, code
	Problems []page.Problem
	Answer   *VerifyAnswer
}

// VerifyAnswer is true, not found or changed, and never more than the paper itself.
type VerifyAnswer struct {
	Tone  page.Tone
	Title string
	Say   string
	Rows  []page.Row
}

// LoginPage (C33): in by the identity provider; the demo lists its people.
type LoginPage struct {
	Back     string // where to go after
	People   []DemoPerson
	Notice   []Clause   // the notice of what is read and why
	Accept   page.Field // box of the notice
	Problems []page.Problem
	Outside  bool       // the identity provider is elsewhere: one button leads there
	Staff    *page.Link // demo only
}

// DemoPerson is one sample identity.
type DemoPerson struct {
	ID   string
	Name string
	Say  string // 个人，有身份证和户口簿电子证照
}

// TextPage (C34): a page of words. Sections are shown in order.
type TextPage struct {
	Lead     string
	Sections []TextSection
}

// TextSection is a heading with paragraphs and links.
type TextSection struct {
	Heading string
	Paras   []string
	Links   []page.Link
}

// ReadsPage (C31, /me/reads): what was looked up about the person.
type ReadsPage struct {
	Reads []ReadRow
	Prev  string
	Next  string
}

// ReadRow is one look-up.
type ReadRow struct {
	When    string
	Title   string // register and purpose
	Fields  string // what was asked for
	Ground  string
	Outcome string
}
