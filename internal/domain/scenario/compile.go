package scenario

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/form"
	"lianban/internal/domain/item"
	"lianban/internal/domain/org"
	"lianban/internal/domain/rule"
)

// compiler builds one plan. Its files follow the parts of the plan: items, papers, fields, steps, figures.
type compiler struct {
	*facts
	area    string
	plan    *Plan
	uses    []*placed                  // in the plan, in its order
	bySlot  map[string]*placed         //
	waits   map[string]map[string]bool // slot → slots for which it waits, transitively
	papers  []*paperNeed
	entries []*fieldNeed
}

// placed is one instance of a use in the plan.
type placed struct {
	use     *Use
	variant *item.Variant
	slot    string
	where   at
	office  Office
	plan    *Item // its place in the plan
}

// Compile answers the plan of a scenario of a library in an area for one situation. It is pure: the same
// arguments give the same plan, whatever the order of answers, files and lists.
func Compile(lib *Library, sc *Scenario, area string, s Situation) (*Plan, error) {
	f, unknown, err := begin(lib, sc, s)
	if err != nil {
		return nil, err
	}
	c := &compiler{facts: f, area: area, plan: newPlan(lib, sc, area, f)}
	for _, k := range unknown {
		c.plan.Warnings = append(c.plan.Warnings, Text{Key: "plan.warn.unknown_answer", Params: fault.Params("name", k)})
	}
	for _, part := range []func() error{c.guide, c.stops} {
		if err := part(); err != nil {
			return nil, fault.Wrap(err, "compile "+sc.Slug)
		}
	}
	if c.plan.Stopped {
		return c.plan, nil
	}
	for _, part := range []func() error{c.items, c.edges, c.set, c.oneForm, c.steps, c.fees, c.figures} {
		if err := part(); err != nil {
			return nil, fault.Wrap(err, "compile "+sc.Slug)
		}
	}
	c.compare()
	return c.plan, nil
}

func newPlan(lib *Library, sc *Scenario, area string, f *facts) *Plan {
	p := &Plan{
		Scenario: Head{
			Slug: sc.Slug, Name: sc.Name, Summary: sc.Summary, Note: sc.Note, Version: sc.Version, Hash: sc.Hash,
			Evidence: sc.Evidence, Source: refName(lib, sc.Source), Audience: sc.Audience,
		},
		Area: AreaRef{Slug: area}, Joint: sc.Joint, NotHere: sc.NotIncluded, Measures: sc.Measures,
		Online: sc.Online, OfflineNote: sc.OfflineNote, Campaign: sc.Campaign,
		Questions: []Question{}, Items: []Item{}, Materials: []Material{}, Steps: []StepNode{}, Critical: []string{},
		Figures: []Figure{}, Published: []Claim{}, Form: Form{Sections: []Section{}},
	}
	if a := lib.Areas[area]; a != nil {
		p.Area = AreaRef{Slug: a.Slug, Name: a.Name, Code: a.Code, Zone: a.Zone}
	}
	p.Scenario.Lead = officeIn(lib, sc.Lead, "county", area)
	for _, a := range sc.Applicants {
		r := Role{Slug: a.Slug, Name: a.Name, ActsFor: a.ActsFor}
		for _, x := range a.Proof {
			r.Proof = append(r.Proof, x.Slug)
		}
		p.Applicants = append(p.Applicants, r)
		if a.Slug == f.sit.Applicant {
			p.Applicant = r
		}
	}
	if d, _ := sc.Promise.InWorkingDays(); sc.Promise.IsSet() {
		p.Promise = Limit{Days: d}
	}
	for _, r := range sc.Repeats {
		x := Repeat{Topic: r.Topic, Label: r.Ask, Min: r.Min, Max: r.Max, Count: f.counts[r.Topic]}
		if t := lib.Topics[r.Topic]; t != nil {
			x.Name = t.Name
		}
		p.Repeats = append(p.Repeats, x)
	}
	return p
}

// guide lists the questions, shown or not, and which of the shown ones have no answer.
func (c *compiler) guide() error {
	if err := c.menus(); err != nil {
		return err
	}
	for i := range c.sc.Questions {
		q := &c.sc.Questions[i]
		d := c.lib.Fields[q.Field]
		for _, n := range c.instances(d.Topic, at{}) {
			where := c.inside(d.Topic, n, at{})
			shown, _, err := c.holds(q.When, where)
			if err != nil {
				return err
			}
			x := question(q, d, n)
			x.Label, x.Name = c.title(x.Label, d.Topic, n), c.title(x.Name, d.Topic, n)
			x.Shown, x.Pending = shown == rule.True, shown == rule.Unknown
			if a, ok := c.answers[x.Key]; ok && x.Shown {
				x.Answer = a
			} else if x.Shown {
				c.plan.Missing = append(c.plan.Missing, x.Key)
			}
			c.plan.Questions = append(c.plan.Questions, x)
		}
	}
	c.plan.Complete = len(c.plan.Missing) == 0
	return nil
}

// menus lists the choices that the applicant has here, with what can be picked in this situation. One from
// which nothing need be picked holds nothing up.
func (c *compiler) menus() error {
	for _, m := range c.sc.Choices {
		if m.Ask == "" {
			continue
		}
		shown, _, err := c.holds(m.When, at{})
		if err != nil {
			return err
		}
		if shown != rule.True {
			continue
		}
		x := Menu{Slug: m.Slug, Label: m.Ask, Min: m.Min, Max: m.Max, Late: !m.When.IsAlways(), Options: []Named{}, Picked: c.picks[m.Slug]}
		usable := 0
		for i := range c.sc.Uses {
			u := &c.sc.Uses[i]
			picked := slices.Contains(x.Picked, u.Name)
			switch {
			case !m.offers(u):
				continue
			case c.possible(u) && picked:
				usable++
			case !c.possible(u) && !picked:
				continue
			}
			x.Options = append(x.Options, useName(c.lib, u))
		}
		if len(x.Options) == 0 {
			continue
		}
		if usable < m.Min {
			c.plan.Missing = append(c.plan.Missing, m.Slug)
		}
		c.plan.Menus = append(c.plan.Menus, x)
	}
	return nil
}

// possible says that the answers do not rule a use out. One of a repeated topic is decided instance by instance, so
// it always is; an error of its condition is found when the items are chosen.
func (f *facts) possible(u *Use) bool {
	if v := f.lib.Variant(u.Item, u.Variant); v == nil || f.repeats(v.Topic) {
		return true
	}
	t, _, err := f.holds(u.When, at{})
	return err != nil || t != rule.False
}

func question(q *QuestionDef, d *form.Def, n int) Question {
	x := Question{
		Key: key(d.Slug, n), Field: d.Slug, Instance: n, Label: or(q.Ask, d.Ask, d.Name), Name: d.Name,
		Why: or(q.Why, d.Why), Help: or(q.Help, d.Help), Type: d.Type, Unit: d.Unit, UnitName: unitName(d.Unit),
		Example: d.Example, Options: d.Options,
		Limits: Limits{Least: d.Least, Most: d.Most, Longest: d.Longest, Format: d.Format},
	}
	return x
}

func or(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}

// stops finds what routes the person out. A stop that cannot be decided yet does not hold.
func (c *compiler) stops() error {
	for _, s := range c.sc.Stops {
		t, _, err := c.holds(s.When, at{})
		if err != nil {
			return err
		}
		if t == rule.True {
			c.plan.Stops = append(c.plan.Stops, Stop{Slug: s.Slug, Say: s.Say, Basis: refs(c.lib, s.Basis), GoTo: s.GoTo})
		}
	}
	c.plan.Stopped = len(c.plan.Stops) > 0
	return nil
}

// because tells in words why a condition was what it was: the answers that it names.
func (c *compiler) because(key string, where at, conditions ...rule.Cond) Text {
	var said []Text
	seen := map[string]bool{}
	for _, cond := range conditions {
		if cond.IsAlways() || cond == rule.Never {
			continue
		}
		p, problems := c.env.Compile(string(cond), rule.Bool)
		if len(problems) > 0 {
			continue
		}
		for _, n := range c.answersFirst(p.Names) {
			if seen[n] {
				continue
			}
			seen[n] = true
			for _, t := range c.say(n, where) { // facts that are given may rest on the same answers
				if !slices.ContainsFunc(said, func(x Text) bool { return x.Key == t.Key && maps.Equal(x.Params, t.Params) }) {
					said = append(said, t)
				}
			}
		}
	}
	return Text{Key: key, Facts: said}
}

// answersFirst puts what the person answered before the numbers with which it is compared.
func (c *compiler) answersFirst(names []string) []string {
	out := slices.Clone(names)
	isParameter := func(n string) int {
		if c.lib.Parameters[n] != nil {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(out, func(a, b string) int { return isParameter(a) - isParameter(b) })
	return out
}

// say tells one fact: the answer given, the role of the applicant, or the size of a parameter.
func (c *compiler) say(name string, where at) []Text {
	switch {
	case name == applicantFact:
		return []Text{{Key: "plan.fact.applicant", Params: fault.Params("name", c.plan.Applicant.Name)}}
	case c.lib.Parameters[name] != nil:
		p := c.lib.Parameters[name]
		if p.Value == nil {
			return nil
		}
		return []Text{{Key: "plan.fact.parameter", Params: fault.Params("name", p.Name, "value", rule.Decimal(p.Value), "unit", unitName(p.Unit))}}
	case c.lib.Fields[name] == nil:
		return nil
	}
	d := c.lib.Fields[name]
	if g, ok := c.given[name]; ok {
		return c.because("", where, g).Facts
	}
	v, err := c.value(name, where)
	if err != nil || v.standing != known || c.asked[name] == nil {
		return nil
	}
	switch x := v.value.(type) {
	case bool:
		k := "plan.fact.no"
		if x {
			k = "plan.fact.yes"
		}
		return []Text{{Key: k, Params: fault.Params("name", d.Name)}}
	case float64:
		return []Text{{Key: "plan.fact.number", Params: fault.Params("name", d.Name, "value", strconv.FormatFloat(x, 'f', -1, 64), "unit", unitName(d.Unit))}}
	case string:
		return []Text{{Key: "plan.fact.option", Params: fault.Params("name", d.Name, "value", label(d, x))}}
	case []string:
		var ls []string
		for _, o := range x {
			ls = append(ls, label(d, o))
		}
		return []Text{{Key: "plan.fact.option", Params: fault.Params("name", d.Name, "value", strings.Join(ls, lang.Chinese().Say("plan.and")))}}
	}
	return nil
}

func label(d *form.Def, value string) string {
	if i := slices.IndexFunc(d.Options, func(o form.Option) bool { return o.Value == value }); i >= 0 {
		return d.Options[i].Label
	}
	return value
}

// officeIn answers the department in the area of its level: the case's area, or the city or province around.
func officeIn(lib *Library, department, level, area string) Office {
	o := Office{Slug: department, Area: area}
	if d := lib.Departments[department]; d != nil {
		o.Name = d.Name
	}
	chain := lib.chain(area)
	if len(chain) == 0 {
		return o
	}
	switch level {
	case "city":
		o.Area = cityOf(chain)
	case "province":
		o.Area = chain[len(chain)-1].Slug
	}
	return o
}

// cityOf finds the city around an area: its GB/T 2260 code ends in 00 but not in 0000. Without codes it is
// the widest area.
func cityOf(chain []*org.Area) string {
	for _, a := range chain {
		if len(a.Code) == 6 && strings.HasSuffix(a.Code, "00") && !strings.HasSuffix(a.Code, "0000") {
			return a.Slug
		}
	}
	return chain[len(chain)-1].Slug
}

func refs(lib *Library, slugs []string) []Ref {
	out := []Ref{}
	for _, s := range slugs {
		if r := lib.References[s]; r != nil {
			out = append(out, Ref{r.Slug, r.Name, r.Kind})
		}
	}
	return out
}

func refName(lib *Library, slug string) string {
	if r := lib.References[slug]; r != nil {
		return r.Name
	}
	return ""
}
