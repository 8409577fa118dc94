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
	s := c.sieve(b, today)
	return slices.DeleteFunc(c.Sorted(b.Taxonomy), func(sc *Scenario) bool { return !s.fits(sc) })
}

// Count says how many scenarios a list holds on a day.
func (c *Catalogue) Count(b Browse, today calendar.Day) (n int) {
	s := c.sieve(b, today)
	for _, sc := range c.listed() {
		if s.fits(sc) {
			n++
		}
	}
	return n
}

// sieve is a list taken apart once: a page of the catalogue counts some fifty lists.
type sieve struct {
	c                                                  *Catalogue
	audiences, marks, stages, areas, origins, evidence []string
	taxonomy                                           string
	today                                              calendar.Day
}

func (c *Catalogue) sieve(b Browse, today calendar.Day) sieve {
	s := sieve{
		c: c, audiences: b.Picked[ByAudience], marks: b.Picked[ByMark], stages: b.Picked[ByStage], areas: b.Picked[ByArea],
		origins: b.Picked[ByOrigin], evidence: b.Picked[ByEvidence], today: today,
	}
	if t := c.taxonomy(b.Taxonomy); t != nil {
		s.taxonomy = t.Slug
	}
	return s
}

func (s *sieve) fits(sc *Scenario) bool {
	return among(s.audiences, sc.Audience) && among(s.origins, sc.Origin) && among(s.evidence, sc.Evidence) && s.marked(sc) && s.staged(sc) && s.there(sc)
}

func among(picked []string, value string) bool {
	return len(picked) == 0 || slices.Contains(picked, value)
}

func (s *sieve) staged(sc *Scenario) bool {
	if len(s.stages) == 0 {
		return true
	}
	for _, x := range sc.Stages {
		if x.Taxonomy == s.taxonomy && slices.Contains(s.stages, x.Stage) {
			return true
		}
	}
	return false
}

func (s *sieve) there(sc *Scenario) bool {
	return len(s.areas) == 0 || len(sc.OfferedIn) == 0 ||
		slices.ContainsFunc(s.areas, func(a string) bool { return s.c.base.Offers(sc, a) })
}

// marked checks the marks; a campaign is that of the area, where one is picked.
func (s *sieve) marked(sc *Scenario) bool {
	for _, m := range s.marks {
		ok := false
		switch m {
		case "special":
			ok = sc.Special
		case "pilot":
			ok = sc.Pilot
		case "campaign":
			ok = s.campaign(sc) != nil
		case "open":
			ok = sc.Online && s.campaign(sc).On(s.today) == Open
		}
		if !ok {
			return false
		}
	}
	return true
}

func (s *sieve) campaign(sc *Scenario) *Campaign {
	if len(s.areas) == 1 {
		if local, ok := s.c.ScenarioIn(sc.Slug, s.areas[0]); ok {
			return local.Campaign
		}
	}
	return sc.Campaign
}

// Sorted answers all scenarios in the order of a taxonomy: people before enterprises, stage by stage, then by slug.
// No such taxonomy: the last by slug.
func (c *Catalogue) Sorted(taxonomy string) []*Scenario {
	t := c.taxonomy(taxonomy)
	out := slices.Clone(c.listed())
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
