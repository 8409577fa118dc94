package casework

import "lianban/internal/domain/calendar"

// deemAccepted accepts a licence's application because its department stayed silent for five working days
// (视为受理, 行政许可法32(4)): as of the day of receipt, so that the silence costs the applicant nothing. It is a
// failure that the supervisor is told of. No notice in the department's name is forged: the paper says what it is.
func (w *work) deemAccepted(it *ItemCase, due calendar.Day) {
	w.record(VerbDeemAccepted, it, due, timerActor("K1"), w.acceptance(it, due, it.Received, true))
	w.issueAcceptance(it, due)
	w.toApplicant("deemed_accepted", it, "received", it.Received.String(), "due", w.decisionDue(it).String())
	w.tell(department(it), "deemed_accepted_desk", it, "received", it.Received.String())
	w.tell(head(it), "deemed_accepted_desk", it, "received", it.Received.String())
	w.tell(supervisor(it), "deemed_accepted_supervisor", it, "received", it.Received.String(), "due", due.String())
}
