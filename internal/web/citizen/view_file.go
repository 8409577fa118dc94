package citizen

import "lianban/internal/web/page"

// DraftsPage (C10, list): what was begun and not handed in.
type DraftsPage struct {
	Drafts []DraftRow
}

// DraftRow is one unfinished application.
type DraftRow struct {
	Name  string
	Saved string // when it was last saved
	Left  string // what is left to do
	Href  string
	Drop  string // address of the page that asks before it is discarded

	Elsewhere string // address of the page for another device
}

// SectionPage (C10): one topic of the form.
type SectionPage struct {
	Draft    string
	Section  string
	Scenario string
	Heading  string
	Lead     string
	Step     int
	Steps    int
	Prefill  []page.Prefilled
	Down     string // a source is silent: the person fills in by hand, with the reason
	Fields   []page.Field
	Problems []page.Problem
	Save     string // address of the save act
	Later    string // address of the save-later act
	Version  string // version of the draft, kept in the form

	Add       string     // address of the act that adds one more of what repeats; empty: not here
	AddWords  string     // 再加一个新生儿
	Drop      *page.Link // to the page that asks before this one of several is taken out
	Elsewhere []page.Row // what another device has saved meanwhile; nil: nothing
}

// MaterialsPage (C11): hand in what is left, by way of arrival.
type MaterialsPage struct {
	Draft    string
	Scenario string
	Step     int
	Steps    int
	Meter    page.Meter
	Mine     []HandIn // the person prepares these, or promised something for them
	Yours    int      // how many of them are prepared
	Ours     []page.PlanMaterial
	Broke    string // why nothing can be promised: an earlier promise was broken; empty: it can
	Problems []page.Problem
	Next     string // address of the continue act
	Later    string
}

// HandIn is one paper that the person hands in.
type HandIn struct {
	Key    string
	Name   string
	Why    string
	Rule   string // JPG、PNG 或 PDF，不超过 10MB
	Files  []FileRow
	Upload page.Field
	Post   string // address of the upload act
	Done   bool
	Moved  string     // why it is asked although a better way exists: a source is silent
	Offers []Offer    // 告知承诺, 容缺
	Chosen string     // what was chosen instead of the paper, in words
	Undo   *page.Post // takes the choice back
}

// Offer lets a promise or a later hand-in stand in for the paper.
type Offer struct {
	Say string // what it means, and what happens if it is broken
	Act page.Post
}

// FileRow is one file that was taken.
type FileRow struct {
	Name   string
	Note   string // 1.8 MB，已上传
	Href   string
	Remove string // address of the remove act
	Image  bool
	Held   string // kept back by the scanner: what to do
}

// CheckPage (C12): read everything, see who gets which part, consent, submit.
type CheckPage struct {
	Newer        *page.Link // another version counts by now; the draft may move to it
	Draft        string
	Scenario     string
	Step         int
	Steps        int
	Sections     []CheckSection
	Receivers    []Receiver
	Signs        []SignText   // promises that are signed with the application
	Sign         []page.Field // the box that signs them
	Promises     []page.Field // declarations, one box each, never ticked beforehand
	Problems     []page.Problem
	Changed      []string // the plan changed since the person began: the differences
	Unfinished   []page.Link
	Submit       string // address of the act
	Hash         string // of the texts that were shown
	Version      string
	WaitingItems []string // items that are received only later, agreed to by submitting
	Collect      string
}

// SignText is a promise that is signed: what it is, of which item, and its words.
type SignText struct {
	Name string
	Item string
	Text string
}

// CheckSection is one part of the answers.
type CheckSection struct {
	Name string
	Rows []page.Row
}

// Receiver is one department with what it will see.
type Receiver struct {
	Department string
	Item       string
	Fields     []string
	Materials  []string
}

// ReceiptPage (C13): it is submitted; what happens next.
type ReceiptPage struct {
	No      string
	Name    string
	At      string
	Promise string // 10月27日（周二）
	Wait    []string
	Follow  page.Link
	Paper   *page.Link // PDF of the receipt; nil: still being made, and valid already
	QR      string     // address of the verification page, as words
	Foot    SheetFoot  // of the print sheet
	Items   []page.Row
}
