package casework

import "lianban/internal/domain/calendar"

// deemedRenewed grants a renewal because its licence ends and nobody decided.
type deemedRenewed struct {
	clockChange
}

func (ev *deemedRenewed) apply(_ *Case, it *ItemCase, en *Entry) {
	it.closeReview(en.Day)
	it.Decision, it.Draft, it.Decided = &Proposal{Grant: true, At: en.At, Silence: true}, nil, en.Day
	it.State = Granted
	ev.run(it, en)
}

// closeReview closes what the decision would have waited for: the law grants whatever is open. A fee is still owed and a
// register still to be written, before the new licence is made.
func (it *ItemCase) closeReview(day calendar.Day) {
	var kept []Step
	for _, s := range it.Steps {
		if s.Order != nil || !s.beforeGrant() {
			s.own()
			kept = append(kept, s)
		}
	}
	it.endOpen(day)
	for _, s := range kept {
		*it.Step(s.ID) = s
	}
	for i := range it.Clocks {
		if k := &it.Clocks[i]; k.History.Stop == 0 && k.Kind != "K17" && k.Kind != "K18" {
			k.History.Stop = day
		}
	}
}

// deemRenewed: the licence ends and nothing was decided on its renewal, so it is renewed (视为准予延续, 行政许可法50). It is
// looked at once, at the end of the licence's last day; pauses do not matter.
func (w *work) deemRenewed(it *ItemCase, due calendar.Day) {
	w.record(VerbDeemRenewed, it, due, timerActor("K24"), &deemedRenewed{clockChange{Start: w.e.afterGrant(it, due)}})
	w.issue("decision_grant", it, due, map[string]string{
		"decided": due.String(), "accepted": it.Accepted.String(), "renewed": due.String(),
	}, map[string][]string{"gives": it.Gives, "grounds": it.Grounds})
	w.toApplicant("deemed_renewed", it, "until", due.String())
	w.tell(handler(it), "deemed_renewed_desk", it, "until", due.String())
	w.tell(head(it), "deemed_renewed_desk", it, "until", due.String())
}
