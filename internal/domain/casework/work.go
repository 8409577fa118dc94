package casework

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// work is one act in progress on a copy of the case.
type work struct {
	e     Engine
	c     *Case
	m     Moment
	by    Actor
	at    time.Time
	today calendar.Day
	ch    Change
}

// engineActor is the engine acting for itself.
var engineActor = Actor{Kind: "system", Role: System, ID: "system"}

// timerActor is a clock that ran out.
func timerActor(kind string) Actor { return Actor{Kind: "timer", Role: Timer, ID: "timer", On: kind} }

// open begins an act. Times are kept to the millisecond, so that they survive every store; journal days never
// go backwards, also if a clock is set back.
func (e Engine) open(c *Case, m Moment, by Actor) *work {
	at := m.At.UTC().Truncate(time.Millisecond)
	return &work{e: e, c: c.Clone(), m: m, by: by, at: at, today: max(calendar.DayOf(at), c.Day)}
}

// act is the course of every act of a person on one item: settle, find, permit, do, follow, settle.
func (e Engine) act(c *Case, m Moment, by Actor, v Verb, t Target, do func(*work, *ItemCase) error) (Change, error) {
	w := e.open(c, m, by)
	w.settle()
	it, err := w.find(t)
	if err != nil {
		return Change{}, err
	}
	if err := Why(w.c, it.Slot, v, by); err != nil {
		return Change{}, err
	}
	if err := do(w, it); err != nil {
		return Change{}, err
	}
	w.follow(w.today)
	w.settle() // an act may start a clock that began in the past: what it already rang for happens now
	return w.done(), nil
}

func (w *work) done() Change {
	w.ch.Case = w.c
	return w.ch
}

// find answers the item of a target and compares the version that the person saw.
func (w *work) find(t Target) (*ItemCase, error) {
	it := w.c.Latest(t.Slot)
	if it == nil {
		return nil, fault.New(fault.NotFound, "casework.no_such_item")
	}
	if t.SeenVersion != 0 && t.SeenVersion != it.Version {
		return nil, fault.New(fault.Conflict, "casework.changed", "seen", strconv.FormatInt(t.SeenVersion, 10),
			"now", strconv.FormatInt(it.Version, 10), "state", string(it.State))
	}
	return it, nil
}

// record writes one entry and folds it into the case.
func (w *work) record(v Verb, it *ItemCase, day calendar.Day, by Actor, ev event) {
	payload, err := json.Marshal(ev)
	if err != nil {
		panic("casework: a payload of plain data cannot fail to marshal: " + err.Error())
	}
	en := Entry{
		Case: w.c.ID, Seq: w.c.Seq + 1, At: w.at, Day: day, Verb: string(v), Actor: by,
		Payload: payload, Salt: w.m.Salt(), Prev: w.c.Head,
	}
	if it != nil {
		en.Slot = it.Slot
	}
	en.seal()
	back := w.c.refundDue(en.Slot)
	fold(w.c, &en, ev)
	w.ch.Entries = append(w.ch.Entries, en)
	w.tellRefund(en.Slot, back)
}

// did records an act of the person who acts, on this day.
func (w *work) did(v Verb, it *ItemCase, ev event) { w.record(v, it, w.today, w.by, ev) }

// required checks that texts are given; names and values alternate.
func required(pairs ...string) error {
	bad := fault.New(fault.Invalid, "casework.incomplete")
	for i := 0; i+1 < len(pairs); i += 2 {
		if strings.TrimSpace(pairs[i+1]) == "" {
			bad.With(pairs[i], "casework.required."+pairs[i])
		}
	}
	return bad.OrNil()
}

func itoa(n int) string { return strconv.Itoa(n) }
