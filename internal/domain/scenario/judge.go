package scenario

import (
	"fmt"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/domain/form"
	"lianban/internal/domain/item"
	"lianban/internal/domain/rule"
)

// Verdict says of one rule of an automatic decision whether it holds.
type Verdict struct {
	Rule  Rule
	Holds rule.Truth // Unknown: a record is missing, so a person must look
}

// Granted says whether an automatic decision may grant: there are rules, and every one of them holds. Anything else
// goes to a person; an automatic decision never refuses (个人信息保护法24).
func Granted(verdicts []Verdict) bool {
	return len(verdicts) > 0 && !slices.ContainsFunc(verdicts, func(v Verdict) bool { return v.Holds != rule.True })
}

// Judge weighs the rules of the automatic decision of one slot against facts: what registers say, what the form
// says, and yes for what an item of the same case gave (Fact.GivenBy). Facts are by key, yes and no as they are
// written or as truth values. A fact that is missing, or that is not of its type, leaves its rule unknown. Fault:
// NotFound plan.no_rules when the slot is not decided automatically.
func (c *Catalogue) Judge(p *Plan, slot string, facts map[string]any) ([]Verdict, error) {
	lib := c.LibraryFor(p.Scenario.Slug, p.Area.Slug)
	sc := lib.Scenarios[p.Scenario.Slug]
	i := slices.IndexFunc(p.Steps, func(s StepNode) bool {
		return s.Kind == item.AutomaticDecision && slices.Contains(s.Slots, slot)
	})
	if sc == nil || i < 0 {
		return nil, fault.New(fault.NotFound, "plan.no_rules", "slot", slot)
	}
	env, err := lib.Env(sc)
	if err != nil {
		return nil, fault.Wrap(err, "judge")
	}
	var out []Verdict
	for _, r := range p.Steps[i].Rules {
		t, err := weigh(lib, env, r, facts)
		if err != nil {
			return nil, fault.Wrap(err, "judge "+r.Slug)
		}
		out = append(out, Verdict{Rule: r, Holds: t})
	}
	return out, nil
}

func weigh(lib *Library, env *rule.Env, r Rule, facts map[string]any) (rule.Truth, error) {
	program, problems := env.Compile(r.Must, rule.Bool)
	if len(problems) > 0 {
		return rule.Unknown, fmt.Errorf("%q: %s", r.Must, problems[0].Message)
	}
	known := rule.Facts{}
	for _, n := range program.Names {
		if p := lib.Parameters[n]; p != nil && p.Value != nil {
			known[n] = rule.Float(p.Value)
		}
	}
	for _, f := range r.Facts {
		d := lib.Fields[f.Field]
		v, ok := facts[f.Key]
		if d == nil || !ok {
			continue
		}
		if clean, wrong := form.Clean(specOf(d, f.Key), v); wrong == nil && clean != nil {
			known[f.Field] = plain(clean)
		}
	}
	t, _, err := program.Holds(known)
	return t, err
}

// rules lists what an item demands that can be tested, with the facts that each test needs.
func (c *compiler) rules(p *placed) []Rule {
	out := []Rule{}
	for _, d := range p.variant.Conditions {
		if d.Must.IsAlways() {
			continue
		}
		r := Rule{Slug: d.Slug, Name: or(d.Name, d.Say), Must: string(d.Must), Say: d.Say, Facts: []Fact{}, Basis: refs(c.lib, d.Basis)}
		if program, problems := c.env.Compile(r.Must, rule.Bool); len(problems) == 0 {
			for _, n := range program.Names {
				if def := c.lib.Fields[n]; def != nil {
					r.Facts = append(r.Facts, c.fact(def, p))
				}
			}
		}
		out = append(out, r)
	}
	return out
}

// fact says where an item finds one of its facts.
func (c *compiler) fact(d *form.Def, p *placed) Fact {
	f := Fact{Key: d.Slug, Field: d.Slug, Name: d.Name, Type: d.Type}
	if c.repeats(d.Topic) && p.where.topic == d.Topic {
		f.Key = key(d.Slug, p.where.n)
	}
	if r := c.lib.Registers[d.From]; r != nil {
		f.Register, f.Source = r.Slug, r.Name
	}
	for _, g := range c.uses {
		if slices.Contains(g.variant.GivesField, d.Slug) && c.waits[p.slot][g.slot] {
			f.GivenBy = g.slot
		}
	}
	return f
}
