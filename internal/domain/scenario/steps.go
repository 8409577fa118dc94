package scenario

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/item"
	"lianban/internal/domain/rule"
)

// work is the graph of steps while it is built.
type work struct {
	nodes map[string]*StepNode
	ends  map[string][]string // slot → ids of its steps that count for its end
	first map[string][]string // slot → ids of its steps that wait for no step of their own
	last  map[string][]string // slot → ids of counted steps that no counted step follows
	legal map[string]int      // id → working days on the legal scale
}

// steps builds the graph of work, joins visits, computes the days on both scales and the critical path.
func (c *compiler) steps() error {
	w := &work{nodes: map[string]*StepNode{}, ends: map[string][]string{}, first: map[string][]string{}, last: map[string][]string{}, legal: map[string]int{}}
	for _, p := range c.uses {
		if err := c.stepsOf(w, p); err != nil {
			return err
		}
	}
	for _, e := range c.plan.Edges {
		for _, id := range w.bound(e, c) {
			w.nodes[id].After = append(w.nodes[id].After, w.last[e.From]...)
		}
	}
	order, err := w.order()
	if err != nil {
		return err
	}
	w.schedule(order)
	c.finish(w)
	return nil
}

// CycleError is the error of steps that wait for one another (G601).
type CycleError struct{ Steps []string }

// Error names the steps.
func (e *CycleError) Error() string {
	return "steps wait for one another: " + strings.Join(e.Steps, ", ")
}

func (c *compiler) stepsOf(w *work, p *placed) error {
	steps, err := c.stepsHere(p)
	if err != nil {
		return err
	}
	ids := map[string]string{}
	for _, s := range steps {
		ids[s.Slug] = p.slot + "/" + s.Slug
		if s.Joins != "" {
			ids[s.Slug] = "visit:" + s.Joins
		}
	}
	followed := map[string]bool{}
	for _, s := range steps {
		id := ids[s.Slug]
		n, err := c.node(w, id, p, s)
		if err != nil {
			return err
		}
		own := false
		for _, a := range s.After {
			if from, ok := ids[a]; ok {
				n.After = append(n.After, from)
				own = true
				if s.Kind != item.Notify {
					followed[from] = true
				}
			}
		}
		if !own {
			w.first[p.slot] = append(w.first[p.slot], id)
		}
		if s.Kind != item.Notify {
			w.ends[p.slot] = append(w.ends[p.slot], id)
		}
	}
	for _, id := range w.ends[p.slot] {
		if !followed[id] {
			w.last[p.slot] = append(w.last[p.slot], id)
		}
	}
	return nil
}

// stepsHere answers the steps that happen in this situation; an item without steps is one decision that
// takes its promised time.
func (c *compiler) stepsHere(p *placed) ([]item.Step, error) {
	var out []item.Step
	for _, s := range p.variant.Steps {
		t, _, err := c.holds(s.When, p.where)
		if err != nil {
			return nil, err
		}
		if t == rule.True {
			out = append(out, s)
		}
	}
	if len(p.variant.Steps) == 0 {
		out = []item.Step{{Slug: item.Decision, Kind: item.Decision, Takes: p.variant.Limit.Promised}}
	}
	return out, nil
}

func (c *compiler) node(w *work, id string, p *placed, s item.Step) (*StepNode, error) {
	takes, approx := s.Takes.InWorkingDays()
	if approx {
		c.approximate()
	}
	legal := takes
	if s.NotCounted != "" {
		legal = 0
	}
	n := w.nodes[id]
	if n == nil {
		n = &StepNode{ID: id, Kind: s.Kind, Name: stepName(s), Silence: s.Silence, SilenceBasis: refs(c.lib, s.SilenceBasis), Shows: s.Shows, Counted: s.NotCounted == "", Offices: []Office{}}
		w.nodes[id] = n
	}
	// A joined visit lasts as long as the longest, and one name must do whatever the order of the items.
	n.Takes, w.legal[id] = max(n.Takes, takes), max(w.legal[id], legal)
	if limit := c.limit(s.Takes, "", nil); limit.Days > n.Limit.Days {
		n.Limit = limit
	}
	n.Name = min(n.Name, stepName(s))
	n.Counted = n.Counted || s.NotCounted == ""
	n.Presence = n.Presence || s.Presence
	if !slices.Contains(n.Slots, p.slot) {
		n.Slots = append(n.Slots, p.slot)
	}
	office := p.office
	if s.By != "" {
		office = officeIn(c.lib, s.By, p.variant.Level, c.area)
	}
	if !slices.Contains(n.Offices, office) {
		n.Offices = append(n.Offices, office)
	}
	basis := s.Basis
	if s.NotCounted != "" {
		basis = append(slices.Clone(basis), s.NotCounted)
	}
	for _, r := range refs(c.lib, basis) {
		if !slices.Contains(n.Basis, r) {
			n.Basis = append(n.Basis, r)
		}
	}
	for _, r := range refs(c.lib, []string{s.NotCounted}) {
		if !slices.Contains(n.Excluded, r) {
			n.Excluded = append(n.Excluded, r)
		}
	}
	for _, r := range s.To {
		if d := c.lib.Registers[r]; d != nil && !slices.Contains(n.To, Named{d.Slug, d.Name}) {
			n.To = append(n.To, Named{d.Slug, d.Name})
		}
	}
	if s.Kind == item.AutomaticDecision {
		n.Objection, n.Rules = c.limit(s.Objection, "", nil), c.rules(p)
	}
	return n, c.ask(n, p, s)
}

func (c *compiler) ask(n *StepNode, p *placed, s item.Step) error {
	for _, a := range s.Ask {
		t, _, err := c.holds(a.When, p.where)
		if err != nil {
			return err
		}
		if d := c.lib.Departments[a.Department]; t == rule.True && d != nil {
			n.Asks = append(n.Asks, Named{d.Slug, d.Name})
		}
	}
	slices.SortFunc(n.Asks, func(a, b Named) int { return cmp.Compare(a.Slug, b.Slug) })
	return nil
}

func stepName(s item.Step) string {
	if s.Name != "" {
		return s.Name
	}
	return lang.Chinese().Say("plan.step." + s.Kind)
}

func (c *compiler) approximate() {
	if !slices.ContainsFunc(c.plan.Warnings, func(t Text) bool { return t.Key == "plan.warn.approximate" }) {
		c.plan.Warnings = append(c.plan.Warnings, Text{Key: "plan.warn.approximate"})
	}
}

// bound answers the steps that an edge holds back: the first ones, or only the decisions.
func (w *work) bound(e Edge, c *compiler) []string {
	if len(w.last[e.From]) == 0 {
		return nil // a gate: its waiting time is in no figure
	}
	if e.Gate != "decide" {
		return w.first[e.To]
	}
	var out []string
	for _, id := range w.ends[e.To] {
		s := item.Step{Kind: w.nodes[id].Kind}
		if s.Decides() {
			out = append(out, id)
		}
	}
	if out == nil {
		return w.last[e.To]
	}
	return out
}

// order sorts the steps so that each comes after those it waits for; ties by id.
func (w *work) order() ([]*StepNode, error) {
	ids := sortedKeys(w.nodes)
	left := map[string]int{}
	for _, id := range ids {
		n := w.nodes[id]
		slices.Sort(n.After)
		n.After = slices.Compact(n.After)
		left[id] = len(n.After)
	}
	var out []*StepNode
	done := map[string]bool{}
	for len(out) < len(ids) {
		i := slices.IndexFunc(ids, func(id string) bool { return !done[id] && left[id] == 0 })
		if i < 0 {
			ids = slices.DeleteFunc(ids, func(id string) bool { return done[id] })
			return nil, &CycleError{Steps: ids}
		}
		n := w.nodes[ids[i]]
		done[n.ID] = true
		out = append(out, n)
		for _, id := range ids {
			if slices.Contains(w.nodes[id].After, n.ID) {
				left[id]--
			}
		}
	}
	return out, nil
}

func (w *work) schedule(order []*StepNode) {
	for _, n := range order {
		for _, a := range n.After {
			n.Start.Elapsed = max(n.Start.Elapsed, w.nodes[a].End.Elapsed)
			n.Start.Legal = max(n.Start.Legal, w.nodes[a].End.Legal)
		}
		n.End = Days{Elapsed: n.Start.Elapsed + n.Takes, Legal: n.Start.Legal + w.legal[n.ID]}
	}
}

// finish writes the days into the items, finds the critical path and puts everything into its final order.
func (c *compiler) finish(w *work) {
	for _, p := range c.uses {
		p.plan.Start = w.received(p.slot, c)
		for _, id := range w.ends[p.slot] {
			n := w.nodes[id]
			p.plan.End = max(p.plan.End, n.End.Elapsed)
			c.plan.Days.Elapsed = max(c.plan.Days.Elapsed, n.End.Elapsed)
			c.plan.Days.Legal = max(c.plan.Days.Legal, n.End.Legal)
		}
	}
	slices.SortStableFunc(c.uses, func(a, b *placed) int { return cmp.Compare(a.plan.Start, b.plan.Start) })
	for _, p := range c.uses {
		c.plan.Items = append(c.plan.Items, *p.plan)
		if slices.Index(evidenceRank, p.variant.Evidence) > slices.Index(evidenceRank, c.plan.Scenario.Evidence) {
			c.plan.Scenario.Evidence = p.variant.Evidence // the weakest part decides what is shown
		}
	}
	slices.SortStableFunc(c.plan.Out, func(a, b ItemOut) int { return cmp.Compare(c.outOrder(a), c.outOrder(b)) })
	c.critical(w)
	for _, id := range sortedKeys(w.nodes) {
		n := w.nodes[id]
		slices.Sort(n.Slots)
		slices.SortFunc(n.Offices, func(a, b Office) int { return cmp.Compare(a.Slug+a.Area, b.Slug+b.Area) })
		slices.SortFunc(n.Basis, func(a, b Ref) int { return cmp.Compare(a.Slug, b.Slug) })
		c.plan.Steps = append(c.plan.Steps, *n)
	}
	slices.SortStableFunc(c.plan.Steps, func(a, b StepNode) int {
		return cmp.Or(cmp.Compare(a.Start.Elapsed, b.Start.Elapsed), cmp.Compare(a.End.Elapsed, b.End.Elapsed))
	})
}

// received is the day on which an office gets an item: at once, or when what it must wait for is through. A visit that
// several join begins later for who has nothing to do before it, but their days run.
func (w *work) received(slot string, c *compiler) int {
	day := 0
	for _, e := range c.plan.Edges {
		if e.To != slot || e.Gate == "decide" {
			continue
		}
		for _, id := range w.last[e.From] {
			day = max(day, w.nodes[id].End.Elapsed)
		}
	}
	return day
}

// evidenceRank lists the evidence marks, the strongest first. An item without a mark of its own has the
// scenario's.
var evidenceRank = []string{"published", "adapted", "example"}

func (c *compiler) outOrder(o ItemOut) string {
	it, rest, _ := strings.Cut(o.Use, ".")
	if d := c.lib.Items[it]; d != nil {
		return fmt.Sprintf("%06d %s", d.Order, rest)
	}
	return o.Use
}

// critical walks back from the step that ends last; of several ways it takes the first by id.
func (c *compiler) critical(w *work) {
	at := ""
	for _, id := range sortedKeys(w.nodes) {
		n := w.nodes[id]
		if n.Kind != item.Notify && n.End.Elapsed == c.plan.Days.Elapsed && (at == "" || n.Takes > w.nodes[at].Takes) {
			at = id
		}
	}
	for at != "" {
		n := w.nodes[at]
		n.Critical = true
		c.plan.Critical = append(c.plan.Critical, at)
		at = ""
		for _, id := range n.After {
			if w.nodes[id].End.Elapsed == n.Start.Elapsed {
				at = id
				break
			}
		}
	}
	slices.Reverse(c.plan.Critical)
}
