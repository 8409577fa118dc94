package scenario

import (
	"cmp"
	"slices"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/org"
)

// Facet is one side from which the catalogue is browsed.
type Facet string

// The facets, in the order in which they are shown.
const (
	ByAudience Facet = "audience" // person, enterprise
	ByMark     Facet = "only"     // special, pilot, campaign, open
	ByStage    Facet = "stage"    // slug of a stage of the taxonomy
	ByArea     Facet = "area"     // slug of an area in which it is offered
	ByOrigin   Facet = "origin"   // national, provincial, city, typical
	ByEvidence Facet = "evidence" // published, adapted, example
)

// Facets are all facets, in the order in which they are shown.
var Facets = []Facet{ByAudience, ByMark, ByStage, ByArea, ByOrigin, ByEvidence}

// Browse says which scenarios a list shows. A scenario is there when it fits every facet that has values: one of them,
// but all of the marks. The zero Browse shows everything.
type Browse struct {
	Taxonomy string // whose stages and order count; none of this name: the last by slug
	Picked   map[Facet][]string
}

// With is the same list with a value in a facet: in place of the one that is there, of the marks beside them.
func (b Browse) With(f Facet, value string) Browse {
	if f == ByMark {
		return b.set(f, append(slices.Clone(b.Picked[f]), value))
	}
	return b.set(f, []string{value})
}

// Without is the same list without a value.
func (b Browse) Without(f Facet, value string) Browse {
	return b.set(f, slices.DeleteFunc(slices.Clone(b.Picked[f]), func(s string) bool { return s == value }))
}

// Has says whether a value is picked.
func (b Browse) Has(f Facet, value string) bool { return slices.Contains(b.Picked[f], value) }

func (b Browse) set(f Facet, values []string) Browse {
	out := Browse{Taxonomy: b.Taxonomy, Picked: make(map[Facet][]string, len(b.Picked)+1)}
	for k, v := range b.Picked {
		out.Picked[k] = v
	}
	out.Picked[f] = values
	return out
}

// Values are what can be picked in a facet on a day. Stages are those of the taxonomy for the audience that is picked,
// areas those whose offices decide.
func (c *Catalogue) Values(b Browse, f Facet, today calendar.Day) []Named {
	switch f {
	case ByAudience:
		return slugs("person", "enterprise")
	case ByMark:
		return slugs("special", "pilot", "campaign", "open")
	case ByStage:
		return c.stageValues(b)
	case ByArea:
		return c.areaValues(today)
	case ByOrigin:
		return slugs("national", "provincial", "city", "typical")
	case ByEvidence:
		return slugs(evidenceRank...)
	}
	return nil
}

func slugs(of ...string) []Named {
	out := make([]Named, len(of))
	for i, s := range of {
		out[i].Slug = s
	}
	return out
}

func (c *Catalogue) stageValues(b Browse) []Named {
	t := c.taxonomy(b.Taxonomy)
	if t == nil {
		return nil
	}
	var out []Named
	if only := b.Picked[ByAudience]; len(only) == 0 || slices.Contains(only, "person") {
		for _, s := range t.Person {
			out = append(out, Named{Slug: s.Slug, Name: s.Name})
		}
	}
	if only := b.Picked[ByAudience]; len(only) == 0 || slices.Contains(only, "enterprise") {
		for _, s := range t.Enterprise {
			out = append(out, Named{Slug: s.Slug, Name: s.Name})
		}
	}
	return out
}

func (c *Catalogue) areaValues(today calendar.Day) []Named {
	var out, zones []Named
	for _, a := range c.Areas() {
		switch {
		case a.Within == "" || !a.ValidOn(today.String()):
		case a.Zone:
			zones = append(zones, Named{Slug: a.Slug, Name: a.Name})
		default:
			out = append(out, Named{Slug: a.Slug, Name: a.Name})
		}
	}
	return append(out, zones...)
}

// Browse answers the scenarios of a list on a day, in the order of the taxonomy.
func (c *Catalogue) Browse(b Browse, today calendar.Day) []*Scenario {
	return slices.DeleteFunc(c.Sorted(b.Taxonomy), func(sc *Scenario) bool { return !c.fits(sc, b, today) })
}

// Count says how many scenarios a list holds on a day.
func (c *Catalogue) Count(b Browse, today calendar.Day) (n int) {
	for _, sc := range c.base.Scenarios {
		if c.fits(sc, b, today) {
			n++
		}
	}
	return n
}

// fits checks the facets, those that leave fewest first.
func (c *Catalogue) fits(sc *Scenario, b Browse, today calendar.Day) bool {
	return among(b.Picked[ByAudience], sc.Audience) && c.marked(sc, b, today) &&
		among(b.Picked[ByOrigin], sc.Origin) && among(b.Picked[ByEvidence], sc.Evidence) && c.staged(sc, b) && c.there(sc, b.Picked[ByArea])
}

func among(picked []string, value string) bool {
	return len(picked) == 0 || slices.Contains(picked, value)
}

func (c *Catalogue) staged(sc *Scenario, b Browse) bool {
	picked := b.Picked[ByStage]
	if len(picked) == 0 {
		return true
	}
	t := c.taxonomy(b.Taxonomy)
	return t != nil && slices.ContainsFunc(sc.Stages, func(s InSort) bool { return s.Taxonomy == t.Slug && slices.Contains(picked, s.Stage) })
}

func (c *Catalogue) there(sc *Scenario, areas []string) bool {
	return len(areas) == 0 || slices.ContainsFunc(areas, func(a string) bool { return c.base.Offers(sc, a) })
}

// marked checks the marks; a campaign is that of the area, where one is picked.
func (c *Catalogue) marked(sc *Scenario, b Browse, today calendar.Day) bool {
	for _, m := range b.Picked[ByMark] {
		ok := false
		switch m {
		case "special":
			ok = sc.Special
		case "pilot":
			ok = sc.Pilot
		case "campaign":
			ok = c.campaignIn(sc, b.Picked[ByArea]) != nil
		case "open":
			ok = sc.Online && c.campaignIn(sc, b.Picked[ByArea]).On(today) == Open
		}
		if !ok {
			return false
		}
	}
	return true
}

func (c *Catalogue) campaignIn(sc *Scenario, areas []string) *Campaign {
	if len(areas) == 1 {
		if local, ok := c.ScenarioIn(sc.Slug, areas[0]); ok {
			return local.Campaign
		}
	}
	return sc.Campaign
}

// Sorted answers all scenarios in the order of a taxonomy: people before enterprises, stage by stage, then by slug.
// No such taxonomy: the last by slug.
func (c *Catalogue) Sorted(taxonomy string) []*Scenario {
	t := c.taxonomy(taxonomy)
	out := c.Scenarios()
	place := map[*Scenario]int{}
	for _, sc := range out {
		place[sc] = stageOrder(t, sc)
	}
	slices.SortStableFunc(out, func(a, b *Scenario) int { return cmp.Compare(place[a], place[b]) })
	return out
}

// taxonomy finds a taxonomy, else the last by slug; nil: there is none.
func (c *Catalogue) taxonomy(slug string) *org.Taxonomy {
	if t := c.base.Taxonomies[slug]; t != nil {
		return t
	}
	if all := c.Taxonomies(); len(all) > 0 {
		return all[len(all)-1]
	}
	return nil
}

// stageOrder is the place of the first stage of a scenario among those of a taxonomy; in none: after those of its kind.
func stageOrder(t *org.Taxonomy, sc *Scenario) int {
	if t == nil {
		return 0
	}
	stages, before := t.Person, 0
	if sc.Audience == "enterprise" {
		stages, before = t.Enterprise, len(t.Person)+1
	}
	for i, s := range stages {
		if slices.Contains(sc.Stages, InSort{Taxonomy: t.Slug, Stage: s.Slug}) {
			return before + i
		}
	}
	return before + len(stages)
}
