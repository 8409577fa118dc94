package pack_test

import (
	"io/fs"
	"os"
	"testing"

	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/packs"
)

// The sample city and the fixtures have nothing to mend, and their examples hold: examples are tests.
func TestPacksHaveNoFindings(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		files     string
		scenarios int // at least
	}{"sample city": {"", 9}, "sea": {"testdata/sea", 1}, "freight": {"testdata/freight", 2}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			fsys := os.DirFS(c.files)
			_, report, err := pack.Check(fsys)
			if c.files == "" {
				_, report, err = pack.Check(packs.FS)
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range report.Findings {
				t.Error(f)
			}
			if report.Scenarios < c.scenarios || report.Situations < 100 {
				t.Errorf("checked %d scenarios in %d situations", report.Scenarios, report.Situations)
			}
		})
	}
}

func TestEveryScenarioOfTheSampleCityHasThreeExamplesAndADifference(t *testing.T) {
	t.Parallel()
	cat, _, err := pack.Load(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ scenario, area string }{{"restaurant", "longkou"}, {"newborn", "penglai"}, {"sea_use", "zhifu"}} {
		city, ok := cat.ScenarioIn(c.scenario, "yantai")
		if !ok {
			t.Fatalf("no %s", c.scenario)
		}
		county, _ := cat.ScenarioIn(c.scenario, c.area)
		if city.Hash == county.Hash || len(city.Hash) != 12 {
			t.Errorf("%s: hash %q in the city, %q in %s", c.scenario, city.Hash, county.Hash, c.area)
		}
	}
}

// Two scenarios of the sample city show their plan only, and say where to go meanwhile.
func TestScenariosThatShowTheirPlanOnly(t *testing.T) {
	t.Parallel()
	cat, _, err := pack.Load(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	for slug, want := range map[string]bool{"newborn": true, "restaurant": true, "company_change": true, "company_cancel": true, "disability": true, "retirement": true, "construction_start": true, "sea_use": false, "ride_driver": false} {
		p, err := cat.Compile(slug, "yantai", scenario.Situation{Known: scenario.Known{All: true}})
		if err != nil {
			t.Fatal(slug, err)
		}
		if p.Online != want || (p.OfflineNote == "") != want {
			t.Errorf("%s: online %v, note %q", slug, p.Online, p.OfflineNote)
		}
	}
}

// Every paper of the shipped scenarios says why it is needed: the 一次性告知单 prints it.
func TestEveryPaperThatIsHandedInSaysWhy(t *testing.T) {
	t.Parallel()
	cat, _, err := pack.Load(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, slug := range []string{"company_change", "sea_use", "ride_driver", "company_cancel", "disability", "retirement", "construction_start"} {
		sc, _ := cat.Scenario(slug)
		for _, u := range sc.Uses {
			for _, m := range cat.Library().Variant(u.Item, u.Variant).Needs.Materials {
				if cat.Library().Materials[m.Material].Why == "" {
					t.Errorf("%s needs %s and does not say why", u.Name, m.Material)
				}
			}
		}
	}
}

// The fixture and the shipped scenario of sea use must come out at the published share of papers: 23 -> 10 is
// -56.5 %.
func TestSeaUseComesOutAtThePublishedShare(t *testing.T) {
	t.Parallel()
	for name, files := range map[string]fs.FS{"fixture": os.DirFS("testdata/sea"), "sample city": packs.FS} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			seaUse(t, files)
		})
	}
}

func seaUse(t *testing.T, files fs.FS) {
	t.Helper()
	cat, _, err := pack.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	p, err := cat.Compile("sea_use", "yantai", scenario.Situation{Applicant: "agent", Known: scenario.Known{All: true},
		Answers: map[string]any{"sea_class": "cable", "sea_area": "3.935", "sea_changes_shape": "no", "near_military": false, "wants_relief": true}})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][3]any{"materials": {23, 10, "56.5"}, "days": {57, 30, "47.4"}}
	for _, f := range p.Figures {
		if w, ok := want[f.Name]; ok && (f.Baseline != w[0] || f.Designed != w[1] || f.Percent != w[2]) {
			t.Errorf("%s: %d -> %d = %s %%, want %v", f.Name, f.Baseline, f.Designed, f.Percent, w)
		}
	}
	if len(p.Fees) != 1 || p.Fees[0].Amount != "2.7545" || p.Fees[0].Relief != "0.38563" {
		t.Errorf("fees %+v", p.Fees)
	}
	for _, c := range p.Published {
		if c.Agrees != (c.Figure == "materials") {
			t.Errorf("%s: %s against %s, agrees %v", c.Figure, c.Says, c.Computed, c.Agrees)
		}
	}
}
