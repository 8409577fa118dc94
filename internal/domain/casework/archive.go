package casework

import "lianban/internal/domain/calendar"

// archived closes the record of a joint case: how many entries it has. The chain of hashes seals them.
type archived struct {
	Entries int `json:"entries"`
}

func (ev *archived) apply(c *Case, _ *ItemCase, en *Entry) { c.Archived = en.Day }

// archiveTimer arms the archiving of a closed case: after the days of applying again, when no clock of it runs and no
// supervision order waits. Whatever is written afterwards opens the record, and it is archived anew.
func (e Engine) archiveTimer(ts []timer, c *Case) []timer {
	if c.Archived != 0 || c.Concluded == 0 || c.Reopened || PhaseOf(c) != Closed || c.watched() {
		return ts
	}
	return append(ts, timer{kind: "archive", class: releases, day: max(e.ReapplyUntil(c), c.Day), fire: func(w *work, t timer) { w.archive(t.day) }})
}

// watched says that something about an ended item is still to be looked after: a clock runs, or an order of supervision waits.
func (c *Case) watched() bool {
	for _, it := range c.Items {
		for i := range it.Clocks {
			if it.Clocks[i].History.Stop == 0 {
				return true
			}
		}
		if !it.orderOver() {
			return true
		}
	}
	return false
}

// orderOver says that no order of supervision waits for an answer or its close.
func (it *ItemCase) orderOver() bool {
	o := it.LastOrder()
	return o == nil || o.Closed != 0
}

// archive closes the record (归档).
func (w *work) archive(day calendar.Day) {
	w.record(VerbArchive, nil, day, timerActor("archive"), &archived{Entries: w.c.Seq})
}
