package calendar

import "time"

// maxWalk bounds the walk of one clock: thirty years. No legal clock is longer; a broken rule must not hang.
const maxWalk = 366 * 30

// Due computes one clock: the due day, what is used and left on asOf, and why (rulebook §3.1).
//
// A day counts if and only if the clock already runs when the day begins: the start day does not count, the
// day of a pause does, the day of the resume does not. Overlapping pauses are a union. An extension counts
// only if it was given on or before the day that was then the due day. Expiry is at 24:00 of Due.
func Due(cal *Version, r Rule, h History, asOf Day) Answer {
	w := newWalk(cal, r, h, asOf)
	w.trace = make([]Line, 0, 8)
	return w.run()
}

// Project is Due without the trace, for timers that need only days.
func Project(cal *Version, r Rule, h History, asOf Day) Answer {
	return newWalk(cal, r, h, asOf).run()
}

// walk is the state of one computation.
type walk struct {
	cal    *Version
	r      Rule
	h      History
	asOf   Day
	limit  Day // min(asOf, Stop): up to here days are used
	length int
	used   []bool // extensions that were applied
	count  int    // counted days so far
	ans    Answer
	trace  []Line  // nil: nobody asks
	cur    stretch // the trace line that is being gathered
}

func newWalk(cal *Version, r Rule, h History, asOf Day) *walk {
	w := &walk{cal: cal, r: r, h: h, asOf: asOf, limit: asOf, length: r.Length}
	if h.Stop != 0 && h.Stop < w.limit {
		w.limit = h.Stop
	}
	if r.Unit == Month {
		w.length = int(addMonths(h.Start, r.Length) - h.Start)
	}
	w.used = make([]bool, len(h.Extensions))
	return w
}

func (w *walk) run() Answer {
	w.line(Line{Kind: "start", From: w.h.Start, By: w.h.By})
	due := w.walkToDue()
	w.flush()
	w.ans.Length = w.length
	w.ans.Due = due
	w.ans.Used += w.lateDays(due)
	w.ans.Left = w.length - w.ans.Used
	w.ans.State = w.state()
	w.ans.Overdue = due != 0 && w.limit > due
	w.finishTrace()
	w.ans.Trace = w.trace
	return w.ans
}

// walkToDue counts day by day and answers the due day, 0 if it is unknown.
func (w *walk) walkToDue() Day {
	if w.length <= 0 {
		return w.roll(w.h.Start)
	}
	for d := w.h.Start + 1; d <= w.h.Start+maxWalk; d++ {
		w.shortened(d - 1)
		p, open := w.pauseOn(d)
		if open {
			w.skipOpen(d, p)
			return 0
		}
		unit := w.unit(d)
		if p != nil {
			w.exclude(d, p, unit)
			continue
		}
		if !unit {
			w.off(d)
			continue
		}
		w.count++
		if d <= w.limit {
			w.ans.Used++
		}
		w.counted(d)
		if w.count == w.length && !w.extend(d) {
			w.amber(d)
			return w.roll(d)
		}
	}
	return 0
}

// pauseOn finds the pause that excludes a day; open says that its end is not known.
func (w *walk) pauseOn(d Day) (p *Pause, open bool) {
	for i := range w.h.Pauses {
		x := &w.h.Pauses[i]
		if d <= x.From {
			continue
		}
		end := x.End(w.r.CapPause)
		if end == 0 {
			return x, true
		}
		if d <= end && p == nil {
			p = x
		}
	}
	return p, false
}

// End answers the last excluded day, 0 if it is not known. A capped pause ends at its announced end at the latest.
func (p Pause) End(capped bool) Day {
	switch {
	case p.To == 0:
		return p.AnnouncedEnd
	case capped && p.AnnouncedEnd != 0 && p.AnnouncedEnd < p.To:
		return p.AnnouncedEnd
	}
	return p.To
}

// unit says whether a day is of the kind that the clock counts.
func (w *walk) unit(d Day) bool {
	if w.r.Unit != WorkingDay {
		return true
	}
	w.ask(d)
	return w.cal.Working(d)
}

// ask notes that the answer rests on this day's year.
func (w *walk) ask(d Day) {
	if w.ans.Provisional {
		return
	}
	if w.cal.kindOf(d) == unknownDay || w.cal.assumed && w.cal.Provisional(d.Year()) {
		w.ans.Provisional = true
	}
}

// extend adds every extension that was given by the day on which the count is full; it says whether any was.
func (w *walk) extend(d Day) bool {
	any := false
	for i, x := range w.h.Extensions {
		if !w.used[i] && x.On <= d {
			w.used[i], any = true, true
			w.length += x.Days
			w.flush()
			w.line(Line{Kind: "extended", From: x.On, N: x.Days, Ground: x.Ground, By: x.By})
		}
	}
	return any
}

// shortened says where the length became what the rule says now; the count itself knows the rule only.
func (w *walk) shortened(on Day) {
	for _, x := range w.h.Shortened {
		if x.On == on {
			w.flush()
			w.line(Line{Kind: "shortened", From: x.On, N: x.To, Ground: x.Ground, By: x.By})
		}
	}
}

// roll moves a due day that is off to the next working day, if the rule says so (民法典203).
func (w *walk) roll(d Day) Day {
	if !w.r.Roll {
		return d
	}
	to := d
	for w.ask(to); !w.cal.Working(to); w.ask(to) {
		to++
	}
	if to != d {
		w.flush()
		w.line(Line{Kind: "rolled", From: d, To: to})
	}
	return to
}

// amber finds the first counted day on which no more than a quarter is left, walking back from the last day.
func (w *walk) amber(last Day) {
	for d, back := last, amberAt(w.length)+1; back > 0 && d > w.h.Start; d-- {
		if p, _ := w.pauseOn(d); p == nil && w.unit(d) {
			w.ans.Amber = d
			back--
		}
	}
}

// lateDays counts the days used after the due day: pauses no longer matter there.
func (w *walk) lateDays(due Day) int {
	if due == 0 {
		return 0
	}
	n := 0
	for d := due + 1; d <= w.limit; d++ {
		if w.r.Unit != WorkingDay || w.cal.Working(d) {
			n++
		}
	}
	return n
}

func (w *walk) state() Running {
	if w.h.Stop != 0 && w.h.Stop <= w.asOf {
		return Stopped
	}
	if w.ans.Due == 0 {
		return Unknown
	}
	for _, p := range w.h.Pauses {
		if end := p.End(w.r.CapPause); p.From <= w.asOf && p.From < end && w.asOf < end && p.From <= w.ans.Due {
			return Paused
		}
	}
	return Runs
}

// addMonths answers the same day of the month n months later, or the last day of that month (民法典202).
func addMonths(d Day, n int) Day {
	y, m, day := d.Time().Date()
	first := Date(y, m+time.Month(n), 1)
	next := Date(y, m+time.Month(n)+1, 1)
	return min(first+Day(day)-1, next-1)
}
