package scenario_test

import (
	"slices"
	"testing"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/org"
	"lianban/internal/domain/scenario"
)

// town is a small city: two counties, two taxonomies, four scenarios, one of them open in a season that one county has
// at another time.
func town() *scenario.Catalogue {
	in := func(taxonomy, stage string) scenario.InSort {
		return scenario.InSort{Taxonomy: taxonomy, Stage: stage}
	}
	season := func(opens, closes string) *scenario.Campaign {
		return &scenario.Campaign{Opens: calendar.MustDay(opens), Closes: calendar.MustDay(closes)}
	}
	school := scenario.Scenario{Slug: "school", Audience: "person", Stages: []scenario.InSort{in("old", "learning"), in("young", "learning")}, Origin: "national",
		Evidence: "adapted", Online: true, Campaign: season("2026-07-01", "2026-07-10")}
	base := &scenario.Library{
		Areas: map[string]*org.Area{
			"city": {Slug: "city", Code: "1"}, "shore": {Slug: "shore", Name: "Shore", Code: "11", Within: "city"}, "hill": {Slug: "hill", Name: "Hill", Code: "12", Within: "city"},
			"zone": {Slug: "zone", Name: "Zone", Code: "10", Within: "city", Zone: true}, "gone": {Slug: "gone", Code: "13", Within: "city", Until: "2020-01-01"},
		},
		Taxonomies: map[string]*org.Taxonomy{
			"old":   {Slug: "old", Person: []org.Stage{{Slug: "learning"}, {Slug: "work"}}, Enterprise: []org.Stage{{Slug: "sea"}}},
			"young": {Slug: "young", Person: []org.Stage{{Slug: "work"}, {Slug: "learning"}}, Enterprise: []org.Stage{{Slug: "entry"}}},
		},
		Scenarios: map[string]*scenario.Scenario{
			"school": &school,
			"job":    {Slug: "job", Audience: "person", Stages: []scenario.InSort{in("old", "work"), in("young", "work")}, Origin: "typical", Evidence: "example", Online: true, Special: true},
			"sea":    {Slug: "sea", Audience: "enterprise", Stages: []scenario.InSort{in("old", "sea")}, Origin: "city", Evidence: "example", Online: true, Special: true, OfferedIn: []string{"shore"}},
			"build":  {Slug: "build", Audience: "enterprise", Stages: []scenario.InSort{in("young", "entry")}, Origin: "national", Evidence: "adapted", Pilot: true},
		},
	}
	late := school
	late.Campaign = season("2026-08-01", "2026-08-10")
	there := *base.Scenarios["job"]
	return scenario.NewCatalogue(base, map[scenario.Place]*scenario.Library{
		{Scenario: "school", Area: "hill"}: {Areas: base.Areas, Scenarios: map[string]*scenario.Scenario{"school": &late, "job": &there}},
	})
}

func found(c *scenario.Catalogue, b scenario.Browse, day string) []string {
	var out []string
	for _, sc := range c.Browse(b, calendar.MustDay(day)) {
		out = append(out, sc.Slug)
	}
	return out
}

func pick(pairs ...string) scenario.Browse {
	b := scenario.Browse{Taxonomy: "old"}
	for i := 0; i < len(pairs); i += 2 {
		b = b.With(scenario.Facet(pairs[i]), pairs[i+1])
	}
	return b
}

func TestTheCatalogueIsBrowsedFromEverySide(t *testing.T) {
	t.Parallel()
	c := town()
	for name, x := range map[string]struct {
		b    scenario.Browse
		day  string
		want []string
	}{
		"everything, in the order of the stages":      {pick(), "2026-03-10", []string{"school", "job", "sea", "build"}},
		"the order of another taxonomy":               {scenario.Browse{Taxonomy: "young"}, "2026-03-10", []string{"job", "school", "build", "sea"}},
		"an audience":                                 {pick("audience", "enterprise"), "2026-03-10", []string{"sea", "build"}},
		"a second audience takes the place":           {pick("audience", "enterprise", "audience", "person"), "2026-03-10", []string{"school", "job"}},
		"specials":                                    {pick("only", "special"), "2026-03-10", []string{"job", "sea"}},
		"a special pilot":                             {pick("only", "special", "only", "pilot"), "2026-03-10", nil},
		"a stage of this taxonomy":                    {pick("stage", "sea"), "2026-03-10", []string{"sea"}},
		"a stage of the other":                        {pick("stage", "entry"), "2026-03-10", nil},
		"a county without the sea":                    {pick("area", "hill"), "2026-03-10", []string{"school", "job", "build"}},
		"a county with it":                            {pick("area", "shore", "audience", "enterprise"), "2026-03-10", []string{"sea", "build"}},
		"an origin and an evidence":                   {pick("origin", "national", "evidence", "adapted"), "2026-03-10", []string{"school", "build"}},
		"campaigns":                                   {pick("only", "campaign"), "2026-03-10", []string{"school"}},
		"open today: no campaign, or in its season":   {pick("only", "open"), "2026-07-05", []string{"school", "job", "sea"}},
		"closed before its season":                    {pick("only", "open", "audience", "person"), "2026-06-30", []string{"job"}},
		"a county's own season":                       {pick("only", "open", "area", "hill"), "2026-08-05", []string{"school", "job"}},
		"in which the others are closed already":      {pick("only", "open", "area", "shore"), "2026-08-05", []string{"job", "sea"}},
		"a taxonomy that there is not: the last":      {scenario.Browse{Taxonomy: "none"}, "2026-03-10", []string{"job", "school", "build", "sea"}},
		"a value that nothing has":                    {pick("origin", "provincial"), "2026-03-10", nil},
		"a condition that was taken back":             {pick("origin", "provincial", "audience", "person").Without("origin", "provincial"), "2026-03-10", []string{"school", "job"}},
		"an area that was given up has nothing of it": {pick("area", "nowhere", "audience", "enterprise"), "2026-03-10", []string{"build"}},
	} {
		if got := found(c, x.b, x.day); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", name, got, x.want)
		}
	}
}

// What a filter promises is what the list holds, for every value beside every other.
func TestCountsAgreeWithTheList(t *testing.T) {
	t.Parallel()
	c, day := town(), calendar.MustDay("2026-07-05")
	seen := 0
	for _, f := range scenario.Facets {
		for _, x := range c.Values(pick(), f, day) {
			for _, g := range scenario.Facets {
				for _, y := range c.Values(pick(), g, day) {
					b := pick(string(f), x.Slug, string(g), y.Slug)
					if n := len(c.Browse(b, day)); n != c.Count(b, day) {
						t.Errorf("%v: a count of %d for a list of %d", b.Picked, c.Count(b, day), n)
					}
					seen++
				}
			}
		}
	}
	if seen < 200 {
		t.Errorf("only %d pairs", seen)
	}
}

func TestAreasThatCanBePickedAreThoseThatDecideToday(t *testing.T) {
	t.Parallel()
	var got []string
	for _, a := range town().Values(pick(), scenario.ByArea, calendar.MustDay("2026-03-10")) {
		got = append(got, a.Slug)
	}
	if !slices.Equal(got, []string{"shore", "hill", "zone"}) {
		t.Errorf("%v: counties first, then zones, none that was given up, not the city", got)
	}
}
