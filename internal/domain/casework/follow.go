package casework

import (
	"encoding/json"
	"strings"

	"lianban/internal/domain/calendar"
)

// follow applies what an act entails for others: dependants along their edges until nothing moves, results
// that may now go out, the joint conclusion. The fixpoint does not depend on the order of items (C4).
func (w *work) follow(day calendar.Day) {
	for w.moveDependants(day) {
	}
	for _, it := range w.c.Current() {
		if it.State == Granted && mayMake(w.c, it, engineActor) == nil {
			w.makeCertificate(it, day)
		}
		if it.State == Granted && mayTender(w.c, it, engineActor) == nil {
			w.tender(VerbTenderResult, it, day, engineActor)
		}
	}
	w.conclude(day)
}

// moveDependants visits every item once and says whether any moved.
func (w *work) moveDependants(day calendar.Day) bool {
	moved := false
	for _, it := range w.c.Current() {
		switch it.State {
		case Waiting, Held:
			moved = w.moveWaiting(it, day) || moved
		case Accepted:
			moved = w.openChoice(it, day) || moved
		}
	}
	return moved
}

// moveWaiting decides what becomes of an item that no department has received. Order of strength: lapse,
// hold, pending, open (rulebook §4.1); a gate is pending until its event. Only start edges speak here: an edge to the decision
// waits for it.
func (w *work) moveWaiting(it *ItemCase, day calendar.Day) bool {
	lapse, hold, open := "", false, w.c.closed(it.Slot, GateStart) == nil
	for _, e := range w.c.edgesTo(it.Slot) {
		if e.Gate != GateStart || e.open() {
			continue
		}
		open = false
		switch {
		case e.Bad && e.OnFail == LapseOnFail, e.unchosen() && !w.c.substitutable(it.Slot):
			lapse = e.From
		case e.unchosen() && w.c.Latest(e.From).State.Failed():
			hold = true
		}
	}
	switch {
	case lapse != "":
		w.lapse(it, lapse, day)
	case hold && it.State == Waiting:
		w.hold(it, day)
	case !hold && !open && it.State == Held:
		w.waitAgain(it, day)
	case open:
		w.release(it, day)
	default:
		return false
	}
	return true
}

// openChoice lets the applicant choose once an accepted item's prerequisite failed on a hold edge.
func (w *work) openChoice(it *ItemCase, day calendar.Day) bool {
	if it.Sealed != nil || it.ever("K21") || !w.c.substitutable(it.Slot) {
		return false
	}
	for _, e := range w.c.edgesTo(it.Slot) {
		if e.unchosen() && w.c.Latest(e.From).State.Failed() {
			w.hold(it, day)
			return true
		}
	}
	return false
}

// conclude notes the joint conclusion (办结) once nothing is live any more.
func (w *work) conclude(day calendar.Day) {
	if w.c.Concluded != 0 && !w.c.Reopened || w.c.anyLive() {
		return
	}
	result := ResultOf(w.c)
	w.record(VerbJointConcluded, nil, day, engineActor, &jointConcluded{Result: result})
	w.toApplicant("joint_concluded."+string(result), nil)
}

type jointConcluded struct {
	Result Result `json:"result"`
}

func (ev *jointConcluded) apply(c *Case, _ *ItemCase, en *Entry) {
	c.Reopened = false
	if c.Concluded == 0 {
		c.Concluded = en.Day
		return
	}
	c.Reconcluded = en.Day
}

// release: every start edge is satisfied or stands alone, so the department receives the item (前置满足).
func (w *work) release(it *ItemCase, day calendar.Day) {
	k := w.e.answerClock(it, day)
	ev := &released{clockChange: clockChange{Stop: []string{"K21"}, Start: []Clock{k}}, Event: w.byEvent(it)}
	w.record(VerbRelease, it, day, engineActor, ev)
	w.tell(department(it), "received", it, "due", k.Told.String())
	kind := "released"
	if ev.Event {
		kind = "released_by_event"
	}
	w.toApplicant(kind, it, "materials", strings.Join(w.c.Substitutes(it.Slot), ","))
}

type released struct {
	clockChange
	Event bool `json:"event,omitempty"` // something outside opened the way, not an item before it
}

// ReleasedByEvent says that an entry releases an item for which something outside opened the way.
func ReleasedByEvent(e Entry) bool {
	var ev released
	return e.Verb == string(VerbRelease) && json.Unmarshal(e.Payload, &ev) == nil && ev.Event
}

func (ev *released) apply(_ *Case, it *ItemCase, en *Entry) {
	it.State, it.Received = Received, en.Day
	ev.run(it, en)
}

// hold: a prerequisite failed and the applicant must choose (待选择). An accepted item stays accepted meanwhile.
func (w *work) hold(it *ItemCase, day calendar.Day) {
	k := w.e.choiceClock(day)
	w.record(VerbHold, it, day, engineActor, &heldEvent{clockChange{Start: []Clock{k}}})
	w.toApplicant("held", it, "due", k.Told.String())
	if it.State == Accepted {
		w.tell(handler(it), "choice_open_desk", it, "due", k.Told.String())
	}
}

type heldEvent struct {
	clockChange
}

func (ev *heldEvent) apply(_ *Case, it *ItemCase, en *Entry) {
	if it.State == Waiting {
		it.State = Held
	}
	ev.run(it, en)
}

// waitAgain: the prerequisite that had failed was applied for again or reopened, so the choice is off (重新等待前置).
func (w *work) waitAgain(it *ItemCase, day calendar.Day) {
	w.record(VerbWaitAgain, it, day, engineActor, &waitsAgain{clockChange{Stop: []string{"K21"}}})
	w.toApplicant("waits_again", it)
}

type waitsAgain struct {
	clockChange
}

func (ev *waitsAgain) apply(_ *Case, it *ItemCase, en *Entry) {
	it.State = Waiting
	ev.run(it, en)
}

// lapse: a prerequisite failed before any department received the item (失去前提).
func (w *work) lapse(it *ItemCase, from string, day calendar.Day) {
	w.record(VerbLapse, it, day, engineActor, &lapsed{Because: from})
	w.toApplicant("lapsed", it, "because", w.c.Latest(from).Name)
}

type lapsed struct {
	Because string `json:"because"` // slot of the prerequisite
}

func (ev *lapsed) apply(_ *Case, it *ItemCase, en *Entry) {
	it.State, it.Decided = Lapsed, en.Day
	it.Ending = &Ending{Because: ev.Because}
}

// holdExpired: no choice was made. A held item lapses; for an accepted one the ground of refusal opens.
func (w *work) holdExpired(it *ItemCase, due calendar.Day) {
	w.record(VerbHoldExpired, it, due, timerActor("K21"), &holdExpired{clockChange{Stop: []string{"K21"}}})
	w.toApplicant("hold_expired", it)
	if it.State == Accepted {
		w.tell(handler(it), "choice_over_desk", it)
	}
}

type holdExpired struct {
	clockChange
}

func (ev *holdExpired) apply(_ *Case, it *ItemCase, en *Entry) {
	if it.State == Held {
		it.State, it.Decided = Lapsed, en.Day
	}
	ev.run(it, en)
}
