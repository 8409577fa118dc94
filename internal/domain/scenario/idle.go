package scenario

import (
	"slices"

	"lianban/internal/domain/rule"
)

// Idle answers a situation in which nothing is done and no stop says so; nil if there is none. all is false when more
// than most of them would have to be looked at.
func (l *Library) Idle(sc *Scenario, most int) (s *Situation, all bool, err error) {
	c, err := l.cutter(sc)
	if err != nil {
		return nil, false, err
	}
	p := c.empty()
	for i := range sc.Uses {
		u := sc.Uses[i]
		topic := ""
		if v := l.Variant(u.Item, u.Variant); v != nil {
			topic = v.Topic
		}
		p.uses[i] = true
		p.reads([]Located{{Text: string(u.When), Want: rule.Bool, Topic: topic}})
		p.name(u.By, true)
		for _, m := range sc.Choices {
			if m.Ask != "" && m.offers(&u) {
				p.name(m.Slug, true)
			}
		}
	}
	for i := range sc.Stops {
		p.stop(i)
	}
	p.close()
	part := p.cut()
	_, all, err = l.enumerate(part, most, (*facts).busyWith, func(x Leaf) {
		if s == nil && !x.Stopped() {
			found := x.Situation
			s = &found
		}
	})
	return s, all, err
}

// busyWith says whether some use is in the plan for sure.
func (f *facts) busyWith() bool {
	for i := range f.sc.Uses {
		u := &f.sc.Uses[i]
		v := f.lib.Variant(u.Item, u.Variant)
		if v == nil {
			continue
		}
		for _, n := range f.instances(v.Topic, at{}) {
			if f.surely(u, f.inside(v.Topic, n, at{})) {
				return true
			}
		}
	}
	return false
}

// surely says whether a use is in the plan whatever else is answered. One whose condition nobody can decide counts as
// in: that is a finding of its own.
func (f *facts) surely(u *Use, where at) bool {
	conditions := []rule.Cond{u.When}
	if u.By != "" {
		conditions = append(conditions, rule.Cond(u.By+" == \""+u.Variant+"\""))
	}
	for _, c := range conditions {
		if t, _, err := f.holds(c, where); err != nil || t != rule.True {
			return err != nil
		}
	}
	offered := false
	for i := range f.sc.Choices {
		m := &f.sc.Choices[i]
		if m.Ask == "" || !m.offers(u) {
			continue
		}
		offered = true
		if shown, _, err := f.holds(m.When, at{}); err == nil && shown == rule.True && slices.Contains(f.picks[m.Slug], u.Name) {
			return true
		}
	}
	return !offered
}
