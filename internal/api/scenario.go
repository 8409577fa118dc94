package api

import (
	"context"
	"slices"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/filing"
	"lianban/internal/base/fault"
	"lianban/internal/domain/rule"
	"lianban/internal/domain/scenario"
)

// Area is an area whose offices decide.
type Area struct {
	Slug   string `json:"slug"`
	Name   string `json:"name"`
	Code   string `json:"code,omitempty" doc:"GB/T 2260"`
	Within string `json:"within,omitempty" doc:"Slug of the area around it"`
	Zone   bool   `json:"zone" doc:"Functional zone"`
}

// Stage is where a scenario stands in one taxonomy of life events.
type Stage struct {
	Taxonomy string `json:"taxonomy"`
	Stage    string `json:"stage"`
	Name     string `json:"name"`
}

// ScenarioLine is one line of the list of scenarios.
type ScenarioLine struct {
	Slug     string         `json:"slug"`
	Name     string         `json:"name"`
	Summary  string         `json:"summary"`
	Audience string         `json:"audience" enum:"person,enterprise"`
	Stages   []Stage        `json:"stages"`
	Lead     scenario.Named `json:"lead" doc:"Department that leads"`
	Origin   string         `json:"origin" doc:"national, provincial, city, typical"`
	Evidence string         `json:"evidence" doc:"published, adapted, example"`
	Special  bool           `json:"special"`
	Pilot    bool           `json:"pilot"`
	Online   bool           `json:"online" doc:"It can be filed online; else only its plan is shown"`
	Version  int            `json:"version"`
	Hash     string         `json:"hash" doc:"Content hash in the area that was asked for"`
}

// Scenario is one life event.
type Scenario struct {
	ScenarioLine
	Also        []string         `json:"also" doc:"Words that people use for it"`
	Note        string           `json:"note,omitempty"`
	Applicants  []scenario.Role  `json:"applicants" doc:"Who may file"`
	OfferedIn   []string         `json:"offered_in" doc:"Areas; empty: everywhere"`
	Joint       bool             `json:"joint_result" doc:"Results are handed over together"`
	OfflineNote string           `json:"offline_note,omitempty" doc:"Where to go while it cannot be filed online"`
	Promise     *Span            `json:"promise,omitempty" doc:"Of the joint result"`
	NotIncluded []scenario.Named `json:"not_included"`
}

// Span is a length of time.
type Span struct {
	N    int    `json:"n"`
	Unit string `json:"unit" doc:"working days, calendar days, months, years"`
}

type areasOut struct {
	Body struct {
		Areas []Area `json:"areas"`
		Pages
	} `nameHint:"Areas"`
}

// Sides are those from which the catalogue is browsed: the same as in the portal.
type Sides struct {
	Area     string   `query:"area" doc:"Slug; only scenarios that are offered there"`
	Audience string   `query:"audience" enum:"person,enterprise"`
	Taxonomy string   `query:"taxonomy" doc:"Slug of a taxonomy of stages"`
	Stage    string   `query:"stage" doc:"Slug of a stage"`
	Origin   string   `query:"origin" enum:"national,provincial,city,typical" doc:"Which list it comes from"`
	Evidence string   `query:"evidence" enum:"published,adapted,example"`
	Only     []string `query:"only" enum:"special,pilot,campaign,open" maxItems:"4" doc:"All of these: a special of the city, a pilot, open in a campaign only, can be filed today"`
}

// browse is the list that is asked for. Stages are compared by wants, in all taxonomies when none is named.
func (in *Sides) browse() scenario.Browse {
	b := scenario.Browse{Taxonomy: in.Taxonomy, Picked: map[scenario.Facet][]string{scenario.ByMark: in.Only}}
	for f, value := range map[scenario.Facet]string{scenario.ByArea: in.Area, scenario.ByAudience: in.Audience, scenario.ByOrigin: in.Origin, scenario.ByEvidence: in.Evidence} {
		if value != "" {
			b.Picked[f] = []string{value}
		}
	}
	return b
}

type scenariosIn struct {
	Short
	Sides
	Text string `query:"q" maxLength:"80" doc:"Part of the name, summary or everyday words"`
}

type scenariosOut struct {
	Body struct {
		Scenarios []ScenarioLine `json:"scenarios"`
		Pages
	} `nameHint:"Scenarios"`
}

type scenarioIn struct {
	Scenario string `path:"scenario" doc:"Slug"`
	Area     string `query:"area" doc:"Slug; empty: the city's version"`
}

type scenarioOut struct{ Body Scenario }

// PlanBody is what somebody says about their situation.
type PlanBody struct {
	Area      string   `json:"area" doc:"Slug" minLength:"1"`
	Applicant string   `json:"applicant,omitempty" doc:"Slug of the role; empty: the first"`
	Answers   Values   `json:"answers,omitempty" doc:"By question key; questions without an answer stay open"`
	Without   []string `json:"without,omitempty" doc:"Optional uses that are left out" maxItems:"100"`
}

func (b PlanBody) explore(slug string) filing.ExploreInput {
	return filing.ExploreInput{Scenario: slug, Area: b.Area, Role: b.Applicant, Answers: b.Answers, Without: b.Without}
}

type planIn struct {
	Scenario string `path:"scenario" doc:"Slug"`
	Body     PlanBody
}

type planOut struct{ Body *scenario.Plan }

func (d *door) areas(a huma.API) {
	huma.Register(a, public(get(tagScenarios, "/areas", "list-areas", "List the areas whose offices decide")), d.listAreas)
}

func (d *door) scenarios(a huma.API) {
	huma.Register(a, public(get(tagScenarios, "/scenarios", "list-scenarios", "List the life events")), d.listScenarios)
	huma.Register(a, public(get(tagScenarios, "/scenarios/{scenario}", "get-scenario", "Show one life event")), d.getScenario)
	huma.Register(a, public(post(tagScenarios, "/scenarios/{scenario}/plan", "plan-scenario",
		"Compile the plan of one situation: items, one form, one set of materials, steps, days, fees")), d.plan)
}

func (d *door) listAreas(_ context.Context, in *Short) (*areasOut, error) {
	var areas []Area
	today := d.Handling.Today().String()
	for _, x := range d.Catalogue.Areas() {
		if x.ValidOn(today) {
			areas = append(areas, Area{Slug: x.Slug, Name: x.Name, Code: x.Code, Within: x.Within, Zone: x.Zone})
		}
	}
	out := &areasOut{}
	var err error
	out.Body.Areas, out.Body.Pages, err = cut(areas, func(x Area) string { return x.Slug }, *in)
	return out, err
}

func (d *door) listScenarios(_ context.Context, in *scenariosIn) (*scenariosOut, error) {
	var lines []ScenarioLine
	fit := d.Catalogue.Browse(in.browse(), d.Handling.Today())
	slices.SortFunc(fit, func(a, b *scenario.Scenario) int { return strings.Compare(a.Slug, b.Slug) })
	for _, base := range fit {
		s, ok := base, true
		if in.Area != "" {
			s, ok = d.Catalogue.ScenarioIn(base.Slug, in.Area)
		}
		if ok && in.staged(s) && in.says(s) {
			lines = append(lines, d.line(s))
		}
	}
	out := &scenariosOut{}
	var err error
	out.Body.Scenarios, out.Body.Pages, err = cut(lines, func(x ScenarioLine) string { return x.Slug }, in.Short)
	return out, err
}

func (in *Sides) staged(s *scenario.Scenario) bool {
	return in.Stage == "" && in.Taxonomy == "" || slices.ContainsFunc(s.Stages, func(x scenario.InSort) bool {
		return (in.Taxonomy == "" || x.Taxonomy == in.Taxonomy) && (in.Stage == "" || x.Stage == in.Stage)
	})
}

func (in *scenariosIn) says(s *scenario.Scenario) bool {
	return strings.Contains(strings.Join(append([]string{s.Slug, s.Name, s.Summary}, s.Also...), "\n"), in.Text)
}

func (d *door) getScenario(_ context.Context, in *scenarioIn) (*scenarioOut, error) {
	s, ok := d.Catalogue.ScenarioIn(in.Scenario, in.Area)
	if !ok {
		return nil, fault.New(fault.NotFound, "plan.no_scenario", "scenario", in.Scenario)
	}
	out := Scenario{
		ScenarioLine: d.line(s), Also: list(s.Also), Note: s.Note, Applicants: []scenario.Role{}, OfferedIn: list(s.OfferedIn),
		Joint: s.Joint, OfflineNote: s.OfflineNote, Promise: span(s.Promise), NotIncluded: list(s.NotIncluded),
	}
	for _, a := range s.Applicants {
		out.Applicants = append(out.Applicants, scenario.Role{Slug: a.Slug, Name: a.Name, ActsFor: a.ActsFor})
	}
	return &scenarioOut{out}, nil
}

func (d *door) line(s *scenario.Scenario) ScenarioLine {
	out := ScenarioLine{
		Slug: s.Slug, Name: s.Name, Summary: s.Summary, Audience: s.Audience, Stages: []Stage{},
		Lead: scenario.Named{Slug: s.Lead}, Origin: s.Origin, Evidence: s.Evidence, Special: s.Special, Pilot: s.Pilot, Online: s.Online,
		Version: s.Version, Hash: s.Hash,
	}
	if lead, ok := d.Catalogue.Department(s.Lead); ok {
		out.Lead.Name = lead.Name
	}
	for _, x := range s.Stages {
		out.Stages = append(out.Stages, Stage{Taxonomy: x.Taxonomy, Stage: x.Stage, Name: d.stageName(x)})
	}
	return out
}

func (d *door) stageName(x scenario.InSort) string {
	t := d.Catalogue.Stages(x.Taxonomy)
	if t == nil {
		return ""
	}
	for _, s := range slices.Concat(t.Person, t.Enterprise) {
		if s.Slug == x.Stage {
			return s.Name
		}
	}
	return ""
}

func (d *door) plan(ctx context.Context, in *planIn) (*planOut, error) {
	p, err := d.Filing.Explore(ctx, in.Body.explore(in.Scenario))
	return &planOut{p}, under("answers", own{"applicant": "applicant"}, err)
}

func span(s rule.Span) *Span {
	if !s.IsSet() {
		return nil
	}
	return &Span{N: s.N, Unit: s.Unit}
}

// list answers an empty list for none, so that JSON has [] and never null.
func list[T any](x []T) []T {
	if x == nil {
		return []T{}
	}
	return x
}
