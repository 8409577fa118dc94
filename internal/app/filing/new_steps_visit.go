package filing

import (
	"strings"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
)

// newVisit freezes a site inspection: the name under which items of one case go to a place together.
func newVisit(_ *scenario.Plan, _ scenario.Item, n scenario.StepNode, s *casework.Step) {
	joins, _ := strings.CutPrefix(n.ID, "visit:")
	if joins == n.ID {
		joins = "" // it joins nobody
	}
	s.Seat = &casework.Seat{Joins: joins}
}

// newAutomatic freezes the rules of an automatic decision, with what they read and the law behind them. An item of which
// no register knows anything is a person's from the start.
func newAutomatic(p *scenario.Plan, _ scenario.Item, n scenario.StepNode, s *casework.Step) {
	s.Auto = &casework.Auto{Version: p.Scenario.Hash, Objection: casework.Limit(n.Objection)}
	for _, d := range n.Rules {
		r := casework.AutoRule{Slug: d.Slug, Name: d.Name, Must: d.Must, Values: d.Values}
		var laws []string
		for _, b := range d.Basis {
			laws = append(laws, b.Name)
		}
		r.Basis = strings.Join(laws, " ")
		for _, x := range d.Facts {
			r.Reads = append(r.Reads, casework.AutoRead{
				Field: x.Field, Name: x.Name, Type: string(x.Type), Options: x.Options, Register: x.Register, Source: x.Source, GivenBy: x.GivenBy,
			})
		}
		s.Auto.Rules = append(s.Auto.Rules, r)
	}
	if len(s.Auto.Rules) == 0 {
		s.State, s.Auto.Why = casework.StepFallenBack, casework.AutoNoRules
	}
}
