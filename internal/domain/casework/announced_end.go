package casework

import "lianban/internal/domain/calendar"

// procedureAnnouncedEnd closes a special procedure whose announced length is over: the clocks run again from the next
// day, whether or not it has come to a result (P7). A further procedure needs a further notice.
func (w *work) procedureAnnouncedEnd(it *ItemCase, of string, day calendar.Day) {
	p := it.procedure(idOfProcedure(of))
	name := it.procedureName(p.Ground)
	w.record(VerbAnnouncedEnd, it, day, timerActor("K10"), &procedureClosed{
		clockChange: clockChange{Stop: []string{"K10:" + of}}, Procedure: p.ID, Overrun: true,
	})
	w.tell(handler(it), "procedure_overrun", it, "procedure", name, "until", day.String())
}
