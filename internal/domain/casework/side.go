package casework

import (
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// Gap is a promise to bring a paper later (容缺受理, rulebook §1.3).
type Gap struct {
	State     string       `json:"state"` // offered, promised, not_wanted, filled, broken, released
	Materials []string     `json:"materials"`
	Days      Limit        `json:"days"` // from the acceptance
	Offered   calendar.Day `json:"offered"`
	Promised  calendar.Day `json:"promised,omitempty"`
	Signature string       `json:"signature,omitempty"` // hash of the text that was signed
	Filled    calendar.Day `json:"filled,omitempty"`
}

// Commitment is a notification-commitment (告知承诺, 国办发〔2020〕42号): a promise that stands for steps or papers.
type Commitment struct {
	State    string       `json:"state"`    // signed, verified, breach_found, rectified, not_rectified, withdrawn
	Replaces []string     `json:"replaces"` // ids of the steps that drop out
	Promise  Limit        `json:"promise,omitzero"`
	Text     string       `json:"text"`             // hash of the text that was shown
	Papers   []string     `json:"papers,omitempty"` // materials that it stands for
	Signed   calendar.Day `json:"signed"`
	Findings string       `json:"findings,omitempty"`
	Found    calendar.Day `json:"found,omitempty"`
	Evidence string       `json:"evidence,omitempty"` // of the rectification
}

// CommitmentOffer is what the package offers: which steps a commitment would replace, on what ground.
type CommitmentOffer struct {
	Text     string   `json:"text"` // what is promised, as shown
	Ground   string   `json:"ground"`
	Replaces []string `json:"replaces,omitempty"`
	Papers   []string `json:"papers,omitempty"` // materials that it would stand for
	Promise  Limit    `json:"promise,omitzero"`
}

// Procedure is a special procedure (特别程序, 行政许可法45) that excludes time, besides an expert review and a hearing.
type Procedure struct {
	ID        string       `json:"id"`
	Ground    string       `json:"ground"` // word of the closed list of 行政许可法45
	Basis     string       `json:"basis"`  // law, as printed
	Reason    string       `json:"reason"`
	Announced Limit        `json:"announced"` // length told in writing
	From      calendar.Day `json:"from"`
	To        calendar.Day `json:"to,omitempty"`
	Overrun   bool         `json:"overrun,omitempty"` // its announced end closed it
	Result    string       `json:"result,omitempty"`
	Pause     int          `json:"pause"` // journal entry of the pause
}

// Excludable is a special procedure that the item's package lists with its law.
type Excludable struct {
	Ground string `json:"ground"`
	Name   string `json:"name"`
	Basis  string `json:"basis"`
	Length Limit  `json:"length,omitzero"`
}

// Hearing is a hearing (听证, 行政许可法46 to 48).
type Hearing struct {
	State   string         `json:"state"`            // told, asked, not_asked, closed
	Whose   string         `json:"whose"`            // applicant, affected
	Matter  string         `json:"matter,omitempty"` // what is to be decided, as printed
	Told    calendar.Day   `json:"told"`
	Asked   calendar.Day   `json:"asked,omitempty"`
	By      string         `json:"by,omitempty"`      // who asked: applicant, affected
	Reason  string         `json:"reason,omitempty"`  // in the words of who asked
	Person  ident.PersonID `json:"person,omitempty"`  // who asked, if it was an affected other (利害关系人)
	Name    string         `json:"name,omitempty"`    // of that person: the department knows it, the applicant does not
	Noticed calendar.Day   `json:"noticed,omitempty"` // day on which its date was told
	Day     calendar.Day   `json:"day,omitempty"`
	Time    string         `json:"time,omitempty"` // 09:30
	Place   string         `json:"place,omitempty"`
	Pause   int            `json:"pause,omitempty"`
	Closed  calendar.Day   `json:"closed,omitempty"`
	Record  string         `json:"record,omitempty"`
	Chair   ident.StaffID  `json:"chair,omitempty"`
}

// Clarification is one question after acceptance (补充说明): once, and the clock runs.
type Clarification struct {
	State    string       `json:"state"` // asked, answered, expired
	Question string       `json:"question"`
	Asked    calendar.Day `json:"asked"`
	Answer   string       `json:"answer,omitempty"`
	Answered calendar.Day `json:"answered,omitempty"`
}

// The words of side machines.
const (
	GapOffered, GapPromised, GapNotWanted, GapFilled, GapBroken, GapReleased = "offered", "promised", "not_wanted", "filled", "broken", "released"

	CommitmentSigned, CommitmentVerified, CommitmentBreach           = "signed", "verified", "breach_found"
	CommitmentRectified, CommitmentNotRectified, CommitmentWithdrawn = "rectified", "not_rectified", "withdrawn"
	HearingTold, HearingAsked, HearingNotAsked, HearingClosed        = "told", "asked", "not_asked", "closed"
	ClarificationAsked, ClarificationAnswered, ClarificationExpired  = "asked", "answered", "expired"
	RequestSent, RequestReplied, RequestSilent, RequestRecalled      = "sent", "replied", "silent", "recalled"
	NoObjection, WithConditions, Objects                             = "no_objection", "conditions", "objection"
)

// owedBeside says that the applicant owes something that is no step: a promised paper, a clarification, a choice, or
// whether to ask for a hearing.
func (it *ItemCase) owedBeside() bool {
	switch {
	case it.running("K21") != nil,
		it.Gap != nil && it.Gap.State == GapPromised,
		it.Clarification != nil && it.Clarification.State == ClarificationAsked,
		it.Hearing != nil && it.Hearing.State == HearingTold:
		return true
	}
	return false
}

// workedBeside says that the agency works on something that is no step: a hearing, a special procedure, a draft.
func (it *ItemCase) workedBeside() bool {
	return it.Draft != nil || it.Hearing != nil && it.Hearing.State == HearingAsked || it.paused()
}

// paused says that excluded time runs now (特别程序): shown as suspended, never stored as a state.
func (it *ItemCase) paused() bool {
	for _, p := range it.Procedures {
		if p.To == 0 {
			return true
		}
	}
	for i := range it.Steps {
		if s := &it.Steps[i]; s.Pause != 0 || s.State == StepCalled && s.Experts != nil && s.Experts.Pause != 0 {
			return true
		}
	}
	return it.Hearing != nil && it.Hearing.State == HearingAsked
}

// Suspended says that the item is accepted and its decision clocks stand still.
func (it *ItemCase) Suspended() bool { return it.State == Accepted && it.paused() }
