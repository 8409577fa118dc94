package scenario

import (
	"fmt"
	"math/big"

	"lianban/internal/domain/form"
	"lianban/internal/domain/rule"
)

// Names that conditions may use beside fields, parameters, choices and repeated topics.
const (
	applicantFact = "applicant"
	channelFact   = "channel"
	todayFact     = "today" // only in stops and gates
)

// Env answers the environment of a scenario's conditions. It is made when first asked for and then kept.
func (l *Library) Env(sc *Scenario) (*rule.Env, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if e := l.envs[sc.Slug]; e != nil {
		return e, nil
	}
	if l.common == nil {
		l.common = l.declareCommon()
	}
	e, err := rule.NewEnv(l.declare(sc))
	if err != nil {
		return nil, fmt.Errorf("conditions of %s: %w", sc.Slug, err)
	}
	if l.envs == nil {
		l.envs = map[string]*rule.Env{}
	}
	l.envs[sc.Slug] = e
	return e, nil
}

func (l *Library) declare(sc *Scenario) rule.Decl {
	d := rule.Decl{Common: l.common, Lists: map[string][]rule.Fact{}}
	roles := make([]string, len(sc.Applicants))
	for i, a := range sc.Applicants {
		roles[i] = a.Slug
	}
	d.Facts = append(d.Facts,
		rule.Fact{Name: applicantFact, Kind: rule.Text, Options: roles},
		rule.Fact{Name: channelFact, Kind: rule.Text},
		rule.Fact{Name: todayFact, Kind: rule.Text})
	repeated := map[string]bool{}
	for _, r := range sc.Repeats {
		repeated[r.Topic] = true
	}
	for _, slug := range sortedKeys(l.Fields) {
		if f := l.Fields[slug]; repeated[f.Topic] {
			d.Lists[f.Topic] = append(d.Lists[f.Topic], factOf(f))
		}
	}
	for _, c := range sc.Choices {
		if c.Ask != "" {
			d.Facts = append(d.Facts, rule.Fact{Name: c.Slug, Kind: rule.TextList})
		}
	}
	return d
}

// declareCommon declares what every scenario may name: fields and parameters.
func (l *Library) declareCommon() *rule.Common {
	var facts []rule.Fact
	for _, slug := range sortedKeys(l.Fields) {
		facts = append(facts, factOf(l.Fields[slug]))
	}
	for _, slug := range sortedKeys(l.Parameters) {
		facts = append(facts, rule.Fact{Name: slug, Kind: rule.Number, Unit: l.Parameters[slug].Unit})
	}
	return rule.NewCommon(facts)
}

func factOf(f *form.Def) rule.Fact {
	fact := rule.Fact{Name: f.Slug, Kind: rule.Text}
	switch f.Type {
	case form.Number:
		fact.Kind, fact.Unit = rule.Number, f.Unit
	case form.YesNo:
		fact.Kind = rule.Bool
	case form.Choices:
		fact.Kind = rule.TextList
	}
	if len(f.Options) > 0 {
		for _, o := range f.Options {
			fact.Options = append(fact.Options, o.Value)
		}
	}
	return fact
}

// paramValues answers every value that a parameter can have; ok is false if there is no such parameter.
func (l *Library) paramValues(name string) (vs []*big.Rat, ok bool) {
	p := l.Parameters[name]
	if p == nil {
		return nil, false
	}
	if p.Value != nil {
		return []*big.Rat{p.Value}, true
	}
	for _, k := range sortedKeys(p.Values) {
		vs = append(vs, p.Values[k])
	}
	return vs, true
}
