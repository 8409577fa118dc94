package officer

import (
	"net/http"
	"slices"

	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// showClock shows page D4: why the date is what it is.
func showClock(v *visit) error {
	f, err := v.open()
	if err != nil {
		return err
	}
	k, ok := f.chosenClock(v.R.URL.Query().Get("clock"))
	if !ok {
		return f.noClock()
	}
	title := say("why.title", "day", console.BindingDay(k.Due))
	if k.Due == 0 {
		title = say("why.unknown")
	}
	s, err := v.Shell(title)
	if err != nil {
		return err
	}
	p := ClockPage{
		Shell: s, Head: f.head(), Title: title, Clocks: f.tabs(k), Bar: barOf(k), Sum: sum(k), Months: v.months(k), Late: lateFacts(k.Kind),
		Text:    say("why.text", "n", k.Length, "unit", unitWords(k.Unit), "what", clockWord(k.Kind)),
		Version: say("why.calendar", "year", k.Started.Year()), Changes: f.clockChanges(),
	}
	if k.Excluded > 0 {
		p.Stopped = say("why.excluded", "n", k.Excluded, "unit", unitWords(k.Unit))
	}
	p.Elapsed = say("why.elapsed", "legal", k.Used, "unit", unitWords(k.Unit), "working", k.ElapsedWorking, "days", k.Elapsed)
	if k.Provisional {
		p.Version = say("why.provisional")
	}
	for _, line := range k.Trace {
		p.Steps = append(p.Steps, step(k.Kind, f.Entries, line))
	}
	v.Show(http.StatusOK, ClockPageView(p))
	return nil
}

// sum is the clock as a sum: used and left, or the length and what went beyond it.
func sum(k casework.ClockView) []Figure {
	unit := unitWords(k.Unit)
	used := Figure{N: k.Used, Text: say("why.used"), Unit: unit}
	whole := Figure{N: k.Length, Text: clockWord(k.Kind), Unit: unit, Join: "＝"}
	if k.Left < 0 {
		return []Figure{used, {N: -k.Left, Text: say("why.over"), Unit: unit, Join: "−"}, whole}
	}
	return []Figure{used, {N: k.Left, Text: say("why.left"), Unit: unit, Join: "＋"}, whole}
}

// chosenClock is the latest clock of the kind that was asked for, else the one that matters now.
func (f *file) chosenClock(kind string) (casework.ClockView, bool) {
	for _, k := range slices.Backward(f.v.d.Handling.Engine.ClockViews(f.Case, f.Item.Slot, f.v.Today)) {
		if k.Kind == kind {
			return k, true
		}
	}
	return f.v.headline(f.Case, f.Item.Slot)
}

// noClock says that no clock has run for this item yet.
func (f *file) noClock() error {
	s, err := f.v.Shell(say("why.none"))
	if err != nil {
		return err
	}
	f.v.Show(http.StatusOK, ClockPageView(ClockPage{Shell: s, Head: f.head(), Title: say("why.none"), Text: say("why.none_text")}))
	return nil
}

// tabs lead to the other clocks of the item, the latest of each kind.
func (f *file) tabs(here casework.ClockView) []ClockTab {
	var out []ClockTab
	seen := map[string]bool{}
	for _, k := range slices.Backward(f.v.d.Handling.Engine.ClockViews(f.Case, f.Item.Slot, f.v.Today)) {
		if seen[k.Kind] {
			continue
		}
		seen[k.Kind] = true
		note := console.BindingDay(k.Due)
		if k.State == calendar.Stopped {
			note = say("clock.used", "n", k.Used, "unit", unitWord(k.Unit))
		}
		out = append(out, ClockTab{Text: clockWord(k.Kind), Note: note, URL: "?clock=" + k.Kind, Here: k.Kind == here.Kind})
	}
	return out
}

func clockWord(kind string) string {
	if key := "clock.kind." + kind; has(key) {
		return say(key)
	}
	return kind
}

// step says one line of the computation. The ground is the law's name or one of the engine's own words.
func step(kind string, entries []casework.Entry, l calendar.Line) ClockStep {
	ground := l.Ground
	if key := "ground." + l.Ground; l.Ground != "" && has(key) {
		ground = say(key)
	}
	if ground == "" {
		ground = l.Source
	}
	day := ""
	if l.From != 0 {
		day = console.Weekday(l.From.Time())
	}
	key, word := "trace."+l.Kind, ""
	if verb, ok := casework.StepBehind(entries, l); ok && has(key+".by") {
		key, word = key+".by", lang.Chinese().Say("casework.verb."+string(verb))
	}
	if began := key + "." + kind; has(began) {
		key = began
	}
	return ClockStep{When: console.Span(l.From, l.To), Text: say(key, "step", word, "n", l.N, "name", l.Name, "weekday", day, "year", l.From.Year()), Ground: ground}
}

// lateFacts say what happens when a clock is not met.
func lateFacts(kind string) []Fact {
	var out []Fact
	for _, n := range []string{"1", "2"} {
		key := "late." + kind + "." + n
		if has(key) {
			out = append(out, Fact{Label: say(key + ".label"), Value: say(key)})
		}
	}
	return out
}

// movesDates are the acts after which a clock ends on another day.
var movesDates = map[casework.Verb]bool{
	casework.VerbRecomputeClock: true, casework.VerbMigrateVersion: true, casework.VerbExtendDecision: true, casework.VerbExtendJoint: true, casework.VerbSuspend: true,
	casework.VerbResume: true, casework.VerbAnnouncedEnd: true, casework.VerbCallExperts: true, casework.VerbExpertOpinion: true,
	casework.VerbExpertAnnouncedEnd: true, casework.VerbRestateLength: true, casework.VerbRequestHearing: true, casework.VerbCloseHearing: true,
}

// clockChanges are the entries that moved a date.
func (f *file) clockChanges() []JournalLine {
	var out []JournalLine
	for _, e := range f.Entries {
		if (f.own(e) || e.Slot == "") && movesDates[casework.Verb(e.Verb)] {
			out = append(out, f.line(e, console.DayText(e.Day)))
		}
	}
	return out
}

// months draws every month from the start of a clock to its due day, each day with what it counts for.
func (v *visit) months(k casework.ClockView) []page.Month {
	end := k.Due
	if end == 0 {
		end = v.Today
	}
	if k.Started == 0 || end-k.Started > 400 {
		return nil // a sheet for a year says nothing
	}
	d := &sheetDrawer{v: v, k: k}
	var out []page.Month
	for first := k.Started - calendar.Day(k.Started.Time().Day()-1); first <= end; {
		next := firstOfNext(first)
		out = append(out, d.month(first, next))
		first = next
	}
	return out
}

func firstOfNext(first calendar.Day) calendar.Day {
	t := first.Time().AddDate(0, 1, 0)
	return calendar.DayOf(t)
}

// sheetDrawer numbers the counted days while it draws.
type sheetDrawer struct {
	v       *visit
	k       casework.ClockView
	counted int
}

func (d *sheetDrawer) month(first, next calendar.Day) page.Month {
	m := page.Month{Name: console.Say("date.month", "y", first.Year(), "m", int(first.Month()))}
	lead := (int(first.Weekday()) + 6) % 7
	for range lead {
		m.Days = append(m.Days, page.DayCell{Kind: "out"})
	}
	for day := first; day < next; day++ {
		m.Days = append(m.Days, d.cell(day))
	}
	for len(m.Days)%7 != 0 {
		m.Days = append(m.Days, page.DayCell{Kind: "out"})
	}
	return m
}

func (d *sheetDrawer) cell(day calendar.Day) page.DayCell {
	cal := d.v.d.Handling.Engine.Cal
	c := page.DayCell{Day: day.Time().Day(), Kind: "plain", Today: day == d.v.Today}
	unit := d.k.Unit != calendar.WorkingDay || cal.Working(day)
	last := d.k.Due
	if last == 0 {
		last = d.v.Today
	}
	if d.k.Stopped != 0 {
		last = min(last, d.k.Stopped)
	}
	switch {
	case day == d.k.Started:
		c.Kind, c.Word = "start", say("cal.start")
	case day < d.k.Started || day > last:
		if !unit {
			c.Kind, c.Word = "rest", say("cal.rest")
		}
	case !unit:
		c.Kind, c.Word = "rest", say("cal.rest")
	case d.excluded(day):
		c.Kind, c.Word = "paused", say("cal.paused")
	default:
		d.counted++
		c.Kind, c.Word = "counted", say("cal.nth", "n", d.counted)
		if d.k.Unit == calendar.WorkingDay && cal.MakeUp(day) {
			c.Kind = "makeup"
		}
	}
	if day == d.k.Due && d.k.Stopped == 0 {
		c.Kind = "due"
	}
	return c
}

// excluded says whether the trace takes a day out.
func (d *sheetDrawer) excluded(day calendar.Day) bool {
	for _, l := range d.k.Trace {
		if l.Kind == "excluded" && l.From <= day && day <= max(l.To, l.From) {
			return true
		}
	}
	return false
}
