package casework

import (
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// RecordEventInput is the input of RecordEvent.
type RecordEventInput struct {
	Target
	Gate     string       // slug of the gate; "" where the item waits for one only
	Happened calendar.Day // the day on which it happened; 0: today
	Evidence string       // how it is known: who told, number of the letter; the applicant need not say
}

type eventRecorded struct {
	Gate     string       `json:"gate"`
	Happened calendar.Day `json:"happened"`
	Evidence string       `json:"evidence,omitempty"`
}

func (ev *eventRecorded) apply(c *Case, _ *ItemCase, en *Entry) {
	g := c.Gate(ev.Gate)
	g.Happened, g.Recorded, g.Evidence = ev.Happened, en.Day, ev.Evidence
}

// mayRecordEvent: something outside is waited for; and the applicant says so only of what is his to know.
func mayRecordEvent(c *Case, it *ItemCase, by Actor) *fault.Fault {
	awaited := c.Awaited(it)
	for _, g := range awaited {
		if g.Own || !by.forApplicant() {
			return nil
		}
	}
	if len(awaited) > 0 {
		return notNow("event_told_by_office", "event", awaited[0].Name)
	}
	return notNow("no_event_awaited")
}

// RecordEvent puts on record that what an item waits for outside has happened (登记等待的事): the gate opens for good and for
// every item behind it. Faults: Invalid for a gate that the item does not wait for, for a day to come, for a record of the
// house that does not say how it is known.
func (e Engine) RecordEvent(c *Case, m Moment, by Actor, in RecordEventInput) (Change, error) {
	return e.act(c, m, by, VerbRecordEvent, in.Target, func(w *work, it *ItemCase) error {
		g, err := w.awaitedGate(it, in.Gate)
		if err != nil {
			return err
		}
		if err := w.checkEvent(g, in); err != nil {
			return err
		}
		on := in.Happened
		if on == 0 {
			on = w.today
		}
		w.did(VerbRecordEvent, it, &eventRecorded{Gate: g.Slug, Happened: on, Evidence: in.Evidence})
		w.toApplicant("event_recorded", it, "event", g.Name)
		w.tellBehind(g)
		return nil
	})
}

// awaitedGate finds the gate of a record among those that the item waits for.
func (w *work) awaitedGate(it *ItemCase, slug string) (*Gate, error) {
	awaited := w.c.Awaited(it)
	if slug == "" && len(awaited) == 1 {
		return awaited[0], nil
	}
	for _, g := range awaited {
		if g.Slug == slug {
			return g, nil
		}
	}
	return nil, fault.New(fault.Invalid, "casework.incomplete").With("gate", "casework.required.gate")
}

func (w *work) checkEvent(g *Gate, in RecordEventInput) error {
	if w.by.forApplicant() && !g.Own {
		return notNow("event_told_by_office", "event", g.Name)
	}
	bad := fault.New(fault.Invalid, "casework.incomplete")
	if w.by.Kind == "staff" && strings.TrimSpace(in.Evidence) == "" {
		bad.With("evidence", "casework.required.event_evidence")
	}
	if in.Happened > w.today {
		bad.With("happened", "casework.event_to_come", "day", w.today.String())
	}
	return bad.OrNil()
}

// tellBehind tells those who review meanwhile that the decision no longer waits; who receives an item now hears of it with
// its release.
func (w *work) tellBehind(g *Gate) {
	for _, it := range w.c.Current() {
		if has(g.Decide, it.Slot) && it.State.onDesk() {
			w.tell(handler(it), "event_recorded_desk", it, "event", g.Name)
		}
	}
}
