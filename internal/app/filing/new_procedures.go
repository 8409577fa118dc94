package filing

import (
	"slices"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
)

// groundOf says which special procedure of 行政许可法45 a kind of step is. A step whose time a law excludes and that is
// none of them counts as any other.
var groundOf = map[string]string{
	casework.ExpertReview:   casework.GroundExperts,
	casework.SiteInspection: "inspection",
	"appointment":           "testing",
}

// newExcludable freezes which special procedures an item's package lists (特别程序): the steps of the plan whose time a law
// excludes, each procedure once.
func newExcludable(p *scenario.Plan, it scenario.Item) []casework.Excludable {
	var out []casework.Excludable
	for _, n := range p.Steps {
		ground, known := groundOf[n.Kind]
		if !known || excludedBy(n) == "" || !slices.Contains(n.Slots, it.Slot) {
			continue
		}
		if !slices.ContainsFunc(out, func(x casework.Excludable) bool { return x.Ground == ground }) {
			out = append(out, casework.Excludable{Ground: ground, Name: n.Name, Basis: excludedBy(n), Length: casework.Limit(n.Limit)})
		}
	}
	return out
}
