package casework

import (
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// Kinds of steps (环节) that an officer runs inside an item case. The form check is the state received, the decision is
// the draft and its signature: neither is a step here.
const (
	Consult           = "consult"            // 征求意见
	PublicNotice      = "public_notice"      // 公示
	ExpertReview      = "expert_review"      // 专家评审
	SiteInspection    = "site_inspection"    // 勘验
	FeeStep           = "fee"                // 缴费
	Registration      = "registration"       // 登簿
	AutomaticDecision = "automatic_decision" // 智能审批
)

// StepKinds are the kinds of steps, in the order of the rulebook §1.2.
var StepKinds = []string{Consult, PublicNotice, ExpertReview, SiteInspection, FeeStep, Registration, AutomaticDecision}

// StepState is how far a step is. Which states a kind knows stands in the rulebook §1.2 and §1.3.
type StepState string

// The states of steps.
const (
	StepTodo          StepState = "todo"
	StepOpen          StepState = "open"           // consult: bodies were asked
	StepRunning       StepState = "running"        // public notice: it is on display
	StepObjected      StepState = "objected"       // public notice: on display with an objection that nobody answered yet
	StepEndedObjected StepState = "ended_objected" // public notice: its time is over, an objection is not answered
	StepCalled        StepState = "called"         // expert review: clocks stand still
	StepOverrun       StepState = "overrun"        // expert review: the announced length is over, clocks run again
	StepScheduled     StepState = "scheduled"      // site inspection: the item has a seat in a visit
	StepRectify       StepState = "rectify"        // site inspection: the applicant mends something (整改)
	StepFailed        StepState = "failed"         // site inspection: it did not pass
	StepDue           StepState = "due"            // fee: the order was served
	StepReliefAsked   StepState = "relief_asked"   // fee: a relief is to be decided
	StepRestDue       StepState = "rest_due"       // fee: what is left after a relief
	StepOverdue       StepState = "overdue"        // fee: not paid in time
	StepWaived        StepState = "waived"         // fee: nothing is left to pay
	StepCancelled     StepState = "cancelled"      // the item ended before the step did
	StepFallenBack    StepState = "fallen_back"    // automatic decision: a person decides
	StepReplaced      StepState = "replaced"       // a commitment stands for it
	StepDone          StepState = "done"           // it passed
)

// Step is one piece of review inside an item case (环节), frozen from the plan at submission. It is passed when its
// State is done, waived, fallen back or replaced.
type Step struct {
	ID       string    `json:"id"` // slug within the item: public_notice, technical_opinion
	Kind     string    `json:"kind"`
	Name     string    `json:"name"`
	After    []string  `json:"after,omitempty"`    // ids of steps of the same item that must have passed before
	Length   Limit     `json:"length,omitzero"`    // how long it takes, or must take at least (a notice)
	Basis    []string  `json:"basis,omitempty"`    // law, as printed
	Excluded string    `json:"excluded,omitempty"` // law by which its time is excluded from the item's limits; none: it counts
	State    StepState `json:"state"`
	Pause    int       `json:"pause,omitempty"` // journal entry of the pause that runs while its time is excluded

	Asked   *Asked    `json:"asked,omitempty"`   // of a consult
	Notice  *Notice   `json:"notice,omitempty"`  // of a public notice
	Experts *Experts  `json:"experts,omitempty"` // of an expert review
	Seat    *Seat     `json:"seat,omitempty"`    // of a site inspection
	Order   *FeeOrder `json:"order,omitempty"`   // of a fee
	Entered *Entered  `json:"entered,omitempty"` // of a registration
	Auto    *Auto     `json:"auto,omitempty"`    // of an automatic decision
}

// Passed says that nothing more waits for the step.
func (s *Step) Passed() bool {
	return has([]StepState{StepDone, StepWaived, StepFallenBack, StepReplaced}, s.State)
}

// working says that the agency, or somebody whom it asked, has the step in hand: the applicant is not waited for.
func (s *Step) working() bool {
	switch s.State {
	case StepOpen, StepRunning, StepObjected, StepEndedObjected, StepCalled, StepOverrun, StepScheduled, StepReliefAsked:
		return true
	case StepTodo:
		return s.beforeGrant()
	}
	return false
}

// owed says that the applicant has to do something for the step (rulebook §1.4).
func (s *Step) owed() bool {
	switch s.State {
	case StepRectify:
		return true
	case StepDue, StepRestDue, StepOverdue:
		return s.Order != nil && s.Order.Gate == GateDecision
	}
	return false
}

// beforeGrant says that the grant waits for the step: all but a registration, and a fee that only the certificate waits for.
func (s *Step) beforeGrant() bool {
	return s.Kind != Registration && (s.Kind != FeeStep || s.Order == nil || s.Order.Gate == GateDecision)
}

// Step answers a step of the item by its id; nil if it has none of that id.
func (it *ItemCase) Step(id string) *Step {
	for i := range it.Steps {
		if it.Steps[i].ID == id {
			return &it.Steps[i]
		}
	}
	return nil
}

// startable says that every step before this one has passed.
func (it *ItemCase) startable(s *Step) bool {
	for _, id := range s.After {
		if before := it.Step(id); before != nil && !before.Passed() {
			return false
		}
	}
	return true
}

// Asked is a consult (征求意见): what is asked of whom, and what became of it.
type Asked struct {
	SilenceConsents bool       `json:"silence_consents,omitempty"` // silence counts as no objection; a law says so
	SilenceBasis    string     `json:"silence_basis,omitempty"`    // that law, as printed
	Requests        []Request  `json:"requests"`                   // one per body, by department
	Weighed         []Weighing `json:"weighed,omitempty"`          // the officer's answers to objections and conditions, oldest first
}

// Weighing is how the officer took objections and conditions into account, in writing.
type Weighing struct {
	Text string        `json:"text"`
	On   calendar.Day  `json:"on"`
	By   ident.StaffID `json:"by"`
}

// Request is one letter to one body and its answer.
type Request struct {
	Department string        `json:"department"` // slug of the body
	Name       string        `json:"name"`       // of the body
	Area       string        `json:"area"`       // whose department it is
	State      string        `json:"state"`      // "", sent, replied, silent, recalled
	Question   string        `json:"question,omitempty"`
	Papers     []string      `json:"papers,omitempty"` // slugs of the materials that the body may see
	Fields     []string      `json:"fields,omitempty"` // slugs of the fields that it may see
	Sent       calendar.Day  `json:"sent,omitempty"`
	Answered   calendar.Day  `json:"answered,omitempty"`
	Answer     string        `json:"answer,omitempty"` // no_objection, conditions, objection
	Opinion    string        `json:"opinion,omitempty"`
	By         ident.StaffID `json:"by,omitempty"`
	Late       string        `json:"late,omitempty"`        // what came after silence: shown, re-opens nothing
	LateAnswer string        `json:"late_answer,omitempty"` // no_objection, conditions, objection
	LateOn     calendar.Day  `json:"late_on,omitempty"`
	Weighed    bool          `json:"weighed,omitempty"` // the officer answered its objection or conditions
	Version    int64         `json:"version"`           // rises with every change of the request alone
}

// Notice is a public notice (公示): what is shown, for how long, and who objects.
type Notice struct {
	ID         string       `json:"id,omitempty"`       // in the address of its public page; stays through interruptions
	Material   string       `json:"material,omitempty"` // slug of what is shown
	Text       string       `json:"text,omitempty"`     // without personal data
	TextHash   string       `json:"text_hash,omitempty"`
	Places     []string     `json:"places,omitempty"`     // where it hangs besides the portal
	Published  calendar.Day `json:"published,omitempty"`  // day of the last place
	Until      calendar.Day `json:"until,omitempty"`      // its last day, as it was announced
	Shown      calendar.Day `json:"shown,omitempty"`      // last day of the unbroken row of days on which it was seen on display
	Ended      calendar.Day `json:"ended,omitempty"`      // its last day
	Interrupts int          `json:"interrupts,omitempty"` // how often it had to start again
	Hole       calendar.Day `json:"hole,omitempty"`       // of the last interruption: the day without evidence of display
	Objections []Objection  `json:"objections,omitempty"`
}

// Objection is what an identified person has against a notice.
type Objection struct {
	ID       string         `json:"id"`
	Person   ident.PersonID `json:"person"`
	Name     string         `json:"name"` // shown masked outside the department
	On       calendar.Day   `json:"on"`
	Text     string         `json:"text"`
	Late     bool           `json:"late,omitempty"` // after the end: a recorded fact
	Answer   string         `json:"answer,omitempty"`
	Answered calendar.Day   `json:"answered,omitempty"`
	By       ident.StaffID  `json:"by,omitempty"`
}

// Experts is an expert review (专家评审).
type Experts struct {
	Who       []string     `json:"who,omitempty"` // names or bodies, as announced
	Ground    string       `json:"ground,omitempty"`
	Called    calendar.Day `json:"called,omitempty"`
	Announced Limit        `json:"announced,omitzero"` // length told in writing
	Pause     int          `json:"pause,omitempty"`    // journal entry of the open pause
	Opinion   string       `json:"opinion,omitempty"`  // pass, revise, fail: evidence, not a decision
	Text      string       `json:"text,omitempty"`
	Given     calendar.Day `json:"given,omitempty"`
	Restated  int          `json:"restated,omitempty"`
}

// Seat is an item's place in a visit (一同勘验), with every verdict on it.
type Seat struct {
	Joins    string         `json:"joins,omitempty"`    // name under which items share one visit
	Visit    string         `json:"visit,omitempty"`    // id of the visit in Case.Visits in which it has its place, or had it last
	Officers []Inspector    `json:"officers,omitempty"` // who come, as the applicant was told
	Verdicts []VisitVerdict `json:"verdicts,omitempty"` // oldest first; a visit that was not held is one of them
	Version  int64          `json:"version"`            // rises with every change of the seat alone
}

// Last is the newest verdict; nil before the first.
func (s *Seat) Last() *VisitVerdict {
	if s == nil || len(s.Verdicts) == 0 {
		return nil
	}
	return &s.Verdicts[len(s.Verdicts)-1]
}

// Inspector is an officer who comes to a visit, under the name that the applicant was told.
type Inspector struct {
	ID   ident.StaffID `json:"id"`
	Name string        `json:"name"`
}

// The words of a verdict.
const (
	VerdictPass    = "pass"
	VerdictRectify = "rectify"
	VerdictFail    = "fail"
	VerdictNotHeld = "not_held" // the visit did not take place for this item
)

// VisitVerdict is what one department found on one visit, by two officers (行政许可法34).
type VisitVerdict struct {
	Visit    string          `json:"visit"`
	Word     string          `json:"word"`
	On       calendar.Day    `json:"on"`
	Officers []Inspector     `json:"officers,omitempty"` // the two who were there; the first wrote the record
	Record   string          `json:"record,omitempty"`   // 勘验记录, or why it was not held
	Photos   []ident.PaperID `json:"photos,omitempty"`

	Rectify     string          `json:"rectify,omitempty"`      // what must be mended (整改)
	Due         calendar.Day    `json:"due,omitempty"`          // until when, as it was told
	Rectified   string          `json:"rectified,omitempty"`    // what the applicant says was mended
	RectifiedOn calendar.Day    `json:"rectified_on,omitempty"` //
	Evidence    []ident.PaperID `json:"evidence,omitempty"`
	Expired     bool            `json:"expired,omitempty"` // nothing was reported in time
}

// Visit is one appointment on the applicant's place that items of several departments share (一同勘验).
type Visit struct {
	ID       string       `json:"id"` // v1, v2 … within the case
	Joins    string       `json:"joins,omitempty"`
	On       calendar.Day `json:"on"`
	Time     string       `json:"time"` // 09:30, of the city
	Place    string       `json:"place"`
	Slots    []string     `json:"slots"`              // items that joined, in the order in which they did; who left is not among them
	NotHeld  string       `json:"not_held,omitempty"` // why nobody came at all
	Sequence int          `json:"sequence"`           // rises with every change, for the calendar file
}

// The gates of a fee: what waits for the payment.
const (
	GateDecision    = "decision"
	GateCertificate = "certificate"
)

// FeeOrder is what an item costs (缴费单), and the account of its money: paid = kept + refunded + due back. A fee step has
// one formula, so an order is one line of account. Amounts are fen; what the package computes exactly is kept as text.
type FeeOrder struct {
	Gate      string        `json:"gate"`                // decision | certificate
	Lines     []FeeLine     `json:"lines,omitempty"`     //
	Reliefs   []FeeRelief   `json:"reliefs,omitempty"`   // that the package knows
	LateRate  string        `json:"late_rate,omitempty"` // surcharge per day of delay as a share of the amount, decimal; empty: none
	Unpaid    string        `json:"unpaid,omitempty"`    // law by which an unpaid item ends, as printed; empty: it may not be ended
	No        string        `json:"no,omitempty"`        // of the payment order
	Full      int64         `json:"full,omitempty"`      // fen before reliefs
	Amount    int64         `json:"amount"`              // fen to be paid, after reliefs
	Surcharge int64         `json:"surcharge,omitempty"` // fen that were paid for the delay
	By        ident.StaffID `json:"by,omitempty"`        // who assessed it
	For       ident.StaffID `json:"for,omitempty"`       // in whose place
	Served    calendar.Day  `json:"served,omitempty"`
	Heading   string        `json:"heading,omitempty"`  // slug of the relief that was asked for
	Reason    string        `json:"reason,omitempty"`   // of the applicant, for the relief
	Asked     calendar.Day  `json:"asked,omitempty"`    // day of that request
	Relieved  int64         `json:"relieved,omitempty"` // fen
	Decided   string        `json:"decided,omitempty"`  // reasons of the relief's decision
	Approver  ident.StaffID `json:"approver,omitempty"` // who decided on the relief
	Payments  []Payment     `json:"payments,omitempty"` // everything that came in, oldest first
	Paid      int64         `json:"paid,omitempty"`     // fen, the sum of Payments
	PaidOn    calendar.Day  `json:"paid_on,omitempty"`
	Earned    bool          `json:"earned,omitempty"` // what was paid for has been done: it is not refunded
	RefundDue int64         `json:"refund_due,omitempty"`
	Refunded  int64         `json:"refunded,omitempty"`
	Refunds   []string      `json:"refunds,omitempty"` // numbers of the refunds, oldest first
}

// Payment is money that the payment system reported. Provider and Receipt name it for ever: the same pair is the same money.
type Payment struct {
	Provider string       `json:"provider"`
	Receipt  string       `json:"receipt"`
	Fen      int64        `json:"fen"`
	On       calendar.Day `json:"on"` // on which the payer paid
}

// FeeLine is one amount of an order, as the package computed it. Fen is the exact amount times Times, rounded once, half up.
type FeeLine struct {
	Name    string    `json:"name"`
	Formula string    `json:"formula"`          // as shown
	Values  []FeeTerm `json:"values,omitempty"` // what stands for the names in the formula
	Exact   string    `json:"exact"`            // decimal number in Unit, of one time
	Unit    string    `json:"unit"`             // 元, 万元
	Every   string    `json:"every,omitempty"`  // year
	Times   int       `json:"times,omitempty"`  // years that are paid for
	Term    int       `json:"term,omitempty"`   // years of the whole right; 0: not known
	Fen     int64     `json:"fen"`
	Whole   int64     `json:"whole,omitempty"` // fen of the whole term, before reliefs: shown beside, never asked for
	Basis   string    `json:"basis,omitempty"`
}

// FeeTerm is one number of a formula: 征收标准 0.7 万元.
type FeeTerm struct {
	Name  string `json:"name"`
	Value string `json:"value"`
	Basis string `json:"basis,omitempty"`
}

// FeeRelief is a relief (减免) that the package knows.
type FeeRelief struct {
	Slug       string `json:"slug"`
	Name       string `json:"name"`
	Exact      string `json:"exact"` // decimal number in the unit of the line, of one time
	Fen        int64  `json:"fen"`   // for what the order asks: the most that can be taken off
	Whole      int64  `json:"whole,omitempty"`
	Department string `json:"department"` // who decides on it
	Area       string `json:"area,omitempty"`
	Basis      string `json:"basis,omitempty"`
}

// Entered is a registration (登簿).
type Entered struct {
	No string        `json:"no"`
	On calendar.Day  `json:"on"`
	By ident.StaffID `json:"by,omitempty"`
}

// Auto is an automatic decision (智能审批): the rules, and what they came to on data that was fetched for it.
type Auto struct {
	Rules     []AutoRule   `json:"rules"`
	Version   string       `json:"version"`            // of the rules: the pack's content hash
	Objection Limit        `json:"objection,omitzero"` // how long the applicant may object to what they decided
	Tried     calendar.Day `json:"tried,omitempty"`
	Why       string       `json:"why,omitempty"`  // why a person decides; one of the words below
	Rule      string       `json:"rule,omitempty"` // slug of the rule because of which a person decides
}

// Why an automatic decision fell back to a person.
const (
	AutoHit     = "hit"         // a rule came to "no"
	AutoUnknown = "unknown"     // a register has no record, or the rule could not be worked out
	AutoDown    = "source_down" // a register did not answer
	AutoAsked   = "asked"       // the applicant asked for a person
	AutoNoRules = "no_rules"    // nothing that a register knows decides the item
	AutoTaken   = "withheld"    // the applicant took the consent to read a register back
)

// The answers of a rule. Anything but yes leads to a person.
const (
	AnswerYes      = "yes"
	AnswerNo       = "no"
	AnswerUnknown  = "unknown"
	AnswerDown     = "down"
	AnswerWithheld = "withheld" // the register was not asked: the consent was taken back
)

// AutoRule is one rule of an automatic decision; data is told as answers only, never as records.
type AutoRule struct {
	Slug   string             `json:"slug"`
	Name   string             `json:"name"`
	Must   string             `json:"must"`             // the condition
	Basis  string             `json:"basis,omitempty"`  // law, as printed
	Reads  []AutoRead         `json:"reads"`            // what the condition needs to know
	Values map[string]float64 `json:"values,omitempty"` // parameters that the condition names, as the plan had them
	Answer string             `json:"answer,omitempty"`
}

// AutoRead is one fact that a rule needs and the register that is asked for it.
type AutoRead struct {
	Field    string   `json:"field"` // slug
	Name     string   `json:"name"`
	Type     string   `json:"type"`               // of the field: yes_no, number, text …
	Options  []string `json:"options,omitempty"`  // of a choice
	Register string   `json:"register,omitempty"` // slug; none: nobody can be asked, a person decides
	Source   string   `json:"source,omitempty"`   // name of the register
	GivenBy  string   `json:"given_by,omitempty"` // slot of the item whose grant in the same case says yes to it
}
