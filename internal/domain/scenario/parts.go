package scenario

import (
	"maps"
	"slices"
	"strings"

	"lianban/internal/domain/item"
)

// Part is a scenario cut down to a few uses with everything on which their share of a plan rests: what they wait for,
// what gives them their papers and facts, who joins their visits, and the questions that decide about these.
type Part struct {
	*Scenario
	Deciding map[string]bool // questions whose answers make a difference; nil: all
}

// Parts cuts a scenario so that whatever can be found in its plans can be found in the plans of its parts: one for each
// use, one for the lead and the applicants, one for each question that no use rests on, one for each choice that the
// answers make, for each pair of items that exclude one another, and for the consumers of a paper or a field who have
// rules of their own for it. The days of a use in the plan of its part are those in every plan of the whole scenario with
// the same answers. Whether there is anything to do at all is asked of Idle, how far results lie apart of Pairs.
func (l *Library) Parts(sc *Scenario) ([]Part, error) {
	c, err := l.cutter(sc)
	if err != nil {
		return nil, err
	}
	c.lead()
	for i := range sc.Uses {
		c.part(i)
	}
	for _, m := range sc.Choices {
		if m.Ask == "" {
			c.part(c.which(func(u *Use) bool { return m.offers(u) })...)
		}
	}
	for i := range sc.Uses {
		v := l.Variant(sc.Uses[i].Item, sc.Uses[i].Variant)
		for j := range sc.Uses {
			if v != nil && slices.Contains(v.Excludes, sc.Uses[j].Item) {
				c.part(i, j)
			}
		}
	}
	c.strict()
	for _, q := range sc.Questions {
		if !slices.ContainsFunc(c.out, func(p Part) bool { _, there := p.Deciding[q.Field]; return there }) {
			p := c.empty() // nobody reads the answer, but there may be something wrong with when it is asked
			p.name(q.Field, false)
			p.close()
			c.out = append(c.out, p.cut())
		}
	}
	return c.out, nil
}

// Pairs cuts a scenario into a part for every two uses that give papers.
func (l *Library) Pairs(sc *Scenario) ([]Part, error) {
	c, err := l.cutter(sc)
	if err != nil {
		return nil, err
	}
	giving := c.which(func(u *Use) bool {
		v := l.Variant(u.Item, u.Variant)
		return v != nil && len(v.GivesPaper) > 0
	})
	for n, i := range giving {
		for _, j := range giving[n+1:] {
			c.part(i, j)
		}
	}
	return c.out, nil
}

// cutter makes parts of one scenario.
type cutter struct {
	waiters
	stops  []bounded // with the facts on which each rests
	forced []int     // stops of which some always hold: they belong to every part
	made   map[string]bool
	out    []Part
}

// bounded is a stop with the answers that decide about it.
type bounded struct {
	StopDef
	on map[string]bool
}

func (l *Library) cutter(sc *Scenario) (*cutter, error) {
	env, err := l.Env(sc)
	if err != nil {
		return nil, err
	}
	c := &cutter{waiters: waiters{lib: l, sc: sc, env: env}, made: map[string]bool{}}
	for _, s := range sc.Stops {
		p := c.empty()
		p.reads(l.Conditions(&Scenario{Slug: sc.Slug, Stops: []StopDef{s}}))
		p.close()
		c.stops = append(c.stops, bounded{s, p.answers()})
	}
	return c, c.unavoidable()
}

// unavoidable finds the stops of which, whatever is answered, one holds.
func (c *cutter) unavoidable() error {
	seen := map[int]bool{}
	for i := range c.stops {
		if seen[i] {
			continue
		}
		p := c.empty()
		p.stop(i)
		p.close()
		maps.Copy(seen, p.stops)
		free := false
		_, _, err := c.lib.SituationsOf(p.cut(), 1000, func(x Leaf) { free = free || !x.Stopped() })
		if err != nil {
			return err
		}
		if !free {
			c.forced = append(c.forced, slices.Sorted(maps.Keys(p.stops))...)
		}
	}
	return nil
}

func (c *cutter) which(fits func(*Use) bool) []int {
	var out []int
	for i := range c.sc.Uses {
		if fits(&c.sc.Uses[i]) {
			out = append(out, i)
		}
	}
	return out
}

// strict adds parts for the uses that have rules of their own for the same paper or field, of which only all together
// can clash.
func (c *cutter) strict() {
	by := map[string][]int{}
	for i := range c.sc.Uses {
		if v := c.lib.Variant(c.sc.Uses[i].Item, c.sc.Uses[i].Variant); v != nil {
			for k := range ruled(v.Needs) {
				by[k] = append(by[k], i)
			}
		}
	}
	lead := ruled(c.sc.Needs)
	for _, k := range slices.Sorted(maps.Keys(by)) {
		switch {
		case lead[k]:
			c.lead(by[k]...)
		case len(by[k]) > 1:
			c.part(by[k]...)
		}
	}
}

// ruled are the papers and fields for which needs have rules of their own.
func ruled(n item.Needs) map[string]bool {
	out := map[string]bool{}
	for _, f := range n.Fields {
		if f.Least != "" || f.Most != "" || f.Longest > 0 {
			out["field "+f.Field] = true
		}
	}
	for _, m := range n.Materials {
		if !m.Upload.IsZero() {
			out["material "+m.Material] = true
		}
	}
	return out
}

// part adds a part for some uses, unless there is one with the same uses already.
func (c *cutter) part(uses ...int) {
	if len(uses) == 0 {
		return
	}
	p := c.empty()
	p.take(uses...)
	p.close()
	c.add(p)
}

// lead adds a part with what is needed by those who are no use, the lead and whoever has a right to act, and with some
// uses.
func (c *cutter) lead(uses ...int) {
	p := c.empty()
	p.whole = true
	p.take(uses...)
	p.consumes(c.sc.Needs)
	for _, a := range c.sc.Applicants {
		for _, x := range a.Proof {
			p.given("material " + x.Slug)
		}
	}
	p.reads(c.lib.Conditions(&Scenario{Slug: c.sc.Slug, Channels: c.sc.Channels, Needs: c.sc.Needs}))
	p.close()
	c.add(p)
}

func (c *cutter) add(p *piece) {
	var b strings.Builder
	for i := range c.sc.Uses {
		b.WriteByte(map[bool]byte{false: '-', true: 'u'}[p.uses[i]])
	}
	if !c.made[b.String()] || p.whole {
		c.made[b.String()] = c.made[b.String()] || !p.whole
		c.out = append(c.out, p.cut())
	}
}
