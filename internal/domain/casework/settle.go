package casework

import (
	"cmp"
	"slices"
	"time"
)

// Settle applies every deemed act whose due day ended before the moment, oldest first, and every warning that
// is due. Settling twice changes nothing: the second Change has no entries. Every act settles first by itself,
// so a deadline can neither be missed nor fire twice; the sweeper only makes it happen in time.
func (e Engine) Settle(c *Case, m Moment) (Change, error) {
	w := e.open(c, m, engineActor)
	w.settle()
	return w.done(), nil
}

// Seen answers the case as it stands in law at a time, settled in memory, for whoever only looks. Nothing is recorded:
// Seq and Head stay those of the journal as it is.
func (e Engine) Seen(c *Case, at time.Time) *Case {
	nothing := func() string { return "" }
	w := e.open(c, Moment{At: at, NewID: nothing, Salt: nothing}, engineActor)
	w.settle()
	w.c.Seq, w.c.Head = c.Seq, c.Head
	return w.c
}

// settle fires what is due, one timer after the other: each may start, stop or move the next ones.
// A timer that fired is not armed again by its own firing, so the loop ends (invariant 17).
func (w *work) settle() {
	for {
		ts := w.e.timers(w.c)
		if len(ts) == 0 {
			return
		}
		t := slices.MinFunc(ts, compareTimers)
		if t.wake() >= w.today {
			return
		}
		t.day = max(t.day, w.c.Day) // a clock that began in the past rings today: journal days never go backwards
		t.fire(w, t)
		w.follow(t.day)
	}
}

// compareTimers orders by day; on one day warnings come first (they are given in the morning, deemed acts
// happen at midnight), then endings before releases, then the number of the item.
func compareTimers(a, b timer) int {
	return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.class, b.class), cmp.Compare(a.place, b.place),
		cmp.Compare(a.kind, b.kind))
}

// Dues answers all armed timers of the case; the store replaces the due rows of the case with them.
func (e Engine) Dues(c *Case) []Due {
	ts := e.timers(c)
	slices.SortFunc(ts, compareTimers)
	out := make([]Due, 0, len(ts))
	for _, t := range ts {
		out = append(out, Due{Case: c.ID, Slot: t.slot(), Kind: t.kind, Day: t.wake()})
	}
	return append(out, AutoDues(c)...)
}
