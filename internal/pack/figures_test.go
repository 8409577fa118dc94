package pack_test

import (
	"math/big"
	"testing"

	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/packs"
)

// Every scenario of the sample city has figures from its example, and its averages are what they say they are: computed
// here a second time.
func TestTheSampleCityIsSummedUp(t *testing.T) {
	t.Parallel()
	cat, _, err := pack.Load(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	all := cat.Reductions()
	if len(all) != len(cat.Scenarios()) {
		t.Fatalf("%d of %d scenarios", len(all), len(cat.Scenarios()))
	}
	type total struct{ from, to, n int }
	sums, share := map[string]total{}, map[string]*big.Rat{}
	for _, r := range all {
		if r.Example.Slug == "" || len(r.Figures) != len(scenario.FigureNames()) {
			t.Errorf("%s: example %q, %d figures", r.Scenario.Slug, r.Example.Slug, len(r.Figures))
		}
		for _, f := range r.Figures {
			if f.Actual != "" {
				t.Errorf("%s: a pack says what really happened: %q", r.Scenario.Slug, f.Actual)
			}
			x := sums[f.Name]
			sums[f.Name] = total{x.from + f.Baseline, x.to + f.Designed, x.n + 1}
			if share[f.Name] == nil {
				share[f.Name] = new(big.Rat)
			}
			share[f.Name].Add(share[f.Name], big.NewRat(int64(f.Baseline-f.Designed), int64(f.Baseline)))
		}
	}
	for _, a := range cat.Averages(all) {
		s := sums[a.Name]
		mean := new(big.Rat).Mul(share[a.Name], big.NewRat(100, int64(s.n))).FloatString(1)
		pooled := big.NewRat(int64(s.from-s.to)*100, int64(s.from)).FloatString(1)
		if a.Mean != mean || a.Pooled != pooled || a.Scenarios != s.n {
			t.Errorf("%s: mean %s and pooled %s, want %s and %s", a.Name, a.Mean, a.Pooled, mean, pooled)
		}
	}
}

// What the article says stands beside, word for word, and is no input of anything.
func TestWhatTheCityPublishedStandsBeside(t *testing.T) {
	t.Parallel()
	cat, _, err := pack.Load(packs.FS)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"days": "-72 %", "trips": "-61 %", "materials": "-35 %"}
	for _, a := range cat.Averages(cat.Reductions()) {
		says := ""
		for _, c := range a.Published {
			says = c.Says
			if c.Source.Slug != "yantai_press_2024" || c.Computed != "-"+a.Mean+" %" {
				t.Errorf("%s: %+v", a.Name, c)
			}
		}
		if says != want[a.Name] {
			t.Errorf("%s: published %q, want %q", a.Name, says, want[a.Name])
		}
	}
	r, err := cat.Reduction("sea_use")
	if err != nil {
		t.Fatal(err)
	}
	if f := r.Figure("materials"); f.Percent != "56.5" || len(r.Published) != 2 || r.Agrees {
		t.Errorf("sea use: %+v, %+v", f, r.Published)
	}
}
