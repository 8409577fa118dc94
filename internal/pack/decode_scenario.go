package pack

import (
	"slices"
	"strconv"
	"strings"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/rule"
	"lianban/internal/domain/scenario"
)

func (d *decoder) scenario(slug string, n *node) *scenario.Scenario {
	sc := &scenario.Scenario{
		Slug: slug, Name: textOf(n.get("name")), English: english(n.get("en")), Also: texts(n.get("also")), Summary: textOf(n.get("summary")), Note: textOf(n.get("note")),
		Evidence: textOf(n.get("evidence")), Source: textOf(n.get("source")), Origin: textOf(n.get("origin")), Special: yes(n.get("special")),
		Pilot: yes(n.get("pilot")), Audience: textOf(n.get("audience")), Lead: textOf(n.get("lead")), OfferedIn: sortedSlugs(n.get("offered_in")),
		FiledIn: textOf(n.get("filed_in")), Joint: yes(n.get("joint_result")), Promise: duration(n.get("promise")), Needs: decodeNeeds(n.get("needs")),
		Online: n.get("online") == nil || yes(n.get("online")), OfflineNote: textOf(n.get("offline_note")),
		Channels: conditionals(n.get("channels")), Hash: d.hash(d.tree, slug),
	}
	for _, e := range n.get("stages").entries() {
		sc.Stages = append(sc.Stages, scenario.InSort{Taxonomy: e.name, Stage: textOf(e.value)})
	}
	slices.SortFunc(sc.Stages, func(a, b scenario.InSort) int { return strings.Compare(a.Taxonomy, b.Taxonomy) })
	d.people(sc, n)
	d.guide(sc, n)
	d.uses(sc, n)
	d.evidence(sc, n)
	d.history(sc, n)
	return sc
}

// dayOf reads a day; what is no day was found already when the file was read.
func dayOf(n *node) calendar.Day {
	d, err := calendar.ParseDay(textOf(n))
	if err != nil {
		return 0
	}
	return d
}

func english(n *node) map[string]string {
	if n == nil {
		return nil
	}
	if n.form == scalar {
		return map[string]string{"name": n.text}
	}
	out := map[string]string{}
	for _, e := range n.keys {
		out[e.name] = textOf(e.value)
	}
	return out
}

func conditionals(n *node) []scenario.Conditional {
	var out []scenario.Conditional
	for _, e := range n.entries() {
		out = append(out, scenario.Conditional{Slug: e.name, When: cond(e.value.get("when"))})
	}
	slices.SortFunc(out, func(a, b scenario.Conditional) int { return strings.Compare(a.Slug, b.Slug) })
	return out
}

func (d *decoder) people(sc *scenario.Scenario, n *node) {
	for _, e := range n.get("applicants").entries() {
		sc.Applicants = append(sc.Applicants, scenario.Applicant{Slug: e.name, Name: textOf(e.value.get("name")),
			ActsFor: textOf(e.value.get("acts_for")), Proof: conditionals(e.value.get("proof")), When: cond(e.value.get("when"))})
	}
	for _, e := range n.get("repeat").entries() {
		times := span(e.value.get("times"))
		sc.Repeats = append(sc.Repeats, scenario.RepeatDef{Topic: e.name, Min: int(max(times.Min, 1)), Max: int(times.Max), Ask: textOf(e.value.get("ask"))})
	}
	if c := n.get("campaign"); c != nil {
		sc.Campaign = &scenario.Campaign{Opens: dayOf(c.get("opens")), Closes: dayOf(c.get("closes")), Publishes: dayOf(c.get("publishes")), Missed: textOf(c.get("missed"))}
	}
}

func (d *decoder) guide(sc *scenario.Scenario, n *node) {
	for _, e := range n.get("questions").entries() {
		sc.Questions = append(sc.Questions, scenario.QuestionDef{Field: e.name, When: cond(e.value.get("when")),
			Ask: textOf(e.value.get("ask")), Why: textOf(e.value.get("why")), Help: textOf(e.value.get("help"))})
	}
	for _, e := range n.get("given").entries() {
		expr := textOf(e.value)
		switch expr {
		case "yes", "always":
			expr = "true"
		case "no", "never":
			expr = "false"
		}
		sc.Given = append(sc.Given, scenario.Given{Field: e.name, Expr: rule.Cond(expr)})
	}
	for _, e := range n.get("stops").entries() {
		sc.Stops = append(sc.Stops, scenario.StopDef{Slug: e.name, When: cond(e.value.get("when")), Say: textOf(e.value.get("say")),
			Basis: sortedSlugs(e.value.get("basis")), GoTo: textOf(e.value.get("go_to"))})
	}
}

func (d *decoder) uses(sc *scenario.Scenario, n *node) {
	for _, e := range n.get("items").entries() {
		it, variant, _ := strings.Cut(e.name, ".")
		u := scenario.Use{Name: e.name, Item: it, Variant: variant, When: cond(e.value.get("when")),
			Within: duration(e.value.get("within")), Optional: yes(e.value.get("optional"))}
		for _, a := range e.value.get("after").entries() {
			u.After = append(u.After, scenario.After{Name: a.name, Gate: either(textOf(a.value.get("gate")), "start"), OnFail: either(textOf(a.value.get("on_fail")), "lapse")})
		}
		slices.SortFunc(u.After, func(a, b scenario.After) int { return strings.Compare(a.Name, b.Name) })
		sc.Uses = append(sc.Uses, d.expand(u)...)
	}
	for _, e := range n.get("choices").entries() {
		c := scenario.Choice{Slug: e.name, Ask: textOf(e.value.get("ask")), When: cond(e.value.get("when")), Of: sortedSlugs(e.value.get("of"))}
		switch {
		case e.value.get("exactly") != nil:
			c.Min, c.Max = 1, 1
		case e.value.get("at_most") != nil:
			c.Max = 1
		case e.value.get("at_least") != nil:
			c.Min = 1
		}
		sc.Choices = append(sc.Choices, c)
	}
	for _, e := range n.get("gates").entries() {
		before := e.value.get("not_before")
		sc.Gates = append(sc.Gates, scenario.GateDef{Slug: e.name, Name: textOf(e.value.get("name")), Event: textOf(e.value.get("event")), ToldBy: toldBy(e.value),
			Day: textOf(before.get("day")), Plus: textOf(before.get("plus")), Usually: duration(e.value.get("usually")),
			When: cond(e.value.get("when")), Remind: yes(e.value.get("remind")), Say: textOf(e.value.get("say"))})
	}
}

// toldBy says who tells of the event of a gate: an office, unless the pack says the applicant. Without an event nobody.
func toldBy(gate *node) string {
	if gate.get("event") == nil {
		return ""
	}
	return either(textOf(gate.get("told_by")), "office")
}

// expand makes one use per variant of a use whose variant the answer picks.
func (d *decoder) expand(u scenario.Use) []scenario.Use {
	m := byAnswer.FindStringSubmatch(u.Variant)
	if m == nil {
		return []scenario.Use{u}
	}
	var out []scenario.Use
	variants := d.tree.get("items").get(u.Item).get("variants")
	for _, o := range d.tree.get("fields").get(m[1]).get("options").entries() {
		if variants.get(o.name) == nil {
			continue
		}
		x := u
		x.By, x.Variant, x.Name = m[1], o.name, u.Item+"."+o.name
		out = append(out, x)
	}
	return out
}

func (d *decoder) evidence(sc *scenario.Scenario, n *node) {
	for _, e := range n.get("measures").entries() {
		sc.Measures = append(sc.Measures, scenario.Measure{Slug: e.name, Name: textOf(e.value.get("name")), Unit: textOf(e.value.get("unit")),
			Count: textOf(e.value.get("count")), Sum: textOf(e.value.get("sum")), Granted: textOf(e.value.get("granted"))})
	}
	for _, e := range n.get("published").entries() {
		sc.Published = append(sc.Published, published(e.name, e.value))
	}
	for _, e := range n.get("not_included").entries() {
		sc.NotIncluded = append(sc.NotIncluded, scenario.Named{Slug: e.name, Name: textOf(e.value.get("name"))})
	}
}

// published reads the totals of one source.
func published(slug string, n *node) scenario.Published {
	p := scenario.Published{Slug: slug, Source: textOf(n.get("source")), Agree: texts(n.get("agree"))}
	for _, figure := range scenario.FigureNames() {
		if v := n.get(figure); v != nil {
			t, _ := parseClaim(figure, v.text)
			p.Totals = append(p.Totals, t)
		}
	}
	return p
}

func (d *decoder) history(sc *scenario.Scenario, n *node) {
	for _, e := range n.get("history").entries() {
		number, err := strconv.Atoi(e.name)
		if err != nil {
			continue
		}
		v := scenario.Version{Number: number, From: textOf(e.value.get("from")), Running: textOf(e.value.get("running")), Was: textOf(e.value.get("was")), Note: textOf(e.value.get("note"))}
		for _, r := range e.value.get("renamed").entries() {
			if v.Renamed == nil {
				v.Renamed = map[string]string{}
			}
			v.Renamed[r.name] = textOf(r.value)
		}
		sc.History = append(sc.History, v)
		sc.Version = max(sc.Version, number)
	}
	slices.SortFunc(sc.History, func(a, b scenario.Version) int { return a.Number - b.Number })
	if sc.Version == 0 {
		sc.Version = 1
	}
}
