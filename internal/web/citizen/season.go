package citizen

import (
	"net/url"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// dated writes a day with its weekday, and with its year when that is another one.
func (v *visit) dated(d calendar.Day) string {
	if d.Year() != v.today.Year() {
		return say("date.year", "y", d.Year(), "rest", bindingDay(d))
	}
	return bindingDay(d)
}

// season says when the scenario is open, as seen today; nil: always.
func (m *planDrawer) season() *Season {
	c := m.p.Campaign
	if c == nil {
		return nil
	}
	out := &Season{Rows: m.seasonRows(c)}
	file := &page.Link{Label: say("season.calendar"), Href: m.calendarURL()}
	switch c.On(m.v.today) {
	case scenario.NotYet:
		out.Title, out.Calendar = say("season.not_yet", "day", m.v.dated(c.Opens)), file
		out.Say = []string{say("season.prepare"), say("season.equal")}
	case scenario.Open:
		out.Title, out.Calendar = say("season.open", "day", m.v.dated(c.Closes)), file
		out.Say = []string{say("season.equal")}
	default:
		out.Title, out.Over = say("season.over", "day", m.v.dated(c.Closes)), true
		out.Say = []string{c.Missed}
	}
	return out
}

// seasonRows are the days of a campaign.
func (m *planDrawer) seasonRows(c *scenario.Campaign) []page.Row {
	rows := []page.Row{{Name: say("season.time"), Value: say("season.from_to", "from", m.v.dated(c.Opens), "to", m.v.dated(c.Closes))}}
	if c.Publishes != 0 {
		rows = append(rows, page.Row{Name: say("season.publishes"), Value: say("season.publishes_on", "day", m.v.dated(c.Publishes))})
	}
	return rows
}

// gates are the waits that belong to no office, with their first day where it is known.
func (m *planDrawer) gates() []page.Row {
	var out []page.Row
	for _, g := range m.p.Gates {
		row := page.Row{Name: g.Name, Note: g.Say}
		switch {
		case g.Opens != 0 && g.Opens > m.v.today:
			row.Value = say("season.from", "day", m.v.dated(g.Opens))
			row.Links = []page.Link{{Label: say("season.calendar"), Href: m.calendarURL()}}
		case g.Opens != 0:
			row.Value = say("season.passed", "day", m.v.dated(g.Opens))
		case g.Usually.Days > 0:
			row.Value = say("season.usually", "limit", limitWords(g.Usually))
		default:
			row.Value = say("season.depends")
		}
		out = append(out, row)
	}
	return out
}

func (m *planDrawer) calendarURL() string {
	return "/scenarios/" + url.PathEscape(m.p.Scenario.Slug) + "/calendar.ics" + m.link
}
