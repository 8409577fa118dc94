package casework

import (
	"slices"

	"lianban/internal/domain/calendar"
)

// Gate is a wait that belongs to no office (等待外部的事): something has to happen outside, and somebody says when it has. It
// never fails. Until then the items behind it wait: no clock of an office runs for them and no figure counts the time. The
// plan froze it at submission.
type Gate struct {
	Slug    string   `json:"slug"`
	Name    string   `json:"name"`
	Say     string   `json:"say,omitempty"`    // what the applicant is told meanwhile
	Event   string   `json:"event"`            // what connected systems call it
	Usually Limit    `json:"usually,omitzero"` // how long it takes as a rule; then everybody is asked once
	Own     bool     `json:"own,omitempty"`    // the applicant is the one who knows; else an office does
	Start   []string `json:"start,omitempty"`  // slots that are not received before
	Decide  []string `json:"decide,omitempty"` // slots that are reviewed meanwhile and not granted before

	Happened calendar.Day `json:"happened,omitempty"` // the day on which it happened, as it was told
	Recorded calendar.Day `json:"recorded,omitempty"` // the day on which it was put on record: from here it is open for good
	Evidence string       `json:"evidence,omitempty"` // how it is known
	Asked    calendar.Day `json:"asked,omitempty"`    // when everybody was asked whether it has happened
}

// Open says that the event was put on record.
func (g *Gate) Open() bool { return g.Recorded != 0 }

// Holds says what of a slot waits for the gate: its start, its decision, or "" for nothing.
func (g *Gate) Holds(slot string) string {
	switch {
	case has(g.Start, slot):
		return GateStart
	case has(g.Decide, slot):
		return GateDecide
	}
	return ""
}

// Before says that a slot waits, or waited, for the gate.
func (g *Gate) Before(slot string) bool { return g.Holds(slot) != "" }

// cloneGates copies gates. What the plan froze of them is shared.
func cloneGates(in []Gate) []Gate { return slices.Clone(in) }

// Gate finds a gate of the case; nil if there is none of that name.
func (c *Case) Gate(slug string) *Gate {
	for i := range c.Gates {
		if c.Gates[i].Slug == slug {
			return &c.Gates[i]
		}
	}
	return nil
}

// Awaited are the gates that an item still waits for: those of its start while no department has it, those of its decision
// while it is live.
func (c *Case) Awaited(it *ItemCase) []*Gate {
	var out []*Gate
	for i := range c.Gates {
		g := &c.Gates[i]
		if !g.Open() && it.State.Live() && g.Before(it.Slot) {
			out = append(out, g)
		}
	}
	return out
}

// closed says that a gate before the start, or before the decision, of a slot is not open yet.
func (c *Case) closed(slot, gate string) *Gate {
	for i := range c.Gates {
		g := &c.Gates[i]
		behind := g.Start
		if gate == GateDecide {
			behind = g.Decide
		}
		if !g.Open() && has(behind, slot) {
			return g
		}
	}
	return nil
}

// WaitsOutside says that an item that no department has waits for gates alone: all that it needs from others is there.
func (c *Case) WaitsOutside(it *ItemCase) bool {
	return it.State == Waiting && c.closed(it.Slot, GateStart) != nil &&
		!slices.ContainsFunc(c.edgesTo(it.Slot), func(e Edge) bool { return e.Gate == GateStart && !e.open() })
}

// byEvent says that what is done now put an event on record for which the start of an item waited.
func (w *work) byEvent(it *ItemCase) bool {
	waited := slices.ContainsFunc(w.c.Gates, func(g Gate) bool { return has(g.Start, it.Slot) })
	return waited && slices.ContainsFunc(w.ch.Entries, func(en Entry) bool { return en.Verb == string(VerbRecordEvent) })
}

// waitsSince is the first day on which some item waited for a gate alone; 0: none does.
func (c *Case) waitsSince(g *Gate) calendar.Day {
	first := calendar.Day(0)
	for _, it := range c.Current() {
		since := calendar.Day(0)
		switch {
		case has(g.Start, it.Slot) && c.WaitsOutside(it):
			since = calendar.DayOf(c.FiledAt)
			for _, e := range c.edgesTo(it.Slot) {
				if e.Gate == GateStart {
					since = max(since, c.Latest(e.From).Decided)
				}
			}
		case has(g.Decide, it.Slot) && it.State == Accepted:
			since = it.Accepted
		}
		if since != 0 && (first == 0 || since < first) {
			first = since
		}
	}
	return first
}

// eventTimers arm the one question whether an event has happened, once it takes longer than it usually does.
func (e Engine) eventTimers(ts []timer, c *Case) []timer {
	for i := range c.Gates {
		g := &c.Gates[i]
		since := c.waitsSince(g)
		if g.Open() || g.Asked != 0 || g.Usually.Days == 0 || since == 0 {
			continue
		}
		day := calendar.Project(e.Cal, g.Usually.rule("usually"), calendar.History{Start: since}, since).Due
		ts = append(ts, timer{kind: "gate:" + g.Slug, class: warning, day: day, fire: func(w *work, t timer) { w.askForEvent(g.Slug, t.day) }})
	}
	return ts
}

type eventAsked struct {
	Gate string `json:"gate"`
}

func (ev *eventAsked) apply(c *Case, _ *ItemCase, en *Entry) { c.Gate(ev.Gate).Asked = en.Day }

// askForEvent asks whoever would know whether an event has happened (询问等待的事): whoever waits for it is otherwise waiting
// for somebody who forgot to tell.
func (w *work) askForEvent(slug string, day calendar.Day) {
	w.record(VerbAskForEvent, nil, day, timerActor("gate"), &eventAsked{Gate: slug})
	g := w.c.Gate(slug)
	told := map[string]bool{}
	for _, it := range w.c.Current() {
		if !g.Before(it.Slot) || !it.State.Live() {
			continue
		}
		if !told[department(it)] {
			w.tell(handler(it), "event_asked_desk", it, "event", g.Name)
			told[department(it)] = true
		}
		if !told["applicant"] {
			kind := "event_asked"
			if g.Own {
				kind = "event_asked_own"
			}
			w.toApplicant(kind, it, "event", g.Name)
			told["applicant"] = true
		}
	}
}
