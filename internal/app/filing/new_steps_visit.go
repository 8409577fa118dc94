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
func newAutomatic(p *scenario.Plan, it scenario.Item, n scenario.StepNode, s *casework.Step) {
	s.Auto = &casework.Auto{Version: p.Scenario.Hash}
	for _, d := range it.Demands {
		if d.Must == "" {
			continue
		}
		r := casework.AutoRule{Slug: d.Slug, Name: d.Name, Must: d.Must}
		var laws []string
		for _, b := range d.Basis {
			laws = append(laws, b.Name)
		}
		r.Basis = strings.Join(laws, " ")
		for _, x := range d.Reads {
			r.Reads = append(r.Reads, casework.AutoRead{
				Field: x.Field, Name: x.Name, Type: string(x.Type), Register: x.Register, Source: x.Source, GivenBy: givenBy(n, d.Slug, x.Field),
			})
		}
		s.Auto.Rules = append(s.Auto.Rules, r)
	}
	if len(s.Auto.Rules) == 0 {
		s.State, s.Auto.Why = casework.StepFallenBack, casework.AutoNoRules
	}
}

// givenBy is the slot of the item whose grant says yes to a fact of a rule; none: no item of the plan gives it.
func givenBy(n scenario.StepNode, slug, field string) string {
	for _, r := range n.Rules {
		for _, f := range r.Facts {
			if r.Slug == slug && f.Field == field {
				return f.GivenBy
			}
		}
	}
	return ""
}
