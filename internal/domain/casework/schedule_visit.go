package casework

import (
	"regexp"
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// ScheduleVisitInput is the input of ScheduleVisit.
type ScheduleVisitInput struct {
	Target
	Step     string       // id of the inspection; "" for the only one
	On       calendar.Day // day, hour and place are left empty to join the open visit of the case
	Time     string       // 09:30
	Place    string
	Officers []Inspector // who come, at least two
}

// visitScheduled gives an item its seat, in a visit that it opens or joins.
type visitScheduled struct {
	Step     string      `json:"step"`
	Visit    string      `json:"visit"`
	Opens    *Visit      `json:"opens,omitempty"` // nil: it joins one
	Officers []Inspector `json:"officers"`
}

func (ev *visitScheduled) apply(c *Case, it *ItemCase, en *Entry) {
	if ev.Opens != nil {
		c.Visits = append(c.Visits, *ev.Opens)
	}
	v := c.Visit(ev.Visit)
	v.Slots = append(v.Slots, it.Slot)
	v.Sequence++
	s := it.Step(ev.Step)
	s.State = StepScheduled
	s.Seat.Visit, s.Seat.Officers = ev.Visit, ev.Officers
	s.Seat.Version++
	it.keep(en)
}

// ScheduleVisit gives an item its seat in a site inspection (勘验): it joins the open visit of the case under the same
// name, or opens one. Only this item gets a seat; a visit never takes the others along. No clock stands still (P8).
func (e Engine) ScheduleVisit(c *Case, m Moment, by Actor, in ScheduleVisitInput) (Change, error) {
	return e.act(c, m, by, VerbScheduleVisit, in.Target, func(w *work, it *ItemCase) error {
		s := it.Inspection(in.Step, StepTodo)
		if s == nil || !it.startable(s) {
			return notNow("no_inspection_todo")
		}
		ev := &visitScheduled{Step: s.ID, Officers: in.Officers}
		joins := w.c.OpenVisit(s.Seat.Joins, w.today)
		if err := w.visitFits(joins, in); err != nil {
			return err
		}
		if joins != nil {
			ev.Visit = joins.ID
		} else {
			ev.Opens = &Visit{ID: "v" + strconv.Itoa(len(w.c.Visits)+1), Joins: s.Seat.Joins, On: in.On, Time: in.Time, Place: in.Place}
			ev.Visit = ev.Opens.ID
		}
		w.did(VerbScheduleVisit, it, ev)
		w.tellOfVisit(it, w.c.Visit(ev.Visit), joins == nil)
		return nil
	})
}

var hour = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)

// visitFits checks the day of a visit that is opened; who joins may say the same day again, and no other.
func (w *work) visitFits(open *Visit, in ScheduleVisitInput) error {
	if err := inspectors("officers", in.Officers); err != nil {
		return err
	}
	bad := fault.New(fault.Invalid, "casework.incomplete")
	if open != nil {
		if in.On != 0 && in.On != open.On || in.Time != "" && in.Time != open.Time {
			bad.With("on", "casework.visit_open", "day", open.On.String(), "time", open.Time)
		}
		return bad.OrNil()
	}
	if in.On < w.today || in.On > w.today+calendar.Day(w.e.Params.VisitAhead) {
		bad.With("on", "casework.visit_day")
	}
	if !hour.MatchString(in.Time) {
		bad.With("time", "casework.visit_time")
	}
	if in.Place == "" {
		bad.With("place", "casework.required.place")
	}
	return bad.OrNil()
}

// tellOfVisit tells the applicant day and hour, and the departments that share the visit, or could.
func (w *work) tellOfVisit(it *ItemCase, v *Visit, opened bool) {
	s := it.seatIn(v.ID)
	w.issue("visit_notice", it, w.today, map[string]string{
		"visit_day": v.On.String(), "visit_time": v.Time, "visit_place": v.Place, "joint": yes(len(v.Slots) > 1),
		"ground": it.cites("xk34"),
	}, map[string][]string{"officers": namesOf(s.Seat.Officers), "items": w.visitItems(v)})
	w.toApplicant("visit_scheduled", it, "day", v.On.String(), "time", v.Time)
	for _, other := range w.c.Current() {
		switch {
		case other == it || v.Joins == "":
		case other.seatIn(v.ID) != nil && has(v.Slots, other.Slot):
			w.tell(handler(other), "visit_joined", other, "day", v.On.String(), "time", v.Time, "by", it.Name)
		case opened && other.State.Live() && other.mayJoin(v):
			w.tell(handler(other), "visit_opened", other, "day", v.On.String(), "time", v.Time, "by", it.Name)
		}
	}
}

// mayJoin says that the item has an inspection of the visit's name that has no day yet.
func (it *ItemCase) mayJoin(v *Visit) bool {
	s := it.Inspection("", StepTodo)
	return s != nil && s.Seat.Joins == v.Joins
}

// visitItems are the names of the items of a visit.
func (w *work) visitItems(v *Visit) []string {
	var out []string
	for _, slot := range v.Slots {
		out = append(out, w.c.Latest(slot).Name)
	}
	return out
}
