package casework

import "lianban/internal/domain/calendar"

// tendered offers the result; telling how to collect it meets the delivery limit (行政许可法44, P9).
type tendered struct {
	clockChange
	Tender Tender `json:"tender"`
}

func (ev *tendered) apply(_ *Case, it *ItemCase, en *Entry) {
	t := ev.Tender
	it.Tendered = &t
	ev.run(it, en)
}

func (w *work) tender(v Verb, it *ItemCase, day calendar.Day, by Actor) {
	k, way := w.e.collectClock(day), ByAccount
	if w.c.Delivery != nil {
		way = w.c.Delivery.Way
	}
	w.record(v, it, day, by, &tendered{
		clockChange: clockChange{Stop: []string{"K7"}, Start: []Clock{k}},
		Tender:      Tender{On: day, Channel: way},
	})
	switch way {
	case ByWindow:
		if w.e.Code != nil {
			w.toApplicant("result_ready_code", it, "due", k.Told.String(), "code", w.e.Code(w.c))
			return
		}
		w.toApplicant("result_ready_window", it, "due", k.Told.String())
	case ByPost:
		w.toApplicant("result_ready_post", it)
	default:
		w.toApplicant("result_ready", it, "due", k.Told.String())
	}
}

// releaseByLimit frees a withheld result before its delivery limit ends: the joint conclusion never breaks the
// law's ten days (rulebook §4.3).
func (w *work) releaseByLimit(it *ItemCase, day calendar.Day) {
	w.tender(VerbReleaseByLimit, it, day, timerActor("K7"))
}
