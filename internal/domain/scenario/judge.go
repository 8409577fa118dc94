package scenario

import (
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
	i := slices.IndexFunc(p.Steps, func(s StepNode) bool {
		return s.Kind == item.AutomaticDecision && slices.Contains(s.Slots, slot)
	})
	if i < 0 {
		return nil, fault.New(fault.NotFound, "plan.no_rules", "slot", slot)
	}
	var out []Verdict
	for _, r := range p.Steps[i].Rules {
		out = append(out, Verdict{Rule: r, Holds: Weigh(r, facts)})
	}
	return out, nil
}

// Weigh weighs one rule on facts by key: yes or no if everything that it reads is known, else Unknown. It is the one way in
// which a rule is decided, for the examples of packs as for cases; it reads nothing but the rule, as a case froze it.
func Weigh(r Rule, facts map[string]any) rule.Truth {
	values := map[string]any{}
	for n, v := range r.Values {
		values[n] = v
	}
	for _, f := range r.Facts {
		clean, wrong := form.Clean(f.spec(), facts[f.Key])
		if wrong != nil || clean == nil {
			return rule.Unknown
		}
		values[f.Field] = plain(clean)
	}
	got, err := rule.Evaluate(r.Must, values)
	holds, ok := got.(bool)
	switch {
	case err != nil || !ok || len(r.Facts) == 0: // a name without a value is never "no" by accident
		return rule.Unknown
	case holds:
		return rule.True
	}
	return rule.False
}

// spec is how the fact is written.
func (f Fact) spec() form.Spec {
	s := form.Spec{Key: f.Key, Label: f.Name, Type: f.Type}
	for _, o := range f.Options {
		s.Options = append(s.Options, form.Option{Value: o, Label: o})
	}
	if s.Type == form.Choice && len(s.Options) == 0 {
		s.Type = form.Text
	}
	return s
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
				} else if x := c.lib.Parameters[n]; x != nil && x.Value != nil {
					r.value(n, rule.Float(x.Value))
				}
			}
		}
		out = append(out, r)
	}
	return out
}

func (r *Rule) value(name string, v float64) {
	if r.Values == nil {
		r.Values = map[string]float64{}
	}
	r.Values[name] = v
}

// fact says where an item finds one of its facts. A register is asked only about the one for whom the applicant acts,
// because nobody else's number is known to be right, and only if it is connected.
func (c *compiler) fact(d *form.Def, p *placed) Fact {
	f := Fact{Key: d.Slug, Field: d.Slug, Name: d.Name, Type: d.Type}
	if c.repeats(d.Topic) && p.where.topic == d.Topic {
		f.Key = key(d.Slug, p.where.n)
	}
	for _, o := range d.Options {
		f.Options = append(f.Options, o.Value)
	}
	if r := c.lib.Registers[d.From]; r != nil && r.Connected && (d.Topic == "" || d.Topic == c.plan.Applicant.ActsFor) {
		f.Register, f.Source = r.Slug, r.Name
	}
	for _, g := range c.uses {
		if slices.Contains(g.variant.GivesField, d.Slug) && c.waits[p.slot][g.slot] {
			f.GivenBy = g.slot
		}
	}
	return f
}
