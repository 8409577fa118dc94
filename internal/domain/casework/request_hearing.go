package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
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
	if ev.By == HearingOfAffected {
		h.Person, h.Name = ident.PersonID(en.Actor.ID), en.Actor.Name
	}
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
			if err := required("reason", in.Reason); err != nil { // how the matter touches them
				return err
			}
		}
		k := e.holdingClock(w.today)
		w.did(VerbRequestHearing, it, &hearingAsked{
			clockChange: clockChange{Stop: []string{"K11"}, Start: []Clock{k}}, By: who, Reason: in.Reason,
		})
		w.tell(handler(it), "hearing_asked_desk", it, "due", k.Told.String())
		w.tell(head(it), "hearing_asked_desk", it, "due", k.Told.String())
		if by.Role == Object {
			w.toApplicant("hearing_asked_by_other", it, "due", k.Told.String())
			w.toAffected("hearing_asked", it, "due", k.Told.String())
			return nil
		}
		w.toApplicant("hearing_asked", it, "due", k.Told.String())
		return nil
	})
}

// toAffected tells the affected other who asked for the hearing; nobody if the applicant did.
func (w *work) toAffected(kind string, it *ItemCase, pairs ...string) {
	if h := it.Hearing; h != nil && h.Person != "" {
		w.tell("person:"+string(h.Person), kind, it, pairs...)
	}
}

// HearingOpenTo says that an affected other can ask for a hearing on the item now.
func (it *ItemCase) HearingOpenTo(person ident.PersonID) bool {
	return it.State == Accepted && mayRequestHearing(nil, it, Actor{Role: Object, ID: string(person)}) == nil
}

type hearingNotAsked struct {
	clockChange
}

func (ev *hearingNotAsked) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Hearing.State = HearingNotAsked
	ev.run(it, en)
}
