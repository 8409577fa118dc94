package casework

// The words of edges.
const (
	GateStart   = "start"  // the dependant waits unreceived
	GateDecide  = "decide" // the dependant is reviewed in parallel, only the grant waits
	LapseOnFail = "lapse"
	HoldOnFail  = "hold"
	AloneOnFail = "stand_alone"
)

// alone says that the edge no longer binds: its prerequisite failed, and either the plan says that the
// dependant then stands alone, or the applicant chose it.
func (e Edge) alone() bool {
	return e.Bad && (e.OnFail == AloneOnFail || e.OnFail == HoldOnFail && e.Chosen)
}

// open says that a start gate is open: satisfied once is satisfied for good (rulebook §4.1).
func (e Edge) open() bool { return e.OK || e.alone() }

// unchosen says that the edge failed and the applicant has yet to choose.
func (e Edge) unchosen() bool { return e.OnFail == HoldOnFail && e.Bad && !e.Chosen }

func (c *Case) edgesTo(slot string) []Edge {
	var out []Edge
	for _, e := range c.Edges {
		if e.To == slot {
			out = append(out, e)
		}
	}
	return out
}

// latch notes what the prerequisites came to. Both facts are only ever added.
func (c *Case) latch() {
	for i := range c.Edges {
		e := &c.Edges[i]
		from := c.Latest(e.From)
		e.OK = e.OK || from.State.Satisfied()
		e.Bad = e.Bad || from.State.Failed()
	}
}

// Substitutes answers the papers that an item now asks of the applicant because the prerequisite that would
// have given them failed and the item stands alone.
func (c *Case) Substitutes(slot string) []string {
	var out []string
	for _, e := range c.edgesTo(slot) {
		if e.alone() {
			out = append(out, c.given(e)...)
		}
	}
	return out
}

// substitutable says whether papers can stand in for every prerequisite on a hold edge of an item. It asks all
// hold edges, failed or not: one choice covers them all, so the answer must not depend on which failed first.
func (c *Case) substitutable(slot string) bool {
	any := false
	for _, e := range c.edgesTo(slot) {
		if e.OnFail != HoldOnFail {
			continue
		}
		if len(c.given(e)) == 0 {
			return false
		}
		any = true
	}
	return any
}

// given is what an edge carries: materials that the prerequisite gives and the dependant needs.
func (c *Case) given(e Edge) []string {
	var out []string
	from, to := c.Latest(e.From), c.Latest(e.To)
	for _, m := range from.Gives {
		if has(to.Materials, m) {
			out = append(out, m)
		}
	}
	return out
}

// MayRelease says whether results may go out: always without joint conclusion, with it when nothing of the
// first attempt is live or the applicant asked for early delivery. It only ever turns from no to yes.
func (c *Case) MayRelease() bool {
	return !c.JointConclusion || c.EarlyDelivery || !c.anyFirstLive()
}
