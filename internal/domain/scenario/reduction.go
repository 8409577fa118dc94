package scenario

import (
	"math/big"
	"slices"
	"sync"

	"lianban/internal/base/fault"
	"lianban/internal/domain/form"
)

// Sample is the situation for which the figures of a scenario are computed: the example of the pack that carries them.
type Sample struct {
	Slug      string
	Name      string
	Area      string
	Situation Situation
}

// Reduction is what one scenario saves in its sample situation, by the definitions of pack format §5. Nothing in it
// was measured: it says what the packs add up to.
type Reduction struct {
	Scenario  Head       `json:"scenario"`
	Special   bool       `json:"special"`
	Pilot     bool       `json:"pilot"`
	Example   Named      `json:"example"` // the situation that is counted
	Area      AreaRef    `json:"area"`
	Figures   []Measured `json:"figures"`            // days, trips, materials, steps, fields, forms; none where the example is routed out
	Legal     int        `json:"legal_days"`         // designed days without lawful excluded time, printed beside and never instead
	Promise   Limit      `json:"promise,omitzero"`   // what the city promises for the joint result, printed beside
	Confirmed int        `json:"confirmed_fields"`   // fields shown filled in, which are not asked
	Published []Claim    `json:"published"`          // totals of sources, never averaged with the computed ones
	Agrees    bool       `json:"published_confirms"` // there are published totals and all of them came out
}

// Measured is a figure with what really happened.
type Measured struct {
	Figure
	Actual string `json:"actual"` // from cases that have ended; empty: no cases yet, which is not 0
}

// Figure finds a figure by its name; the zero one if it is not there.
func (r *Reduction) Figure(name string) Measured {
	for _, f := range r.Figures {
		if f.Name == name {
			return f
		}
	}
	return Measured{}
}

// Average is one figure over several scenarios, said in two ways that are never mixed: the mean counts every scenario
// alike, the pooled share counts every day, trip or paper alike.
type Average struct {
	Name      string  `json:"name"`
	Scenarios int     `json:"scenarios"` // those with a baseline; the others have nothing to reduce
	Mean      string  `json:"mean"`      // mean of the reductions of these scenarios, per cent with one decimal; empty: none
	Baseline  int     `json:"baseline"`  // sum
	Designed  int     `json:"designed"`  // sum
	Pooled    string  `json:"pooled"`    // reduction of the sums, per cent with one decimal; empty: no baseline
	Actual    string  `json:"actual"`    // from cases that have ended; empty: no cases yet
	Published []Claim `json:"published"` // what the city published for all its scenarios
}

// FigureNames are the names of the figures, in the order in which they are shown.
func FigureNames() []string { return slices.Clone(figureNames) }

// Reductions answers what every scenario saves, in the order of the catalogue. It is computed once for a catalogue;
// the answer is shared and must not be changed.
func (c *Catalogue) Reductions() []*Reduction { return c.reductions() }

// Reduction answers what one scenario saves. Fault: not found.
func (c *Catalogue) Reduction(slug string) (*Reduction, error) {
	for _, r := range c.Reductions() {
		if r.Scenario.Slug == slug {
			return r, nil
		}
	}
	return nil, fault.New(fault.NotFound, "plan.no_scenario", "scenario", slug)
}

// KeepReductions lets them be taken from where an earlier process left them: read answers nil where there are none, and then
// write gets what was computed. It is called before the catalogue is used. What is read must be what would be computed.
func (c *Catalogue) KeepReductions(read func() []*Reduction, write func([]*Reduction)) {
	c.reductions = sync.OnceValue(func() []*Reduction {
		if rs := read(); rs != nil {
			return rs
		}
		rs := c.reduceAll()
		write(rs)
		return rs
	})
}

func (c *Catalogue) reduceAll() []*Reduction {
	var out []*Reduction
	for _, sc := range c.Sorted("") {
		out = append(out, c.reduce(sc))
	}
	return out
}

// reduce compiles the sample situation of a scenario. A scenario without one, or whose sample does not compile, is
// there with no figures: the pack check says why.
func (c *Catalogue) reduce(sc *Scenario) *Reduction {
	r := &Reduction{Scenario: Head{Slug: sc.Slug, Name: sc.Name, Evidence: sc.Evidence, Audience: sc.Audience}, Special: sc.Special, Pilot: sc.Pilot,
		Figures: []Measured{}, Published: []Claim{}}
	if sc.Sample == nil {
		return r
	}
	r.Example = Named{Slug: sc.Sample.Slug, Name: sc.Sample.Name}
	p, err := c.Compile(sc.Slug, sc.Sample.Area, sc.Sample.Situation)
	if err != nil {
		return r
	}
	r.Scenario, r.Area, r.Promise, r.Legal = p.Scenario, p.Area, p.Promise, p.Days.Legal
	for _, f := range p.Figures {
		r.Figures = append(r.Figures, Measured{Figure: f})
	}
	for _, s := range p.Form.Sections {
		for _, f := range s.Fields {
			if f.Disposition == form.Confirm {
				r.Confirmed++
			}
		}
	}
	if !p.Stopped {
		r.Published = append(r.Published, p.Published...)
	}
	r.Agrees = len(r.Published) > 0 && !slices.ContainsFunc(r.Published, func(x Claim) bool { return !x.Agrees })
	return r
}

// Overall answers the averages over all scenarios, computed once for a catalogue; shared, and must not be changed.
func (c *Catalogue) Overall() []Average { return c.overall() }

// Averages sums up reductions, figure by figure, beside what the city published for all its scenarios.
func (c *Catalogue) Averages(of []*Reduction) []Average {
	out := make([]Average, 0, len(figureNames))
	for _, name := range figureNames {
		a := Average{Name: name}
		sum := new(big.Rat)
		for _, r := range of {
			f := r.Figure(name)
			if f.Baseline == 0 {
				continue
			}
			a.Scenarios++
			a.Baseline, a.Designed = a.Baseline+f.Baseline, a.Designed+f.Designed
			sum.Add(sum, big.NewRat(int64(f.Baseline-f.Designed)*100, int64(f.Baseline)))
		}
		if a.Scenarios > 0 {
			a.Mean = sum.Quo(sum, big.NewRat(int64(a.Scenarios), 1)).FloatString(1)
		}
		a.Pooled = percent(a.Baseline, a.Designed)
		a.Published = c.cityClaims(a)
		out = append(out, a)
	}
	return out
}

// cityClaims are the totals that the city published for all its scenarios. One agrees when the mean or the pooled share
// comes out at it; nothing is tuned to that end.
func (c *Catalogue) cityClaims(a Average) []Claim {
	out := []Claim{}
	for _, p := range c.base.Published {
		for _, t := range p.Totals {
			if t.Figure != a.Name || t.Percent == "" {
				continue
			}
			src := Ref{Slug: p.Source}
			if rs := refs(c.base, []string{p.Source}); len(rs) > 0 {
				src = rs[0]
			}
			computed := ""
			if a.Mean != "" {
				computed = "-" + a.Mean + " %"
			}
			out = append(out, Claim{Source: src, Figure: t.Figure, Says: t.Percent + " %", Computed: computed,
				Agrees: samePercent(t.Percent, a.Mean) || samePercent(t.Percent, a.Pooled)})
		}
	}
	return out
}
