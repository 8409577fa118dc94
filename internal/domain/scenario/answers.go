package scenario

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/form"
	"lianban/internal/domain/rule"
)

// begin reads the situation: who applies, how many instances, and the answers in the form in which they are
// kept. The fault names every answer that cannot be used.
func begin(lib *Library, sc *Scenario, s Situation) (*facts, []string, error) {
	env, err := lib.Env(sc)
	if err != nil {
		return nil, nil, fault.Wrap(err, "compile")
	}
	f := &facts{
		lib: lib, sc: sc, env: env, sit: s,
		answers: map[string]any{}, counts: map[string]int{}, picks: map[string][]string{},
		asked: map[string]*QuestionDef{}, given: map[string]rule.Cond{},
		memo: map[factKey]fact{}, busy: map[factKey]bool{},
	}
	bad := fault.New(fault.Invalid, "plan.answers")
	if f.sit.Applicant == "" && len(sc.Applicants) > 0 {
		f.sit.Applicant = sc.Applicants[0].Slug
	}
	if !slices.ContainsFunc(sc.Applicants, func(a Applicant) bool { return a.Slug == f.sit.Applicant }) {
		bad.With("applicant", "plan.no_applicant")
	}
	if f.sit.Channel == "" {
		f.sit.Channel = "portal"
	}
	for i := range sc.Questions {
		f.asked[sc.Questions[i].Field] = &sc.Questions[i]
	}
	for _, g := range sc.Given {
		f.given[g.Field] = g.Expr
	}
	left := f.flatten(s.Answers)
	f.count(left, bad)
	f.pick(left, bad)
	f.read(left, bad)
	return f, sortedKeys(left), bad.OrNil()
}

// flatten turns lists of instances into keys: vehicle: [{weight: 15}, …] is vehicle: 2, weight: 15, weight~2: ….
func (f *facts) flatten(answers map[string]any) map[string]any {
	out := maps.Clone(answers)
	if out == nil {
		out = map[string]any{}
	}
	for _, r := range f.sc.Repeats {
		list, ok := out[r.Topic].([]any)
		if !ok {
			continue
		}
		out[r.Topic] = len(list)
		for i, e := range list {
			m, _ := e.(map[string]any)
			for k, v := range m {
				out[key(k, i+1)] = v
			}
		}
	}
	return out
}

func (f *facts) count(left map[string]any, bad *fault.Fault) {
	for _, r := range f.sc.Repeats {
		f.counts[r.Topic] = max(r.Min, 1)
		v, ok := left[r.Topic]
		delete(left, r.Topic)
		if !ok || v == "" || v == nil {
			continue
		}
		n, wrong := form.Clean(form.Spec{Key: r.Topic, Label: r.Ask, Type: form.Number, Limits: form.Limits{
			Least: strconv.Itoa(r.Min), Most: strconv.Itoa(r.Max)}}, v)
		if wrong != nil {
			bad.Fields = append(bad.Fields, *wrong)
			continue
		}
		number, _ := n.(json.Number)
		whole, err := strconv.Atoi(number.String())
		if err != nil {
			bad.With(r.Topic, "field.number", "label", r.Ask)
			continue
		}
		f.counts[r.Topic] = whole
	}
}

func (f *facts) pick(left map[string]any, bad *fault.Fault) {
	for _, c := range f.sc.Choices {
		if c.Ask == "" {
			continue
		}
		v, ok := left[c.Slug]
		delete(left, c.Slug)
		if !ok {
			if c.Min == 0 {
				f.picks[c.Slug] = nil // nothing need be picked
			}
			continue
		}
		spec := form.Spec{Key: c.Slug, Label: c.Ask, Type: form.Choices}
		for _, o := range f.sc.menu(c, f.lib) {
			spec.Options = append(spec.Options, form.Option{Value: o.Slug, Label: o.Name})
		}
		picked, wrong := form.Clean(spec, v)
		if wrong != nil {
			bad.Fields = append(bad.Fields, *wrong)
			continue
		}
		list, _ := picked.([]string)
		if len(list) < c.Min || c.Max > 0 && len(list) > c.Max {
			bad.With(c.Slug, "plan.picks", "least", strconv.Itoa(c.Min), "most", strconv.Itoa(c.Max))
			continue
		}
		f.picks[c.Slug] = list
	}
}

// read takes the answers to the questions; what stays in left is no question of this scenario.
func (f *facts) read(left map[string]any, bad *fault.Fault) {
	for _, q := range f.sc.Questions {
		d := f.lib.Fields[q.Field]
		if d == nil {
			continue
		}
		for _, n := range f.instances(d.Topic, at{}) {
			k := key(q.Field, n)
			v, ok := left[k]
			delete(left, k)
			if !ok {
				continue
			}
			clean, wrong := form.Clean(specOf(d, k), v)
			switch {
			case wrong != nil:
				bad.Fields = append(bad.Fields, *wrong)
			case clean != nil:
				f.answers[k] = clean
			}
		}
	}
}

func specOf(d *form.Def, k string) form.Spec {
	return form.Spec{
		Key: k, Label: d.Name, Type: d.Type, UnitName: unitName(d.Unit), Options: d.Options,
		Limits:    form.Limits{Least: d.Least, Most: d.Most, Longest: d.Longest, Format: d.Format},
		MustBeYes: d.Act != "",
	}
}

// unitName answers the Chinese name of a unit of packs: square metres → 平方米.
func unitName(unit string) string {
	if unit == "" {
		return ""
	}
	k := "plan.unit." + strings.ReplaceAll(unit, " ", "_")
	if l := lang.Chinese(); l.Has(k) {
		return l.Say(k)
	}
	return unit
}

// menu lists what the applicant can pick.
func (sc *Scenario) menu(c Choice, lib *Library) []Named {
	var out []Named
	for i := range sc.Uses {
		if c.offers(&sc.Uses[i]) {
			out = append(out, useName(lib, &sc.Uses[i]))
		}
	}
	return out
}

// offers says whether a use is one of a choice.
func (c Choice) offers(u *Use) bool {
	return slices.ContainsFunc(c.Of, func(pattern string) bool { return matches(pattern, *u) })
}

func useName(lib *Library, u *Use) Named {
	if v := lib.Variant(u.Item, u.Variant); v != nil {
		return Named{u.Name, v.Title}
	}
	return Named{u.Name, u.Name}
}

// matches says whether a use is meant by a name: item.variant, item.* or item.<field>.
func matches(pattern string, u Use) bool {
	it, rest, _ := strings.Cut(pattern, ".")
	switch {
	case pattern == u.Name:
		return true
	case it != u.Item:
		return false
	case rest == "*":
		return true
	}
	return u.By != "" && rest == "<"+u.By+">"
}
