package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// CloseHearingInput is the input of CloseHearing.
type CloseHearingInput struct {
	Target
	Record string // the signed record (听证笔录): the decision is based on it
}

type hearingClosed struct {
	clockChange
	Record string `json:"record"`
}

func (ev *hearingClosed) apply(_ *Case, it *ItemCase, en *Entry) {
	h := it.Hearing
	h.State, h.Closed, h.Record, h.Chair = HearingClosed, en.Day, ev.Record, ident.StaffID(en.Actor.ID)
	it.resume(h.Pause, en.Day)
	ev.run(it, en)
}

// mayCloseHearing: a hearing whose day was told, and its chair is nobody who examines the application (行政许可法48).
func mayCloseHearing(_ *Case, it *ItemCase, by Actor) *fault.Fault {
	switch {
	case it.Hearing == nil || it.Hearing.State != HearingAsked:
		return notNow("no_hearing_asked")
	case it.Hearing.Day == 0:
		return notNow("hearing_not_set")
	case by.stands(it.Handler), it.Draft != nil && by.stands(it.Draft.By, it.Draft.For):
		return fault.New(fault.Forbidden, "casework.chair_is_reviewer")
	}
	return nil
}

// CloseHearing closes the hearing with its record (听证结束): the chair does it, on the day that was told or later. K12
// stops and the decision clocks run again from the next day.
func (e Engine) CloseHearing(c *Case, m Moment, by Actor, in CloseHearingInput) (Change, error) {
	return e.act(c, m, by, VerbCloseHearing, in.Target, func(w *work, it *ItemCase) error {
		if w.today < it.Hearing.Day {
			return notNow("hearing_not_yet", "day", it.Hearing.Day.String())
		}
		if err := required("record", in.Record); err != nil {
			return err
		}
		w.did(VerbCloseHearing, it, &hearingClosed{clockChange{Stop: []string{"K12"}}, in.Record})
		w.tell(handler(it), "hearing_closed_desk", it, "due", w.decisionDue(it).String())
		w.toAffected("hearing_over", it)
		if it.paused() {
			w.toApplicant("hearing_closed_paused", it)
			return nil
		}
		w.toApplicant("hearing_closed", it, "due", w.decisionDue(it).String())
		return nil
	})
}

// notTheChair: whoever chaired the hearing does not examine the application (行政许可法48).
func notTheChair(it *ItemCase, by Actor) *fault.Fault {
	if it.Hearing != nil && by.stands(it.Hearing.Chair) {
		return fault.New(fault.Forbidden, "casework.chair_is_reviewer")
	}
	return nil
}
