package improvement

import (
	"slices"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// AnswerKind is what an answer says.
type AnswerKind string

// The kinds of answers.
const (
	Fixed     AnswerKind = "fixed"     // 已经改好
	WillFix   AnswerKind = "will_fix"  // 某日前改好
	Explained AnswerKind = "explained" // 依据不允许，说明理由
)

// AnswerKinds are all kinds.
var AnswerKinds = []AnswerKind{Fixed, WillFix, Explained}

// Call is what became of calling back who gave their name.
type Call string

// The outcomes of a call.
const (
	Reached   Call = "reached"   // 已回访
	Unreached Call = "unreached" // 联系不上
)

// Calls are all outcomes.
var Calls = []Call{Reached, Unreached}

// Answer is what somebody answered to a bad review.
type Answer struct {
	Kind  AnswerKind    `json:"kind"`
	Words string        `json:"words"`
	Until calendar.Day  `json:"until,omitempty"` // fixed by this day
	Call  Call          `json:"call,omitempty"`  // of a named review
	On    calendar.Day  `json:"on"`
	By    ident.StaffID `json:"by"`
	Name  string        `json:"name"`
	For   ident.StaffID `json:"for,omitempty"`
	Done  calendar.Day  `json:"done,omitempty"` // what was promised is done
	How   string        `json:"how,omitempty"`
}

// AnswerInput is the input of AnswerBad.
type AnswerInput struct {
	Kind  AnswerKind
	Words string       // what was found and done; the applicant reads it
	Until calendar.Day // WillFix: by when
	Call  Call         // of a named review: what became of calling back
}

// longestReply is how long an answer may be, in bytes; pages say a number of characters that always fits.
const longestReply = 3000

// AnswerBad answers a bad review (答复差评): fixed, to be fixed by a day, or explained. Who gave their name was called
// before. Faults: Forbidden improvement.own_hand for who had a hand in it; Invalid improvement.incomplete.
func (r *Review) AnswerBad(id string, a Acting, in AnswerInput) (*Review, error) {
	return r.act(VerbAnswer, id, a, func(b *Bad) error {
		wrong := fault.New(fault.Invalid, "improvement.incomplete")
		if !slices.Contains(AnswerKinds, in.Kind) {
			wrong.With("kind", "improvement.required.kind")
		}
		reply("words", in.Words, wrong)
		if in.Kind == WillFix && in.Until <= a.Today {
			wrong.With("until", "improvement.required.until")
		}
		if !r.Anonymous && !slices.Contains(Calls, in.Call) {
			wrong.With("call", "improvement.required.call")
		}
		if err := wrong.OrNil(); err != nil {
			return err
		}
		b.Answer = &Answer{Kind: in.Kind, Words: strings.TrimSpace(in.Words), On: a.Today, By: ident.StaffID(a.By.ID), Name: a.By.Name, For: a.By.For}
		if !r.Anonymous {
			b.Answer.Call = in.Call
		}
		b.State = Closed
		if in.Kind == WillFix {
			b.State, b.Due, b.Answer.Until = Listed, in.Until, in.Until
		}
		return nil
	})
}

// reply checks words that people will read.
func reply(field, text string, wrong *fault.Fault) {
	switch {
	case strings.TrimSpace(text) == "":
		wrong.With(field, "improvement.required."+field)
	case len(text) > longestReply:
		wrong.With(field, "improvement.reply_too_long")
	}
}

// CloseBad says that what was promised is done (整改完成).
func (r *Review) CloseBad(id string, a Acting, how string) (*Review, error) {
	return r.act(VerbClose, id, a, func(b *Bad) error {
		wrong := fault.New(fault.Invalid, "improvement.incomplete")
		reply("how", how, wrong)
		b.State, b.Answer.Done, b.Answer.How = Closed, a.Today, strings.TrimSpace(how)
		return wrong.OrNil()
	})
}

// AssignBad gives a bad review of the whole to the department of one of its items (转给部门), which owes the answer from now
// on, by the same day.
func (r *Review) AssignBad(id string, a Acting, area, department string) (*Review, error) {
	return r.act(VerbAssign, id, a, func(b *Bad) error {
		for _, l := range r.Offices() {
			if l.Area == area && l.Department == department {
				b.Area, b.Department = area, department
				return nil
			}
		}
		return fault.New(fault.Invalid, "improvement.incomplete").With("office", "improvement.required.office")
	})
}
