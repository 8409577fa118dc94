package calendar

// stretch is a run of days of one kind that becomes one trace line.
type stretch struct {
	Line
	makeUps []Day
}

// line appends a finished line, if somebody asks for the trace.
func (w *walk) line(l Line) {
	if w.trace != nil {
		w.trace = append(w.trace, l)
	}
}

// flush ends the stretch that is being gathered; the make-up days inside it follow it, each with its notice.
func (w *walk) flush() {
	if w.cur.Kind == "" {
		return
	}
	w.line(w.cur.Line)
	for _, d := range w.cur.makeUps {
		w.line(Line{Kind: "makeup", From: d, To: d, Source: w.cal.Source(d.Year())})
	}
	w.cur = stretch{}
}

// gather adds a day to the stretch of its kind, or begins a new one.
func (w *walk) gather(d Day, l Line) {
	if w.trace == nil {
		return
	}
	if w.cur.Kind != l.Kind || w.cur.Name != l.Name || w.cur.By != l.By {
		w.flush()
		l.From = d
		w.cur.Line = l
	}
	w.cur.To = d
	w.cur.N++
}

func (w *walk) counted(d Day) {
	w.gather(d, Line{Kind: "counted"})
	if w.trace != nil && w.r.Unit == WorkingDay && w.cal.MakeUp(d) {
		w.cur.makeUps = append(w.cur.makeUps, d)
	}
}

// off names a holiday; plain weekends pass inside the stretch around them.
func (w *walk) off(d Day) {
	if w.trace == nil {
		return
	}
	if name, ok := w.cal.HolidayOn(d); ok {
		w.gather(d, Line{Kind: "off", Name: name, Source: w.cal.Source(d.Year())})
	}
}

func (w *walk) exclude(d Day, p *Pause, unit bool) {
	if !unit {
		w.off(d)
		return
	}
	w.ans.Excluded++
	w.gather(d, Line{Kind: "excluded", Ground: p.Ground, By: p.By})
}

// skipOpen excludes what has passed of a pause whose end nobody knows.
func (w *walk) skipOpen(d Day, p *Pause) {
	for ; d <= w.limit; d++ {
		w.exclude(d, p, w.unit(d))
	}
}

// finishTrace adds what is known only at the end: capped pauses, void extensions, provisional years, the due day.
func (w *walk) finishTrace() {
	for i, x := range w.h.Extensions {
		if !w.used[i] && w.ans.Due != 0 && x.On > w.ans.Due {
			w.ans.Void = append(w.ans.Void, x)
		}
	}
	if w.trace == nil {
		return
	}
	for _, p := range w.h.Pauses {
		if w.r.CapPause && p.AnnouncedEnd != 0 && (p.To > p.AnnouncedEnd || p.To == 0 && w.asOf > p.AnnouncedEnd) {
			w.line(Line{Kind: "capped", From: p.AnnouncedEnd, Ground: p.Ground, By: p.By})
		}
	}
	for _, x := range w.ans.Void {
		w.line(Line{Kind: "void", From: x.On, N: x.Days, Ground: x.Ground, By: x.By})
	}
	if w.ans.Due == 0 {
		return
	}
	if w.ans.Provisional {
		for y := w.h.Start.Year(); y <= w.ans.Due.Year(); y++ {
			if w.cal.Provisional(y) {
				w.line(Line{Kind: "provisional", From: Date(y, 1, 1)})
			}
		}
	}
	w.line(Line{Kind: "due", From: w.ans.Due, Ground: w.r.Ground})
}
