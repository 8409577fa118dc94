// Package improvement is how people say what the service was like, and what becomes of it (好差评): five grades for a
// joint case, a mark for each of its items, and for what was bad an answer by somebody else than who did it, within a
// number of working days. It is pure: time, identifiers and chance come in as arguments, and every act answers a new
// Review that somebody else stores.
//
// A review never stands in the journal of its case: what officers read of a case cannot tell who rated or how (ADR 28).
package improvement

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// Grade is what somebody says of the whole (国办发〔2019〕51号).
type Grade string

// The five grades.
const (
	VerySatisfied    Grade = "very_satisfied"    // 非常满意
	Satisfied        Grade = "satisfied"         // 满意
	FairlySatisfied  Grade = "fairly_satisfied"  // 基本满意
	Dissatisfied     Grade = "dissatisfied"      // 不满意
	VeryDissatisfied Grade = "very_dissatisfied" // 非常不满意
)

// Grades are all grades, the best first.
var Grades = []Grade{VerySatisfied, Satisfied, FairlySatisfied, Dissatisfied, VeryDissatisfied}

// Bad says that a grade is a bad review (差评): the last two are.
func (g Grade) Bad() bool { return g == Dissatisfied || g == VeryDissatisfied }

// Mark is what somebody says of one item.
type Mark string

// The marks of an item.
const (
	Good Mark = "good" // 好
	Fair Mark = "fair" // 一般
	Poor Mark = "poor" // 不好
)

// Marks are all marks, the best first.
var Marks = []Mark{Good, Fair, Poor}

// Reason is what was bad; the list is closed, so that it can be counted.
type Reason string

// The reasons.
const (
	OtherPapers  Reason = "other_papers"  // 要的材料和网上写的不一样
	CameAgain    Reason = "came_again"    // 来了不止一次
	Waited       Reason = "waited"        // 等太久
	Unclear      Reason = "unclear"       // 说不清要怎么改
	Attitude     Reason = "attitude"      // 态度不好
	SentShopping Reason = "sent_shopping" // 要我去指定的店买东西
)

// Reasons are all reasons, in the order of the page.
var Reasons = []Reason{OtherPapers, CameAgain, Waited, Unclear, Attitude, SentShopping}

// Leg is what was said of one item.
type Leg struct {
	Slot       string   `json:"slot"`
	Item       string   `json:"item"` // name
	Office     string   `json:"office"`
	Area       string   `json:"area"`
	Department string   `json:"department"`
	Mark       Mark     `json:"mark"`
	Reasons    []Reason `json:"reasons,omitempty"` // only where it was poor
}

// Review (评价) is what an applicant said of a joint case: once, and amended until somebody answered.
type Review struct {
	Case      ident.CaseID   `json:"case"`
	No        ident.CaseNo   `json:"no"`
	Person    ident.PersonID `json:"person"`
	Name      string         `json:"name"` // of the applicant, for named reviews
	Scenario  string         `json:"scenario"`
	Title     string         `json:"title"` // name of the scenario
	Area      string         `json:"area"`
	Trial     bool           `json:"trial,omitempty"`
	Grade     Grade          `json:"grade"`
	Reasons   []Reason       `json:"reasons,omitempty"` // of the whole, where it was bad and no item was
	Legs      []Leg          `json:"legs,omitempty"`
	Words     string         `json:"words,omitempty"`
	Anonymous bool           `json:"anonymous,omitempty"` // no department learns who it was
	On        calendar.Day   `json:"on"`                  // said last
	Bad       []Bad          `json:"bad,omitempty"`
	Trace     []Trace        `json:"trace"`
	Version   int64          `json:"-"` // as it was read; 0 = new. The store's, not this room's
}

// BadState is how far the answer to a bad review is.
type BadState string

// The states of a bad review.
const (
	Owed     BadState = "owed"      // 待答复
	Appealed BadState = "appealed"  // 申诉中: the department says that it is mistaken or malicious
	Listed   BadState = "listed"    // 整改中: answered, to be fixed by a day
	Closed   BadState = "closed"    // 已办结
	SetAside BadState = "set_aside" // 不采信: kept, and counted apart
)

// BadStates are all states, in the order of their life.
var BadStates = []BadState{Owed, Appealed, Listed, Closed, SetAside}

// Open says that somebody still owes something.
func (s BadState) Open() bool { return s == Owed || s == Appealed || s == Listed }

// Bad (差评) is one bad thing of a review: of an item, or of the whole. Each is answered on its own.
type Bad struct {
	ID         string       `json:"id"`             // by chance alone: it tells no time
	Slot       string       `json:"slot,omitempty"` // of the item; none: the whole
	Item       string       `json:"item,omitempty"` // name
	Area       string       `json:"area"`
	Department string       `json:"department,omitempty"` // that owes the answer; none: the supervisors of the area
	Reasons    []Reason     `json:"reasons,omitempty"`
	On         calendar.Day `json:"on"`
	Due        calendar.Day `json:"due"` // of the answer, or of what was promised in it
	State      BadState     `json:"state"`
	Answer     *Answer      `json:"answer,omitempty"`
	Appeal     *Appeal      `json:"appeal,omitempty"`
}

// Offices are the departments to which a bad review of the whole can be given.
func (r *Review) Offices() []Leg {
	var out []Leg
	for _, l := range r.Legs {
		if !slices.ContainsFunc(out, func(x Leg) bool { return x.Area == l.Area && x.Department == l.Department }) {
			out = append(out, l)
		}
	}
	return out
}

// Find answers a bad review by its identifier; nil: there is none.
func (r *Review) Find(id string) *Bad {
	for i := range r.Bad {
		if r.Bad[i].ID == id {
			return &r.Bad[i]
		}
	}
	return nil
}

// Settled says that what was said cannot be amended any more: somebody answered, or appealed.
func (r *Review) Settled() bool {
	return slices.ContainsFunc(r.Bad, func(b Bad) bool { return b.State != Owed || b.Answer != nil || b.Appeal != nil })
}

// Verb is one act on a review.
type Verb string

// The acts.
const (
	VerbRate         Verb = "rate_item"            // 评价
	VerbAmend        Verb = "amend_review"         // 修改评价
	VerbAssign       Verb = "assign_review"        // 转给部门
	VerbAnswer       Verb = "answer_review"        // 答复差评
	VerbAppeal       Verb = "appeal_review"        // 申诉
	VerbDecideAppeal Verb = "decide_review_appeal" // 复核申诉
	VerbClose        Verb = "close_review"         // 整改完成
)

// Trace is one act on a review. Print is the fingerprint of the review after it and of the trace before, so that nothing
// in it can be changed unseen.
type Trace struct {
	Verb  Verb         `json:"verb"`
	Day   calendar.Day `json:"day"`
	By    string       `json:"by"` // StaffID; "applicant" for who rated
	About string       `json:"about,omitempty"`
	Print string       `json:"print"`
}

// printVersion names the form of what is hashed.
const printVersion = "lianban.review.1"

// did adds an act to the trace.
func (r *Review) did(v Verb, day calendar.Day, by, about string) {
	prev := ""
	if n := len(r.Trace); n > 0 {
		prev = r.Trace[n-1].Print
	}
	r.Trace = append(r.Trace, Trace{Verb: v, Day: day, By: by, About: about, Print: r.print(v, day, by, about, prev)})
}

// print hashes what a review says with the act that made it say so.
func (r *Review) print(v Verb, day calendar.Day, by, about, prev string) string {
	bare := *r
	bare.Trace = nil
	body, err := json.Marshal(bare)
	if err != nil {
		panic("improvement: plain data cannot fail to marshal: " + err.Error())
	}
	h := sha256.New()
	for _, p := range []string{printVersion, prev, string(v), day.String(), by, about, string(body)} {
		h.Write([]byte(strconv.Itoa(len(p)) + ":" + p))
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Sound says whether the last line of the trace fits what the review says: nobody changed it beside the acts.
func (r *Review) Sound() bool {
	n := len(r.Trace)
	if n == 0 {
		return false
	}
	last, prev := r.Trace[n-1], ""
	if n > 1 {
		prev = r.Trace[n-2].Print
	}
	return last.Print == r.print(last.Verb, last.Day, last.By, last.About, prev)
}

// clone copies a review, so that an act leaves the one that it was given alone.
func (r *Review) clone() *Review {
	out := *r
	out.Trace = slices.Clone(r.Trace)
	out.Legs = slices.Clone(r.Legs)
	out.Bad = slices.Clone(r.Bad)
	for i := range out.Bad {
		if a := out.Bad[i].Answer; a != nil {
			x := *a
			out.Bad[i].Answer = &x
		}
		if a := out.Bad[i].Appeal; a != nil {
			x := *a
			out.Bad[i].Appeal = &x
		}
	}
	return &out
}

// Watching are the acts in a case by which nobody has a hand in it.
var Watching = []casework.Verb{casework.VerbUrge, casework.VerbSupervise, casework.VerbCloseSupervision}

// HasHand says whether somebody, or in whose place they act, did something in the item of a bad review; for one of the
// whole, in any item of the case. Who only watched has no hand in it.
func HasHand(entries []casework.Entry, by casework.Actor, slot string) bool {
	same := func(id ident.StaffID) bool { return id != "" && (string(id) == by.ID || id == by.For) }
	return slices.ContainsFunc(entries, func(e casework.Entry) bool {
		if e.Actor.Kind != "staff" || slices.Contains(Watching, casework.Verb(e.Verb)) || slot != "" && e.Slot != slot {
			return false
		}
		return same(ident.StaffID(e.Actor.ID)) || same(e.Actor.For)
	})
}

// Acting is who does something about a bad review.
type Acting struct {
	By    casework.Actor
	Hand  bool // had a hand in what was bad (HasHand)
	Today calendar.Day
}

// act is the course of every act of staff: find, permit, do, remember.
func (r *Review) act(v Verb, id string, a Acting, do func(*Bad) error) (*Review, error) {
	out := r.clone()
	b := out.Find(id)
	if b == nil {
		return nil, fault.New(fault.NotFound, "improvement.no_review")
	}
	if err := out.Why(v, *b, a.Hand); err != nil {
		return nil, err
	}
	if err := do(b); err != nil {
		return nil, err
	}
	out.did(v, a.Today, a.By.ID, id)
	return out, nil
}

// Why says why an act is not possible now: nil means that it is. Who may is the app's to say; that who did it does not
// answer for it is a rule of this room.
func (r *Review) Why(v Verb, b Bad, hand bool) error {
	if hand {
		return fault.New(fault.Forbidden, "improvement.own_hand")
	}
	ok := false
	switch v {
	case VerbAssign:
		ok = b.State == Owed && b.Slot == ""
	case VerbAnswer:
		ok = b.State == Owed
	case VerbAppeal:
		ok = b.State == Owed && b.Appeal == nil && b.Department != ""
	case VerbDecideAppeal:
		ok = b.State == Appealed
	case VerbClose:
		ok = b.State == Listed
	}
	if !ok {
		return fault.New(fault.NotNow, "improvement.state."+string(b.State))
	}
	return nil
}
