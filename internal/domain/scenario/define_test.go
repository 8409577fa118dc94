package scenario_test

import (
	"testing"

	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
)

func TestEveryFigureHasADefinition(t *testing.T) {
	t.Parallel()
	texts := lang.Chinese()
	for _, name := range scenario.FigureNames() {
		d, ok := scenario.Define(name, texts)
		if !ok || d.Baseline == "" || d.Designed == "" || d.Title[0] == '[' || d.Unit[0] == '[' {
			t.Errorf("%s: %+v", name, d)
		}
	}
	for _, name := range scenario.Rules {
		if !texts.Has("figures.rule." + name) {
			t.Errorf("no rule %s", name)
		}
	}
	if _, ok := scenario.Define("luck", texts); ok {
		t.Error("luck is no figure")
	}
}

func TestReductionsAreWrittenForPeople(t *testing.T) {
	t.Parallel()
	for percent, want := range map[string]string{"45.0": "−45%", "56.5": "−56.5%", "-18.2": "+18.2%", "0.0": "0%", "": "—", "100.0": "−100%"} {
		if got := scenario.Change(percent); got != want {
			t.Errorf("%q: %s, want %s", percent, got, want)
		}
	}
	says, computed := scenario.Claim{Says: "-56.5 %", Computed: "23 -> 10 = -56.5 %"}.Read()
	if says != "−56.5%" || computed != "23 → 10，−56.5%" {
		t.Errorf("%s, %s", says, computed)
	}
}

// Two scenarios of different size: the mean counts them alike, the pooled share counts their days alike. What has no
// baseline counts in neither.
func TestMeanAndPooledAreToldApart(t *testing.T) {
	t.Parallel()
	line := func(baseline, designed int) *scenario.Reduction {
		return &scenario.Reduction{Figures: []scenario.Measured{{Figure: scenario.Figure{Name: "days", Baseline: baseline, Designed: designed}}}}
	}
	city := &scenario.Library{Published: []scenario.Published{{Source: "press", Totals: []scenario.Total{{Figure: "days", Percent: "-45"}, {Figure: "trips", Percent: "-61"}}}}}
	a := scenario.NewCatalogue(city, nil).Averages([]*scenario.Reduction{line(100, 50), line(10, 6), line(0, 3)})[0]
	if a.Scenarios != 2 || a.Mean != "45.0" || a.Baseline != 110 || a.Designed != 56 || a.Pooled != "49.1" || a.Actual != "" {
		t.Errorf("%+v", a)
	}
	if len(a.Published) != 1 || !a.Published[0].Agrees {
		t.Errorf("what the city published stands beside: %+v", a.Published)
	}
	none := scenario.NewCatalogue(city, nil).Averages(nil)
	if none[0].Mean != "" || none[0].Pooled != "" || none[1].Published[0].Agrees {
		t.Errorf("nothing agrees with no figures: %+v", none)
	}
}

func TestFiguresAreOrderedByWhatTheyReduce(t *testing.T) {
	t.Parallel()
	f := func(baseline, designed int) scenario.Measured {
		return scenario.Measured{Figure: scenario.Figure{Baseline: baseline, Designed: designed}}
	}
	order := []scenario.Measured{f(0, 0), f(10, 12), f(10, 10), f(3, 2), f(30, 1)}
	for i := range order {
		for j := range order {
			got := scenario.Compare(order[i], order[j])
			if want := max(-1, min(1, i-j)); got != want {
				t.Errorf("%+v with %+v: %d", order[i], order[j], got)
			}
		}
	}
}
