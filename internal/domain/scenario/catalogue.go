package scenario

import (
	"slices"
	"sort"
	"sync"

	"lianban/internal/base/fault"
	"lianban/internal/domain/form"
	"lianban/internal/domain/item"
	"lianban/internal/domain/material"
	"lianban/internal/domain/org"
	"lianban/internal/domain/rule"
)

// Library is everything that scenarios name, by slug: the city's, or one area's for one scenario.
type Library struct {
	References  map[string]*org.Reference
	Taxonomies  map[string]*org.Taxonomy
	Areas       map[string]*org.Area
	Departments map[string]*org.Department
	Outlets     map[string]*org.Outlet
	Registers   map[string]*org.Register
	Topics      map[string]*form.Topic
	Fields      map[string]*form.Def
	Parameters  map[string]*rule.Parameter
	Materials   map[string]*material.Material
	Items       map[string]*item.Item
	Scenarios   map[string]*Scenario
	Published   []Published // totals that the city published for all its scenarios

	mu     sync.Mutex
	common *rule.Common         // what all their conditions may name; made when first needed
	envs   map[string]*rule.Env // by scenario; made when first needed
}

// Variant finds a variant by "item.variant".
func (l *Library) Variant(itemSlug, variant string) *item.Variant {
	it := l.Items[itemSlug]
	if it == nil {
		return nil
	}
	for _, v := range it.Variants {
		if v.Slug == variant {
			return v
		}
	}
	return nil
}

// Catalogue is all that the packs say, ready to be asked. It is safe for concurrent use and never changes.
type Catalogue struct {
	base  *Library
	local map[Place]*Library // where an overlay applies
	plans *planCache

	reductions func() []*Reduction // computed when first asked for
	overall    func() []Average    // of all reductions
	listed     func() []*Scenario  // by slug; shared, so never sorted anew
}

// Place is a scenario in an area.
type Place struct{ Scenario, Area string }

// NewCatalogue makes a catalogue of the city's library and of those that overlays changed. The library of a
// place holds all overlays from the widest area inward.
func NewCatalogue(base *Library, local map[Place]*Library) *Catalogue {
	c := &Catalogue{base: base, local: local, plans: newPlanCache(4096)}
	c.reductions = sync.OnceValue(c.reduceAll)
	c.overall = sync.OnceValue(func() []Average { return c.Averages(c.Reductions()) })
	c.listed = sync.OnceValue(c.Scenarios)
	return c
}

// Library answers the city's library, without overlays.
func (c *Catalogue) Library() *Library { return c.base }

// LibraryFor answers the library that counts for a scenario in an area.
func (c *Catalogue) LibraryFor(scenario, area string) *Library {
	for _, a := range c.base.chain(area) {
		if l := c.local[Place{scenario, a.Slug}]; l != nil {
			return l
		}
	}
	return c.base
}

// Scenario finds a scenario; ok is false if there is none.
func (c *Catalogue) Scenario(slug string) (s *Scenario, ok bool) {
	s, ok = c.base.Scenarios[slug]
	return s, ok
}

// ScenarioIn answers the scenario as it is in an area.
func (c *Catalogue) ScenarioIn(slug, area string) (s *Scenario, ok bool) {
	s, ok = c.LibraryFor(slug, area).Scenarios[slug]
	return s, ok
}

// Scenarios answers all scenarios, sorted by slug.
func (c *Catalogue) Scenarios() []*Scenario { return values(c.base.Scenarios) }

// Area finds an area.
func (c *Catalogue) Area(slug string) (a *org.Area, ok bool) {
	a, ok = c.base.Areas[slug]
	return a, ok
}

// Areas answers all areas, sorted by code and then by slug.
func (c *Catalogue) Areas() []*org.Area {
	as := values(c.base.Areas)
	sort.SliceStable(as, func(i, j int) bool { return as[i].Code < as[j].Code })
	return as
}

// Chain answers the area and those around it, the narrowest first.
func (c *Catalogue) Chain(area string) []*org.Area { return c.base.chain(area) }

// chain is bounded, because nothing but a check keeps areas from lying within one another.
func (l *Library) chain(area string) []*org.Area {
	var out []*org.Area
	for a := l.Areas[area]; a != nil && len(out) < 8; a = l.Areas[a.Within] {
		out = append(out, a)
	}
	return out
}

// Department finds a department.
func (c *Catalogue) Department(slug string) (d *org.Department, ok bool) {
	d, ok = c.base.Departments[slug]
	return d, ok
}

// Departments answers all departments, sorted by slug.
func (c *Catalogue) Departments() []*org.Department { return values(c.base.Departments) }

// Stages answers the stages of a taxonomy; nil if there is no such taxonomy.
func (c *Catalogue) Stages(taxonomy string) *org.Taxonomy { return c.base.Taxonomies[taxonomy] }

// Taxonomies answers all taxonomies, sorted by slug.
func (c *Catalogue) Taxonomies() []*org.Taxonomy { return values(c.base.Taxonomies) }

// Outlets answers all outlets, sorted by slug.
func (c *Catalogue) Outlets() []*org.Outlet { return values(c.base.Outlets) }

// Registers answers all registers, sorted by slug.
func (c *Catalogue) Registers() []*org.Register { return values(c.base.Registers) }

// Field finds a data element.
func (c *Catalogue) Field(slug string) (f *form.Def, ok bool) {
	f, ok = c.base.Fields[slug]
	return f, ok
}

// Material finds a paper.
func (c *Catalogue) Material(slug string) (m *material.Material, ok bool) {
	m, ok = c.base.Materials[slug]
	return m, ok
}

// Item finds an item.
func (c *Catalogue) Item(slug string) (i *item.Item, ok bool) {
	i, ok = c.base.Items[slug]
	return i, ok
}

// Compile answers the plan of a scenario in an area for one situation. Faults: scenario or area not found;
// not offered there; an answer that cannot be used (one field each). Missing answers are no fault: the plan
// says which questions are open. Plans are shared and must not be changed.
func (c *Catalogue) Compile(slug, area string, s Situation) (*Plan, error) {
	lib := c.LibraryFor(slug, area)
	sc, ok := lib.Scenarios[slug]
	if !ok {
		return nil, fault.New(fault.NotFound, "plan.no_scenario", "scenario", slug)
	}
	if _, ok := lib.Areas[area]; !ok {
		return nil, fault.New(fault.NotFound, "plan.no_area", "area", area)
	}
	if !lib.Offers(sc, area) {
		return nil, fault.New(fault.NotFound, "plan.not_offered", "scenario", sc.Name, "area", lib.Areas[area].Name)
	}
	key, kept := planKey(sc, area, s)
	if p := c.plans.get(key); kept && p != nil {
		return p, nil
	}
	p, err := Compile(lib, sc, area, s)
	if err == nil && kept {
		c.plans.put(key, p)
	}
	return p, err
}

// Offers says whether a scenario is offered in an area: everywhere, or in one of the areas that it names or
// within one.
func (l *Library) Offers(sc *Scenario, area string) bool {
	if len(sc.OfferedIn) == 0 {
		return true
	}
	return slices.ContainsFunc(l.chain(area), func(a *org.Area) bool { return slices.Contains(sc.OfferedIn, a.Slug) })
}

func values[T any](m map[string]T) []T {
	out := make([]T, 0, len(m))
	for _, k := range sortedKeys(m) {
		out = append(out, m[k])
	}
	return out
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
