package supervisor

import (
	"lianban/internal/app/handling"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// lead says how much is left of a clock or over, in working days.
func (v *visit) lead(due calendar.Day) (level, text string) {
	cal := v.d.Handling.Engine.Cal
	switch {
	case due < v.Today:
		return "over", say("clock.over", "n", max(1, cal.Between(due, v.Today)))
	case due == v.Today:
		return "soon", say("clock.today")
	}
	level = "run"
	if due <= v.d.Handling.SoonUntil() {
		level = "soon"
	}
	return level, say("clock.left", "n", cal.Between(v.Today, due))
}

func clockWord(kind string) string { return lang.Chinese().Say("casework.clock." + kind) }

// groundWord names the law or document of a clock: a key of base/lang, or the name that a pack wrote.
func groundWord(ground string) string {
	switch key := "law." + ground; {
	case ground == "":
		return say("ground.none")
	case lang.Chinese().Has(key):
		return lang.Chinese().Say(key)
	}
	return ground
}

// tones are how states show; their words are those of casework.
var tones = map[casework.State]page.Tag{
	casework.Received: {Tone: page.Info, Icon: "inbox"}, casework.Accepted: {Tone: page.Info, Icon: "loader-2"},
	casework.SupplementRequested: {Tone: page.Warn, Icon: "player-pause"}, casework.Granted: {Tone: page.Good, Icon: "circle-check"},
	casework.Delivered: {Tone: page.Good, Icon: "check"}, casework.Refused: {Tone: page.Bad, Icon: "circle-x"},
	casework.Declined: {Tone: page.Bad, Icon: "circle-x"},
}

func stateTag(s casework.State) page.Tag {
	t, ok := tones[s]
	if !ok {
		t = page.Tag{Tone: page.Quiet, Icon: "circle-minus"}
	}
	t.Word = lang.Chinese().Say("casework.state." + string(s))
	return t
}

// office names a department with its area: a supervisor sees several.
func (v *visit) office(area, department string) string {
	return v.areaName(area) + v.departmentName(department)
}

func (v *visit) departmentName(slug string) string {
	if d, ok := v.d.Handling.Catalogue.Department(slug); ok {
		return d.Name
	}
	return slug
}

func (v *visit) areaName(slug string) string {
	if a, ok := v.d.Handling.Catalogue.Area(slug); ok {
		return a.Name
	}
	return slug
}

func (v *visit) scenarioName(slug string) string {
	if s, ok := v.d.Handling.Catalogue.Scenario(slug); ok {
		return s.Name
	}
	return slug
}

// titleOf is what lists call a case: an enterprise by its name, a person masked.
func (v *visit) titleOf(scenario, subject, applicant string) string {
	if s, ok := v.d.Handling.Catalogue.Scenario(scenario); ok && s.Audience == "enterprise" && subject != "" {
		return subject
	}
	return console.Masked(applicant)
}

// filters are the selects of the board: what occurs, with how often.
func (v *visit) filters(q *query, b *handling.DueBoard) []Filter {
	side := func(name string, by func(handling.DueGroup) string, word func(string) string) Filter {
		f := Filter{Name: name, Label: say("filter." + name), Value: q.values.Get(name), Options: []page.Option{{Label: say("filter.all")}}}
		known := f.Value == ""
		for _, t := range q.tally(b.Groups, by) {
			label := word(t.key)
			if t.n > 0 {
				label = say("filter.n", "text", label, "n", t.n)
			}
			f.Options = append(f.Options, page.Option{Value: t.key, Label: label})
			known = known || t.key == f.Value
		}
		if !known {
			f.Options = append(f.Options, page.Option{Value: f.Value, Label: word(f.Value)})
		}
		return f
	}
	return []Filter{
		side("department", func(g handling.DueGroup) string { return g.Department }, v.departmentName),
		side("area", func(g handling.DueGroup) string { return g.Area }, v.areaName),
		side("clock", func(g handling.DueGroup) string { return g.Clock }, clockWord),
		side("ground", func(g handling.DueGroup) string { return g.Ground }, groundWord),
		side("scenario", func(g handling.DueGroup) string { return g.Scenario }, v.scenarioName),
		{Name: "owner", Label: say("filter.owner"), Value: q.values.Get("owner"), Options: []page.Option{
			{Label: say("filter.all")}, {Value: "none", Label: say("filter.owner.none")}, {Value: "some", Label: say("filter.owner.some")},
		}},
	}
}
