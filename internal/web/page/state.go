package page

// State is where an item case stands, in one of the closed words of 61-screens §12.4. N and Who fill the word where
// it has a number or a name.
type State struct {
	Code StateCode
	N    int    // working days overdue
	Who  string // whom it waits for
}

// StateCode is one of the closed list of states that a person reads.
type StateCode string

// The states, each with word, icon and colour.
const (
	Done       StateCode = "done"       // 已办结
	Doing      StateCode = "doing"      // 办理中
	WaitsYou   StateCode = "waits_you"  // 等您补充
	ChooseYou  StateCode = "choose_you" // 等您选择
	WaitsOther StateCode = "waits"      // 等{who}
	DueSoon    StateCode = "soon"       // 快到期
	DueToday   StateCode = "today"      // 今天到期
	Overdue    StateCode = "overdue"    // 超期 {n} 个工作日
	Paused     StateCode = "paused"     // 暂停
	NotStarted StateCode = "idle"       // 没开始
	Refused    StateCode = "refused"    // 不予许可
	Declined   StateCode = "declined"   // 不予受理
	Ended      StateCode = "ended"      // 终止
	Lapsed     StateCode = "lapsed"     // 不再办理
	Withdrawn  StateCode = "withdrawn"  // 已撤回
	Received   StateCode = "received"   // 已收件
	ResultSent StateCode = "sent"       // 已送达
	NotNeeded  StateCode = "not_needed" // 不用办
	Revoked    StateCode = "revoked"    // 已撤销
)

// Tone is the colour family of a tag. Colour never stands alone: a tag always has a word and an icon.
type Tone string

// The tones.
const (
	Good  Tone = "ok"
	Info  Tone = "info"
	Seal  Tone = "seal" // needs you, or the final result
	Warn  Tone = "warn"
	Bad   Tone = "bad"
	Quiet Tone = "quiet"
	Brand Tone = "brand"
)

var stateLook = map[StateCode]struct {
	tone Tone
	icon string
}{
	Done: {Good, "check"}, ResultSent: {Good, "check"}, Doing: {Info, "loader-2"}, Received: {Info, "inbox"},
	WaitsYou: {Seal, "player-pause"}, ChooseYou: {Seal, "git-branch"}, WaitsOther: {Quiet, "hourglass"},
	DueSoon: {Warn, "clock"}, DueToday: {Warn, "clock"}, Overdue: {Bad, "alert-circle"},
	Paused: {Warn, "player-pause"}, NotStarted: {Quiet, "circle-dashed"}, Refused: {Bad, "circle-x"},
	Declined: {Bad, "circle-x"}, Ended: {Quiet, "ban"}, Lapsed: {Quiet, "circle-minus"}, Withdrawn: {Quiet, "arrow-back-up"},
	NotNeeded: {Good, "circle-minus"}, Revoked: {Bad, "ban"},
}

// Tone is the colour family of the state.
func (s State) Tone() Tone { return stateLook[s.Code].tone }

// Icon is the icon of the state.
func (s State) Icon() string { return stateLook[s.Code].icon }

// Word says the state.
func (s State) Word(f *Frame) string {
	return f.T("page.state."+string(s.Code), "n", s.N, "who", s.Who)
}

// Tag is a short word with an icon.
type Tag struct {
	Tone Tone
	Icon string
	Word string
}

// Row is a name and its value.
type Row struct {
	Name  string
	Value string
	Note  string // small, behind or below the value
	Links []Link
	Act   *Post // a button behind the value
}

// Segment is one piece of a clock bar.
type Segment struct {
	Kind    string // used, pause (hatched), done, soon, over, today
	Percent int
}

// ClockBar is the time of one item: how much of the promise is used, what stood still. Label says it in words.
type ClockBar struct {
	Segments []Segment
	Days     []string // instead of segments: a square for each day: used, now (the last that was counted), left
	Label    string
}

// Lane is one department's part of a case.
type Lane struct {
	Name       string
	Department string
	State      State
	Sentence   string // days used, left, promised and legal; ** marks the numbers
	Links      []Link
	Clock      ClockBar
	Href       string // page of the item
	PartsSay   string // how the parts hang together
	Parts      []LanePart
}

// LanePart is one step inside a department's part, beside the others that run at the same time.
type LanePart struct {
	Name  string
	Tag   Tag
	Say   string // lang.Mark marks the numbers
	Clock ClockBar
	Rows  []Row
	Links []Link
}

// Todo is what a case needs from the person, shown before everything else.
type Todo struct {
	Title  string
	Body   string // lang.Mark marks what stands out
	Button Link
	Other  Link // another way, beside the button
	Tone   Tone // Seal when the person must act, Warn or Info for notes
}

// Event is one line of a record.
type Event struct {
	When string
	What string
	Note string
	Who  string
	Link *Link
	Now  bool
}

// Legend is a key to the colours of a bar.
type Legend struct {
	Kind string // class of the swatch: used, pause, done, soon, upload, verified …
	Word string
}

// Ring is a round gauge: done of all.
type Ring struct {
	Done int
	All  int
}

// dash is the stroke-dasharray of a circle with circumference 100.
func (r Ring) dash() string { return itoa(share(r.Done, r.All)) + " 100" }

// Prefilled is a block of values that registers or certificates have given.
type Prefilled struct {
	Title     string // empty: 已替您填好
	Rows      []Row  // already masked
	Source    string // where from
	Verified  bool
	WrongHref string // the same page with these fields open
}

func (p Prefilled) title(f *Frame) string {
	if p.Title != "" {
		return p.Title
	}
	return f.T("page.pre.title")
}

// Post is an act that is one button: a form with hidden values.
type Post struct {
	To     string // address
	Label  string
	Hidden []Hidden
}

// Hidden is a value that a form carries.
type Hidden struct{ Name, Value string }
