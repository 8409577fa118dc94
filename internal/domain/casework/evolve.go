package casework

import (
	"encoding/json"
	"fmt"
	"strings"

	"lianban/internal/domain/calendar"
)

// event is the typed payload of a journal entry. apply is the only way in which a case changes.
type event interface {
	apply(c *Case, it *ItemCase, en *Entry)
}

// newEvent makes an empty payload for each verb that is written to the journal. Verbs of review and what stands beside it
// have theirs in the file of their group.
var newEvent = joined(commonEvents, consultEvents, procedureEvents, visitEvents, feeEvents, promiseEvents, afterEvents)

type events map[Verb]func() event

func joined(parts ...events) events {
	all := events{}
	for _, part := range parts {
		for v, make := range part {
			all[v] = make
		}
	}
	return all
}

var commonEvents = events{
	VerbSubmit:            func() event { return &submitted{} },
	VerbRelease:           func() event { return &released{} },
	VerbHold:              func() event { return &heldEvent{} },
	VerbLapse:             func() event { return &lapsed{} },
	VerbHoldExpired:       func() event { return &holdExpired{} },
	VerbChooseStandAlone:  func() event { return &standAloneChosen{} },
	VerbRequestSupplement: func() event { return &supplementRequested{} },
	VerbSupply:            func() event { return &supplied{} },
	VerbSupplementExpired: func() event { return &ending{} },
	VerbAccept:            func() event { return &acceptedEvent{} },
	VerbDeemAccepted:      func() event { return &acceptedEvent{} },
	VerbDecline:           func() event { return &ending{} },
	VerbReturn:            func() event { return &returned{} },
	VerbDeclareNotNeeded:  func() event { return &ending{} },
	VerbWithdraw:          func() event { return &ending{} },
	VerbProposeGrant:      func() event { return &proposed{} },
	VerbProposeRefuse:     func() event { return &proposed{} },
	VerbReview:            func() event { return &reviewed{} },
	VerbSendBack:          func() event { return &sentBack{} },
	VerbGrant:             func() event { return &signed{} },
	VerbRefuse:            func() event { return &signed{} },
	VerbSealResult:        func() event { return &sealedEvent{} },
	VerbPublishResult:     func() event { return &publishedEvent{} },
	VerbAutoGrant:         func() event { return &decidedByRules{} },
	VerbAutoFallBack:      func() event { return &decidedByRules{} },
	VerbAskForAPerson:     func() event { return &personAsked{} },
	VerbDeemRenewed:       func() event { return &deemedRenewed{} },
	VerbMakeCertificate:   func() event { return &made{} },
	VerbTenderResult:      func() event { return &tendered{} },
	VerbReleaseByLimit:    func() event { return &tendered{} },
	VerbAskEarlyDelivery:  func() event { return &earlyDeliveryAsked{} },
	VerbChangeDelivery:    func() event { return &deliveryChanged{} },
	VerbDeliver:           func() event { return &delivered{} },
	VerbRefuseHandOver:    func() event { return &handOverRefused{} },
	VerbCollectExpired:    func() event { return &delivered{} },
	VerbJointConcluded:    func() event { return &jointConcluded{} },
	VerbClaim:             func() event { return &assigned{} },
	VerbTransferOfficer:   func() event { return &assigned{} },
	VerbRemind:            func() event { return &warned{} },
	VerbWarn:              func() event { return &warned{} },
	VerbOverdue:           func() event { return &warned{} },
	VerbEscalate:          func() event { return &warned{} },
	VerbUrge:              func() event { return &urged{} },
	VerbServeDocument:     func() event { return &documentServed{} },
	VerbRecordEvent:       func() event { return &eventRecorded{} },
	VerbAskForEvent:       func() event { return &eventAsked{} },
	VerbHandOverPaper:     func() event { return &paperHandedOver{} },
	VerbArchive:           func() event { return &archived{} },
	VerbConsentToShare:    func() event { return &consented{} },
	VerbRecordShare:       func() event { return &shared{} },
	VerbWithdrawConsent:   func() event { return &consentWithdrawn{} },
	VerbSupervise:         func() event { return &supervised{} },
	VerbAnswerSupervision: func() event { return &supervisionAnswered{} },
	VerbCloseSupervision:  func() event { return &supervisionClosed{} },
}

// fold applies one entry to the case, and then what follows from any entry: the desk's days, the end of
// whatever an ended item still had open, the latches of edges, the end of the joint clocks.
func fold(c *Case, en *Entry, ev event) {
	var it *ItemCase
	before := State("")
	if en.Slot != "" {
		it = c.Latest(en.Slot)
		before = it.State
	}
	c.Archived = 0 // what is written after the record was closed opens it
	ev.apply(c, it, en)
	c.Seq, c.Head, c.Day = en.Seq, en.Hash, en.Day
	if again := c.Latest(en.Slot); it != nil && again != it { // a new attempt
		it, before = again, again.State
	}
	if it != nil {
		it.Version++
		it.turn(before, en.Day)
		if it.State != before && !it.State.Live() {
			c.leaveVisits(it)
		}
	}
	c.latch()
	if !c.anyFirstLive() {
		stopAll(c.Clocks, en.Day)
	}
}

// turn keeps the item in order when its state changed.
func (it *ItemCase) turn(before State, day calendar.Day) {
	if it.State == before {
		return
	}
	it.Given = 0
	switch {
	case it.State.onDesk() && !before.onDesk():
		it.Desk = append(it.Desk, Span{From: day})
	case !it.State.onDesk() && before.onDesk():
		it.leaveDesk(day)
	}
	if g := it.Gap; before == Received && g != nil && g.State == GapOffered {
		g.State = GapNotWanted // the department answered, or stayed silent: the offer is over
	}
	it.finish(day)
}

// leaveDesk ends the stretch on the desk; a sealed decision has ended it before.
func (it *ItemCase) leaveDesk(day calendar.Day) {
	if last := &it.Desk[len(it.Desk)-1]; last.To == 0 {
		last.To = day
	}
}

// finish closes what an ended item has open. A delivered one is complete: only the verification of a commitment goes on.
func (it *ItemCase) finish(day calendar.Day) {
	switch {
	case it.State.Live() || it.State == Granted:
		return
	case it.State == Delivered:
		for i := range it.Clocks {
			if k := &it.Clocks[i]; k.History.Stop == 0 && !outlastsDelivery(k.Kind) {
				k.History.Stop = day
			}
		}
		return
	case it.State != Revoked:
		it.endOpen(day)
	}
	it.Draft, it.Sealed = nil, nil
	stopAll(it.Clocks, day)
}

func stopAll(clocks []Clock, day calendar.Day) {
	for i := range clocks {
		if clocks[i].History.Stop == 0 {
			clocks[i].History.Stop = day
		}
	}
}

// Replay folds a journal into the case that it tells of. It checks the chain first.
func Replay(entries []Entry) (*Case, error) {
	if len(entries) == 0 {
		return nil, fmt.Errorf("an empty journal tells of no case")
	}
	if err := Verify(entries); err != nil {
		return nil, err
	}
	c := &Case{}
	for i := range entries {
		en := &entries[i]
		make, ok := newEvent[Verb(en.Verb)]
		if !ok {
			return nil, fmt.Errorf("entry %d: nobody knows the verb %q", en.Seq, en.Verb)
		}
		ev := make()
		if err := json.Unmarshal(en.Payload, ev); err != nil {
			return nil, fmt.Errorf("entry %d: %w", en.Seq, err)
		}
		if en.Slot != "" && c.Latest(en.Slot) == nil {
			return nil, fmt.Errorf("entry %d: no slot %q", en.Seq, en.Slot)
		}
		fold(c, en, ev)
	}
	return c, nil
}

// clockChange is the part of a payload that stops and starts clocks of the item. A clock to stop is named by its kind,
// or by kind:of where the item can have several: K8:consult/maritime.
type clockChange struct {
	Stop  []string `json:"stop,omitempty"`
	Start []Clock  `json:"start,omitempty"`
}

func (k clockChange) run(it *ItemCase, en *Entry) {
	excluded := it.excludedNow()
	for _, kind := range k.Stop {
		kind, of, _ := strings.Cut(kind, ":")
		if r := it.runningOf(kind, of); r != nil {
			r.History.Stop = en.Day
		}
	}
	for _, s := range k.Start {
		s.History.By = en.Seq
		if decisionClock(s.Kind) { // it takes the place of one that ran: what was excluded of that stays excluded
			s.History.Pauses = append(s.History.Pauses, excluded...)
		}
		it.Clocks = append(it.Clocks, s)
	}
}

// ending ends an item before its decision.
type ending struct {
	State   State  `json:"state"`
	Kind    string `json:"kind,omitempty"`
	Reason  string `json:"reason,omitempty"`
	Grounds string `json:"grounds,omitempty"`
}

func (ev *ending) apply(_ *Case, it *ItemCase, en *Entry) {
	it.State, it.Kind, it.Decided = ev.State, ev.Kind, en.Day
	it.Ending = &Ending{Reason: ev.Reason, Grounds: ev.Grounds}
}
