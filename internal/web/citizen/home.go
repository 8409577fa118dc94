package citizen

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"

	"lianban/internal/app/filing"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/org"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

const (
	forPerson     = "person"
	forEnterprise = "enterprise"
)

// home is C1.
func home(v *visit) error {
	all := v.d.Filing.Catalogue.Scenarios()
	p := HomePage{Total: len(all), All: "/scenarios"}
	for _, audience := range []string{forPerson, forEnterprise} {
		for i, sc := range v.common(audience, all) {
			p.Common = append(p.Common, thingOf(sc))
			if i < 2 && len(sc.Also) > 0 {
				p.Hot = append(p.Hot, page.Link{Label: sc.Also[0], Href: "/search?q=" + url.QueryEscape(sc.Also[0])})
			}
		}
		p.Groups = append(p.Groups, v.stageGroup(audience, all))
	}
	var err error
	if p.Resume, err = v.resume(); err != nil {
		return err
	}
	p.Totals, p.Basis, p.HowTo = v.totals(), say("home.basis", "n", len(all)), "/figures"
	v.show(http.StatusOK, Home(v.frame(say("home.page")), p))
	return nil
}

// common answers three scenarios for the home page: those that most outlets take, because that is where the city expects
// people, then those with published facts, then by slug. What people really open is not counted anywhere yet.
func (v *visit) common(audience string, all []*scenario.Scenario) []*scenario.Scenario {
	taken := map[string]int{}
	for _, o := range v.d.Filing.Catalogue.Outlets() {
		for _, slug := range o.Scenarios {
			taken[slug]++
		}
	}
	published := func(sc *scenario.Scenario) int {
		if sc.Evidence == "example" {
			return 1
		}
		return 0
	}
	own := slices.DeleteFunc(slices.Clone(all), func(sc *scenario.Scenario) bool { return sc.Audience != audience })
	slices.SortStableFunc(own, func(a, b *scenario.Scenario) int {
		return cmp.Or(taken[b.Slug]-taken[a.Slug], published(a)-published(b), cmp.Compare(a.Slug, b.Slug))
	})
	return own[:min(3, len(own))]
}

// thingOf is a scenario with what is sure before any question is answered.
func thingOf(sc *scenario.Scenario) Thing {
	t := Thing{Name: sc.Name, Href: "/scenarios/" + sc.Slug, Summary: sc.Summary}
	t.Figures = append(t.Figures, Figure{Name: say("thing.items"), Now: say("thing.at_most", "n", mostItems(sc))})
	if days, _ := sc.Promise.InWorkingDays(); sc.Promise.IsSet() {
		t.Figures = append(t.Figures, Figure{Name: say("thing.promise"), Now: say("thing.days", "n", days)})
	}
	last := Figure{Name: say("thing.questions"), Now: say("thing.at_most", "n", len(sc.Questions))}
	if !sc.Online {
		last = Figure{Name: say("thing.online"), Now: say("thing.not_yet")}
	}
	t.Figures = append(t.Figures, last)
	return t
}

// mostItems counts the items of a scenario; of those whose variant an answer picks, only one can be there.
func mostItems(sc *scenario.Scenario) int {
	picked := map[string]bool{}
	n := 0
	for _, u := range sc.Uses {
		if u.By == "" || !picked[u.Item] {
			n++
		}
		picked[u.Item] = picked[u.Item] || u.By != ""
	}
	return n
}

// taxonomy is the way of sorting that the portal shows.
func (v *visit) taxonomy() *org.Taxonomy {
	if t := v.d.Filing.Catalogue.Stages(v.d.Taxonomy); t != nil {
		return t
	}
	if all := v.d.Filing.Catalogue.Taxonomies(); len(all) > 0 {
		return all[len(all)-1]
	}
	return &org.Taxonomy{}
}

func stagesOf(t *org.Taxonomy, audience string) []org.Stage {
	if audience == forEnterprise {
		return t.Enterprise
	}
	return t.Person
}

// inStage says whether a scenario stands in a stage of a taxonomy.
func inStage(sc *scenario.Scenario, taxonomy, stage string) bool {
	return slices.Contains(sc.Stages, scenario.InSort{Taxonomy: taxonomy, Stage: stage})
}

func (v *visit) stageGroup(audience string, all []*scenario.Scenario) StageGroup {
	t := v.taxonomy()
	g := StageGroup{Name: say("audience." + audience), Enterprise: audience == forEnterprise}
	for _, sc := range all {
		if sc.Audience == audience {
			g.Count++
		}
	}
	for _, s := range stagesOf(t, audience) {
		n := 0
		for _, sc := range all {
			if sc.Audience == audience && inStage(sc, t.Slug, s.Slug) {
				n++
			}
		}
		g.Stages = append(g.Stages, Stage{Slug: s.Slug, Name: s.Name, Count: n, Href: "/stages/" + t.Slug + "/" + s.Slug})
	}
	if audience == forPerson {
		g.Note = say("home.unsure")
	}
	g.Links = []page.Link{{Label: say("home.see_all", "who", g.Name, "n", g.Count), Href: "/scenarios?audience=" + audience}}
	return g
}

// resume finds what the person should go on with: first what waits for them, then what runs, then a draft.
func (v *visit) resume() (*Resume, error) {
	if !v.known {
		return nil, nil
	}
	ctx := v.r.Context()
	list, err := v.d.Filing.Cases(ctx, v.who.Principal, filing.Page{Limit: 20})
	if err != nil {
		return nil, err
	}
	var running *casework.Case
	for _, c := range list.Cases {
		if casework.NeedsYou(c) {
			return v.resumeCase(c), nil
		}
		if running == nil && casework.ResultOf(c) == "" {
			running = c
		}
	}
	if running != nil {
		return v.resumeCase(running), nil
	}
	ds, err := v.d.Filing.Drafts(ctx, v.who.Principal)
	if err != nil || len(ds) == 0 {
		return nil, err
	}
	return &Resume{
		Title: say("home.draft", "name", v.scenarioName(ds[0].Scenario)), Say: say("drafts.saved", "at", v.moment(ds[0].UpdatedAt)),
		Button: page.Link{Label: say("home.go_on"), Href: "/drafts/" + string(ds[0].ID)},
	}, nil
}

func (v *visit) resumeCase(c *casework.Case) *Resume {
	done, of := casework.Decided(c)
	r := &Resume{
		Title: say("home.running", "name", caseName(c)), Say: say("home.decided", "done", done, "of", of),
		Button: page.Link{Label: say("home.look"), Href: caseURL(c)},
	}
	if due := v.promise(c); due != 0 {
		r.Say += say("home.until", "day", bindingDay(due))
	}
	for _, it := range c.Current() {
		r.States = append(r.States, v.state(c, it))
	}
	if todos := v.todos(c); len(todos) > 0 {
		r.Alert = todos[0].Title
		r.Button = todos[0].Button
	}
	return r
}

func (v *visit) scenarioName(slug string) string {
	if sc, ok := v.d.Filing.Catalogue.Scenario(slug); ok {
		return sc.Name
	}
	return slug
}
