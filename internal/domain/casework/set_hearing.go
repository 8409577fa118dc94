package casework

import (
	"strconv"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// SetHearingInput is the input of SetHearing.
type SetHearingInput struct {
	Target
	Day   calendar.Day
	Time  string // 09:30
	Place string
}

// PlaceOr answers where the hearing was told to be, or something else if it was not told yet.
func (h *Hearing) PlaceOr(other string) string {
	if h == nil || h.Place == "" {
		return other
	}
	return h.Place
}

type hearingSet struct {
	Day   calendar.Day `json:"day"`
	Time  string       `json:"time"`
	Place string       `json:"place"`
}

func (ev *hearingSet) apply(_ *Case, it *ItemCase, en *Entry) {
	h := it.Hearing
	h.Noticed, h.Day, h.Time, h.Place = en.Day, ev.Day, ev.Time, ev.Place
}

func maySetHearing(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Hearing == nil || it.Hearing.State != HearingAsked {
		return notNow("no_hearing_asked")
	}
	return nil
}

// EarliestHearing is the first day for which a hearing can be told on a day (K13): seven working days lie strictly between
// the notice and the hearing (行政许可法48, P11).
func (e Engine) EarliestHearing(told calendar.Day) calendar.Day {
	return e.Cal.AddWorking(told, e.Params.HearingNoticeDays) + 1
}

// SetHearing tells day, time and place of a hearing (听证通知), early enough for everybody to prepare. Another day can be
// set later; the notice is then given anew.
func (e Engine) SetHearing(c *Case, m Moment, by Actor, in SetHearingInput) (Change, error) {
	return e.act(c, m, by, VerbSetHearing, in.Target, func(w *work, it *ItemCase) error {
		if err := e.checkHearing(it, in, w.today); err != nil {
			return err
		}
		w.did(VerbSetHearing, it, &hearingSet{in.Day, in.Time, in.Place})
		w.issue("hearing_notice", it, w.today, map[string]string{
			"hearing_day": in.Day.String(), "time": in.Time, "place": in.Place, "matter": it.Hearing.Matter, "ground": "xk48",
		}, nil)
		w.toAffected("hearing_set", it, "on", in.Day.String(), "time", in.Time, "place", in.Place)
		w.toApplicant("hearing_set", it, "on", in.Day.String(), "time", in.Time, "place", in.Place)
		return nil
	})
}

// checkHearing holds K13 and K12. A day behind the twenty working days is refused while a lawful one is left; an agency that
// is late already still has to hold its hearing.
func (e Engine) checkHearing(it *ItemCase, in SetHearingInput, today calendar.Day) error {
	bad := fault.New(fault.Invalid, "casework.incomplete")
	first := e.EarliestHearing(today)
	switch k := it.running("K12"); {
	case in.Day == 0:
		bad.With("day", "casework.required.hearing_day")
	case in.Day < first:
		bad.With("day", "casework.hearing_too_soon", "n", strconv.Itoa(e.Params.HearingNoticeDays), "first", first.String())
	case k != nil && in.Day > e.project(k, today).Due && first <= e.project(k, today).Due:
		bad.With("day", "casework.hearing_too_late", "due", e.project(k, today).Due.String())
	}
	if strings.TrimSpace(in.Time) == "" {
		bad.With("time", "casework.required.hearing_time")
	}
	if strings.TrimSpace(in.Place) == "" {
		bad.With("place", "casework.required.hearing_place")
	}
	return bad.OrNil()
}
