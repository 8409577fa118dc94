package casework

import "lianban/internal/domain/calendar"

// Renewal is the licence that an item renews (延续, 行政许可法50), frozen at submission.
type Renewal struct {
	Until  calendar.Day `json:"until"`  // last day of the licence in hand
	Before int          `json:"before"` // calendar days before that day by which it is applied for
	Basis  string       `json:"basis,omitempty"`
}

// InTime says that an application of a day comes early enough to be deemed granted if nobody decides.
func (r *Renewal) InTime(filed calendar.Day) bool {
	return r != nil && filed <= r.Until-calendar.Day(r.Before)
}

// renewalClocks are K24 of an application in time: it ends with the licence, and nothing pauses it. Only for licences the
// law speaks.
func (e Engine) renewalClocks(it *ItemCase, filed calendar.Day) []Clock {
	if !it.licence() || !it.Renewal.InTime(filed) || it.Renewal.Until <= filed {
		return nil
	}
	rule := calendar.Rule{Unit: calendar.CalendarDay, Length: int(it.Renewal.Until - filed), Ground: "xk50"}
	return []Clock{e.start("K24", rule, filed)}
}

// renewalOver says that the licence ended before the application was accepted: it is looked at once, at that moment, and
// is never deemed renewed afterwards.
func (it *ItemCase) renewalOver(today calendar.Day) bool {
	k := it.running("K24")
	return k != nil && k.Told < today
}

// renewalTimers warn the officer before the licence ends; afterwards there is nothing to be late with.
func (e Engine) renewalTimers(ts []timer, t timer) []timer {
	if t.it.State != Accepted {
		return ts
	}
	if t.ans.Amber != 0 && t.ans.Amber < t.ans.Due {
		ts = t.warn(ts, warnAmber, t.ans.Amber, (*work).warn)
	}
	return t.warn(ts, warnRed, t.ans.Due, (*work).warn)
}
