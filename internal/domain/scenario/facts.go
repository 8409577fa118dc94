package scenario

import (
	"encoding/json"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"lianban/internal/domain/form"
	"lianban/internal/domain/rule"
)

// at is the instance in which a condition is read: of a repeated topic, or none.
type at struct {
	topic string
	n     int // from 1; 0: none
}

// standing says how far a fact is known.
type standing int

const (
	known  standing = iota
	open            // its question is or may be shown, and has no answer yet
	absent          // it is not asked, not given, and has no value otherwise
)

type fact struct {
	value    any // bool, float64, string, []string
	standing standing
}

type factKey struct {
	field string
	n     int
}

// NotAsked is the error of a condition that needs a fact which nobody asks in this situation (C303).
type NotAsked struct {
	Condition string
	Facts     []string
}

// Error names the condition and its facts.
func (e *NotAsked) Error() string {
	return fmt.Sprintf("condition %q needs %s, which nobody asks here", e.Condition, strings.Join(e.Facts, ", "))
}

// facts answers conditions from the answers of one situation.
type facts struct {
	lib     *Library
	sc      *Scenario
	env     *rule.Env
	sit     Situation
	answers map[string]any // by question key: bool, json.Number, string, []string
	counts  map[string]int // by repeated topic
	picks   map[string][]string
	asked   map[string]*QuestionDef
	given   map[string]rule.Cond
	memo    map[factKey]fact
	busy    map[factKey]bool
}

// key is the name of a field, material or use in one instance.
func key(slug string, n int) string {
	if n <= 1 {
		return slug
	}
	return fmt.Sprintf("%s~%d", slug, n)
}

// repeats says whether the topic repeats in this scenario.
func (f *facts) repeats(topic string) bool { _, ok := f.counts[topic]; return ok }

// instances answers the instances of a topic as seen from an instance: itself, all, or 0 where it does not
// repeat.
func (f *facts) instances(topic string, from at) []int {
	if !f.repeats(topic) {
		return []int{0}
	}
	if from.n > 0 && from.topic == topic {
		return []int{from.n}
	}
	all := make([]int, f.counts[topic])
	for i := range all {
		all[i] = i + 1
	}
	return all
}

// inside answers the place of a thing of a topic in instance n, for a reader who stands in from.
func (f *facts) inside(topic string, n int, from at) at {
	if n > 0 {
		return at{topic, n}
	}
	return from
}

// holds evaluates a condition. Unknown comes with the facts that are needed and still open; a needed fact
// that nobody asks is an error.
func (f *facts) holds(c rule.Cond, where at) (rule.Truth, []string, error) {
	switch {
	case c.IsAlways():
		return rule.True, nil, nil
	case c == rule.Never:
		return rule.False, nil, nil
	}
	p, problems := f.env.Compile(string(c), rule.Bool)
	if len(problems) > 0 {
		return rule.False, nil, fmt.Errorf("condition %q: %s", c, problems[0].Message)
	}
	values, missing, err := f.values(p.Names, where)
	if err != nil {
		return rule.False, nil, err
	}
	t, needed, err := p.Holds(values)
	if err != nil || t != rule.Unknown {
		return t, nil, err
	}
	return rule.Unknown, needed, notAsked(string(c), needed, missing)
}

// notAsked is the error if a needed fact is absent, and nil if all of them are merely open.
func notAsked(source string, needed []string, missing map[string]standing) error {
	var lost []string
	for _, n := range needed {
		if missing[n] == absent {
			lost = append(lost, n)
		}
	}
	if len(lost) == 0 {
		return nil
	}
	return &NotAsked{Condition: source, Facts: lost}
}

// values resolves names. missing says why a name has no value.
func (f *facts) values(names []string, where at) (rule.Facts, map[string]standing, error) {
	out, missing := rule.Facts{}, map[string]standing{}
	for _, n := range names {
		v, err := f.value(n, where)
		if err != nil {
			return nil, nil, err
		}
		if v.standing == known {
			out[n] = v.value
		} else {
			missing[n] = v.standing
		}
	}
	return out, missing, nil
}

func (f *facts) value(name string, where at) (fact, error) {
	switch name {
	case applicantFact:
		return fact{value: f.sit.Applicant}, nil
	case channelFact:
		return fact{value: f.sit.Channel}, nil
	case todayFact:
		if f.sit.Today == 0 {
			return fact{standing: open}, nil
		}
		return fact{value: f.sit.Today.String()}, nil
	}
	if p := f.lib.Parameters[name]; p != nil {
		return f.parameter(p, where)
	}
	if i := slices.IndexFunc(f.sc.Choices, func(c Choice) bool { return c.Slug == name && c.Ask != "" }); i >= 0 {
		return f.menu(&f.sc.Choices[i])
	}
	if f.repeats(name) {
		return f.list(name)
	}
	if d := f.lib.Fields[name]; d != nil {
		return f.field(d, where)
	}
	return fact{}, fmt.Errorf("nothing is called %q", name)
}

// menu answers what was picked; from a menu that is not there, nothing.
func (f *facts) menu(c *Choice) (fact, error) {
	k := factKey{c.Slug, -1}
	if f.busy[k] {
		return fact{}, fmt.Errorf("the menu %s waits for itself", c.Slug)
	}
	f.busy[k] = true
	shown, _, err := f.holds(c.When, at{})
	delete(f.busy, k)
	if err != nil {
		return fact{}, err
	}
	picked, ok := f.picks[c.Slug]
	switch {
	case shown == rule.False || ok && picked == nil && shown == rule.True:
		return fact{value: []string{}}, nil
	case shown == rule.True && ok:
		return fact{value: picked}, nil
	}
	return fact{standing: open}, nil
}

func (f *facts) parameter(p *rule.Parameter, where at) (fact, error) {
	if p.By == "" {
		return fact{value: rule.Float(p.Value)}, nil
	}
	r, st, err := f.row(p, where)
	if err != nil || st != known {
		return fact{standing: st}, err
	}
	return fact{value: rule.Float(r)}, nil
}

// row answers the value of a table for the answered option.
func (f *facts) row(p *rule.Parameter, where at) (*big.Rat, standing, error) {
	by := f.lib.Fields[p.By]
	if by == nil {
		return nil, absent, fmt.Errorf("parameter %s: nothing is called %q", p.Slug, p.By)
	}
	v, err := f.field(by, where)
	if err != nil || v.standing != known {
		return nil, v.standing, err
	}
	option, _ := v.value.(string)
	r := p.Values[option]
	if r == nil {
		return nil, absent, fmt.Errorf("parameter %s has no value for %q", p.Slug, option)
	}
	return r, known, nil
}

// list answers the instances of a repeated topic as objects. It is open while a fact of it is open.
func (f *facts) list(topic string) (fact, error) {
	out := make([]map[string]any, f.counts[topic])
	for i := range out {
		out[i] = map[string]any{}
		for _, q := range f.sc.Questions {
			d := f.lib.Fields[q.Field]
			if d == nil || d.Topic != topic {
				continue
			}
			v, err := f.field(d, at{topic, i + 1})
			if err != nil {
				return fact{}, err
			}
			switch v.standing {
			case known:
				out[i][d.Slug] = v.value
			case open:
				return fact{standing: open}, nil
			}
		}
	}
	return fact{value: out}, nil
}

func (f *facts) field(d *form.Def, where at) (fact, error) {
	n := 0
	if f.repeats(d.Topic) {
		if where.topic != d.Topic {
			return fact{standing: absent}, nil
		}
		n = where.n
	}
	k := factKey{d.Slug, n}
	if v, ok := f.memo[k]; ok {
		return v, nil
	}
	if f.busy[k] {
		return fact{}, fmt.Errorf("the questions of %s wait for one another", d.Slug)
	}
	f.busy[k] = true
	v, err := f.resolve(d, n, where)
	delete(f.busy, k)
	if err == nil {
		f.memo[k] = v
	}
	return v, err
}

func (f *facts) resolve(d *form.Def, n int, where at) (fact, error) {
	if c, ok := f.given[d.Slug]; ok {
		return f.giving(c, where)
	}
	q := f.asked[d.Slug]
	if q == nil {
		return otherwise(d), nil
	}
	shown, _, err := f.holds(q.When, f.inside(d.Topic, n, where))
	if err != nil {
		return fact{}, err
	}
	switch shown {
	case rule.False:
		return otherwise(d), nil
	case rule.Unknown:
		return fact{standing: open}, nil
	}
	if a, ok := f.answers[key(d.Slug, n)]; ok {
		return fact{value: plain(a)}, nil
	}
	return fact{standing: open}, nil
}

// giving evaluates what the scenario knows by itself: a condition, or a plain value.
func (f *facts) giving(c rule.Cond, where at) (fact, error) {
	for _, kind := range []rule.Kind{rule.Bool, rule.Number, rule.Text, rule.TextList} {
		p, problems := f.env.Compile(string(c), kind)
		if len(problems) > 0 {
			continue
		}
		values, missing, err := f.values(p.Names, where)
		if err != nil {
			return fact{}, err
		}
		v, needed, err := p.Value(values)
		if err != nil {
			return fact{}, err
		}
		if len(needed) > 0 {
			return fact{standing: open}, notAsked(string(c), needed, missing)
		}
		return fact{value: v}, nil
	}
	return fact{}, fmt.Errorf("given: %q yields nothing", c)
}

func otherwise(d *form.Def) fact {
	if d.Otherwise == nil {
		return fact{standing: absent}
	}
	return fact{value: plain(d.Otherwise)}
}

// plain turns a kept value into one that conditions compare.
func plain(v any) any {
	if n, ok := v.(json.Number); ok {
		x, _ := n.Float64()
		return x
	}
	return v
}
