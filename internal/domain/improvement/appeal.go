package improvement

import (
	"slices"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// Ground is why a department says that a bad review should not stand.
type Ground string

// The grounds of an appeal.
const (
	Mistaken  Ground = "mistaken"  // 误评: meant for somebody else, or the wrong grade
	Malicious Ground = "malicious" // 恶意
)

// Grounds are all grounds.
var Grounds = []Ground{Mistaken, Malicious}

// Appeal is what a department said against a bad review, and what a supervisor decided.
type Appeal struct {
	Ground  Ground        `json:"ground"`
	Reason  string        `json:"reason"`
	On      calendar.Day  `json:"on"`
	By      ident.StaffID `json:"by"`
	For     ident.StaffID `json:"for,omitempty"`
	Decided calendar.Day  `json:"decided,omitempty"`
	Upheld  bool          `json:"upheld,omitempty"` // it does not stand
	Why     string        `json:"why,omitempty"`    // the applicant reads it
	Judge   ident.StaffID `json:"judge,omitempty"`
}

// AppealBad says that a bad review is mistaken or malicious (申诉), once. Nobody owes an answer until a supervisor decided.
func (r *Review) AppealBad(id string, a Acting, ground Ground, reason string) (*Review, error) {
	return r.act(VerbAppeal, id, a, func(b *Bad) error {
		wrong := fault.New(fault.Invalid, "improvement.incomplete")
		if !slices.Contains(Grounds, ground) {
			wrong.With("ground", "improvement.required.ground")
		}
		reply("reason", reason, wrong)
		b.State = Appealed
		b.Appeal = &Appeal{Ground: ground, Reason: strings.TrimSpace(reason), On: a.Today, By: ident.StaffID(a.By.ID), For: a.By.For}
		return wrong.OrNil()
	})
}

// DecideAppeal decides an appeal (复核申诉): upheld, the review is set aside with the reason, kept and counted apart; else its
// answer is owed, within as many days as at first. Fault: Forbidden improvement.own_appeal for who appealed.
func (r *Review) DecideAppeal(e casework.Engine, id string, a Acting, upheld bool, why string) (*Review, error) {
	return r.act(VerbDecideAppeal, id, a, func(b *Bad) error {
		x := b.Appeal
		if by := ident.StaffID(a.By.ID); by == x.By || by == x.For || a.By.For != "" && (a.By.For == x.By || a.By.For == x.For) {
			return fault.New(fault.Forbidden, "improvement.own_appeal")
		}
		wrong := fault.New(fault.Invalid, "improvement.incomplete")
		reply("why", why, wrong)
		x.Decided, x.Upheld, x.Why, x.Judge = a.Today, upheld, strings.TrimSpace(why), ident.StaffID(a.By.ID)
		if b.State = SetAside; !upheld {
			b.State, b.Due = Owed, Due(e, a.Today)
		}
		return wrong.OrNil()
	})
}
