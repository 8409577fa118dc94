package citizen

import (
	"fmt"
	"net/http"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/scenario"
)

// dayEvent is one whole day in a calendar file.
type dayEvent struct {
	ID    string // unique within the file's scenario and area
	Day   calendar.Day
	Title string
	Say   string
}

// calendarFile hands out the days of a scenario as an iCalendar file (RFC 5545): a telephone reminds of them without
// anybody having to sign in.
func calendarFile(v *visit) error {
	g, err := v.openGuide()
	if err != nil {
		return err
	}
	events := v.days(g.plan)
	if len(events) == 0 {
		return fault.New(fault.NotFound, "citizen.no_page")
	}
	v.w.Header().Set("Content-Type", "text/calendar; charset=utf-8")
	v.w.Header().Set("Content-Disposition", `attachment; filename="`+g.plan.Scenario.Slug+`.ics"`)
	v.w.WriteHeader(http.StatusOK)
	_, _ = v.w.Write([]byte(iCalendar(g.plan.Scenario.Slug+"-"+g.plan.Area.Slug, v.d.Filing.Clock.Now(), events))) // the browser went away: nobody left to tell
	return nil
}

// days are what is still to come of a campaign and of gates whose day is known.
func (v *visit) days(p *scenario.Plan) []dayEvent {
	name := p.Scenario.Name
	var all []dayEvent
	if c := p.Campaign; c != nil {
		all = append(all,
			dayEvent{"opens", c.Opens, say("season.ics.opens", "name", name), say("season.ics.opens_say", "to", day(c.Closes))},
			dayEvent{"closes", c.Closes, say("season.ics.closes", "name", name), say("season.ics.closes_say")},
			dayEvent{"publishes", c.Publishes, say("season.ics.publishes", "name", name), say("season.ics.publishes_say")})
	}
	for _, g := range p.Gates {
		all = append(all, dayEvent{g.Slug, g.Opens, say("season.ics.gate", "name", name, "gate", g.Name), g.Say})
	}
	var out []dayEvent
	for _, e := range all {
		if e.Day != 0 && e.Day >= v.today {
			out = append(out, e)
		}
	}
	return out
}

// iCalendar writes events of whole days, each with an alarm at nine o'clock.
func iCalendar(id string, now time.Time, events []dayEvent) string {
	var b strings.Builder
	line := func(name, value string) { b.WriteString(folded(name+":"+value) + "\r\n") }
	line("BEGIN", "VCALENDAR")
	line("VERSION", "2.0")
	line("PRODID", "-//Lianban//Lianban//CN")
	line("METHOD", "PUBLISH")
	for _, e := range events {
		line("BEGIN", "VEVENT")
		line("UID", fmt.Sprintf("%s-%s-%s@lianban", id, e.ID, e.Day))
		line("DTSTAMP", now.UTC().Format("20060102T150405Z"))
		line("DTSTART;VALUE=DATE", e.Day.Time().Format("20060102"))
		line("DTEND;VALUE=DATE", (e.Day + 1).Time().Format("20060102"))
		line("SUMMARY", escaped(e.Title))
		line("DESCRIPTION", escaped(e.Say))
		line("TRANSP", "TRANSPARENT")
		line("BEGIN", "VALARM")
		line("ACTION", "DISPLAY")
		line("DESCRIPTION", escaped(e.Title))
		line("TRIGGER", "PT9H")
		line("END", "VALARM")
		line("END", "VEVENT")
	}
	line("END", "VCALENDAR")
	return b.String()
}

var calendarEscapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

func escaped(s string) string { return calendarEscapes.Replace(s) }

// folded breaks a line after at most 75 bytes, never inside a character.
func folded(s string) string {
	var b strings.Builder
	width := 0
	for _, r := range s {
		n := len(string(r))
		if width+n > 75 {
			b.WriteString("\r\n ")
			width = 1
		}
		b.WriteRune(r)
		width += n
	}
	return b.String()
}
