package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// RequestHearingInput is the input of RequestHearing.
type RequestHearingInput struct {
	Target
	Reason string // may be empty: the right needs no reason
}

type hearingAsked struct {
	clockChange
	By     string `json:"by"` // applicant | affected
	Reason string `json:"reason,omitempty"`
}

func (ev *hearingAsked) apply(_ *Case, it *ItemCase, en *Entry) {
	h := it.Hearing
	h.State, h.Asked, h.By, h.Reason, h.Pause = HearingAsked, en.Day, ev.By, ev.Reason, en.Seq
	it.pause(en, "xk45", 0)
	ev.run(it, en)
}

// mayRequestHearing: while the right is open, and only by those to whom it was told.
func mayRequestHearing(_ *Case, it *ItemCase, by Actor) *fault.Fault {
	switch {
	case it.Hearing == nil || it.Hearing.State != HearingTold:
		return notNow("no_hearing_right")
	case by.Role == Object && it.Hearing.Whose != HearingOfAffected:
		return notNow("hearing_not_yours")
	}
	return nil
}

// holdingClock is K12, the days within which the agency holds the hearing (行政许可法47).
func (e Engine) holdingClock(from calendar.Day) Clock {
	return e.start("K12", workingDays(e.Params.HearingHoldDays, "xk47"), from)
}

// RequestHearing asks for a hearing (申请听证): K11 stops, K12 starts, and the time of the hearing is excluded from the
// decision clocks until it is closed (行政许可法45). Its end is not known yet, so no due day is told meanwhile.
func (e Engine) RequestHearing(c *Case, m Moment, by Actor, in RequestHearingInput) (Change, error) {
	return e.act(c, m, by, VerbRequestHearing, in.Target, func(w *work, it *ItemCase) error {
		who := HearingOfApplicant
		if by.Role == Object {
			who = HearingOfAffected
		}
		k := e.holdingClock(w.today)
		w.did(VerbRequestHearing, it, &hearingAsked{
			clockChange: clockChange{Stop: []string{"K11"}, Start: []Clock{k}}, By: who, Reason: in.Reason,
		})
		w.tell(handler(it), "hearing_asked_desk", it, "due", k.Told.String())
		w.tell(head(it), "hearing_asked_desk", it, "due", k.Told.String())
		if by.Role == Object {
			w.toApplicant("hearing_asked_by_other", it, "due", k.Told.String())
			return nil
		}
		w.toApplicant("hearing_asked", it, "due", k.Told.String())
		return nil
	})
}

type hearingNotAsked struct {
	clockChange
}

func (ev *hearingNotAsked) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Hearing.State = HearingNotAsked
	ev.run(it, en)
}
