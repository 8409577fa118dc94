// Package casework is the law of handling: states, acts, clocks and outcomes of a joint case (联办件) and
// its item cases (子办件). It is pure: time, identifiers and the calendar come in as arguments, and every act
// answers a Change that somebody else stores. The rulebook that it implements is docs/rulebook.md.
package casework

import (
	"encoding/json"
	"time"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// State is the stored state of an item case (rulebook §1.1).
type State string

// The states of an item case.
const (
	Waiting             State = "waiting"              // 待前置
	Held                State = "held"                 // 待选择
	Received            State = "received"             // 收件
	SupplementRequested State = "supplement_requested" // 一次性补正
	Accepted            State = "accepted"             // 受理
	Granted             State = "granted"              // 准予
	Delivered           State = "delivered"            // 送达
	Refused             State = "refused"              // 不予许可
	Declined            State = "declined"             // 不予受理
	Returned            State = "returned"             // 退件
	NotNeeded           State = "not_needed"           // 无需办理
	Withdrawn           State = "withdrawn"            // 撤回申请
	Terminated          State = "terminated"           // 终止
	Lapsed              State = "lapsed"               // 失去前提
	Revoked             State = "revoked"              // 撤销、撤回、注销
)

// Case is a joint case (联办件) with its item cases: the unit of locking and of the journal chain.
type Case struct {
	ID              ident.CaseID  `json:"id"`
	No              ident.CaseNo  `json:"no"`
	Scenario        string        `json:"scenario"`         // slug
	ScenarioName    string        `json:"scenario_name"`    // as it was shown at submission
	ScenarioVersion int           `json:"scenario_version"` // number of the version on which it is handled
	PackHash        string        `json:"pack_hash"`        // content hash of that version
	Area            string        `json:"area"`             // slug of the area whose departments decide
	Trial           bool          `json:"trial"`            // never leaves the house, never counts
	Channel         string        `json:"channel"`          // portal, api, window …
	Clerk           ident.StaffID `json:"clerk,omitempty"`  // who filed it at a window for the applicant
	Applicant       Applicant     `json:"applicant"`
	Subject         string        `json:"subject"` // what lists call it: the shop's or the child's name
	FiledAt         time.Time     `json:"filed_at"`
	JointConclusion bool          `json:"joint_conclusion"`        // 统一办结
	JointPromise    int           `json:"joint_promise"`           // working days, 0 = none
	Publishes       calendar.Day  `json:"publishes,omitempty"`     // day on which the results of its campaign are told (统一公布); 0: each as it is decided
	EarlyDelivery   bool          `json:"early_delivery"`          // asked for by the applicant (rulebook §4.3)
	PaperResults    bool          `json:"paper_results,omitempty"` // some result exists on paper only: the account alone does not serve
	Delivery        *DeliveryWish `json:"delivery,omitempty"`      // how results should reach the applicant; nil: as they are offered
	SnapshotHash    string        `json:"snapshot_hash"`           // of the immutable snapshot frozen at submission
	Items           []*ItemCase   `json:"items"`                   // in the order of the plan; all attempts
	Edges           []Edge        `json:"edges"`
	Gates           []Gate        `json:"gates,omitempty"`       // what is waited for outside (等待外部的事)
	Visits          []Visit       `json:"visits,omitempty"`      // joint site inspections (一同勘验), also past ones
	Clocks          []Clock       `json:"clocks,omitempty"`      // K5 and K6; their pauses are derived (rulebook §3.3)
	Concluded       calendar.Day  `json:"concluded,omitempty"`   // first day on which nothing was live; figures use it
	Reopened        bool          `json:"reopened,omitempty"`    // it was concluded and goes on because of one item
	Reconcluded     calendar.Day  `json:"reconcluded,omitempty"` // latest conclusion after it was reopened; 0: it was concluded once at most
	Archived        calendar.Day  `json:"archived,omitempty"`    // its record is closed (归档), and nothing was written since
	Moves           []VersionMove `json:"moves,omitempty"`       // to newer versions of its scenario, oldest first
	Calendar        string        `json:"calendar,omitempty"`    // mark of the calendar under which its days were last told

	Day     calendar.Day `json:"day"`     // legal day of the last journal entry
	Seq     int          `json:"seq"`     // number of the last journal entry
	Head    string       `json:"head"`    // hash of the last journal entry, hex
	Version int64        `json:"version"` // rises by one with every stored change; the store's, not the engine's
}

// Applicant is who applies, as far as casework needs it.
type Applicant struct {
	Person ident.PersonID `json:"person"`           // who filed and may act
	Role   string         `json:"role"`             // slug of the scenario's applicant: owner, agent, mother …
	Name   string         `json:"name"`             // shown masked outside the department
	Kind   string         `json:"kind"`             // person | enterprise
	Barred bool           `json:"barred,omitempty"` // broke a promise before: nothing follows later, no commitment
}

// ItemCase is one item of one department inside a joint case (子办件).
type ItemCase struct {
	ID         ident.ItemCaseID `json:"id"`
	Slot       string           `json:"slot"`     // place in the plan: food_licence.new, or vehicle_permit.new~2 for an instance
	Attempt    int              `json:"attempt"`  // 1, 2 …; only the latest counts
	Item       string           `json:"item"`     // slug
	Office     string           `json:"office"`   // full name of the department, as papers print it
	Variant    string           `json:"variant"`  // slug
	Instance   int              `json:"instance"` // 0, or 1… for a repeated topic
	Name       string           `json:"name"`     // official name
	Short      string           `json:"short"`    // one character for the parallel strip
	Department string           `json:"department"`
	Area       string           `json:"area"`   // area whose department it is (county or city)
	Regime     string           `json:"regime"` // licence, confirmation, benefit, registration, filing, levy, service, check, notify
	Promised   Limit            `json:"promised"`
	Statutory  Limit            `json:"statutory"`             // zero: none recorded, shown as 以当地公布为准
	SignOff    int              `json:"sign_off"`              // 1 to 3 hands (承办 审核 签发); 0 means 2
	Instant    bool             `json:"instant"`               // listed instant item: with one hand, proposer and signer may be one
	Grounds    []string         `json:"grounds"`               // names of the law that gives the power
	Gives      []string         `json:"gives"`                 // slugs of materials that the grant produces
	Fields     []string         `json:"fields"`                // need to know: slugs of the fields that it consumes
	Materials  []string         `json:"materials"`             // need to know: slugs of the materials that it consumes
	Steps      []Step           `json:"steps,omitempty"`       // what is between acceptance and decision, and after it
	Excludable []Excludable     `json:"excludable,omitempty"`  // special procedures that the item's package lists
	MayGap     []string         `json:"may_gap,omitempty"`     // materials that may follow later (容缺清单)
	GapDays    Limit            `json:"gap_days,omitzero"`     // how much later
	MayPromise *CommitmentOffer `json:"may_promise,omitempty"` // notification-commitment (告知承诺) that the package offers
	Renewal    *Renewal         `json:"renewal,omitempty"`     // of a renewal (延续): the licence in hand

	State       State         `json:"state"`
	Kind        string        `json:"kind,omitempty"` // of terminated and revoked: abandoned, gap_broken, unpaid …
	Handler     ident.StaffID `json:"handler,omitempty"`
	Received    calendar.Day  `json:"received,omitempty"` // latest receipt
	Desk        []Span        `json:"desk,omitempty"`     // when it lay on the agency's desk
	Accepted    calendar.Day  `json:"accepted,omitempty"` // start of the decision clock
	Deemed      bool          `json:"deemed,omitempty"`   // accepted by silence (视为受理): a supervision failure
	Decided     calendar.Day  `json:"decided,omitempty"`
	DeliveredOn calendar.Day  `json:"delivered_on,omitempty"`
	Ending      *Ending       `json:"ending,omitempty"` // why it ended without a decision on its merits
	Draft       *Proposal     `json:"draft,omitempty"`
	Decision    *Proposal     `json:"decision,omitempty"` // what was signed
	Sealed      *Proposal     `json:"sealed,omitempty"`   // signed, and not told before the day of publication
	Supplements []Supplement  `json:"supplements,omitempty"`
	Clocks      []Clock       `json:"clocks,omitempty"` // every clock that ran or runs

	Gap           *Gap           `json:"gap,omitempty"`           // 容缺
	Commitment    *Commitment    `json:"commitment,omitempty"`    // 告知承诺
	Procedures    []Procedure    `json:"procedures,omitempty"`    // special procedures, oldest first
	Hearing       *Hearing       `json:"hearing,omitempty"`       // 听证
	Clarification *Clarification `json:"clarification,omitempty"` // 补充说明
	Contest       *Contest       `json:"contest,omitempty"`       // 对自动决定的异议
	Consents      []Consent      `json:"consents,omitempty"`      // 同意共享, oldest first

	Served   []Service    `json:"served,omitempty"` // papers that were served by other means than the e-account, oldest first
	Made     calendar.Day `json:"made,omitempty"`   // the result exists (制证); withheld until Tendered
	Tendered *Tender      `json:"tendered,omitempty"`
	Given    calendar.Day `json:"given,omitempty"`  // a colleague gave it to its handler and nothing has moved since
	Urged    Urging       `json:"urged,omitzero"`   // 催办
	Orders   []Order      `json:"orders,omitempty"` // supervision orders (督办单), oldest first
	Late     calendar.Day `json:"late,omitempty"`   // last day that ended with something due and not done, also after it was done

	SetAside     bool         `json:"set_aside,omitempty"`     // an acceptance by silence was set aside
	Bar          calendar.Day `json:"bar,omitempty"`           // last day on which it cannot be applied for again (行政许可法79)
	ReopenedOn   calendar.Day `json:"reopened_on,omitempty"`   // first reopening by an order: from here outside the joint clocks
	ReviewOrders []string     `json:"review_orders,omitempty"` // numbers of the orders that reopened it
	Snapshot     string       `json:"snapshot,omitempty"`      // of a later attempt: hash of its answers
	Correction   *Correction  `json:"correction,omitempty"`    // a clerical error that waits for its second hand
	Corrected    int          `json:"corrected,omitempty"`     // how often the certificate was corrected
	PastFees     []FeeOrder   `json:"past_fees,omitempty"`     // orders with money in them from before an order of review reopened the item

	Version int64 `json:"version"` // rises by one with every change of this item case
}

// Span is a stretch of legal days. A day counts when it begins inside: From < day ≤ To, or no To yet.
type Span struct {
	From calendar.Day `json:"from"`
	To   calendar.Day `json:"to,omitempty"`
}

// Limit is a length of time with its unit and source.
type Limit struct {
	Days     int    `json:"days"` // 0 = no limit recorded
	Calendar bool   `json:"calendar,omitempty"`
	Source   string `json:"source,omitempty"`
}

// Proposal is a drafted or signed decision.
type Proposal struct {
	Grant    bool          `json:"grant"`
	By       ident.StaffID `json:"by"`
	For      ident.StaffID `json:"for,omitempty"` // in whose place it was proposed; none: in the proposer's own
	Reviewer ident.StaffID `json:"reviewer,omitempty"`
	Reviewed ident.StaffID `json:"reviewed_for,omitempty"` // in whose place it was reviewed
	Signer   ident.StaffID `json:"signer,omitempty"`
	At       time.Time     `json:"at"`
	Opinion  string        `json:"opinion"`           // internal
	Review   string        `json:"review,omitempty"`  // the reviewer's opinion, internal
	Reason   string        `json:"reason,omitempty"`  // of a refusal, as printed
	Grounds  string        `json:"grounds,omitempty"` // law, as printed

	PrerequisiteFailed bool   `json:"prerequisite_failed,omitempty"` // the ground of a refusal
	Rules              string `json:"rules,omitempty"`               // version of the rules by which it was decided without a person; none: a person signed
	Silence            bool   `json:"silence,omitempty"`             // nobody decided before the licence ended (视为准予延续)
}

// Ending is why an item ended before its decision: declined, returned, not needed, withdrawn, lapsed.
type Ending struct {
	Reason    string `json:"reason,omitempty"`
	Grounds   string `json:"grounds,omitempty"`    // law, as printed
	RightBody string `json:"right_body,omitempty"` // of a return
	Because   string `json:"because,omitempty"`    // slot of the prerequisite, of a lapse
}

// Supplement is one request to supplement (一次性补正) and its answer.
type Supplement struct {
	Told     calendar.Day `json:"told"`
	Served   calendar.Day `json:"served"`
	Due      calendar.Day `json:"due"`
	Defects  []Defect     `json:"defects"`
	Supplied calendar.Day `json:"supplied,omitempty"`
	Note     string       `json:"note,omitempty"` // the applicant's
}

// Defect is one thing that is missing or wrong, with the rule that asks for it.
type Defect struct {
	Material string `json:"material,omitempty"` // slug, or
	Field    string `json:"field,omitempty"`    // slug
	Reason   string `json:"reason"`
	Rule     string `json:"rule,omitempty"`
}

// Tender is how a result was offered and handed over.
type Tender struct {
	On      calendar.Day `json:"on"`
	Channel string       `json:"channel"` // e_account, window, post

	Handover *Handover `json:"handover,omitempty"` // nil: not handed over, or taken from the account
}

// Edge is what an item case waits for (rulebook §4.1).
type Edge struct {
	From   string `json:"from"`    // slot of the prerequisite
	To     string `json:"to"`      // slot of the dependant
	Gate   string `json:"gate"`    // start | decide
	OnFail string `json:"on_fail"` // lapse | hold | stand_alone
	OK     bool   `json:"ok,omitempty"`
	Bad    bool   `json:"bad,omitempty"`
	Chosen bool   `json:"chosen,omitempty"` // the applicant chose to stand alone
}

// Clock is one legal clock of an item case: its rule and its history, from which calendar.Due computes the answer.
type Clock struct {
	Kind    string           `json:"kind"`         // K1 … K27 of rulebook §3.2
	Of      string           `json:"of,omitempty"` // what it belongs to, where an item can have several: a step, or step/body
	Rule    calendar.Rule    `json:"rule"`
	History calendar.History `json:"history"`
	Told    calendar.Day     `json:"told,omitempty"`   // due day that the applicant was told: it never moves earlier
	Warned  []string         `json:"warned,omitempty"` // warnings that were given: amber, red, late, escalated, half, soon
}

// Actor is who acts, with the role that the journal names.
type Actor struct {
	Kind       string `json:"kind"`           // applicant, staff, system, timer, api
	Role       Role   `json:"role,omitempty"` // the permission under which it acts; when set it must fit the verb
	ID         string `json:"id"`
	Name       string `json:"name"`
	Department string `json:"department,omitempty"`
	On         string `json:"on,omitempty"` // for timers: the clock that rang

	For ident.StaffID `json:"for,omitempty"` // staff: in whose place it acts while they are away (代理); none: in its own
}

// Entry is one line of the journal. Its hash chains over the case; Payload is covered by a salted digest so
// that personal values can be erased without breaking the chain.
type Entry struct {
	Case    ident.CaseID    `json:"case"`
	Seq     int             `json:"seq"`
	At      time.Time       `json:"at"`
	Day     calendar.Day    `json:"day"` // a deemed act carries its due day
	Verb    string          `json:"verb"`
	Slot    string          `json:"slot,omitempty"` // none: an act on the joint case
	Actor   Actor           `json:"actor"`
	Payload json.RawMessage `json:"payload,omitempty"`
	Salt    string          `json:"salt"`
	Digest  string          `json:"digest"` // SHA-256 of salt, actor's name and payload
	Prev    string          `json:"prev"`
	Hash    string          `json:"hash"`
}

// Due says when the case must be looked at again, for one armed timer.
type Due struct {
	Case ident.CaseID `json:"case"`
	Slot string       `json:"slot"`
	Kind string       `json:"kind"` // the clock, or the clock and its warning: K3.amber
	Day  calendar.Day `json:"day"`  // the timer may act when this day has ended
}

// Document is one official paper (文书) that an act issued; the numbers and words on it are frozen here.
type Document struct {
	ID    ident.DocumentID    `json:"id"`
	No    string              `json:"no"`
	Case  ident.CaseID        `json:"case"`
	Slot  string              `json:"slot,omitempty"`
	Kind  string              `json:"kind"` // receipt, acceptance, non_acceptance, supplement, decision_grant, decision_refuse, withdrawal, certificate, acknowledgement
	At    time.Time           `json:"at"`
	Data  map[string]string   `json:"data"` // what the template prints
	Lists map[string][]string `json:"lists,omitempty"`
}

// Message is what must be told to somebody: an outbox row.
type Message struct {
	Target string            `json:"target"` // person:<id>, staff:<id>, department:<slug>, head:<department>, supervisor:<area>
	Kind   string            `json:"kind"`   // text key under "message."
	Case   ident.CaseID      `json:"case"`
	Slot   string            `json:"slot,omitempty"`
	At     time.Time         `json:"at"`
	Data   map[string]string `json:"data,omitempty"` // parameters of the text; no personal data
}

// Change is what an act did: the case after it and everything that must be written with it in one batch.
type Change struct {
	Case      *Case
	Entries   []Entry
	Documents []Document
	Messages  []Message
	Delivery  *DeliveryWish // with what is personal, to be sealed; nil: nothing was said about it
}
