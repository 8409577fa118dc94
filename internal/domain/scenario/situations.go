package scenario

import (
	"encoding/json"
	"maps"
	"math/big"
	"slices"

	"lianban/internal/domain/form"
	"lianban/internal/domain/rule"
)

// Situations enumerates the situations of a scenario (pack format §4.5): each option, yes and no, each side
// of each number's cuts, each applicant, each pick of a menu, one instance of a repeated topic and two where
// a condition is about the list. It stops after most of them and answers how many there were and whether
// those were all. Registers are the visitor's: visit gets situations that know nothing.
func (l *Library) Situations(sc *Scenario, most int, visit func(Leaf)) (n int, all bool, err error) {
	return l.enumerate(Part{Scenario: sc}, most, nil, visit)
}

// SituationsOf enumerates the situations of a part. Questions that decide nothing there are answered in one way.
func (l *Library) SituationsOf(p Part, most int, visit func(Leaf)) (n int, all bool, err error) {
	return l.enumerate(p, most, nil, visit)
}

// Many says whether a scenario has more situations than most. They are counted only where a product of answers does not
// tell: questions may be hidden from some.
func (l *Library) Many(sc *Scenario, most int) (bool, error) {
	conditions, sets, shown := l.Conditions(sc), len(sc.Applicants), len(sc.Stops) == 0
	plain := len(sc.Repeats) == 0 && !slices.ContainsFunc(sc.Choices, func(c Choice) bool { return c.Ask != "" })
	for _, q := range sc.Questions {
		d := l.Fields[q.Field]
		if d == nil || !plain || sets > most {
			continue
		}
		values, err := l.representatives(sc, d, conditions)
		if err != nil {
			return false, err
		}
		sets *= len(values)
		shown = shown && q.When.IsAlways()
	}
	if plain && (sets <= most || shown) {
		return sets > most, nil
	}
	_, all, err := l.Situations(sc, most, func(Leaf) {})
	return !all, err
}

// enumerate leaves out the situations in which over holds already; nil: none.
func (l *Library) enumerate(p Part, most int, over func(*facts) bool, visit func(Leaf)) (n int, all bool, err error) {
	sc, conditions := p.Scenario, l.Conditions(p.Scenario)
	e := &enumeration{lib: l, sc: sc, most: most, visit: visit, over: over, values: map[string][]any{}, on: decides(conditions)}
	for _, q := range sc.Questions {
		if d := l.Fields[q.Field]; d != nil {
			if e.values[q.Field], err = l.representatives(sc, d, conditions); err != nil {
				return 0, false, err
			}
			if p.Deciding != nil && !p.Deciding[q.Field] && len(e.values[q.Field]) > 0 {
				e.values[q.Field] = e.values[q.Field][:1]
			}
		}
	}
	counts, err := e.counts(conditions)
	if err != nil {
		return 0, false, err
	}
	for _, a := range sc.Applicants {
		for _, start := range counts {
			if err := e.branch(Situation{Applicant: a.Slug, Answers: start}, e.path(a.Slug, start)); err != nil {
				return e.n, false, err
			}
		}
	}
	return e.n, !e.cut, nil
}

type enumeration struct {
	lib    *Library
	sc     *Scenario
	most   int
	n      int
	cut    bool // there are more than most
	visit  func(Leaf)
	over   func(*facts) bool // nothing more is to be found here; nil: never
	values map[string][]any
	on     []Located // the conditions of a signature
}

// Answered is one answer on the way to a situation: who applies, how many instances of a topic, the picks of a menu,
// or a question.
type Answered struct {
	Key    string // applicant, topic, slug of a menu, key of a question
	Answer any
}

// path begins the way: the applicant, and the counts in the order of the pack.
func (e *enumeration) path(applicant string, counts map[string]any) []Answered {
	out := []Answered{{applicantFact, applicant}}
	for _, r := range e.sc.Repeats {
		out = append(out, Answered{r.Topic, counts[r.Topic]})
	}
	return out
}

// branch answers the first open menu or question in every way; without one the situation is whole. So is one that
// is stopped: no further answer takes a stop back.
func (e *enumeration) branch(s Situation, path []Answered) error {
	if e.n >= e.most {
		e.cut = true
		return nil
	}
	f, _, err := begin(e.lib, e.sc, s)
	if err != nil {
		return err
	}
	if e.over != nil && e.over(f) {
		return nil
	}
	if !f.stopped() {
		if name, values := e.next(f, s); name != "" {
			for _, v := range values {
				next := s
				next.Answers = maps.Clone(s.Answers)
				next.Answers[name] = v
				if err := e.branch(next, append(path[:len(path):len(path)], Answered{name, v})); err != nil {
					return err
				}
			}
			return nil
		}
	}
	e.n++
	e.visit(Leaf{Situation: s, Path: path, f: f, on: e.on})
	return nil
}

// stopped says that some stop holds whatever else is answered.
func (f *facts) stopped() bool {
	return slices.ContainsFunc(f.sc.Stops, func(s StopDef) bool {
		t, _, err := f.holds(s.When, at{})
		return err == nil && t == rule.True
	})
}

// next answers what is asked next, and every answer to try; no name: nothing. An error of a condition is found again,
// with its place, when the situation is compiled.
func (e *enumeration) next(f *facts, s Situation) (string, []any) {
	if name, picks := e.menu(f, s, false); name != "" {
		return name, picks
	}
	for _, q := range e.sc.Questions {
		d := e.lib.Fields[q.Field]
		for _, n := range f.instances(d.Topic, at{}) {
			k := key(q.Field, n)
			if _, ok := f.answers[k]; ok {
				continue
			}
			if shown, _, err := f.holds(q.When, f.inside(d.Topic, n, at{})); err == nil && shown == rule.True {
				return k, e.values[q.Field]
			}
		}
	}
	return e.menu(f, s, true)
}

// menu answers the next menu without picks and what to try in it. Late ones come after the questions, as on the page.
func (e *enumeration) menu(f *facts, s Situation, late bool) (string, []any) {
	for _, c := range e.sc.Choices {
		if _, ok := s.Answers[c.Slug]; ok || c.Ask == "" || c.When.IsAlways() == late {
			continue
		}
		if shown, _, err := f.holds(c.When, at{}); err == nil && shown == rule.True {
			return c.Slug, e.picks(f, c)
		}
	}
	return "", nil
}

// counts answers how many instances each repeated topic is tried with.
func (e *enumeration) counts(conditions []Located) ([]map[string]any, error) {
	out := []map[string]any{{}}
	for _, r := range e.sc.Repeats {
		tried := []int{max(r.Min, 1)}
		env, err := e.lib.Env(e.sc)
		if err != nil {
			return nil, err
		}
		for _, c := range conditions {
			p, _ := env.Compile(c.Text, c.Want)
			if p != nil && slices.Contains(p.Names, r.Topic) && r.Max >= tried[0]+1 {
				tried = append(tried, tried[0]+1)
				break
			}
		}
		out = cross(out, r.Topic, tried)
	}
	return out, nil
}

func cross[T any](starts []map[string]any, name string, values []T) []map[string]any {
	var out []map[string]any
	for _, m := range starts {
		for _, v := range values {
			c := maps.Clone(m)
			c[name] = v
			out = append(out, c)
		}
	}
	return out
}

// picks answers the lawful picks of a menu: every subset of up to four, else none, each alone and all together.
func (e *enumeration) picks(f *facts, c Choice) []any {
	var slugs []string
	for i := range e.sc.Uses {
		if u := &e.sc.Uses[i]; c.offers(u) && f.possible(u) {
			slugs = append(slugs, u.Name)
		}
	}
	all := subsets(slugs)
	if len(slugs) > 4 {
		all = append(all, []string{})
	}
	var out []any
	for _, s := range all {
		if len(s) >= c.Min && (c.Max == 0 || len(s) <= c.Max) {
			out = append(out, s)
		}
	}
	return out
}

func subsets(all []string) [][]string {
	var out [][]string
	if len(all) > 4 {
		for _, s := range all {
			out = append(out, []string{s})
		}
		return append(out, all)
	}
	for bits := range 1 << len(all) {
		s := []string{}
		for i := range all {
			if bits&(1<<i) != 0 {
				s = append(s, all[i])
			}
		}
		out = append(out, s)
	}
	return out
}

// representatives answers the values of a question between which no condition can tell others apart.
func (l *Library) representatives(sc *Scenario, d *form.Def, conditions []Located) ([]any, error) {
	switch d.Type {
	case form.YesNo:
		return []any{true, false}, nil
	case form.Choice:
		var out []any
		for _, o := range d.Options {
			out = append(out, o.Value)
		}
		return out, nil
	case form.Choices:
		var slugs []string
		for _, o := range d.Options {
			slugs = append(slugs, o.Value)
		}
		var out []any
		for _, s := range subsets(slugs) {
			if len(s) > 0 {
				out = append(out, s)
			}
		}
		return out, nil
	case form.Number:
		cuts, err := l.cuts(sc, d.Slug, conditions)
		return sides(cuts, d), err
	case form.Date:
		return []any{"2026-03-02"}, nil
	}
	return []any{"x"}, nil
}

// cuts gathers the numbers with which the scenario compares a question.
func (l *Library) cuts(sc *Scenario, field string, conditions []Located) ([]*big.Rat, error) {
	env, err := l.Env(sc)
	if err != nil {
		return nil, err
	}
	var out []*big.Rat
	for _, c := range conditions {
		p, _ := env.Compile(c.Text, c.Want)
		if p == nil || c.Want != rule.Bool {
			continue
		}
		more, _ := p.Cuts(field, l.paramValues)
		out = append(out, more...)
	}
	slices.SortFunc(out, func(a, b *big.Rat) int { return a.Cmp(b) })
	return slices.CompactFunc(out, func(a, b *big.Rat) bool { return a.Cmp(b) == 0 }), nil
}

// sides answers a number on each side of each cut and the cuts themselves, within the limits of the field.
func sides(cuts []*big.Rat, d *form.Def) []any {
	two, one := big.NewRat(2, 1), big.NewRat(1, 1)
	var points []*big.Rat
	for i, c := range cuts {
		below := new(big.Rat).Quo(c, two)
		if c.Sign() <= 0 {
			below = new(big.Rat).Sub(c, one)
		}
		if i > 0 {
			below = new(big.Rat).Quo(new(big.Rat).Add(cuts[i-1], c), two)
		}
		points = append(points, below, c)
	}
	if len(cuts) > 0 {
		points = append(points, new(big.Rat).Add(cuts[len(cuts)-1], one))
	} else {
		points = append(points, one)
	}
	var out []any
	for _, p := range points {
		v := json.Number(rule.Decimal(p))
		if _, wrong := form.Clean(specOf(d, d.Slug), v); wrong == nil {
			out = append(out, v)
		}
	}
	if len(out) == 0 { // no side is allowed: one lawful value stands for all
		out = append(out, json.Number(or(d.Least, d.Most, "1")))
	}
	return out
}

// BadNumbers answers the questions whose numbers are compared with something else than constants and
// parameters, so that their situations cannot be enumerated.
func (l *Library) BadNumbers(sc *Scenario, c Located) []string {
	env, err := l.Env(sc)
	if err != nil || c.Want != rule.Bool {
		return nil
	}
	p, _ := env.Compile(c.Text, c.Want)
	if p == nil {
		return nil
	}
	var out []string
	for _, q := range sc.Questions {
		d := l.Fields[q.Field]
		if d == nil || d.Type != form.Number {
			continue
		}
		if _, ok := p.Cuts(d.Slug, l.paramValues); !ok {
			out = append(out, d.Slug)
		}
	}
	return out
}
