package casework

import (
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// Contest is an objection to what rules decided (对自动决定的异议, P22; 个人信息保护法24): within some days of being told the
// applicant may have a person look at it again, once. The decision stands meanwhile. Looking again confirms it or changes
// what it says; it never takes it away: that is a revocation, with its own grounds and hearing.
type Contest struct {
	Reason   string        `json:"reason"`
	On       calendar.Day  `json:"on"`
	Outcome  string        `json:"outcome,omitempty"` // confirmed, changed; empty: nobody has looked yet
	Reasons  string        `json:"reasons,omitempty"` // of who looked, as printed
	Old      string        `json:"old,omitempty"`     // changed: what the result says
	New      string        `json:"new,omitempty"`     // changed: what it says from now on
	By       ident.StaffID `json:"by,omitempty"`      // who looked
	For      ident.StaffID `json:"for,omitempty"`     // in whose place
	Signer   ident.StaffID `json:"signer,omitempty"`
	Answered calendar.Day  `json:"answered,omitempty"`
}

// What looking again can come to.
const (
	ContestConfirmed = "confirmed"
	ContestChanged   = "changed"
)

// ContestOutcomes are what looking again can come to.
var ContestOutcomes = []string{ContestConfirmed, ContestChanged}

// Open says that an answer is owed.
func (x *Contest) Open() bool { return x != nil && x.Answered == 0 }

// contestClock is K28: the days to object to an automatic decision, as its package gives them.
func (e Engine) contestClock(it *ItemCase, from calendar.Day) []Clock {
	limit := Limit{Days: e.Params.ContestDays}
	for i := range it.Steps {
		if a := it.Steps[i].Auto; a != nil && a.Objection.Days > 0 {
			limit = a.Objection
		}
	}
	return []Clock{e.start("K28", limit.rule("contest"), from)}
}

// lookClock is K29: the days in which a person looks again at a decision of rules.
func (e Engine) lookClock(from calendar.Day) Clock {
	return e.start("K29", workingDays(e.Params.ReexamineDays, "reexamine"), from)
}

// ByRules says that rules made the decision of the item, and that it is in force.
func (it *ItemCase) ByRules() bool {
	return has(inHand, it.State) && it.Decision != nil && it.Decision.Rules != ""
}

// ContestUntil is the last day to object to an automatic decision, as it was told; 0: rules decided nothing.
func (it *ItemCase) ContestUntil() calendar.Day {
	for i := range it.Clocks {
		if k := &it.Clocks[i]; k.Kind == "K28" {
			return k.Told
		}
	}
	return 0
}

// outlastsDelivery says that a clock of an item goes on when its result is in the applicant's hands: oversight over a
// commitment, and the objection to an automatic decision.
func outlastsDelivery(kind string) bool { return has([]string{"K19", "K20", "K28", "K29"}, kind) }
