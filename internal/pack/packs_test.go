package pack_test

import (
	"io/fs"
	"os"
	"testing"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/rule"
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
	}{"sample city": {"", 11}, "sea": {"testdata/sea", 1}, "freight": {"testdata/freight", 2}} {
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

// Every scenario of the sample city can be filed online.
func TestEveryScenarioOfTheSampleCityIsOnline(t *testing.T) {
	t.Parallel()
	cat, _, err := pack.Load(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, sc := range cat.Scenarios() {
		p, err := cat.Compile(sc.Slug, "yantai", scenario.Situation{Known: scenario.Known{All: true}})
		if err != nil {
			t.Fatal(sc.Slug, err)
		}
		if !p.Online || p.OfflineNote != "" {
			t.Errorf("%s: online %v, note %q", sc.Slug, p.Online, p.OfflineNote)
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
	for _, slug := range []string{"company_change", "sea_use", "ride_driver", "company_cancel", "disability", "retirement", "construction_start", "school", "transport"} {
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
		Answers: map[string]any{"sea_class": "cable", "sea_area": "3.935", "sea_changes_shape": "no", "near_military": false, "wants_relief": true, "sea_years": 40}})
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

// A fee that comes back every year is exact over all its years, to the fen: the case of Qingdao 2025-04-14.
func TestTheFeeOfSeaUseIsExactOverFortyYears(t *testing.T) {
	t.Parallel()
	p := compile(t, "sea_use", "yantai", scenario.Situation{Applicant: "owner", Known: scenario.Known{All: true}, Answers: map[string]any{
		"sea_class": "cable", "sea_area": "3.935", "sea_changes_shape": "no", "near_military": "yes", "wants_relief": "yes", "sea_years": "40"}})
	if len(p.Fees) != 1 {
		t.Fatalf("%d fees", len(p.Fees))
	}
	f := p.Fees[0]
	if f.Every != "year" || f.Times != "40" || f.Total != "110.18" || f.TotalRelief != "15.4252" || f.Step != "sea_fee.collect/fee" || len(f.Reliefs) != 1 || f.Reliefs[0].By.Slug != "finance" {
		t.Errorf("%+v", f)
	}
}

// What an officer's step needs stands in the plan: days with their unit, whom to ask and what silence means with its
// ground, what is shown, and on which ground time does not count.
func TestTheStepsOfSeaUseCarryTheirLaw(t *testing.T) {
	t.Parallel()
	p := compile(t, "sea_use", "yantai", scenario.Situation{Applicant: "owner", Known: scenario.Known{All: true}, Answers: map[string]any{
		"sea_class": "cable", "sea_area": "3.935", "sea_changes_shape": "no", "near_military": "yes", "wants_relief": "no", "sea_years": "15"}})
	step := func(id string) scenario.StepNode {
		t.Helper()
		for _, s := range p.Steps {
			if s.ID == "sea_approval.new/"+id {
				return s
			}
		}
		t.Fatalf("no step %s", id)
		return scenario.StepNode{}
	}
	ten := scenario.Limit{Days: 10}
	if s := step("public_notice"); s.Limit != ten || s.Shows != "sea_report_public" || s.Counted || len(s.Excluded) != 1 {
		t.Errorf("%+v", s)
	}
	if s := step("expert_review"); len(s.Excluded) != 1 || s.Excluded[0].Slug != "licensing_law_45" {
		t.Errorf("%+v", s)
	}
	if s := step("consult"); s.Silence != "no objection" || len(s.Asks) != 3 || len(s.Basis) != 2 || s.Limit.Days != 7 {
		t.Errorf("%+v", s)
	}
	if s := step("consult_military"); s.Silence != "objection" || len(s.Asks) != 1 || s.Asks[0].Slug != "military" {
		t.Errorf("the military's silence counts: %+v", s)
	}
}

// A driver is granted automatically when every record is there and good; anything else goes to a person.
func TestADriverIsJudgedByRecords(t *testing.T) {
	t.Parallel()
	cat, _, err := pack.Load(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	p := compile(t, "ride_driver", "zhifu", scenario.Situation{Known: scenario.Known{All: true}, Answers: map[string]any{"licensed_three_years": "yes", "passed_exam": "no"}})
	const slot = "ride_driver.new"
	for name, c := range map[string]struct {
		change map[string]any
		want   bool
	}{
		"all good":         {nil, true},
		"exactly 3 years":  {map[string]any{"years_licensed": "3"}, true},
		"too short":        {map[string]any{"years_licensed": "2.9"}, false},
		"a record":         {map[string]any{"drink_record": "yes"}, false},
		"a record missing": {map[string]any{"drug_record": nil}, false},
		"nonsense":         {map[string]any{"violent_crime": "maybe"}, false},
		"not passed":       {map[string]any{"ride_exam_passed": "no"}, false},
	} {
		facts := map[string]any{"years_licensed": "9", "driving_crime": "no", "violent_crime": "no", "drug_record": "no",
			"drink_record": "no", "full_points": "no", "ride_exam_passed": true}
		for k, v := range c.change {
			facts[k] = v
		}
		verdicts, err := cat.Judge(p, slot, facts)
		if err != nil {
			t.Fatal(name, err)
		}
		if got := scenario.Granted(verdicts); got != c.want || len(verdicts) != 7 {
			t.Errorf("%s: granted %v by %d rules", name, got, len(verdicts))
		}
	}
	verdicts, _ := cat.Judge(p, slot, nil)
	for _, v := range verdicts {
		f := v.Rule.Facts
		if len(f) != 1 || f[0].Register == "" || f[0].Source == "" || len(v.Rule.Basis) == 0 || v.Rule.Say == "" || v.Holds != rule.Unknown {
			t.Errorf("a rule that cannot be shown: %+v", v)
		}
		if v.Rule.Slug == "passed" && f[0].GivenBy != "ride_exam.take" {
			t.Errorf("the examination of this case does not count: %+v", f)
		}
	}
	if scenario.Granted(nil) {
		t.Error("no rules grant")
	}
	if _, err := cat.Judge(p, "ride_exam.take", nil); !fault.Is(err, fault.NotFound) {
		t.Errorf("an examination was judged: %v", err)
	}
}

// A campaign has a first and a last day, both of which count, and each area its own.
func TestACampaignKnowsItsSeason(t *testing.T) {
	t.Parallel()
	c := compile(t, "school", "zhifu", scenario.Situation{}).Campaign
	if c == nil || c.Missed == "" || c.Publishes == 0 {
		t.Fatalf("%+v", c)
	}
	for day, want := range map[string]scenario.Season{
		"2027-06-30": scenario.NotYet, "2027-07-01": scenario.Open, "2027-07-10": scenario.Open, "2027-07-11": scenario.Over,
	} {
		if got := c.On(calendar.MustDay(day)); got != want {
			t.Errorf("%s: %s, want %s", day, got, want)
		}
	}
	if got := (*scenario.Campaign)(nil).On(1); got != scenario.Open {
		t.Errorf("without a campaign: %s", got)
	}
	if other := compile(t, "school", "longkou", scenario.Situation{}).Campaign; other.Opens == c.Opens || other.Missed != c.Missed {
		t.Errorf("longkou: %+v", other)
	}
}

func compile(t *testing.T, slug, area string, s scenario.Situation) *scenario.Plan {
	t.Helper()
	cat, _, err := pack.Load(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	p, err := cat.Compile(slug, area, s)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
