package scenario

import (
	"slices"
	"strings"

	"lianban/internal/domain/item"
)

// piece is a part while it grows.
type piece struct {
	*cutter
	whole    bool // with all needs of the lead
	uses     map[int]bool
	names    map[string]bool // facts that count; the value says that something reads them
	stops    map[int]bool
	todo     []int    // uses to look at
	open     []string // names to look at
	deciding map[string]bool
}

func (c *cutter) empty() *piece {
	p := &piece{cutter: c, uses: map[int]bool{}, names: map[string]bool{}, stops: map[int]bool{}, deciding: map[string]bool{}}
	for _, i := range c.forced {
		p.stop(i)
	}
	p.reads(c.lib.Conditions(&Scenario{Slug: c.sc.Slug, Applicants: c.sc.Applicants}))
	return p
}

func (p *piece) take(uses ...int) {
	for _, i := range uses {
		if !p.uses[i] {
			p.uses[i] = true
			p.todo = append(p.todo, i)
		}
	}
}

func (p *piece) stop(i int) {
	if !p.stops[i] {
		p.stops[i] = true
		p.reads(p.lib.Conditions(&Scenario{Slug: p.sc.Slug, Stops: []StopDef{p.sc.Stops[i]}}))
	}
}

// name adds a fact that is there; with decides its value makes a difference.
func (p *piece) name(n string, decides bool) {
	if n == "" {
		return
	}
	if _, ok := p.names[n]; !ok {
		p.open = append(p.open, n)
	}
	p.names[n] = p.names[n] || decides
}

// reads adds what conditions and formulas name. What the law demands of the facts is weighed when the case is decided.
func (p *piece) reads(cs []Located) {
	for _, c := range cs {
		if len(c.Path) > 2 && c.Path[2] == "conditions" {
			continue
		}
		for _, n := range p.waiters.names(c.Text, c.Want) {
			p.name(n, true)
		}
	}
}

// close takes in everything on which the part rests.
func (p *piece) close() {
	for len(p.todo) > 0 || len(p.open) > 0 {
		for len(p.todo) > 0 {
			i := p.todo[0]
			p.todo = p.todo[1:]
			p.useOf(&p.sc.Uses[i])
		}
		for len(p.open) > 0 {
			n := p.open[0]
			p.open = p.open[1:]
			p.fact(n)
		}
		for i, s := range p.cutter.stops {
			if !p.stops[i] && p.shares(s.on) {
				p.stop(i)
			}
		}
	}
}

// shares says whether a stop rests on something on which the part rests: who applies and how many instances there are
// is part of all.
func (p *piece) shares(on map[string]bool) bool {
	for n := range on {
		if _, ok := p.names[n]; ok || n == applicantFact || p.repeated(n) {
			return true
		}
	}
	return false
}

func (c *cutter) repeated(topic string) bool {
	return slices.ContainsFunc(c.sc.Repeats, func(r RepeatDef) bool { return r.Topic == topic })
}

// answers are the facts of a piece that somebody answers.
func (p *piece) answers() map[string]bool {
	out := map[string]bool{}
	for n := range p.names {
		question := slices.ContainsFunc(p.sc.Questions, func(q QuestionDef) bool { return q.Field == n })
		menu := slices.ContainsFunc(p.sc.Choices, func(m Choice) bool { return m.Slug == n })
		if question || menu || n == applicantFact || p.repeated(n) {
			out[n] = true
		}
	}
	return out
}

// fact takes in what decides about a fact.
func (p *piece) fact(n string) {
	slug := p.sc.Slug
	for _, q := range p.sc.Questions {
		if q.Field == n {
			p.reads(p.lib.Conditions(&Scenario{Slug: slug, Questions: []QuestionDef{q}}))
		}
		if d := p.lib.Fields[q.Field]; d != nil && d.Topic == n && p.repeated(n) {
			p.name(q.Field, true) // the list of a repeated topic holds its answers
		}
	}
	for _, g := range p.sc.Given {
		if g.Field == n {
			p.reads(p.lib.Conditions(&Scenario{Slug: slug, Given: []Given{g}}))
		}
	}
	if d := p.lib.Parameters[n]; d != nil {
		p.name(d.By, true)
	}
	for _, m := range p.sc.Choices {
		if m.Ask != "" && m.Slug == n {
			p.reads(p.lib.Conditions(&Scenario{Slug: slug, Choices: []Choice{m}}))
			p.take(p.which(func(u *Use) bool { return m.offers(u) })...)
		}
	}
}

// useOf takes in what one use rests on.
func (p *piece) useOf(u *Use) {
	p.reads(p.lib.Conditions(&Scenario{Slug: p.sc.Slug, Uses: []Use{*u}}))
	p.name(u.By, true)
	for _, a := range u.After {
		p.take(p.which(func(o *Use) bool { return matches(a.Name, *o) })...)
		for _, g := range p.sc.Gates {
			if g.Slug == a.Name {
				p.reads(p.lib.Conditions(&Scenario{Slug: p.sc.Slug, Gates: []GateDef{g}}))
				p.name(g.Day, false)
			}
		}
	}
	for _, m := range p.sc.Choices {
		if m.Ask != "" && m.offers(u) {
			p.name(m.Slug, true)
		}
	}
	v := p.lib.Variant(u.Item, u.Variant)
	if v == nil {
		return
	}
	p.consumes(v.Needs)
	for _, s := range v.Steps {
		p.take(p.which(func(o *Use) bool { return s.Joins != "" && p.joins(o, s.Joins) })...)
	}
}

func (c *cutter) joins(u *Use, visit string) bool {
	v := c.lib.Variant(u.Item, u.Variant)
	return v != nil && slices.ContainsFunc(v.Steps, func(s item.Step) bool { return s.Joins == visit })
}

// consumes takes in who gives what is needed, and the questions that answer it already.
func (p *piece) consumes(n item.Needs) {
	for _, f := range n.Fields {
		p.name(f.Field, false)
		p.given("field " + f.Field)
	}
	for _, m := range n.Materials {
		p.given("material " + m.Material)
		if d := p.lib.Materials[m.Material]; d != nil {
			for _, way := range d.Arrives.Verified {
				for _, f := range way.Fields {
					p.name(f, false)
				}
			}
		}
	}
}

// given takes in the uses that give a paper or a fact.
func (p *piece) given(what string) {
	kind, slug, _ := strings.Cut(what, " ")
	p.take(p.which(func(u *Use) bool {
		v := p.lib.Variant(u.Item, u.Variant)
		return v != nil && (kind == "material" && slices.Contains(v.GivesPaper, slug) || kind == "field" && slices.Contains(v.GivesField, slug))
	})...)
}

// cut makes the part.
func (p *piece) cut() Part {
	sc := *p.sc
	sc.Uses, sc.Questions, sc.Given, sc.Stops, sc.Choices, sc.Gates = nil, nil, nil, nil, nil, nil
	sc.Published, sc.Measures, sc.Sample = nil, nil, nil
	for i, u := range p.sc.Uses {
		if p.uses[i] {
			sc.Uses = append(sc.Uses, u)
		}
	}
	for _, q := range p.sc.Questions {
		if decides, ok := p.names[q.Field]; ok {
			sc.Questions = append(sc.Questions, q)
			p.deciding[q.Field] = decides
		}
	}
	for _, g := range p.sc.Given {
		if _, ok := p.names[g.Field]; ok {
			sc.Given = append(sc.Given, g)
		}
	}
	for i, s := range p.sc.Stops {
		if p.stops[i] {
			sc.Stops = append(sc.Stops, s)
		}
	}
	for _, m := range p.sc.Choices {
		_, named := p.names[m.Slug]
		of := p.which(func(u *Use) bool { return m.offers(u) })
		if m.Ask != "" && named || m.Ask == "" && len(of) > 0 && !slices.ContainsFunc(of, func(i int) bool { return !p.uses[i] }) {
			sc.Choices = append(sc.Choices, m)
		}
	}
	for _, g := range p.sc.Gates {
		if slices.ContainsFunc(sc.Uses, func(u Use) bool {
			return slices.ContainsFunc(u.After, func(a After) bool { return a.Name == g.Slug })
		}) {
			sc.Gates = append(sc.Gates, g)
		}
	}
	if !p.whole {
		sc.Channels, sc.Needs = nil, item.Needs{}
	}
	return Part{&sc, p.deciding}
}
