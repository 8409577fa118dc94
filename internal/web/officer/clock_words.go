package officer

import (
	"lianban/internal/app/handling"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// levelOf translates the level of the rulebook into that of the page.
func levelOf(a calendar.Answer, today calendar.Day) Level {
	switch {
	case a.State == calendar.Paused || a.State == calendar.Unknown:
		return LevelPaused
	case a.State == calendar.Stopped:
		return LevelDone
	}
	switch a.LevelOn(today) {
	case calendar.Late:
		return LevelOver
	case calendar.Red, calendar.Amber:
		return LevelSoon
	}
	return LevelRunning
}

// leftText says what is left of a clock: days over, today, or days left with their unit.
func leftText(left int, due, today calendar.Day, unit string) string {
	switch {
	case due < today:
		return say("clock.over", "n", max(1, -left), "unit", unit)
	case due == today:
		return say("clock.today")
	}
	return say("clock.left", "n", left, "unit", unit)
}

func unitWord(u calendar.Unit) string {
	if u == calendar.WorkingDay || u == "" {
		return say("clock.unit.working")
	}
	return say("clock.unit.calendar")
}

func percent(part, whole int) int {
	if whole <= 0 {
		return 0
	}
	return min(100, max(0, part*100/whole))
}

// rowClock is the clock cell of a list, from the due day alone: a list does not carry the history of every clock.
func (v *visit) rowClock(r handling.WorkRow) ClockCell {
	cal := v.d.Handling.Engine.Cal
	if r.Clock.Kind == "" || r.Clock.Due == 0 {
		return endedClock(r)
	}
	length := v.length(r)
	left := cal.Between(v.today, r.Clock.Due)
	if r.Clock.Due < v.today {
		left = -cal.Between(r.Clock.Due, v.today)
	}
	a := calendar.Answer{Due: r.Clock.Due, Length: length, Used: length - left, Left: left, State: calendar.Runs, Overdue: r.Clock.Due < v.today}
	c := ClockCell{Bar: Bar{Level: levelOf(a, v.today), Used: percent(length-left, length)}, Due: say("clock.latest", "day", bindingDay(r.Clock.Due))}
	c.Lead = leftText(left, r.Clock.Due, v.today, say("clock.unit.working"))
	if length > 0 {
		c.Note = say("clock.note."+noteOf(r.Clock.Kind), "n", length)
	}
	if c.Level == LevelOver {
		c.Used = 100
	}
	if r.State == casework.SupplementRequested || r.State == casework.Held {
		c.Bar = Bar{Level: LevelPaused, Paused: percent(length-left, length)}
		c.Lead = say("clock.applicant", "n", left)
	}
	return c
}

func endedClock(r handling.WorkRow) ClockCell {
	c := ClockCell{Bar: Bar{Level: LevelNone}, Lead: say("clock.local")}
	if l := looks[r.State]; l.step == "done" {
		c.Lead = say("clock.ended")
		if r.Decided != 0 {
			c.Note = dayText(r.Decided)
		}
	}
	if r.State == casework.Waiting {
		c.Lead = say("clock.waiting")
	}
	return c
}

func noteOf(kind string) string {
	switch kind {
	case "K4", "K6":
		return "promised"
	case "K2", "K21", "K22":
		return "window"
	}
	return "statutory"
}

// length is how long the clock of a row was given, in working days; 0: not known to a list.
func (v *visit) length(r handling.WorkRow) int {
	p := v.d.Handling.Engine.Params
	switch r.Clock.Kind {
	case "K1":
		return p.AnswerDays
	case "K2":
		return p.SupplementDays
	case "K3":
		if r.Statutory > 0 {
			return r.Statutory
		}
		return p.DecisionDays
	case "K4":
		return r.Promised
	case "K7":
		return p.DeliveryDays
	case "K21":
		return p.ChoiceDays
	}
	return 0
}

// binding is the clock that binds an item case now: the one that its officer must look at.
func binding(it *casework.ItemCase) *casework.Clock {
	order := map[casework.State][]string{
		casework.Received: {"K1"}, casework.SupplementRequested: {"K2"}, casework.Held: {"K21"},
		casework.Accepted: {"K4", "K3"}, casework.Granted: {"K7", "K22"},
	}[it.State]
	if order == nil {
		order = []string{"K4", "K3", "K1"}
	}
	for _, kind := range order {
		for i := len(it.Clocks) - 1; i >= 0; i-- {
			if it.Clocks[i].Kind == kind {
				return &it.Clocks[i]
			}
		}
	}
	return nil
}

// answer computes a clock on the day of the page, with the reasons.
func (v *visit) answer(k *casework.Clock) calendar.Answer {
	return calendar.Due(v.d.Handling.Engine.Cal, k.Rule, k.History, v.today)
}

// laneOf is one department's part in the identity bar.
func (v *visit) laneOf(it *casework.ItemCase, own bool) Lane {
	l := Lane{Item: it.Name, Department: it.Office, Own: own, Line: stateWord(it.State), Bar: Bar{Level: LevelNone}}
	switch looks[it.State].fill {
	case FillDone:
		l.Bar = Bar{Level: LevelDone, Used: 100}
	case FillFailed:
		l.Bar = Bar{Level: LevelFailed, Used: 100}
	}
	k := binding(it)
	if k == nil {
		return l
	}
	a := v.answer(k)
	unit := unitWord(k.Rule.Unit)
	if a.State == calendar.Stopped {
		l.Line = say("lane.used", "state", l.Line, "n", a.Used, "unit", unit)
		return l
	}
	l.Line = say("lane.left", "state", l.Line, "left", leftText(a.Left, a.Due, v.today, unit))
	l.Bar = barOf(a, v.today)
	if it.State == casework.SupplementRequested || it.State == casework.Held {
		l.Bar = Bar{Level: LevelPaused, Paused: l.Bar.Used}
	}
	return l
}

// barOf draws an answer: used and excluded days over the whole.
func barOf(a calendar.Answer, today calendar.Day) Bar {
	whole := a.Length + a.Excluded
	b := Bar{Level: levelOf(a, today), Used: percent(a.Used, whole), Paused: percent(a.Excluded, whole)}
	if b.Level == LevelOver {
		b.Used, b.Paused = 100, 0
	}
	return b
}
