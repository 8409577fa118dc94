package officer

import (
	"lianban/internal/web/page/console"
	"slices"

	"lianban/internal/app/handling"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// levelOf translates the state and level of a clock into the level of the page.
func levelOf(state calendar.Running, level calendar.Level) Level {
	switch {
	case state == calendar.Paused || state == calendar.Unknown:
		return LevelPaused
	case state == calendar.Stopped:
		return LevelDone
	case level == calendar.Late:
		return LevelOver
	case level == calendar.Red || level == calendar.Amber:
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

// unitWords is the unit as a sentence needs it: 5 个工作日.
func unitWords(u calendar.Unit) string {
	if u == calendar.WorkingDay || u == "" {
		return say("clock.units.working")
	}
	return say("clock.units.calendar")
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
	left := cal.Between(v.Today, r.Clock.Due)
	if r.Clock.Due < v.Today {
		left = -cal.Between(r.Clock.Due, v.Today)
	}
	a := calendar.Answer{Due: r.Clock.Due, Length: length, Used: length - left, Left: left, State: calendar.Runs, Overdue: r.Clock.Due < v.Today}
	c := ClockCell{Bar: Bar{Level: levelOf(a.State, a.LevelOn(v.Today)), Used: percent(length-left, length)}, Due: say("clock.latest", "day", console.BindingDay(r.Clock.Due))}
	c.Lead = leftText(left, r.Clock.Due, v.Today, say("clock.unit.working"))
	if length > 0 {
		c.Note = say("clock.note."+noteOf(r.Clock.Kind), "n", length)
	}
	if c.Level == LevelOver {
		c.Used = 100
	}
	if waits(r.State) {
		c.Bar = Bar{Level: LevelPaused, Paused: percent(length-left, length)}
		c.Lead, c.Note = say("clock.applicant"), leftText(left, r.Clock.Due, v.Today, say("clock.unit.working"))
	}
	return c
}

func endedClock(r handling.WorkRow) ClockCell {
	c := ClockCell{Bar: Bar{Level: LevelNone}, Lead: say("clock.local")}
	if l := looks[r.State]; l.step == "done" {
		c.Lead = say("clock.ended")
		if r.Decided != 0 {
			c.Note = console.DayText(r.Decided)
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
	case "K2", "K16", "K21", "K22":
		return "window"
	case "K1":
		return "answer"
	case "K7":
		return "delivery"
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

// headline is the clock of an item case that matters: the one that runs and ends first, or, when none runs, the
// decision's with what it has used. ok is false when no clock ever ran.
func (v *visit) headline(c *casework.Case, slot string) (casework.ClockView, bool) {
	e := v.d.Handling.Engine
	if k, ok := e.Headline(c, slot, v.Today); ok {
		return k, true
	}
	views := e.ClockViews(c, slot, v.Today)
	for _, kind := range []string{"K4", "K3", "K1"} {
		for _, k := range slices.Backward(views) {
			if k.Kind == kind {
				return k, true
			}
		}
	}
	return casework.ClockView{}, false
}

// waits says that the running clock of a state runs against the applicant.
func waits(s casework.State) bool { return s == casework.SupplementRequested || s == casework.Held }

// laneOf is one department's part in the identity bar.
func (v *visit) laneOf(c *casework.Case, it *casework.ItemCase, own bool) Lane {
	l := Lane{Item: it.Name, Department: it.Office, Own: own, Line: stateWord(it.State), Bar: Bar{Level: LevelNone}}
	k, ok := v.headline(c, it.Slot)
	if ok && k.State != calendar.Stopped {
		key := "lane.left"
		if it.State == casework.Granted {
			key = "lane.deliver"
		}
		l.Line = say(key, "state", l.Line, "left", leftOf(k, v.Today))
		l.Bar = barOf(k)
		if waits(it.State) {
			l.Bar = Bar{Level: LevelPaused, Paused: l.Bar.Used}
		}
	} else if ok {
		l.Line = say("lane.used", "state", l.Line, "n", k.Used, "unit", unitWord(k.Unit))
	}
	switch looks[it.State].fill {
	case FillDone:
		l.Bar = Bar{Level: LevelDone, Used: 100}
	case FillFailed:
		l.Bar = Bar{Level: LevelFailed, Used: 100}
	}
	return l
}

// leftOf says what is left of a clock; of one that stands still without an announced end only that it does.
func leftOf(k casework.ClockView, today calendar.Day) string {
	if k.Due == 0 {
		return say("clock.paused")
	}
	return leftText(k.Left, k.Due, today, unitWord(k.Unit))
}

// barOf draws a clock: used and excluded days over the whole.
func barOf(k casework.ClockView) Bar {
	whole := k.Length + k.Excluded
	b := Bar{Level: levelOf(k.State, k.Level), Used: percent(k.Used, whole), Paused: percent(k.Excluded, whole)}
	if b.Level == LevelOver {
		b.Used, b.Paused = 100, 0
	}
	return b
}
