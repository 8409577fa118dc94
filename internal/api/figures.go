package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
)

type figuresIn struct {
	Short
	Sides
}

type figuresOut struct {
	Body struct {
		Figures     []*scenario.Reduction `json:"figures" doc:"Designed, computed from the packs: nothing of it was measured"`
		Averages    []scenario.Average    `json:"averages" doc:"Over all scenarios that fit, not over this page only"`
		Definitions []scenario.Definition `json:"definitions" doc:"What each figure counts"`
		Pages
	} `nameHint:"Figures"`
}

type figureIn struct {
	Scenario string `path:"scenario" doc:"Slug"`
}

type figureOut struct {
	Body struct {
		*scenario.Reduction
		Definitions []scenario.Definition `json:"definitions" doc:"What each figure counts"`
	} `nameHint:"ScenarioFigures"`
}

func (d *door) figures(a huma.API) {
	huma.Register(a, public(get(tagScenarios, "/figures", "list-figures",
		"List what the life events save: baseline and designed, with definitions and averages")), d.listFigures)
	huma.Register(a, public(get(tagScenarios, "/scenarios/{scenario}/figures", "get-scenario-figures",
		"Show what one life event saves, beside what sources published")), d.getFigures)
}

func (d *door) listFigures(_ context.Context, in *figuresIn) (*figuresOut, error) {
	fit := map[string]bool{}
	for _, s := range d.Catalogue.Browse(in.browse(), d.Handling.Today()) {
		fit[s.Slug] = in.staged(s)
	}
	var lines []*scenario.Reduction
	for _, r := range d.Catalogue.Reductions() {
		if fit[r.Scenario.Slug] {
			lines = append(lines, r)
		}
	}
	out := &figuresOut{}
	out.Body.Averages, out.Body.Definitions = d.Catalogue.Averages(lines), scenario.Definitions(lang.Chinese())
	var err error
	out.Body.Figures, out.Body.Pages, err = cut(lines, func(x *scenario.Reduction) string { return x.Scenario.Slug }, in.Short)
	return out, err
}

func (d *door) getFigures(_ context.Context, in *figureIn) (*figureOut, error) {
	r, err := d.Catalogue.Reduction(in.Scenario)
	if err != nil {
		return nil, err
	}
	out := &figureOut{}
	out.Body.Reduction, out.Body.Definitions = r, scenario.Definitions(lang.Chinese())
	return out, nil
}
