package casework

import "lianban/internal/domain/calendar"

// ClockView is one clock of an item or of the joint case as a door shows it.
type ClockView struct {
	Kind           string // K1 …; its name is the text casework.clock.<kind>
	Of             string // what it belongs to, where an item can have several: a step, or step/body
	Slot           string // "" for the joint clocks
	Unit           calendar.Unit
	Started        calendar.Day
	Stopped        calendar.Day // 0: it runs
	Due            calendar.Day // 0: unknown until a pause ends; for the applicant never before Told
	Told           calendar.Day // the day that was told when it started
	Length         int
	Used           int
	Left           int
	Excluded       int
	Elapsed        int // calendar days since the start, nothing taken out: what the applicant waited
	ElapsedWorking int // of them working days
	State          calendar.Running
	Level          calendar.Level
	Provisional    bool
	Binding        bool   // law or the item's own law; false: a promise, shown as such
	Ground         string // law or document
	Trace          []calendar.Line
}

// ClockViews answers every clock of a slot's latest attempt on a day, in the order in which they started.
func (e Engine) ClockViews(c *Case, slot string, on calendar.Day) []ClockView {
	it := c.Latest(slot)
	if it == nil {
		return nil
	}
	out := make([]ClockView, 0, len(it.Clocks))
	for i := range it.Clocks {
		k := &it.Clocks[i]
		out = append(out, e.view(k, k.History, it.Slot, binding(k.Kind, it.licence()), on))
	}
	return out
}

// JointClockViews answers the joint ceiling and the joint promise, if they run.
func (e Engine) JointClockViews(c *Case, on calendar.Day) []ClockView {
	out := make([]ClockView, 0, len(c.Clocks))
	for i := range c.Clocks {
		k := &c.Clocks[i]
		out = append(out, e.view(k, c.JointHistory(*k), "", k.Kind == "K5", on))
	}
	return out
}

// StepBehind names what moved a clock (a line of its trace): the verb of the journal entry that the line was made by. ok is
// false for lines that come from the calendar alone.
func StepBehind(entries []Entry, l calendar.Line) (verb Verb, ok bool) {
	if l.By == 0 {
		return "", false
	}
	for i := range entries {
		if entries[i].Seq == l.By {
			return Verb(entries[i].Verb), true
		}
	}
	return "", false
}

func (e Engine) view(k *Clock, h calendar.History, slot string, binding bool, on calendar.Day) ClockView {
	a := calendar.Due(e.Cal, k.Rule, h, on)
	v := ClockView{
		Kind: k.Kind, Of: k.Of, Slot: slot, Unit: k.Rule.Unit, Started: h.Start, Stopped: h.Stop, Due: a.Due, Told: k.Told,
		Length: a.Length, Used: a.Used, Left: a.Left, Excluded: a.Excluded, State: a.State, Level: a.LevelOn(on),
		Provisional: a.Provisional, Binding: binding, Ground: k.Rule.Ground, Trace: a.Trace,
	}
	if end := on; end > h.Start {
		if h.Stop != 0 {
			end = min(end, h.Stop)
		}
		v.Elapsed, v.ElapsedWorking = int(end-h.Start), e.Cal.Between(h.Start, end)
	}
	if forApplicant(k.Kind) {
		v.Due = k.applicantDue(a)
	}
	return v
}

// forApplicant says that a clock runs against the applicant.
func forApplicant(kind string) bool { return expiries[kind].applicant }

// binding says whether a clock is law. Answer and delivery limits bind licences only (行政许可法32, 44);
// a statutory limit binds whatever has one; a promise never is law.
func binding(kind string, licence bool) bool {
	switch kind {
	case "K3":
		return true
	case "K1", "K7":
		return licence
	}
	return false
}

// BesideDecision says that a clock runs beside the decision and never stands for it: the announced length of a pause, the days to
// ask for a hearing or to answer a question.
func BesideDecision(kind string) bool { return kind == "K10" || kind == "K11" || kind == "K14" }

// Headline answers the clock that matters most now: the one that runs and ends first, of the applicant's
// before the agency's. One that runs beside the decision comes last. ok is false when none runs.
func (e Engine) Headline(c *Case, slot string, on calendar.Day) (v ClockView, ok bool) {
	for _, x := range e.ClockViews(c, slot, on) {
		if x.Stopped != 0 || x.Kind == "K8" || x.Kind == "K9" || x.Kind == "K28" { // others are waited for, or a right is open; the item's own clock goes on
			continue
		}
		if !ok || sooner(x, v) {
			v, ok = x, true
		}
	}
	return v, ok
}

func sooner(a, b ClockView) bool {
	if BesideDecision(a.Kind) != BesideDecision(b.Kind) {
		return BesideDecision(b.Kind)
	}
	if forApplicant(a.Kind) != forApplicant(b.Kind) {
		return forApplicant(a.Kind)
	}
	if (a.Due == 0) != (b.Due == 0) {
		return a.Due != 0
	}
	return a.Due < b.Due
}

// DecisionDue is the day by which an accepted item must be decided: the sooner of its own limit and the joint
// ceiling (rulebook §3.3); 0 if no limit is recorded or its end is unknown.
func (e Engine) DecisionDue(c *Case, slot string, on calendar.Day) calendar.Day {
	due := calendar.Day(0)
	sooner := func(d calendar.Day) {
		if d != 0 && (due == 0 || d < due) {
			due = d
		}
	}
	for _, v := range e.ClockViews(c, slot, on) {
		if v.Kind == "K3" && v.Stopped == 0 {
			sooner(v.Due)
		}
	}
	for _, v := range e.JointClockViews(c, on) {
		if v.Kind == "K5" && v.Stopped == 0 {
			sooner(v.Due)
		}
	}
	return due
}
