package citizen

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/org"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// guide is a plan as somebody explores it, with the address that keeps its answers.
type guide struct {
	in   filing.ExploreInput
	plan *scenario.Plan
	id   ident.DraftID
}

// openGuide reads the answers that ?plan= remembers, or begins without any.
func (v *visit) openGuide() (*guide, error) {
	code, q := v.r.PathValue("code"), v.r.URL.Query()
	if id := q.Get("plan"); id != "" {
		f, err := v.d.Filing.Recall(v.r.Context(), ident.DraftID(id))
		if err == nil && f.Draft.Scenario == code {
			in := filing.ExploreInput{
				Scenario: code, Area: f.Draft.Area, Role: f.Work.Role, Answers: f.Work.Answers, Without: f.Work.Chooses.Without,
			}
			return &guide{in: in, plan: f.Plan, id: f.Draft.ID}, nil
		}
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		} // a plan that has expired begins anew
	}
	g := &guide{in: filing.ExploreInput{Scenario: code, Area: v.area(code, q.Get("area"))}}
	var err error
	g.plan, err = v.d.Filing.Explore(v.r.Context(), g.in)
	return g, err
}

// areas are where a scenario can be filed: every county and zone that is valid today, or those that it names.
func (v *visit) areas(code string) []*org.Area {
	sc, _ := v.d.Filing.Catalogue.Scenario(code)
	today := v.today.String()
	var out []*org.Area
	for _, a := range v.d.Filing.Catalogue.Areas() {
		offered := sc == nil || len(sc.OfferedIn) == 0 || slices.Contains(sc.OfferedIn, a.Slug)
		if a.Within != "" && a.ValidOn(today) && offered {
			out = append(out, a)
		}
	}
	slices.SortStableFunc(out, func(a, b *org.Area) int { // counties first, then functional zones
		switch {
		case a.Zone == b.Zone:
			return strings.Compare(a.Code, b.Code)
		case a.Zone:
			return 1
		}
		return -1
	})
	return out
}

// area is the wanted one when the scenario is offered there, else the first.
func (v *visit) area(code, wanted string) string {
	all := v.areas(code)
	for _, a := range all {
		if a.Slug == wanted {
			return wanted
		}
	}
	if len(all) > 0 {
		return all[0].Slug
	}
	return wanted
}

// showScenario is C5.
func showScenario(v *visit) error {
	g, err := v.openGuide()
	if err != nil {
		return err
	}
	v.showGuide(http.StatusOK, g, nil)
	return nil
}

// updatePlan keeps the answers and shows the plan that follows from them.
func updatePlan(v *visit) error {
	if err := v.r.ParseForm(); err != nil {
		return fault.New(fault.Invalid, "citizen.form_unreadable")
	}
	code, posted := v.r.PathValue("code"), v.r.PostForm
	g := &guide{in: filing.ExploreInput{
		Scenario: code, Area: v.area(code, posted.Get("area")), Role: posted.Get("applicant"),
		Answers: answersOf(posted), Without: without(posted),
	}}
	id, err := v.d.Filing.Remember(v.r.Context(), g.in)
	if fault.Is(err, fault.Invalid) {
		return v.guideAgain(g, err)
	}
	if err != nil {
		return err
	}
	return v.goTo(planURL(code, id) + "&said=1")
}

// guideAgain shows the page once more with what was answered and what is wrong with it; the plan is the one that the
// usable answers give.
func (v *visit) guideAgain(g *guide, err error) error {
	good := g.in
	good.Answers = map[string]any{}
	wrong := map[string]bool{}
	for _, x := range fault.Of(err).Fields {
		wrong[x.Name] = true
	}
	for key, value := range g.in.Answers {
		if !wrong[key] {
			good.Answers[key] = value
		}
	}
	plan, perr := v.d.Filing.Explore(v.r.Context(), good)
	if perr != nil {
		return err
	}
	g.plan = plan
	v.showGuide(http.StatusUnprocessableEntity, g, err)
	return nil
}

// The names of the form of questions that are not answers.
var ownNames = []string{"plan", "area", "applicant", "without", "leave", "take", "version"}

// answersOf reads the answers of the guide as they were written; an empty one is no answer.
func answersOf(posted url.Values) map[string]any {
	return page.AnswersOf(posted, ownNames)
}

// without are the optional items that stay out after the button that was pressed.
func without(posted url.Values) []string {
	out := slices.DeleteFunc(slices.Clone(posted["without"]), func(s string) bool { return s == posted.Get("take") })
	if leave := posted.Get("leave"); leave != "" && !slices.Contains(out, leave) {
		out = append(out, leave)
	}
	return out
}

// showGuide draws C5 from a plan.
func (v *visit) showGuide(status int, g *guide, wrong error) {
	m := &planDrawer{v: v, p: g.plan, link: v.planQuery(g)}
	p := m.page()
	p.PlanID, p.Area, p.Without = string(g.id), g.in.Area, g.in.Without
	for _, a := range v.areas(g.in.Scenario) {
		p.Areas = append(p.Areas, page.Option{Value: a.Slug, Label: a.Name})
	}
	p.Questions = v.questions(g)
	p.AskLead = say("plan.ask_lead", "n", len(p.Questions))
	if wrong != nil {
		p.Problems = problemsOf(wrong)
		markProblems(p.Questions, p.Problems)
	}
	if sc, ok := v.d.Filing.Catalogue.Scenario(g.in.Scenario); ok {
		p.Facts = v.facts(sc)
		if len(p.Stops) > 0 {
			p.Facts = append(p.Facts, notIncluded(sc)...)
		}
	}
	if own, err := v.ownFigures(g.in.Scenario); err == nil {
		p.Own = &own
	}
	p.Season = m.season()
	if p.Closed = closedWords(g.plan); p.Closed == "" {
		p.Start = v.startButton(g)
	}
	at := "/scenarios/" + url.PathEscape(g.in.Scenario)
	p.Sheets = []page.Link{{Label: say("checklist.print"), Href: at + "/checklist" + m.link}, {Label: say("guide.page"), Href: at + "/guide" + m.link}}
	if v.d.Book != nil {
		p.Sheets = append(p.Sheets, page.Link{Label: say("versions.page"), Href: at + "/versions"})
	}
	if v.r.URL.Query().Get("said") == "1" {
		p.Changed = say("plan.changed", "items", len(g.plan.Items), "materials", m.handedIn())
	}
	f := v.frame(say("plan.title", "name", g.plan.Scenario.Name))
	f.Failed = wrong != nil
	v.scenarioCrumbs(f, g.plan.Scenario.Slug, page.Link{Label: g.plan.Scenario.Name})
	if v.r.Method == http.MethodGet && v.r.Header.Get("HX-Request") == "true" {
		v.w.Header().Set("HX-Replace-Url", v.here()) // the address keeps the answers: reload, share and login come back to them
	}
	v.show(status, Scenario(f, p))
}

// planURL is the scenario's page with the answers that a plan remembers.
func planURL(code string, plan ident.DraftID) string {
	at := "/scenarios/" + url.PathEscape(code)
	if plan != "" {
		at += "?plan=" + url.QueryEscape(string(plan))
	}
	return at
}

func (v *visit) planQuery(g *guide) string {
	if g.id != "" {
		return "?plan=" + string(g.id)
	}
	return "?area=" + url.QueryEscape(g.in.Area)
}

// startButton begins the draft; the answers go with it by their address.
func (v *visit) startButton(g *guide) *page.Post {
	label := say("plan.start")
	switch g.plan.Campaign.On(v.today) {
	case scenario.Over:
		return nil
	case scenario.NotYet:
		label = say("season.start")
	}
	post := &page.Post{To: "/drafts/start", Label: label, Hidden: []page.Hidden{{Name: "scenario", Value: g.in.Scenario}}}
	if g.id != "" {
		post.Hidden = append(post.Hidden, page.Hidden{Name: "plan", Value: string(g.id)})
	} else {
		post.Hidden = append(post.Hidden, page.Hidden{Name: "area", Value: g.in.Area})
	}
	return post
}

// scenarioCrumbs lead through the stage of a scenario.
func (v *visit) scenarioCrumbs(f *page.Frame, code string, last ...page.Link) {
	t := v.taxonomy()
	var links []page.Link
	if sc, ok := v.d.Filing.Catalogue.Scenario(code); ok {
		for _, s := range stagesOf(t, sc.Audience) {
			if inStage(sc, t.Slug, s.Slug) {
				links = []page.Link{{Label: s.Name, Href: "/stages/" + t.Slug + "/" + s.Slug}}
			}
		}
	}
	crumbs(f, append(links, last...)...)
}

// questions are the fields of the guide: who applies, how many there are of what repeats, menus, and the questions.
func (v *visit) questions(g *guide) []page.Field {
	var out []page.Field
	if len(g.plan.Applicants) > 1 {
		d := page.Field{Kind: page.OneOf, Name: "applicant", Label: say("plan.applicant"), Value: g.plan.Applicant.Slug, Pills: true}
		for _, a := range g.plan.Applicants {
			d.Options = append(d.Options, page.Option{Value: a.Slug, Label: a.Name})
		}
		out = append(out, d)
	}
	for _, r := range g.plan.Repeats {
		out = append(out, page.Field{Kind: page.Number, Name: r.Topic, Label: r.Label, Value: strconv.Itoa(r.Count),
			Help: say("plan.repeat", "min", r.Min, "max", r.Max)})
	}
	menus := func(late bool) {
		for _, m := range g.plan.Menus {
			if m.Late == late {
				d := page.MenuField(m)
				d.Pills = true
				out = append(out, d)
			}
		}
	}
	menus(false)
	for _, q := range g.plan.Questions {
		if q.Shown {
			out = append(out, questionField(q, g.in.Answers[q.Key]))
		}
	}
	menus(true)
	return out
}

// questionField is one question; written is what somebody wrote, which stays when it cannot be used.
func questionField(q scenario.Question, written any) page.Field {
	return page.QuestionField(q, written)
}

// markProblems puts the words of the summary above their fields.
func markProblems(fields []page.Field, problems []page.Problem) {
	for i := range fields {
		for j := range problems {
			if name := strings.TrimSuffix(fields[i].Name, "[]"); problems[j].Field == name {
				fields[i].Error, problems[j].Field = problems[j].Text, fields[i].Name
			}
		}
	}
}
