package scenario

import (
	"lianban/internal/domain/item"
	"lianban/internal/domain/rule"
)

// Located is one condition or formula of a scenario or of something that it uses, with its place in the pack.
type Located struct {
	Text    string
	Want    rule.Kind
	Topic   string   // of the thing in which it stands; its instance where the topic repeats
	Path    []string // of the thing: scenarios, restaurant, items, sign_board.set, when
	Variant string   // of items: the path may also lie in this variant
	Days    bool     // today may be named
}

// Conditions lists every condition and formula that counts for the scenario, without always and never.
func (l *Library) Conditions(sc *Scenario) []Located {
	g := &gather{lib: l}
	root := []string{"scenarios", sc.Slug}
	for _, q := range sc.Questions {
		topic := ""
		if d := l.Fields[q.Field]; d != nil {
			topic = d.Topic
		}
		g.cond(q.When, topic, "", root, "questions", q.Field, "when")
	}
	for _, x := range sc.Given {
		g.add(Located{Text: string(x.Expr), Want: l.givenKind(x.Field), Path: append(root, "given", x.Field)})
	}
	for _, s := range sc.Stops {
		g.days(s.When, root, "stops", s.Slug, "when")
	}
	for _, x := range sc.Gates {
		g.days(x.When, root, "gates", x.Slug, "when")
	}
	for _, x := range sc.Choices {
		g.cond(x.When, "", "", root, "choices", x.Slug, "when")
	}
	for _, a := range sc.Applicants {
		g.cond(a.When, "", "", root, "applicants", a.Slug, "when")
		for _, p := range a.Proof {
			g.cond(p.When, "", "", root, "applicants", a.Slug, "proof", p.Slug, "when")
		}
	}
	for _, x := range sc.Channels {
		g.cond(x.When, "", "", root, "channels", x.Slug, "when")
	}
	g.needs(sc.Needs, "", "", root)
	for _, u := range sc.Uses {
		name := u.Name
		if u.By != "" {
			name = u.Item + ".<" + u.By + ">"
		}
		if v := l.Variant(u.Item, u.Variant); v != nil {
			g.cond(u.When, v.Topic, "", root, "items", name, "when")
			g.variant(v)
		}
	}
	return g.out
}

func (l *Library) givenKind(field string) rule.Kind {
	if d := l.Fields[field]; d != nil {
		return factOf(d).Kind
	}
	return rule.Bool
}

type gather struct {
	lib *Library
	out []Located
}

func (g *gather) add(x Located) {
	x.Path = append([]string(nil), x.Path...)
	g.out = append(g.out, x)
}

func (g *gather) cond(c rule.Cond, topic, variant string, root []string, path ...string) {
	if !c.IsAlways() && c != rule.Never {
		g.add(Located{Text: string(c), Want: rule.Bool, Topic: topic, Variant: variant, Path: append(append([]string(nil), root...), path...)})
	}
}

func (g *gather) days(c rule.Cond, root []string, path ...string) {
	before := len(g.out)
	g.cond(c, "", "", root, path...)
	if len(g.out) > before {
		g.out[before].Days = true
	}
}

func (g *gather) formula(text, topic, variant string, root []string, path ...string) {
	if text != "" {
		g.add(Located{Text: text, Want: rule.Number, Topic: topic, Variant: variant, Path: append(append([]string(nil), root...), path...)})
	}
}

func (g *gather) needs(n item.Needs, topic, variant string, root []string) {
	for _, u := range n.Fields {
		t := topic
		if d := g.lib.Fields[u.Field]; d != nil && t == "" {
			t = d.Topic
		}
		g.cond(u.When, t, variant, root, "needs", "fields", u.Field, "when")
	}
	for _, u := range n.Materials {
		t := topic
		if d := g.lib.Materials[u.Material]; d != nil && t == "" {
			t = d.Topic
		}
		g.cond(u.When, t, variant, root, "needs", "materials", u.Material, "when")
	}
}

func (g *gather) variant(v *item.Variant) {
	root := []string{"items", v.Item}
	for _, o := range v.Owners {
		g.cond(o.When, v.Topic, v.Slug, root, "owner", o.Department, "when")
	}
	g.needs(v.Needs, v.Topic, v.Slug, root)
	for _, c := range v.Conditions {
		g.cond(c.Must, v.Topic, v.Slug, root, "conditions", c.Slug, "must")
	}
	for _, s := range v.Steps {
		g.cond(s.When, v.Topic, v.Slug, root, "steps", s.Slug, "when")
		g.formula(s.Amount, v.Topic, v.Slug, root, "steps", s.Slug, "amount")
		g.formula(s.Times, v.Topic, v.Slug, root, "steps", s.Slug, "times")
		for _, a := range s.Ask {
			g.cond(a.When, v.Topic, v.Slug, root, "steps", s.Slug, "ask", a.Department, "when")
		}
		for _, r := range s.Reliefs {
			g.cond(r.When, v.Topic, v.Slug, root, "steps", s.Slug, "reliefs", r.Slug, "when")
			g.formula(r.Off, v.Topic, v.Slug, root, "steps", s.Slug, "reliefs", r.Slug, "off")
		}
	}
}

// Reader answers conditions in one situation; for checks.
type Reader struct{ f *facts }

// Read makes a reader. The fault names answers that cannot be used.
func Read(lib *Library, sc *Scenario, s Situation) (*Reader, error) {
	f, _, err := begin(lib, sc, s)
	return &Reader{f}, err
}

// Holds evaluates a condition in an instance n of a topic (0: none).
func (r *Reader) Holds(c rule.Cond, topic string, n int) (rule.Truth, error) {
	t, _, err := r.f.holds(c, r.f.inside(topic, n, at{}))
	return t, err
}

// Describe tells a situation in the words of the questions, for people who must see why a finding holds.
func (l *Library) Describe(sc *Scenario, s Situation) []Text {
	f, _, err := begin(l, sc, s)
	if err != nil {
		return nil
	}
	c := &compiler{facts: f, plan: newPlan(l, sc, "", f)}
	var out []Text
	if len(sc.Applicants) > 1 {
		out = c.say(applicantFact, at{})
	}
	for _, q := range sc.Questions {
		d := l.Fields[q.Field]
		for _, n := range f.instances(d.Topic, at{}) {
			if _, ok := f.answers[key(q.Field, n)]; ok {
				out = append(out, c.say(q.Field, f.inside(d.Topic, n, at{}))...)
			}
		}
	}
	return out
}
