package pack

import (
	"errors"

	"lianban/internal/domain/scenario"
)

// Ways of going through the situations of a scenario.
const (
	bySets  = "sets"  // every set of answers
	byParts = "parts" // every set of answers of each part, where there are too many sets for the whole
)

// Way is how the situations of a scenario in an area were gone through.
type Way struct {
	Scenario string `json:"scenario"`
	Area     string `json:"area"`
	Way      string `json:"way"`             // sets, parts
	Parts    int    `json:"parts,omitempty"` // into how many the scenario was cut
	Sets     int    `json:"sets"`            // of answers; each is tried with registers connected and silent
	Distinct int    `json:"distinct"`        // sets that no condition treats alike: plans that were compiled, twice each
	All      bool   `json:"all"`             // false: there were too many even so (G606)
}

// mostSituations is how many sets of answers of one scenario in one area are gone through as they are; above that it is
// cut into parts, each of which may have as many again.
const mostSituations = 200_000

// bounds are what the check has patience for.
type bounds struct {
	whole int // sets of answers before a scenario is cut
	part  int // sets of answers of what is gone through
}

// jointCeiling is how many working days handling things together may take (行政许可法26, 42).
const jointCeiling = 45

// all goes through every situation, as a whole or part by part, with registers connected and silent.
func (x *in) all() {
	way := Way{Scenario: x.sc.Slug, Area: x.area, Way: bySets, All: true}
	once := x.once()
	many, err := x.lib.Many(x.sc, x.most.whole)
	switch {
	case err != nil:
		x.failed(err, scenario.Situation{})
	case many:
		way.Way = byParts
		x.byParts(&way, once)
	default:
		x.through(scenario.Part{Scenario: x.sc}, &way, once)
	}
	x.ways = append(x.ways, way)
	if !way.All {
		x.add("G606", x.tree.at("scenarios", x.sc.Slug), "n", itoa(way.Sets))
		x.warn()
	}
}

// once says every finding a single time.
func (x *in) once() func(what string, add func()) {
	reported := map[string]bool{}
	return func(what string, add func()) {
		if !reported[what] {
			reported[what] = true
			add()
		}
	}
}

// through compiles every distinct situation of a part, or of the whole.
func (x *in) through(part scenario.Part, way *Way, once func(string, func())) {
	x.part = part.Scenario
	signed := map[string]bool{}
	n, all, err := x.lib.SituationsOf(part, x.most.part, func(l scenario.Leaf) {
		sign := l.Signature()
		if signed[sign] {
			return
		}
		signed[sign] = true
		s := l.Situation
		for _, known := range []scenario.Known{{All: true}, {}} {
			s.Known = known
			p, err := scenario.Compile(x.lib, part.Scenario, x.area, s)
			if err != nil {
				once(failure(err), func() { x.failed(err, s) })
				continue
			}
			x.one(p, s, once)
		}
	})
	if err != nil {
		x.failed(err, scenario.Situation{})
	}
	way.Sets, way.Distinct, way.All = way.Sets+n, way.Distinct+len(signed), way.All && all
}

// failure tells errors of the compiler apart. Of a circle there are many looks, one is enough.
func failure(err error) string {
	if circle := (*scenario.CycleError)(nil); errors.As(err, &circle) {
		return "circle"
	}
	return "error " + err.Error()
}

// byParts goes through the situations of each part. What only a whole plan shows is asked in its own way: whether there
// is one in which nothing is done, and how far results lie apart.
func (x *in) byParts(way *Way, once func(string, func())) {
	parts, err := x.lib.Parts(x.sc)
	if err != nil {
		x.failed(err, scenario.Situation{})
		return
	}
	each := func(parts []scenario.Part) {
		for _, p := range parts {
			x.through(p, way, once)
		}
		way.Parts += len(parts)
	}
	each(parts)
	if x.sc.Joint && x.latest-x.earliest > farthest {
		if parts, err = x.lib.Pairs(x.sc); err == nil {
			each(parts)
		}
	}
	x.part = x.sc
	s, all, err := x.lib.Idle(x.sc, x.most.part)
	if err != nil {
		x.failed(err, scenario.Situation{})
	}
	way.All = way.All && all
	if s != nil {
		x.addAt("G603", x.tree.at("scenarios", x.sc.Slug, "items"), *s)
	}
}
