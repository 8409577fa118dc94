package casework

import "lianban/internal/domain/calendar"

// Remedies are the ways to have a negative decision reviewed, with their last days (K27).
type Remedies struct {
	ReviewDays  int          // 行政复议, calendar days
	ReviewUntil calendar.Day // rolled to a working day
	SuitMonths  int          // 行政诉讼
	SuitUntil   calendar.Day // rolled to a working day
}

// remedies counts from the day on which the decision was served.
func (e Engine) remedies(served calendar.Day) Remedies {
	p := e.Params
	review := calendar.Rule{Unit: calendar.CalendarDay, Length: p.RemedyReviewDays, Roll: true}
	suit := calendar.Rule{Unit: calendar.Month, Length: p.RemedySuitMonths, Roll: true}
	h := calendar.History{Start: served}
	return Remedies{
		ReviewDays: p.RemedyReviewDays, ReviewUntil: calendar.Project(e.Cal, review, h, served).Due,
		SuitMonths: p.RemedySuitMonths, SuitUntil: calendar.Project(e.Cal, suit, h, served).Due,
	}
}

// NextSteps is what can follow the failure of an item: why it failed, the remedies, what it did to others.
type NextSteps struct {
	State      State
	Reason     string
	Grounds    string      // law, as printed
	RightBody  string      // where to apply instead, of a return
	Because    string      // slot of the prerequisite, of a lapse
	Remedies   *Remedies   // of decisions of an agency; none after a withdrawal or a lapse
	Dependants []Dependant // items that waited for this one
}

// Dependant is an item that waited for a failed one, and what became of it.
type Dependant struct {
	Slot   string
	State  State
	Choice bool // the applicant can still choose to stand alone
}

// After answers the next steps of an item that failed; ok is false while it has not.
func (e Engine) After(c *Case, slot string) (n NextSteps, ok bool) {
	it := c.Latest(slot)
	if it == nil || !it.State.Failed() {
		return NextSteps{}, false
	}
	n = NextSteps{State: it.State}
	if end := it.Ending; end != nil {
		n.Reason, n.Grounds, n.RightBody, n.Because = end.Reason, end.Grounds, end.RightBody, end.Because
	}
	if d := it.Decision; d != nil {
		n.Reason, n.Grounds = d.Reason, d.Grounds
	}
	if has([]State{Refused, Declined, Returned}, it.State) {
		r := e.remedies(it.Decided)
		n.Remedies = &r
	}
	for _, x := range c.Edges {
		if x.From == slot {
			to := c.Latest(x.To)
			n.Dependants = append(n.Dependants, Dependant{Slot: x.To, State: to.State, Choice: mayStandAlone(c, to, Actor{}) == nil})
		}
	}
	return n, true
}
