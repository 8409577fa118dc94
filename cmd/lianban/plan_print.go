package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/form"
	"lianban/internal/domain/material"
	"lianban/internal/domain/scenario"
)

// planPage prints a plan line by line.
type planPage struct {
	out io.Writer
	t   *lang.Texts
	p   *scenario.Plan
}

// printPlan writes the plan as one page of text.
func printPlan(out io.Writer, p *scenario.Plan) {
	g := &planPage{out, lang.Chinese(), p}
	g.line(0, "plan.print.title", "scenario", p.Scenario.Name, "area", p.Area.Name, "applicant", p.Applicant.Name)
	g.line(0, "plan.print.version", "version", p.Scenario.Version, "hash", p.Scenario.Hash,
		"evidence", g.t.Say("plan.print.evidence."+p.Scenario.Evidence))
	if p.Scenario.Note != "" {
		fmt.Fprintln(out, p.Scenario.Note)
	}
	g.questions()
	if p.Stopped {
		g.line(0, "plan.print.stopped")
		for _, s := range p.Stops {
			fmt.Fprintln(out, "  "+s.Say)
		}
		return
	}
	if !p.Online {
		g.line(0, "plan.print.offline", "note", p.OfflineNote)
	}
	if len(g.p.Missing) > 0 {
		g.line(0, "plan.print.incomplete", "n", len(g.p.Missing))
	}
	g.items()
	g.form()
	g.materials()
	g.steps()
	g.fees()
	g.figures()
	g.rest()
}

func (g *planPage) line(indent int, key string, pairs ...any) {
	fmt.Fprintln(g.out, strings.Repeat("  ", indent)+g.t.Say(key, pairs...))
}

func (g *planPage) head(key string, pairs ...any) {
	fmt.Fprintln(g.out)
	g.line(0, key, pairs...)
}

func (g *planPage) questions() {
	g.head("plan.print.questions")
	for _, r := range g.p.Repeats {
		fmt.Fprintf(g.out, "  %s %d\n", r.Label, r.Count)
	}
	for _, q := range g.p.Questions {
		if !q.Shown {
			continue
		}
		answer := g.t.Say("plan.print.open")
		switch x := q.Answer.(type) {
		case nil:
		case bool:
			answer = g.t.Say(map[bool]string{true: "plan.print.yes", false: "plan.print.no"}[x])
		case []string:
			var said []string
			for _, o := range x {
				said = append(said, labelOf(q.Options, o))
			}
			answer = strings.Join(said, g.t.Say("plan.and"))
		default:
			answer = labelOf(q.Options, fmt.Sprint(x)) + q.UnitName
		}
		fmt.Fprintf(g.out, "  %s %s\n", q.Label, answer)
	}
}

func labelOf(options []form.Option, value string) string {
	i := slices.IndexFunc(options, func(o form.Option) bool { return o.Value == value })
	if i < 0 {
		return value
	}
	return options[i].Label
}

// of adds which instance a thing is about, where there are several.
func (g *planPage) of(name, topic string, instance int) string {
	for _, r := range g.p.Repeats {
		if r.Topic == topic && r.Count > 1 && instance > 0 {
			return name + " " + r.Name + strconv.Itoa(instance)
		}
	}
	return name
}

// gates names what belongs to no office, with how long it usually takes.
func (g *planPage) gates() map[string]string {
	names := map[string]string{}
	for _, x := range g.p.Gates {
		names[x.Slug] = x.Name
		if x.Usually.Days > 0 {
			key := "plan.print.usually"
			if x.Usually.Calendar {
				key = "plan.print.usually_calendar"
			}
			names[x.Slug] = g.t.Say(key, "name", x.Name, "days", x.Usually.Days)
		}
	}
	return names
}

func (g *planPage) items() {
	g.head("plan.print.items", "n", len(g.p.Items))
	names := map[string]string{}
	for _, it := range g.p.Items {
		names[it.Slot] = g.of(it.Name, it.Topic, it.Instance)
	}
	outside := g.gates()
	for _, it := range g.p.Items {
		limit := g.t.Say("plan.print.no_limit")
		if it.Promised.Days > 0 {
			key := "plan.print.limit"
			if it.Promised.Calendar {
				key = "plan.print.limit_calendar"
			}
			limit = g.t.Say(key, "days", it.Promised.Days)
		}
		g.line(1, "plan.print.item", "name", names[it.Slot], "office", it.Office.Name, "limit", limit, "days", g.days(it.Start, it.End))
		g.line(2, "plan.print.why", "why", it.Why.Say(g.t))
		var after, waits []string
		for _, e := range g.p.Edges {
			switch {
			case e.To != it.Slot:
			case outside[e.From] != "":
				waits = append(waits, outside[e.From])
			default:
				after = append(after, names[e.From])
			}
		}
		if len(after) > 0 {
			g.line(2, "plan.print.after", "names", strings.Join(after, g.t.Say("plan.and")))
		}
		if len(waits) > 0 {
			g.line(2, "plan.print.waits", "names", strings.Join(waits, g.t.Say("plan.and")))
		}
	}
	if len(g.p.Out) > 0 {
		g.line(1, "plan.print.out")
		for _, o := range g.p.Out {
			fmt.Fprintf(g.out, "    %s: %s\n", o.Name, o.Why.Say(g.t))
		}
	}
}

// who names the offices that consume a thing, each once.
func (g *planPage) who(consumers []scenario.Consumer) string {
	var names []string
	for _, c := range consumers {
		if c.Office != "" && !slices.Contains(names, c.Office) {
			names = append(names, c.Office)
		}
	}
	return strings.Join(names, g.t.Say("plan.and"))
}

func (g *planPage) form() {
	f := g.p.Form
	g.head("plan.print.form", "asked", f.Asked, "confirm", f.Confirm, "shared", f.Shared)
	for _, s := range f.Sections {
		fmt.Fprintln(g.out, "  "+strings.TrimPrefix(g.of(s.Name, s.Topic, s.Instance), s.Name+" "))
		for _, x := range s.Fields {
			way := g.t.Say("plan.field." + string(x.Disposition))
			if x.Source != "" {
				way += " " + x.Source
			}
			g.line(2, "plan.print.field", "label", x.Label, "way", way, "who", g.who(x.Consumers))
		}
	}
}

func (g *planPage) materials() {
	n := 0
	for _, m := range g.p.Materials {
		if m.Disposition.HandedIn() {
			n++
		}
	}
	g.head("plan.print.materials", "n", n)
	for _, m := range g.p.Materials {
		way := g.t.Say("plan.disposition." + string(m.Disposition))
		if m.Source != "" {
			way += " " + m.Source
		}
		g.line(1, "plan.print.material", "name", g.of(m.Name, m.Topic, m.Instance), "way", way, "who", g.who(m.Consumers))
		if !m.Disposition.HandedIn() {
			continue
		}
		if r := g.rule(m.Upload); r != "" {
			g.line(2, "plan.print.rule", "rule", r)
		}
		for _, d := range m.Dropped {
			g.line(2, "plan.print.dropped", "why", d.Why.Say(g.t))
		}
		if m.Later.Days > 0 {
			g.line(2, "plan.print.later", "days", m.Later.Days)
		}
		if m.Promise != "" {
			g.line(2, "plan.print.promise")
		}
	}
}

func (g *planPage) rule(r *material.Rule) string {
	if r == nil {
		return ""
	}
	parts := []string{strings.ToUpper(strings.Join(r.Formats, "/"))}
	if r.Size.Max > 0 {
		parts = append(parts, g.t.Say("plan.print.size", "max", size(r.Size.Max)))
	}
	if r.Pixels.Max > 0 {
		parts = append(parts, g.t.Say("plan.print.pixels", "min", r.Pixels.Min, "max", r.Pixels.Max))
	}
	if r.Pages.Max > 0 {
		parts = append(parts, g.t.Say("plan.print.pages", "max", r.Pages.Max))
	}
	if r.IssuedWithin > 0 {
		parts = append(parts, g.t.Say("plan.print.issued", "days", r.IssuedWithin))
	}
	if r.Original {
		parts = append(parts, g.t.Say("plan.print.original"))
	}
	return strings.Join(parts, g.t.Say("plan.and"))
}

// size writes bytes as people read them on their phones.
func size(bytes int64) string {
	if bytes >= 1_000_000 {
		return strconv.FormatFloat(float64(bytes)/1e6, 'f', -1, 64) + " MB"
	}
	return strconv.FormatFloat(float64(bytes)/1e3, 'f', -1, 64) + " KB"
}

// days says when something is done, from the end of one working day to the end of another; what takes none is done on the spot.
func (g *planPage) days(start, end int) string {
	if end <= start {
		return g.t.Say("plan.print.on_the_spot")
	}
	return g.t.Say("plan.print.from_to", "start", start+1, "end", end)
}

func (g *planPage) steps() {
	g.head("plan.print.steps")
	for _, s := range g.p.Steps {
		var offices []string
		for _, o := range s.Offices {
			offices = append(offices, o.Name)
		}
		mark := "  "
		if s.Critical {
			mark = "\u2605 "
		}
		fmt.Fprintln(g.out, mark+g.t.Say("plan.print.step", "days", g.days(s.Start.Elapsed, s.End.Elapsed),
			"name", s.Name, "offices", strings.Join(offices, g.t.Say("plan.and"))))
	}
	if g.p.Days.Elapsed == 0 && len(g.p.Items) > 0 {
		g.line(1, "plan.print.at_once")
	} else {
		g.line(1, "plan.print.days", "elapsed", g.p.Days.Elapsed, "legal", g.p.Days.Legal)
	}
	if g.p.Promise.Days > 0 {
		g.line(1, "plan.print.promised", "days", g.p.Promise.Days)
	}
}

func (g *planPage) fees() {
	if len(g.p.Fees) == 0 {
		return
	}
	g.head("plan.print.fees")
	for _, f := range g.p.Fees {
		g.line(1, "plan.print.fee", "name", f.Name, "amount", f.Amount, "relief", f.Relief, "unit", f.Unit)
	}
}

func (g *planPage) figures() {
	g.head("plan.print.figures")
	for _, f := range g.p.Figures {
		text := g.t.Say("plan.print.figure", "name", g.t.Say("plan.figure."+f.Name), "baseline", f.Baseline, "designed", f.Designed,
			"unit", g.t.Say("plan.figure.unit."+f.Name))
		if f.Percent != "" {
			text += g.t.Say("plan.print.percent", "percent", f.Percent)
		}
		fmt.Fprintln(g.out, "  "+text)
	}
	if len(g.p.Published) > 0 {
		g.head("plan.print.published")
	}
	for _, c := range g.p.Published {
		verdict := g.t.Say("plan.print.differs")
		if c.Agrees {
			verdict = g.t.Say("plan.print.agrees")
		}
		g.line(1, "plan.print.claim", "figure", g.t.Say("plan.figure."+c.Figure), "says", c.Says, "computed", c.Computed,
			"verdict", verdict, "source", c.Source.Name)
	}
}

func (g *planPage) rest() {
	if len(g.p.NotHere) > 0 {
		g.head("plan.print.not_included")
		for _, n := range g.p.NotHere {
			fmt.Fprintln(g.out, "  "+n.Name)
		}
	}
	if len(g.p.Warnings) > 0 {
		g.head("plan.print.warnings")
		for _, w := range g.p.Warnings {
			fmt.Fprintln(g.out, "  "+w.Say(g.t))
		}
	}
}
