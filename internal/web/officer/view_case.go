package officer

import "lianban/internal/web/page"

// CasePage is page D2: one item case, read and decided.
type CasePage struct {
	Shell     Shell
	Head      CaseHead
	Done      string // what the act just done has brought about; none: nothing was just done
	Links     []Link // clock, journal, print
	Next      Link   // next case of the worklist
	Lanes     []Lane
	Steps     []StepLine
	Materials []Material
	Checked   string // how many materials are verified, in words
	Viewer    Viewer
	Fields    []FieldRow
	Journal   []JournalLine // the last few
	All       Link          // the whole journal
	Desk      Desk
	Standing  []Standing    // expert reviews, special procedures, the hearing, the question
	Promises  []PromiseLine // what the applicant promised, and what was set right
	Pieces    []PieceLine   // where the papers are that the window keeps
	Trial     bool          // rehearsal or walkthrough: marked on top
}

// PieceLine is one paper in custody.
type PieceLine struct {
	Name   string
	Amount string
	Where  Tag
}

// CaseHead says which item of whom; it stands on every page of an item case.
type CaseHead struct {
	Applicant string
	Item      string
	State     Tag
	CaseNo    string
	Version   Link // on which it was filed, and what has changed since
	Scenario  string
	Channel   string
	URL       string // of the case page
}

// Lane is one department's part in the identity bar.
type Lane struct {
	Item       string
	Department string
	Line       string // state and days
	Bar        Bar
	Own        bool
}

// Material is one line of the material list.
type Material struct {
	Name  string
	Note  string // where it came from
	Icon  string
	Tag   Tag    // how it arrived and whether it was checked
	URL   string // opens it in the viewer
	Here  bool
	Fresh bool // supplied since the officer asked
}

// Viewer shows one material.
type Viewer struct {
	Title    string
	Kind     string // image, pdf, data (read from a register), none
	Source   string // address of the file
	Size     string
	Version  string
	Versions []Link        // the other versions
	Full     string        // address of the file alone
	Facts    []Fact        // for data: what the register answered
	Shared   []SharedFacts // what registers gave later, with the applicant's consent
	Note     string        // why there is nothing to show, or what to look at
	Alt      string        // what it is, for those who cannot see it
	Compare  Link          // puts the paper before the supplement beside this one, or ends that
	Before   *Beside
	Now      string // heading of this one while two stand side by side
}

// SharedFacts is what one register gave, with its ground.
type SharedFacts struct {
	Note  string
	Facts []Fact
}

// Beside is the paper from before a supplement, while it stands beside the one after.
type Beside struct {
	Title  string
	Kind   string // image, pdf, none
	Source string
	Alt    string
}

// Fact is a label with a value.
type Fact struct {
	Label   string
	Value   string
	Changed bool // differs between two versions that stand side by side
}

// FieldRow is one field of the joint form that this item consumes.
type FieldRow struct {
	Label  string
	Value  string
	Source string // register that verified it; none: the applicant wrote it
	Note   string // what the register says about it
	After  string // what the applicant wrote about it when it was asked to be mended
	Wide   bool   // takes the whole line
}

// JournalLine is one entry of the record.
type JournalLine struct {
	When   string
	Who    string
	Text   string
	Detail string
}

// Desk is the decision panel: the rule that binds now, the acts that are possible and why others are not.
type Desk struct {
	Clock  string // days left and the binding date
	Level  Level
	Order  *Order // the latest supervision order
	Urged  string // how often and when last it was urged
	Rules  []Rule
	Draft  *Draft // a proposal that waits for review or signature
	Acts   []Act
	Barred []Barred
	Note   string // what follows an act
	Over   string // the item has ended: what was decided and when; then no act is offered
	Papers []Paper
}

// Order is a supervision order as the department reads it.
type Order struct {
	Title  string
	What   string
	Answer string
	Note   string // how it was closed
	Open   bool   // the department owes an answer
}

// Rule is a rule that binds this decision, with its source.
type Rule struct {
	Text   string
	Source string
	Tone   page.Tone
}

// Draft is a proposed decision on its way to the signature.
type Draft struct {
	Verdict Tag
	By      string
	At      string
	Opinion string
	Grounds string
}

// Act is one act that is possible now. A plain act posts at once; all others open their page first.
type Act struct {
	Text  string
	Hint  string
	URL   string
	Plain bool
	Main  bool
	Token []Hidden // fields of a plain act
}

// Barred is an act that exists but is not possible now, with the reason and who may do it.
type Barred struct {
	Text string
	Why  string
}

// Paper is an official document that was issued in this item.
type Paper struct {
	Name string
	No   string
	At   string
	URL  string
}
