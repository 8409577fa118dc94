package casework

import (
	"lianban/internal/domain/calendar"
)

// RecomputeInput is the input of RecomputeClocks.
type RecomputeInput struct {
	Was *calendar.Version // in force until now; the engine's own is the new one
}

// Moved is one open clock whose last day moved with the calendar (重算期限): the old day, the new day, and who was told.
type Moved struct {
	Clock string       `json:"clock"`
	Of    string       `json:"of,omitempty"`
	Old   calendar.Day `json:"old"`
	New   calendar.Day `json:"new"`
	Told  []string     `json:"told"` // applicant, officer
}

// recomputed is written for an item, or with no slot for the joint clocks. Calendar marks the version that counts from now.
type recomputed struct {
	Calendar string  `json:"calendar"`
	Moved    []Moved `json:"moved"`
}

func (ev *recomputed) apply(c *Case, it *ItemCase, _ *Entry) {
	for _, m := range ev.Moved {
		k := runningIn(c.Clocks, m.Clock)
		if it != nil {
			k = it.runningOf(m.Clock, m.Of)
		}
		k.Told = m.New
	}
	c.Calendar = ev.Calendar
}

// RecomputeClocks puts on record what a newly published or corrected calendar does to the open clocks of a case. Days of
// the agency move either way; a day that an applicant was told moves later, never earlier (P14); what an agency announced
// in writing (K10) stands, and a day that has passed is final. Doing it twice changes nothing.
func (e Engine) RecomputeClocks(c *Case, m Moment, in RecomputeInput) (Change, error) {
	w := e.open(c, m, engineActor)
	mark := e.Cal.Mark()
	if c.Calendar == mark || in.Was == nil || in.Was.Mark() == mark {
		return w.done(), nil
	}
	w.settle()
	for _, it := range w.c.Current() {
		var moved []Moved
		for i := range it.Clocks {
			k := &it.Clocks[i]
			if mv, ok := w.moved(in.Was, k, k.History); ok {
				moved = append(moved, mv)
			}
		}
		w.recompute(it, mark, moved)
	}
	var moved []Moved
	for i := range w.c.Clocks {
		k := &w.c.Clocks[i]
		if mv, ok := w.moved(in.Was, k, w.c.JointHistory(*k)); ok {
			moved = append(moved, mv)
		}
	}
	w.recompute(nil, mark, moved)
	return w.done(), nil
}

// moved compares the last day of a clock under both calendars.
func (w *work) moved(was *calendar.Version, k *Clock, h calendar.History) (Moved, bool) {
	if h.Stop != 0 || expiries[k.Kind].announced {
		return Moved{}, false
	}
	old := calendar.Project(was, k.Rule, h, w.today).Due
	now := calendar.Project(w.e.Cal, k.Rule, h, w.today).Due
	told := []string{"officer"}
	switch {
	case forApplicant(k.Kind):
		old, now, told = max(old, k.Told), max(now, k.Told), []string{"applicant", "officer"}
	case decisionClock(k.Kind), k.Kind == "K5", k.Kind == "K6":
		told = []string{"applicant", "officer"} // the day of the decision was told with the acceptance
	}
	if old == now || old == 0 || now == 0 || old < w.today {
		return Moved{}, false
	}
	return Moved{Clock: k.Kind, Of: k.Of, Old: old, New: now, Told: told}, true
}

// recompute writes down what moved and tells it.
func (w *work) recompute(it *ItemCase, mark string, moved []Moved) {
	if len(moved) == 0 {
		return
	}
	w.record(VerbRecomputeClock, it, w.today, engineActor, &recomputed{Calendar: mark, Moved: moved})
	for _, m := range moved {
		words := []string{"clock", m.Clock, "old", m.Old.String(), "due", m.New.String()}
		if it == nil {
			w.toApplicant("clock_recomputed_joint", nil, words...)
			continue
		}
		if has(m.Told, "applicant") {
			w.toApplicant("clock_recomputed", it, words...)
		}
		w.tell(handler(it), "clock_recomputed_desk", it, words...)
	}
}
