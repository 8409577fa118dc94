package scenario

import (
	"fmt"
	"math/big"
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/domain/form"
	"lianban/internal/domain/item"
)

// Names of the figures, in the order in which they are shown.
var figureNames = []string{"days", "trips", "materials", "steps", "fields", "forms"}

// figures computes baseline and designed by the definitions of pack format §5.
func (c *compiler) figures() error {
	base := map[string]int{}
	approx := false
	once := map[string]bool{}
	for _, p := range c.uses {
		base["materials"] += c.baselineMaterials(p)
		base["fields"] += c.baselineFields(p)
		if once[p.use.Name] {
			continue // a repeated item costs its days, trips and steps once
		}
		once[p.use.Name] = true
		base["forms"]++
		base["materials"] += c.proofs()
		if err := c.baselineOf(p, base, &approx); err != nil {
			return err
		}
	}
	designed := map[string]int{
		"days": c.plan.Days.Elapsed, "forms": 1, "fields": c.plan.Form.Asked, "steps": 1,
	}
	for _, m := range c.plan.Materials {
		if m.Disposition.HandedIn() {
			designed["materials"]++
			if m.Upload != nil && m.Upload.Original {
				designed["trips"] = 1
			}
		}
	}
	c.visits(designed)
	for _, name := range figureNames {
		c.plan.Figures = append(c.plan.Figures, Figure{
			Name: name, Baseline: base[name], Designed: designed[name],
			Percent: percent(base[name], designed[name]), Approx: approx && name == "days",
		})
	}
	return nil
}

func (c *compiler) baselineOf(p *placed, base map[string]int, approx *bool) error {
	v := p.variant
	steps, err := c.stepsHere(p)
	if err != nil {
		return err
	}
	days, presences := 0, 0
	for _, s := range steps {
		d, a := s.Takes.InWorkingDays()
		days, *approx = days+d, *approx || a
		if s.Kind == item.Fee || s.Presence {
			presences++
		}
	}
	if v.Alone.Days.IsSet() {
		var a bool
		days, a = v.Alone.Days.InWorkingDays()
		*approx = *approx || a
	}
	base["days"] += days
	base["trips"] += recorded(v.Alone.Trips, 1)
	base["steps"] += recorded(v.Alone.Steps, 1+presences)
	return nil
}

func recorded(n, otherwise int) int {
	if n < 0 {
		return otherwise
	}
	return n
}

// baselineMaterials counts the papers that the item needs here, whatever their disposition. A promise that
// stands for a paper is no need of its own.
func (c *compiler) baselineMaterials(p *placed) int {
	n := 0
	for _, m := range c.papers {
		for _, u := range m.users {
			if u.from == p && u.consumer.Why.Key != "plan.need.promise" {
				n++
			}
		}
	}
	return n
}

func (c *compiler) proofs() int {
	n := 0
	for _, m := range c.papers {
		for _, u := range m.users {
			if u.kind == "right_to_act" {
				n++
			}
		}
	}
	return n
}

func (c *compiler) baselineFields(p *placed) int {
	n := 0
	for _, f := range c.entries {
		for _, from := range f.from {
			if from == p {
				n++
			}
		}
	}
	return n
}

// visits counts the appearances and payments of the plan; several instances of one step count once.
func (c *compiler) visits(designed map[string]int) {
	seen := map[string]bool{}
	for _, s := range c.plan.Steps {
		id := s.ID
		if p := c.bySlot[s.Slots[0]]; p != nil && len(s.Slots) == 1 {
			id = p.use.Name + "/" + s.Kind + s.Name
		}
		if seen[id] {
			continue
		}
		seen[id] = true
		if s.Presence {
			designed["trips"]++
		}
		if s.Presence || s.Kind == item.Fee {
			designed["steps"]++
		}
	}
}

// percent is the reduction with one decimal, without binary floating point.
func percent(from, to int) string {
	if from == 0 {
		return ""
	}
	return big.NewRat(int64(from-to)*100, int64(from)).FloatString(1)
}

// compare sets published totals beside the computed ones.
func (c *compiler) compare() {
	for _, p := range c.sc.Published {
		src := Ref{Slug: p.Source}
		if rs := refs(c.lib, []string{p.Source}); len(rs) > 0 {
			src = rs[0]
		}
		for _, t := range p.Totals {
			c.plan.Published = append(c.plan.Published, c.claim(src, t))
		}
	}
	if c.plan.Promise.Days > 0 && c.plan.Promise.Days < c.plan.Days.Elapsed {
		c.plan.Warnings = append(c.plan.Warnings, Text{Key: "plan.warn.promise", Params: fault.Params(
			"promise", strconv.Itoa(c.plan.Promise.Days), "days", strconv.Itoa(c.plan.Days.Elapsed))})
	}
}

func (c *compiler) claim(src Ref, t Total) Claim {
	f := c.plan.figure(t.Figure)
	x := Claim{Source: src, Figure: t.Figure, Computed: fmt.Sprintf("%d -> %d", f.Baseline, f.Designed)}
	if t.Percent != "" {
		x.Says = t.Percent + " %"
		x.Computed += " = -" + f.Percent + " %"
		x.Agrees = samePercent(t.Percent, f.Percent)
		return x
	}
	x.Says = fmt.Sprintf("%d -> %d", t.From, t.To)
	x.Agrees = t.From == f.Baseline && t.To == f.Designed
	return x
}

func samePercent(says, computed string) bool {
	a, ok := new(big.Rat).SetString(says)
	b, fine := new(big.Rat).SetString(computed)
	return ok && fine && a.FloatString(1) == new(big.Rat).Neg(b).FloatString(1)
}

func (p *Plan) figure(name string) Figure {
	for _, f := range p.Figures {
		if f.Name == name {
			return f
		}
	}
	return Figure{}
}

// Specs answers what the values of the form must be like: the fields that are asked or shown to be confirmed,
// without those that the guide has answered.
func (p *Plan) Specs() []form.Spec {
	var out []form.Spec
	for _, s := range p.Form.Sections {
		for _, f := range s.Fields {
			if f.Disposition != form.Asked && f.Disposition != form.Confirm || f.InGuide {
				continue
			}
			out = append(out, form.Spec{Key: f.Key, Label: f.Label, Type: f.Type, UnitName: f.UnitName, Options: f.Options,
				Limits: f.Limits, Required: f.Required, MustBeYes: f.Act != ""})
		}
	}
	return out
}

// Validate checks the values of the form; see form.Validate.
func (p *Plan) Validate(values map[string]any) (map[string]any, error) {
	return form.Validate(p.Specs(), values)
}
