package scenario

import (
	"cmp"
	"slices"
)

// Places lists where scenarios have a content of their own: each in the city (an empty area) and in every area with an
// overlay, sorted.
func (c *Catalogue) Places() []Place {
	out := make([]Place, 0, len(c.base.Scenarios)+len(c.local))
	for slug := range c.base.Scenarios {
		out = append(out, Place{Scenario: slug})
	}
	for p := range c.local {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b Place) int {
		return cmp.Or(cmp.Compare(a.Scenario, b.Scenario), cmp.Compare(a.Area, b.Area))
	})
	return out
}

// Hash answers the content hash of a scenario in an area; empty where there is none.
func (c *Catalogue) Hash(scenario, area string) string {
	if sc, ok := c.ScenarioIn(scenario, area); ok {
		return sc.Hash
	}
	return ""
}
