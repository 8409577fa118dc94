package casework

import (
	"slices"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// Results of a campaign are told to everybody on one day (统一公布). Until then a signed decision is sealed: it stands
// beside the state of its item, which stays accepted, so that no list, letter, message or dependant can tell of it. On
// the day it takes effect: the item is granted or refused, its letter is issued and its delivery begins.

// DuePublication is the kind of the due row of a sealed decision.
const DuePublication = "publication"

// sealedEvent is a decision that was signed, or made by rules, before the day of publication.
type sealedEvent struct {
	clockChange
	Rules *decidedByRules `json:"rules,omitempty"` // it was decided by rules; nil: the draft was signed
}

func (ev *sealedEvent) apply(_ *Case, it *ItemCase, en *Entry) {
	if ev.Rules != nil {
		ev.Rules.note(it, en)
		it.Sealed = &Proposal{Grant: true, At: en.At, Rules: ev.Rules.Version}
	} else {
		d := *it.Draft
		d.Signer, d.At = ident.StaffID(en.Actor.ID), en.At
		it.Sealed, it.Draft = &d, nil
	}
	it.leaveDesk(en.Day)
	ev.run(it, en)
}

// sealing says that a decision of today is not told yet.
func (w *work) sealing() bool { return w.today < w.c.Publishes }

// seal keeps a decision until the day of publication: the department has done its part, its clocks stop.
func (w *work) seal(it *ItemCase, rules *decidedByRules) {
	w.did(VerbSealResult, it, &sealedEvent{clockChange: clockChange{Stop: []string{"K3", "K4", "K21", "K24"}}, Rules: rules})
}

// publishedEvent is a sealed decision that takes effect.
type publishedEvent struct {
	clockChange
}

func (ev *publishedEvent) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Decision, it.Sealed, it.Decided = it.Sealed, nil, en.Day
	it.State = Refused
	if it.Decision.Grant {
		it.State = Granted
	}
	ev.run(it, en)
}

// publish tells a sealed decision in the morning of its day.
func (w *work) publish(it *ItemCase, day calendar.Day) {
	ev := &publishedEvent{}
	if it.Sealed.Grant {
		ev.Start = w.e.afterGrant(it, day)
		if it.Sealed.Rules != "" {
			ev.Start = append(ev.Start, w.e.contestClock(it, day)...)
		}
	}
	w.record(VerbPublishResult, it, day, timerActor(DuePublication), ev)
	if it.State == Granted {
		w.granted(it, day)
		return
	}
	w.refused(it, day)
}

// publications arms the day of publication for every sealed decision.
func (e Engine) publications(ts []timer, c *Case) []timer {
	for i, it := range c.Items {
		if it.Sealed != nil {
			ts = append(ts, timer{
				it: it, kind: DuePublication, class: publication, day: c.Publishes, place: i + 1,
				fire: func(w *work, t timer) { w.publish(t.it, t.day) },
			})
		}
	}
	return ts
}

// SealedUntil is the day on which the decision of an item is told; 0: nothing is kept back. It is for the house only.
func (c *Case) SealedUntil(it *ItemCase) calendar.Day {
	if it.Sealed == nil {
		return 0
	}
	return c.Publishes
}

// verdict is the state in which an item is, or will be once its sealed decision is told: what the departments among
// themselves go by.
func (it *ItemCase) verdict() State {
	switch {
	case it.Sealed == nil:
		return it.State
	case it.Sealed.Grant:
		return Granted
	}
	return Refused
}

// afterSealing are the acts that go on while a decision is sealed. None of them decides anything.
var afterSealing = []Verb{
	VerbWithdraw, VerbSendBack, VerbClaim, VerbTransferOfficer, VerbUrge, VerbSupervise, VerbAnswerSupervision, VerbCloseSupervision,
	VerbRemind, VerbWarn, VerbOverdue, VerbEscalate, VerbRecomputeClock,
}

// unseal takes a sealed decision back, for whoever signs found it wrong in time: the item lies on the desk again, and
// the days in between count against the department.
func (it *ItemCase) unseal() {
	desk := &it.Desk[len(it.Desk)-1]
	again := map[string]bool{}
	for i := range slices.Backward(it.Clocks) {
		if k := &it.Clocks[i]; (k.Kind == "K3" || k.Kind == "K4" || k.Kind == "K24") && k.History.Stop == desk.To && !again[k.Kind] {
			k.History.Stop, again[k.Kind] = 0, true
		}
	}
	it.Sealed, desk.To = nil, 0
}
