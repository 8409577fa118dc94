package rehearsal

import (
	"slices"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
)

// whyOtherDay names what ends a case on another day than its plan says, although everybody worked at the pace of the plan:
// results that are published on one day; an item that goes on as soon as another is decided, where the plan waits until its
// paper is made; calendar days, which a plan without a first day can only estimate. "" is a difference that nothing explains.
func (p *play) whyOtherDay(c *casework.Case, r *Report) string {
	if c.Publishes != 0 && r.Elapsed > r.Planned {
		return say("differs.published", "day", c.Publishes.String())
	}
	if name := p.releasedEarly(c); name != "" && r.Elapsed < r.Planned {
		return say("differs.released", "item", name)
	}
	if slices.ContainsFunc(p.plan.Warnings, func(t scenario.Text) bool { return t.Key == "plan.warn.approximate" }) {
		return say("differs.calendar")
	}
	return ""
}

// releasedEarly is the name of an item that others wait for and that still makes or enters something after its decision.
func (p *play) releasedEarly(c *casework.Case) string {
	for _, e := range c.Edges {
		for i := range p.plan.Steps {
			n := &p.plan.Steps[i]
			late := n.Kind == certificate || n.Kind == casework.Registration || n.Kind == appointment && p.afterDecision(n)
			if late && n.Takes > 0 && slices.Contains(n.Slots, e.From) && c.Latest(e.From) != nil {
				return c.Latest(e.From).Name
			}
		}
	}
	return ""
}

// afterDecision says that a step of the plan waits for a decision: somebody collects what was made.
func (p *play) afterDecision(n *scenario.StepNode) bool {
	return slices.ContainsFunc(n.After, func(id string) bool {
		before := p.node(id)
		return before != nil && decides(before)
	})
}
