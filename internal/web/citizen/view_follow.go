package citizen

import "lianban/internal/web/page"

// CasesPage (C14): my cases, what waits for me first.
type CasesPage struct {
	Cases  []CaseRow
	Drafts int // unfinished applications
	Prev   string
	Next   string
}

// CaseRow is one case in a list.
type CaseRow struct {
	No    string
	Name  string
	Href  string
	Alert string // what waits for the person
	State page.State
	Say   string // 3/6 已办结，3月20日（周五）前办好
	Filed string
	Trial bool
}

// CasePage (C15): where a case stands.
type CasePage struct {
	No       string
	Name     string
	Filed    string // 3月10日 10:15 统一受理
	Ring     page.Ring
	Together string // 6 个部门同时在办
	Promise  string // 3月20日（周五）前办好
	Left     string // 还剩 4 个工作日
	Why      *page.Link
	Todos    []page.Todo
	Calm     string // nothing to do now, and what comes next
	Lanes    []page.Lane
	Keys     []page.Legend
	Moved    *MovedCard // nil: it is on the version on which it was submitted
	Fee      *FeeCard
	Less     []page.Row // what is less than with every item filed by itself: designed, never called actual
	Events   []page.Event
	AllLog   page.Link
	Collect  string
	Delivery []page.Row  // how results arrive
	Acts     []page.Link // change delivery, ask 12345, withdraw
	Papers   []page.Link // documents that were issued
	Trial    bool
	Rate     *page.Link // to say how it was; nil: nothing has ended
	Results  *page.Link
	Foot     SheetFoot
}

// MovedCard says that a case went over to a newer version, and what that changed.
type MovedCard struct {
	Lead string
	Rows []page.Row
	Note string
	All  page.Link // all versions of the scenario
}

// FeeCard is what the case costs, before and after the payment order.
type FeeCard struct {
	Lead  string
	Rows  []page.Row
	Total page.Row
	Note  string
	Link  page.Link
}

// ItemCasePage (C16): one department's part.
type ItemCasePage struct {
	No        string
	CaseName  string
	Name      string
	Dept      string
	Phone     string
	State     page.State
	Sentence  string
	Clock     page.ClockBar
	Why       *page.Link
	Todo      *page.Todo
	Decision  *Decision
	Rows      []page.Row
	Events    []page.Event
	Documents []page.Link
	Acts      []page.Link
	Machine   *Machine
}

// Decision is what was decided, why, and what can be done about it.
type Decision struct {
	Title  string
	Grant  bool
	When   string
	Reason string
	Basis  []string
	Next   string // what to do now
	Remedy string
}

// Machine says that a rule decided, with what data, and how to reach a person.
type Machine struct {
	Rule    string
	Data    []string
	Note    string    // what came of it
	Contest string    // until when a person can be made to look again, or what came of that
	Ask     page.Link // to have a person decide or look again; no address: it is too late
}

// ClockPage (C17): why this date.
type ClockPage struct {
	Item    string
	No      string
	Heading string // 为什么是 **10月27日（周二）**
	Lead    string
	Sum     []SumPart // 已用 4 天 + 还剩 16 天 = 承诺 20 天
	SumNote string
	Elapsed string // legal time and elapsed time, each by its name
	Bar     page.ClockBar
	Months  []page.Month
	Keys    []page.Legend
	Trace   []Reason
	IfLate  []page.Row
	Changes string
	Records *page.Link
	Note    string // 日历第 3 版
	Unsure  string // beyond the last published calendar
}

// SumPart is one term of the sum; Op stands before it.
type SumPart struct {
	Op   string
	Text string // lang.Mark marks the number
}

// Reason is one line of the trace: a day or range, what it did, and the source.
type Reason struct {
	Days  string
	What  string
	Basis string
	Link  *page.Link
}

// SupplementPage (C18): add what was asked once.
type SupplementPage struct {
	No       string
	Item     string
	Dept     string
	Due      string // 10月9日（周五）
	Lead     string
	Asked    []AskedFor
	Note     page.Field
	All      page.Field // "this is all": what is missing will not come
	Problems []page.Problem
	Submit   string
	Expired  string // the limit is over: what happens now
	Paper    *page.Link
}

// AskedFor is one thing that is missing or wrong.
type AskedFor struct {
	Key    string
	Name   string
	Reason string
	Rule   string
	Now    []FileRow // what the department has
	Files  []FileRow
	Upload *page.Field
	Post   string
	InNote bool       // a word answers it: said in the note
	Came   string     // a register gave it since, with consent: nothing to upload
	Share  *page.Link // where a register can be read for it with consent
}

// BringPage hands papers in for an item: those of a promise, new versions, or those of an application that is made again.
type BringPage struct {
	No       string
	Item     string
	Dept     string
	Heading  string
	Lead     string
	Due      string
	Before   string // why the attempt before failed
	Asked    []AskedFor
	Answers  []page.Row // what is sent again as it was
	Note     *page.Field
	Problems []page.Problem
	Submit   string
	Button   string
	Version  string
	Cancel   page.Link
}

// JournalPage (C19): the whole record and its proof.
type JournalPage struct {
	No     string
	Days   []JournalDay
	Head   string // hash of the last entry
	Count  int
	Whole  bool // the chain was checked and is whole
	Proof  *page.Link
	Verify page.Link
}

// JournalDay is the entries of one day.
type JournalDay struct {
	Day    string
	Events []page.Event
}

// ResultsPage (C20): certificates and papers.
type ResultsPage struct {
	No      string
	Name    string
	Results []Result
	Early   *page.Post // results are withheld for the joint hand-over: ask for them now
	Papers  []Result
	Collect string
	Wait    []string // items that are not done yet
}

// Result is one certificate or paper.
type Result struct {
	Name   string
	No     string
	By     string
	When   string
	Valid  string
	Sample bool // 示例
	Links  []page.Link
	Take   *page.Post // 查收
}

// ConfirmPage asks before an act with a legal effect.
type ConfirmPage struct {
	Heading  string
	Effects  []string // what will happen
	Stays    []string // what does not change
	Fields   []page.Field
	Problems []page.Problem
	Post     string
	Button   string
	Cancel   page.Link
	Version  string
	Calm     bool          // nothing is lost by it: an ordinary button
	Files    bool          // the form brings files
	Text     string        // what is signed, whole
	Hidden   []page.Hidden // comes back with the form
	Other    *page.Post    // the other answer
	Way      *PayWay       // where to pay
}

// PayWay leads to the payment system: a link for this device and a code for another one.
type PayWay struct {
	Go    page.Link
	Code  string // address that is drawn
	Drawn string // SVG, where the address is this portal's own
	Label string // for those who cannot see the code
}

// DocumentPage is one official paper. Inside is markup that internal/document wrote and escaped.
type DocumentPage struct {
	Inside string
	PDF    string
}
