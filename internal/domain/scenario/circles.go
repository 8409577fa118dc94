package scenario

import (
	"slices"

	"lianban/internal/domain/rule"
)

// Circle is a condition that cannot be decided before it is decided: it names, directly or through others, the fact
// that waits for it.
type Circle struct {
	At    Located  // the condition
	Names []string // from the fact and back to it: wants_sign, hygiene_route, wants_sign
	Menu  bool     // a use waits for what is picked in the menu that offers it
}

// Circles finds the conditions of a scenario that wait for themselves: a question, a given fact or a menu whose
// condition needs its own answer, and a use that a menu offers only after something was picked in it.
func (l *Library) Circles(sc *Scenario) []Circle {
	env, err := l.Env(sc)
	if err != nil {
		return nil
	}
	w := &waiters{lib: l, sc: sc, env: env, needs: map[string][]string{}}
	own := w.conditions()
	var out []Circle
	for _, x := range own {
		if way := w.way(w.needs[x.name], x.name); way != nil {
			out = append(out, Circle{At: x.at, Names: append([]string{x.name}, way...)})
		}
	}
	for i := range sc.Choices {
		for j := range sc.Uses {
			m, u := &sc.Choices[i], &sc.Uses[j]
			if m.Ask == "" || !m.offers(u) {
				continue
			}
			if way := w.way(w.names(string(u.When), rule.Bool), m.Slug); way != nil {
				name := useKey(u)
				out = append(out, Circle{Menu: true, Names: append([]string{m.Slug, u.Name}, way...),
					At: Located{Text: string(u.When), Path: []string{"scenarios", sc.Slug, "items", name, "when"}}})
			}
		}
	}
	return out
}

// useKey is the key under which the pack names a use.
func useKey(u *Use) string {
	if u.By != "" {
		return u.Item + ".<" + u.By + ">"
	}
	return u.Name
}

// waiters knows which facts a fact waits for.
type waiters struct {
	lib   *Library
	sc    *Scenario
	env   *rule.Env
	needs map[string][]string
}

// owned is a fact with the condition that decides about it.
type owned struct {
	name string
	at   Located
}

func (w *waiters) names(condition string, want rule.Kind) []string {
	if c := rule.Cond(condition); c.IsAlways() || c == rule.Never {
		return nil
	}
	if p, _ := w.env.Compile(condition, want); p != nil {
		return p.Names
	}
	return nil
}

// conditions fills needs and answers the facts that have a condition.
func (w *waiters) conditions() []owned {
	var out []owned
	add := func(name, text string, want rule.Kind, path ...string) {
		if names := w.names(text, want); names != nil {
			w.needs[name] = append(w.needs[name], names...)
			out = append(out, owned{name, Located{Text: text, Path: append([]string{"scenarios", w.sc.Slug}, path...)}})
		}
	}
	for _, q := range w.sc.Questions {
		add(q.Field, string(q.When), rule.Bool, "questions", q.Field, "when")
		if d := w.lib.Fields[q.Field]; d != nil {
			w.needs[d.Topic] = append(w.needs[d.Topic], q.Field) // the list of a repeated topic holds its answers
		}
	}
	for _, g := range w.sc.Given {
		add(g.Field, string(g.Expr), w.lib.givenKind(g.Field), "given", g.Field)
	}
	for _, m := range w.sc.Choices {
		if m.Ask != "" {
			add(m.Slug, string(m.When), rule.Bool, "choices", m.Slug, "when")
		}
	}
	for _, slug := range sortedKeys(w.lib.Parameters) {
		if by := w.lib.Parameters[slug].By; by != "" {
			w.needs[slug] = []string{by}
		}
	}
	for name := range w.needs {
		slices.Sort(w.needs[name])
	}
	return out
}

// way answers the shortest way from some facts to another one; nil if there is none.
func (w *waiters) way(from []string, to string) []string {
	type step struct {
		name string
		way  []string
	}
	seen := map[string]bool{}
	var todo []step
	for _, n := range from {
		todo = append(todo, step{n, []string{n}})
	}
	for len(todo) > 0 {
		at := todo[0]
		todo = todo[1:]
		if at.name == to {
			return at.way
		}
		if seen[at.name] {
			continue
		}
		seen[at.name] = true
		for _, n := range w.needs[at.name] {
			todo = append(todo, step{n, append(slices.Clone(at.way), n)})
		}
	}
	return nil
}
