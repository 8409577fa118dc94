package citizen

import (
	"net/http"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// showClock is C17: why this date.
func showClock(v *visit) error {
	f, it, err := v.item()
	if err != nil {
		return err
	}
	k, ok := v.clock(f.Case, it)
	if !ok {
		return fault.New(fault.NotFound, "citizen.no_clock")
	}
	c := f.Case
	title, heading := say("clock.title", "day", bindingDay(k.Due)), say("clock.heading", "day", bindingDay(k.Due))
	if k.Due == 0 {
		title, heading = say("clock.unknown"), say("clock.unknown")
	}
	fr := v.frame(title)
	fr.Back = &page.Link{Label: say("clock.back"), Href: caseURL(c)}
	unit := unitWords(k.Unit)
	p := ClockPage{
		Item: it.Name, No: string(c.No), Heading: heading, Bar: barOf(k), Months: page.ClockMonths(fr, v.d.Filing.Engine.Cal, k, v.today),
		Lead:  say("clock.lead", "n", k.Length, "unit", unit, "what", lang.Chinese().Say("casework.clock."+k.Kind)),
		Trace: v.trace(k, f.Entries), IfLate: lateRows(k.Kind, it.Regime == "licence"),
		Records: &page.Link{Label: say("clock.records"), Href: caseURL(c) + "/journal"}, Note: say("clock.calendar", "year", k.Started.Year()),
		Sum: []SumPart{
			{Text: say("clock.used", "n", k.Used)}, {Op: "+", Text: say("clock.left", "n", k.Left)}, {Op: "=", Text: say("clock.whole", "n", k.Length)},
		},
		Changes: say("clock.never"),
	}
	if k.Left < 0 {
		p.Sum[1] = SumPart{Op: "−", Text: say("clock.over", "n", -k.Left)}
	}
	if k.Excluded > 0 {
		p.SumNote = say("clock.paused", "n", k.Excluded)
	}
	p.Elapsed = say("clock.elapsed", "legal", k.Used, "unit", unit, "working", k.ElapsedWorking, "days", k.Elapsed)
	if k.Provisional {
		p.Unsure = say("clock.unsure")
	}
	switch {
	case k.Told != 0 && k.Due == 0:
		p.Changes = say("clock.moved_open", "told", bindingDay(k.Told))
	case k.Told != 0 && k.Told != k.Due:
		p.Changes = say("clock.moved", "told", bindingDay(k.Told), "now", bindingDay(k.Due))
	}
	for _, l := range k.Trace {
		if l.Kind == "shortened" {
			p.Changes = say("clock.sooner", "day", day(l.From))
		}
	}
	for _, kind := range []string{"counted", "makeup", "pause", "rest", "today"} {
		p.Keys = append(p.Keys, page.Legend{Kind: kind, Word: say("clock.key." + kind)})
	}
	v.show(http.StatusOK, ClockExplained(fr, p))
	return nil
}

// trace says every step of the computation: what happened in the case or in the calendar, and its source.
func (v *visit) trace(k casework.ClockView, entries []casework.Entry) []Reason {
	var out []Reason
	for _, l := range k.Trace {
		key, step := "trace."+l.Kind, ""
		if !has(key) {
			continue
		}
		if verb, ok := casework.StepBehind(entries, l); ok && has(key+".by") {
			key, step = key+".by", lang.Chinese().Say("casework.verb."+string(verb))
		}
		if began := key + "." + k.Kind; has(began) {
			key = began
		}
		ground := l.Ground
		if l.Kind == "start" && ground == "" {
			ground = k.Ground
		}
		basis := lawName(ground)
		if basis == "" {
			basis = l.Source
		}
		out = append(out, Reason{Days: span(l.From, l.To), What: say(key, "step", step, "n", l.N, "name", l.Name, "weekday", weekdayOf(l.From), "year", l.From.Year()), Basis: basis})
	}
	return out
}

// lawName is the name of a ground: the engine's own words have a text, everything else is a name already.
func lawName(ground string) string {
	if key := "law." + ground; lang.Chinese().Has(key) {
		return lang.Chinese().Say(key)
	}
	return ground
}

func weekdayOf(d calendar.Day) string {
	if d == 0 {
		return ""
	}
	return weekday(d)
}

// lateRows say what happens when a clock is not met. Silence and extension are ruled by the licensing law, so they
// are said of licences only (行政许可法32, 42).
func lateRows(kind string, licence bool) []page.Row {
	var out []page.Row
	if (kind == "K1" || kind == "K3") && !licence {
		kind = ""
	}
	for _, n := range []string{"1", "2"} {
		key := "late." + kind + "." + n
		if has(key) {
			out = append(out, page.Row{Name: say(key + ".name"), Value: say(key)})
		}
	}
	return append(out, page.Row{Name: say("late.remind.name"), Value: say("late.remind"), Links: []page.Link{{Label: say("call"), Href: "tel:12345"}}})
}
