package scenario

import (
	"fmt"
	"strings"

	"lianban/internal/domain/rule"
)

// Leaf is one situation that an enumeration reached.
type Leaf struct {
	Situation
	Path []Answered // what was answered on the way, one after the other; it must not be kept
	f    *facts
	on   []Located
}

// Stopped says whether the person is routed out here.
func (x Leaf) Stopped() bool { return x.f.stopped() }

// Signature writes everything on which a plan rests in this situation: who applies, how many instances, what was picked,
// which variants the answers choose, and how every condition comes out. Situations of one scenario with the same signature
// have the same items, papers, fields, steps and days; their plans differ in fees and in the words that tell the answers.
func (x Leaf) Signature() string {
	var b strings.Builder
	f := x.f
	b.WriteString(f.sit.Applicant)
	for _, r := range f.sc.Repeats {
		fmt.Fprintf(&b, "|%d", f.counts[r.Topic])
	}
	for _, c := range f.sc.Choices {
		fmt.Fprintf(&b, "|%s", f.picks[c.Slug])
	}
	by := ""
	for i := range f.sc.Uses {
		u := &f.sc.Uses[i]
		if v := f.lib.Variant(u.Item, u.Variant); u.By != "" && u.By+u.Item != by && v != nil {
			by = u.By + u.Item
			for _, n := range f.instances(v.Topic, at{}) {
				value, err := f.value(u.By, f.inside(v.Topic, n, at{}))
				fmt.Fprintf(&b, "|%v%v", value, err != nil)
			}
		}
	}
	b.WriteByte('|')
	for _, c := range x.on {
		for _, n := range f.instances(c.Topic, at{}) {
			b.WriteByte(f.outcome(c, n))
		}
	}
	return b.String()
}

// outcome is how a condition comes out in one instance: y, n, ? while a fact is open, ! when nobody asks one.
func (f *facts) outcome(c Located, n int) byte {
	t, _, err := f.holds(rule.Cond(c.Text), f.inside(c.Topic, n, at{}))
	switch {
	case err != nil:
		return '!'
	case t == rule.True:
		return 'y'
	case t == rule.False:
		return 'n'
	}
	return '?'
}

// decides keeps the conditions that form plans, each once: not what the law demands of the facts (it is weighed when
// the case is decided), not facts that are given (those who name them are there), no formulas.
func decides(all []Located) []Located {
	var out []Located
	seen := map[string]bool{}
	for _, c := range all {
		k := c.Text + "\x00" + c.Topic
		if c.Want != rule.Bool || seen[k] || len(c.Path) > 2 && (c.Path[2] == "conditions" || c.Path[2] == "given") {
			continue
		}
		seen[k] = true
		out = append(out, c)
	}
	return out
}
