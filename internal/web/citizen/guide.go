package citizen

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/item"
	"lianban/internal/domain/material"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// GuidePage is the 办事指南 of a scenario, generated from its pack: for everybody, whatever they would answer.
type GuidePage struct {
	Lead   string
	Note   string
	Closed string // cannot be filed online: where to go
	Season *Season
	Plan   page.Link
	Sheet  page.Link
	Who    []string // who may apply
	Not    []Clause // who is sent elsewhere, and on which ground
	Law    []GuideLaw
	Items  []page.PlanItem
	Mine   []page.Row // papers that may have to be brought, each with its reason
	Ours   []page.Row // papers that come by themselves, and from where
	Flow   []string
	Asked  []page.Row // questions and answers, from the helps of the pack
	Source []page.Row

	NotHere []string // what this scenario leaves to others
}

// GuideLaw is what the law demands for one item.
type GuideLaw struct {
	Name    string
	Clauses []Clause
}

// scenarioGuide is the page /scenarios/{code}/guide.
func scenarioGuide(v *visit) error {
	g, err := v.openGuide()
	if err != nil {
		return err
	}
	w := &guideWriter{v: v, g: g, m: &planDrawer{v: v, p: g.plan, link: v.planQuery(g)}}
	w.lib = v.d.Filing.Catalogue.LibraryFor(g.in.Scenario, g.in.Area)
	w.sc = w.lib.Scenarios[g.in.Scenario]
	at := "/scenarios/" + url.PathEscape(g.in.Scenario)
	f := v.frame(say("guide.title", "name", w.sc.Name))
	v.scenarioCrumbs(f, w.sc.Slug, page.Link{Label: w.sc.Name, Href: at + w.m.link}, page.Link{Label: say("guide.page")})
	p := w.page()
	p.Plan = page.Link{Label: say("guide.plan"), Href: at + w.m.link}
	p.Sheet = page.Link{Label: say("checklist.print"), Href: at + "/checklist" + w.m.link}
	v.show(http.StatusOK, Guide(f, p))
	return nil
}

// guideWriter tells a scenario in plain words. It reads the pack, not one person's plan: all variants count.
type guideWriter struct {
	v   *visit
	g   *guide
	m   *planDrawer
	lib *scenario.Library
	sc  *scenario.Scenario
}

func (w *guideWriter) page() GuidePage {
	p := GuidePage{Lead: w.sc.Summary, Note: w.sc.Note, Closed: closedWords(w.g.plan), Season: w.m.season(), Flow: w.flow(), Asked: w.asked(), Source: w.sources(), NotHere: named(w.sc.NotIncluded)}
	for _, a := range w.sc.Applicants {
		p.Who = append(p.Who, a.Name)
	}
	for _, s := range w.sc.Stops {
		p.Not = append(p.Not, Clause{Say: s.Say, Basis: w.basis(s.Basis)})
	}
	w.items(&p)
	w.papers(&p)
	return p
}

// variants answers each variant that the scenario may use, once.
func (w *guideWriter) variants() []*item.Variant {
	var out []*item.Variant
	for _, u := range w.sc.Uses {
		if x := w.lib.Variant(u.Item, u.Variant); x != nil && u.When != "never" {
			out = append(out, x)
		}
	}
	return out
}

// items lists every item once, with who decides, by when, and what the law demands.
func (w *guideWriter) items(p *GuidePage) {
	seen := map[string]bool{}
	for _, x := range w.variants() {
		it := w.lib.Items[x.Item]
		if it == nil || seen[x.Item] {
			continue
		}
		seen[x.Item] = true
		row := page.PlanItem{Name: it.Name, Why: w.kinds(x.Item)}
		if d := w.lib.Departments[x.Owners[0].Department]; d != nil {
			row.Dept = d.Name
		}
		if days, _ := x.Limit.Promised.InWorkingDays(); days > 0 {
			row.Limit = say("plan.promised", "n", say("limit.working", "n", days))
		}
		p.Items = append(p.Items, row)
		law := GuideLaw{Name: it.Name}
		for _, c := range x.Conditions {
			words := c.Name
			if words == "" {
				words = c.Say
			}
			law.Clauses = append(law.Clauses, Clause{Say: words, Basis: w.basis(c.Basis)})
		}
		if len(law.Clauses) > 0 {
			p.Law = append(p.Law, law)
		}
	}
}

// kinds names the variants of an item in this scenario, or says when it is needed.
func (w *guideWriter) kinds(slug string) string {
	var kinds []string
	always := true
	for _, u := range w.sc.Uses {
		if u.Item != slug {
			continue
		}
		always = always && u.When.IsAlways()
		if x := w.lib.Variant(u.Item, u.Variant); x != nil {
			kinds = append(kinds, x.Name)
		}
	}
	key := "guide.item.sometimes"
	if always {
		key = "guide.item.always"
	}
	if len(kinds) > 1 {
		return say(key+"_of", "kinds", joined(kinds))
	}
	return say(key)
}

// papers sorts what the items need into what people may have to bring and what comes by itself.
func (w *guideWriter) papers(p *GuidePage) {
	seen := map[string]bool{}
	given := map[string]string{}
	var uses []item.MaterialUse
	for _, x := range w.variants() {
		uses = append(uses, x.Needs.Materials...)
		for _, g := range x.GivesPaper {
			given[g] = w.lib.Items[x.Item].Name
		}
	}
	uses = append(uses, w.sc.Needs.Materials...)
	for _, u := range uses {
		def := w.lib.Materials[u.Material]
		if def == nil || seen[u.Material] {
			continue
		}
		seen[u.Material] = true
		row := page.Row{Name: def.Name, Value: def.Why}
		if how := w.arrives(def, given[def.Slug]); how != "" {
			row.Note = how
			p.Ours = append(p.Ours, row)
		} else {
			rule := def.Arrives.Upload.WithDefaults()
			row.Note = ruleWords(&rule)
			p.Mine = append(p.Mine, row)
		}
	}
}

// arrives says how a paper comes without being brought; empty: it must be.
func (w *guideWriter) arrives(def *material.Material, giver string) string {
	switch a := def.Arrives; {
	case a.Generated != "":
		return say("arrival.generated")
	case giver != "":
		return say("arrival.result", "item", giver)
	case a.Certificate != "" && w.connected(a.Certificate):
		return say("arrival.certificate", "source", w.lib.Registers[a.Certificate].Name)
	default:
		for _, c := range a.Verified {
			if w.connected(c.Register) {
				return say("arrival.verified", "source", w.lib.Registers[c.Register].Name)
			}
		}
	}
	return ""
}

func (w *guideWriter) connected(register string) bool {
	r := w.lib.Registers[register]
	return r != nil && r.Connected
}

// flow tells the way from the first question to the result.
func (w *guideWriter) flow() []string {
	out := []string{say("guide.flow.answer", "n", len(w.sc.Questions)), say("guide.flow.form"), say("guide.flow.papers"), say("guide.flow.file")}
	if !w.sc.Online {
		out = []string{say("guide.flow.answer", "n", len(w.sc.Questions)), say("guide.flow.take")}
	}
	out = append(out, w.waits()...)
	result := "guide.flow.each"
	if w.sc.Joint {
		result = "guide.flow.joint"
	}
	out = append(out, say(result))
	if days, _ := w.sc.Promise.InWorkingDays(); days > 0 {
		out = append(out, say("guide.flow.promise", "n", days))
	}
	return out
}

// waits tell which items come after which, one line for each that others wait for.
func (w *guideWriter) waits() []string {
	var firsts []string
	thens := map[string][]string{}
	for _, u := range w.sc.Uses {
		for _, a := range u.After {
			first, _, _ := strings.Cut(a.Name, ".")
			then := w.lib.Items[u.Item].Name
			if w.lib.Items[first] == nil || first == u.Item || slices.Contains(thens[first], then) {
				continue
			}
			if thens[first] == nil {
				firsts = append(firsts, first)
			}
			thens[first] = append(thens[first], then)
		}
	}
	var out []string
	for _, first := range firsts {
		out = append(out, say("guide.flow.after", "first", w.lib.Items[first].Name, "then", joined(thens[first])))
	}
	return out
}

// asked turns the helps of questions and fields into questions and answers.
func (w *guideWriter) asked() []page.Row {
	var out []page.Row
	add := func(slug, ask, why, help string) {
		d := w.lib.Fields[slug]
		if d == nil {
			return
		}
		for _, x := range []struct {
			to   *string
			from string
		}{{&ask, d.Ask}, {&why, d.Why}, {&help, d.Help}} {
			if *x.to == "" {
				*x.to = x.from
			}
		}
		same := func(r page.Row) bool { return r.Name == ask }
		if ask == "" || help == "" || slices.ContainsFunc(out, same) {
			return
		}
		out = append(out, page.Row{Name: ask, Value: closed(help), Note: closed(why)})
	}
	for _, q := range w.sc.Questions {
		add(q.Field, q.Ask, q.Why, q.Help)
	}
	for _, x := range w.variants() {
		for _, u := range x.Needs.Fields {
			add(u.Field, "", "", "")
		}
	}
	return out
}

// closed ends a sentence that its pack left open.
func closed(text string) string {
	stop := say("guide.stop")
	if text == "" || strings.HasSuffix(text, stop) {
		return text
	}
	return text + stop
}

// sources say where the pack has it from.
func (w *guideWriter) sources() []page.Row {
	evidence := lang.Chinese().Say("plan.print.evidence." + w.g.plan.Scenario.Evidence)
	rows := []page.Row{{Name: say("guide.evidence"), Value: evidence, Note: w.g.plan.Scenario.Source}}
	return append(rows, page.Row{Name: say("checklist.version"), Value: say("checklist.version_of", "n", w.sc.Version, "hash", w.sc.Hash)})
}

func (w *guideWriter) basis(slugs []string) string {
	var out []string
	for _, s := range slugs {
		if r := w.lib.References[s]; r != nil {
			out = append(out, r.Name)
		}
	}
	return joined(out)
}
