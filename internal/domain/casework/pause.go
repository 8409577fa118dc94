package casework

import (
	"slices"

	"lianban/internal/domain/calendar"
)

// decisionClock says that excluded time stops the clock: the statutory and the promised limit of a decision.
func decisionClock(kind string) bool { return kind == "K3" || kind == "K4" || kind == "K25" }

// pause stops the decision clocks from the entry's day (行政许可法45). The pause is known by the number of its entry.
func (it *ItemCase) pause(en *Entry, ground string, announcedEnd calendar.Day) {
	for i := range it.Clocks {
		if k := &it.Clocks[i]; decisionClock(k.Kind) && k.History.Stop == 0 {
			k.History.Pauses = append(k.History.Pauses, calendar.Pause{
				From: en.Day, AnnouncedEnd: announcedEnd, Ground: ground, By: en.Seq,
			})
		}
	}
}

// resume closes the pause that the entry by began. A day of resuming later than the announced end does not lengthen it.
func (it *ItemCase) resume(by int, to calendar.Day) {
	for i := range it.Clocks {
		for j := range it.Clocks[i].History.Pauses {
			if p := &it.Clocks[i].History.Pauses[j]; p.By == by && p.To == 0 {
				p.To = to
			}
		}
	}
}

// excludedNow are the pauses of the decision clocks that run, those of the first: all have the same.
func (it *ItemCase) excludedNow() []calendar.Pause {
	for i := range it.Clocks {
		if k := &it.Clocks[i]; decisionClock(k.Kind) && k.History.Stop == 0 {
			return slices.Clone(k.History.Pauses)
		}
	}
	return nil
}

// lastDayOf answers the last day of a length from a day in a unit: the announced end of a pause.
func (e Engine) lastDayOf(l Limit, from calendar.Day) calendar.Day {
	return calendar.Project(e.Cal, l.rule("announced"), calendar.History{Start: from}, from).Due
}

// endOpen closes whatever an ended item still has open (invariant 3): steps, promises, questions, pauses.
func (it *ItemCase) endOpen(day calendar.Day) {
	for i := range it.Clocks {
		for j := range it.Clocks[i].History.Pauses {
			if p := &it.Clocks[i].History.Pauses[j]; p.To == 0 {
				p.To = day
			}
		}
	}
	for i := range it.Steps {
		it.Steps[i].end(day)
	}
	for i := range it.Procedures {
		if it.Procedures[i].To == 0 {
			it.Procedures[i].To = day
		}
	}
	if g := it.Gap; g != nil && (g.State == GapPromised || g.State == GapOffered) {
		g.State = GapReleased
	}
	if h := it.Hearing; h != nil && h.State != HearingClosed {
		h.State = HearingNotAsked
	}
	if q := it.Clarification; q != nil && q.State == ClarificationAsked {
		q.State = ClarificationExpired
	}
}

// end closes a step of an ended item: letters are recalled, a notice is taken down, an unpaid order is cancelled, money
// that was paid and not earned becomes due back.
func (s *Step) end(day calendar.Day) {
	if s.Asked != nil {
		for i := range s.Asked.Requests {
			if r := &s.Asked.Requests[i]; r.State == RequestSent {
				r.State = RequestRecalled
				r.Version++
			}
		}
	}
	if s.Notice != nil && s.Notice.Published != 0 && s.Notice.Ended == 0 {
		s.Notice.Ended = day
	}
	if o := s.Order; o != nil && !o.Earned {
		o.giveBack()
	}
	s.Pause = 0
	s.cancel()
}

// cancel closes a step that has not passed.
func (s *Step) cancel() {
	if !s.Passed() && s.State != StepFailed {
		s.State = StepCancelled
	}
}
