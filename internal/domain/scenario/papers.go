package scenario

import (
	"cmp"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/domain/item"
	"lianban/internal/domain/material"
	"lianban/internal/domain/org"
	"lianban/internal/domain/rule"
)

// paperNeed is one paper of the plan with everybody who needs it.
type paperNeed struct {
	def   *material.Material
	key   string
	n     int
	users []*paperUser
}

// paperUser is one consumer of one paper.
type paperUser struct {
	kind     string // item, lead, right_to_act, commitment
	from     *placed
	use      item.MaterialUse
	consumer Consumer
}

// set gathers the papers of the plan and decides how each arrives.
func (c *compiler) set() error {
	for _, p := range c.uses {
		if err := c.needPapers(p.variant.Needs.Materials, "item", p); err != nil {
			return err
		}
	}
	if err := c.needPapers(c.sc.Needs.Materials, "lead", nil); err != nil {
		return err
	}
	if err := c.rightToAct(); err != nil {
		return err
	}
	// Promises come last: the papers that they stand for may add consumers to them, or add them.
	slices.SortStableFunc(c.papers, func(a, b *paperNeed) int { return cmp.Compare(c.promises(a), c.promises(b)) })
	for i := 0; i < len(c.papers); i++ {
		c.dispose(c.papers[i])
	}
	c.sortPapers()
	return nil
}

// promises ranks papers that stand for others after the rest.
func (c *compiler) promises(p *paperNeed) int {
	for _, o := range c.papers {
		for _, u := range o.users {
			if u.use.Commitment == p.def.Slug {
				return 1
			}
		}
	}
	return 0
}

func (c *compiler) rightToAct() error {
	for _, a := range c.sc.Applicants {
		if a.Slug != c.sit.Applicant {
			continue
		}
		for _, proof := range a.Proof {
			use := item.MaterialUse{Material: proof.Slug, When: proof.When}
			if err := c.needPapers([]item.MaterialUse{use}, "right_to_act", nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func (c *compiler) needPapers(uses []item.MaterialUse, kind string, from *placed) error {
	where := at{}
	if from != nil {
		where = from.where
	}
	for _, u := range uses {
		def := c.lib.Materials[u.Material]
		for _, n := range c.instances(def.Topic, where) {
			t, _, err := c.holds(u.When, c.inside(def.Topic, n, where))
			if err != nil {
				return err
			}
			if t == rule.True {
				c.addPaper(def, n, &paperUser{kind: kind, from: from, use: u, consumer: c.consumer(kind, from, u.When, c.inside(def.Topic, n, where))})
			}
		}
	}
	return nil
}

func (c *compiler) addPaper(def *material.Material, n int, u *paperUser) {
	k := key(def.Slug, n)
	i := slices.IndexFunc(c.papers, func(x *paperNeed) bool { return x.key == k })
	if i < 0 {
		c.papers = append(c.papers, &paperNeed{def: def, key: k, n: n})
		i = len(c.papers) - 1
	}
	c.papers[i].users = append(c.papers[i].users, u)
	if u.from != nil && !slices.Contains(u.from.plan.Materials, k) {
		u.from.plan.Materials = append(u.from.plan.Materials, k)
	}
}

// consumer says who needs a thing and why, for the trace that everybody may read.
func (c *compiler) consumer(kind string, from *placed, when rule.Cond, where at) Consumer {
	x := Consumer{Kind: kind, Why: c.because("plan.need.because", where, when)}
	if len(x.Why.Facts) == 0 {
		x.Why = Text{Key: "plan.need.always"}
	}
	if !when.IsAlways() {
		x.When = string(when)
	}
	if from != nil {
		x.Slot, x.Name = from.slot, from.plan.Name
		x.Department, x.Office = from.office.Slug, from.office.Name
		x.Basis = from.plan.Grounds
		return x
	}
	x.Department, x.Office = c.plan.Scenario.Lead.Slug, c.plan.Scenario.Lead.Name
	x.Name = c.sc.Name
	if kind == "right_to_act" {
		x.Name = c.plan.Applicant.Name
	}
	return x
}

// dispose decides how one paper arrives: per consumer the first way that works, of all the most burdensome.
func (c *compiler) dispose(p *paperNeed) {
	x := Material{Key: p.key, Slug: p.def.Slug, Instance: p.n, Name: c.title(p.def.Name, p.def.Topic, p.n), Why: p.def.Why, Topic: p.def.Topic,
		Disposition: material.Generated, Form: p.def.Arrives.Generated}
	if d := c.lib.Departments[p.def.IssuedBy]; d != nil {
		x.Issuer = d.Name
	}
	var handed []*paperUser
	for _, u := range p.users {
		d := c.alone(p, u, &x)
		u.consumer.Disposition = d
		if d == material.Upload {
			handed = append(handed, u)
		}
	}
	d := c.offers(p, handed, &x)
	for _, u := range handed {
		u.consumer.Disposition = d
	}
	c.mergeRules(p, handed, &x)
	for _, u := range p.users {
		if u.consumer.Disposition.Burden() > x.Disposition.Burden() {
			x.Disposition = u.consumer.Disposition
		}
	}
	c.tidy(&x)
	for _, u := range p.users {
		x.Consumers = append(x.Consumers, u.consumer)
	}
	if x.Disposition == material.Commitment {
		c.promise(p, handed, x.Promise)
	}
	c.plan.Materials = append(c.plan.Materials, x)
}

// alone answers how the paper would arrive for one consumer, before choices (pack format §4.2).
func (c *compiler) alone(p *paperNeed, u *paperUser, x *Material) material.Disposition {
	if p.def.Arrives.Generated != "" {
		return material.Generated
	}
	giver := c.giver(p)
	if giver != nil && u.from != nil && c.waits[u.from.slot][giver.slot] {
		x.GivenBy = giver.slot
		return material.Result
	}
	if giver == nil && c.certificate(p, x) {
		return material.Certificate
	}
	if c.verified(p, x) {
		return material.Verified
	}
	return material.Upload
}

// giver finds the item in the plan that produces the paper.
func (c *compiler) giver(p *paperNeed) *placed {
	for _, g := range c.uses {
		if slices.Contains(g.variant.GivesPaper, p.def.Slug) && (p.n == 0 || g.where.n == 0 || p.n == g.where.n) {
			return g
		}
	}
	return nil
}

func (c *compiler) certificate(p *paperNeed, x *Material) bool {
	r := c.lib.Registers[p.def.Arrives.Certificate]
	if r == nil {
		return false
	}
	if ok, why := c.reach(r, p.key, p.def.Slug); !ok {
		drop(x, material.Certificate, why)
		return false
	}
	if !c.sit.Known.All && c.sit.Known.Certificates != nil && !slices.Contains(c.sit.Known.Certificates, p.def.Slug) {
		drop(x, material.Certificate, Text{Key: "plan.dropped.not_held", Params: fault.Params("register", r.Name)})
		return false
	}
	x.Register, x.Source = r.Slug, r.Name
	return true
}

func (c *compiler) verified(p *paperNeed, x *Material) bool {
	for _, v := range p.def.Arrives.Verified {
		r := c.lib.Registers[v.Register]
		if r == nil {
			continue
		}
		if ok, why := c.reach(r, p.key, p.def.Slug); !ok {
			drop(x, material.Verified, why)
			continue
		}
		x.Register, x.Source = r.Slug, r.Name
		return true
	}
	return false
}

// reach says whether a register answers for this person and this thing, and if not, why.
func (c *compiler) reach(r *org.Register, things ...string) (bool, Text) {
	name := fault.Params("register", r.Name)
	if !r.Connected {
		return false, Text{Key: "plan.dropped.not_connected", Params: name}
	}
	if slices.Contains(c.sit.Known.Dropped, r.Slug) {
		return false, Text{Key: "plan.dropped.failed", Params: name}
	}
	for _, t := range things {
		if slices.Contains(c.sit.Known.Dropped, t) {
			return false, Text{Key: "plan.dropped.refused", Params: name}
		}
	}
	if !c.sit.Known.All && !slices.Contains(c.sit.Known.Registers, r.Slug) {
		return false, Text{Key: "plan.dropped.silent", Params: name}
	}
	return true, Text{}
}

func drop(x *Material, way material.Disposition, why Text) {
	d := Dropped{Way: way, Why: why}
	if !slices.ContainsFunc(x.Dropped, func(o Dropped) bool {
		return o.Way == way && o.Why.Key == why.Key && o.Why.Params["register"] == why.Params["register"]
	}) {
		x.Dropped = append(x.Dropped, d)
	}
}

// offers finds what all who need the paper handed in allow instead, and what the applicant chose of it.
func (c *compiler) offers(p *paperNeed, handed []*paperUser, x *Material) material.Disposition {
	if len(handed) == 0 || c.sit.Known.Broke {
		return material.Upload
	}
	promise, later := handed[0].use.Commitment, handed[0].use.Later
	for _, u := range handed[1:] {
		if u.use.Commitment != promise {
			promise = ""
		}
		switch {
		case !u.use.Later.IsSet():
			later = rule.Span{}
		case later.IsSet() && u.use.Later.InCalendarDays() < later.InCalendarDays():
			later = u.use.Later
		}
	}
	x.Promise, x.Later = promise, c.limit(later, "", nil)
	chosen := func(list []string) bool { return slices.Contains(list, p.key) || slices.Contains(list, p.def.Slug) }
	switch {
	case promise != "" && chosen(c.sit.Chooses.Commitment):
		return material.Commitment
	case later.IsSet() && chosen(c.sit.Chooses.Later):
		return material.Later
	}
	return material.Upload
}

// mergeRules makes the one rule for handing the paper in. If nobody needs that now, the rule of all is kept
// for the day on which a better way fails.
func (c *compiler) mergeRules(p *paperNeed, handed []*paperUser, x *Material) {
	if p.def.Arrives.Generated != "" {
		return
	}
	if len(handed) == 0 {
		handed = p.users
	}
	own := p.def.Arrives.Upload.WithDefaults()
	merged := own
	for _, u := range handed {
		r, clash := material.Merge(own, u.use.Upload)
		u.consumer.Rule = &r
		for _, what := range clash {
			c.clash(p, what)
		}
		merged, clash = material.Merge(merged, r)
		for _, what := range clash {
			c.clash(p, what)
		}
	}
	x.Upload = &merged
}

func (c *compiler) clash(p *paperNeed, what string) {
	t := Text{Key: "plan.warn.clash", Params: fault.Params("material", p.def.Name, "slug", p.def.Slug, "what", what)}
	if !slices.ContainsFunc(c.plan.Warnings, func(o Text) bool {
		return o.Key == t.Key && o.Params["slug"] == p.def.Slug && o.Params["what"] == what
	}) {
		c.plan.Warnings = append(c.plan.Warnings, t)
	}
}

// tidy drops what the disposition makes irrelevant.
func (c *compiler) tidy(x *Material) {
	if x.Disposition != material.Certificate && x.Disposition != material.Verified {
		x.Register, x.Source = "", ""
	}
	if x.Disposition != material.Result {
		x.GivenBy = ""
	}
	if x.Disposition == material.Generated || x.Disposition == material.Result {
		x.Dropped = nil
	}
}

// promise adds the letter that stands in the place of a paper.
func (c *compiler) promise(p *paperNeed, users []*paperUser, slug string) {
	def := c.lib.Materials[slug]
	for _, u := range users {
		consumer := u.consumer
		consumer.Rule, consumer.Why = nil, Text{Key: "plan.need.promise", Params: fault.Params("material", p.def.Name)}
		c.addPaper(def, p.n, &paperUser{kind: u.kind, from: u.from, use: item.MaterialUse{Material: slug}, consumer: consumer})
	}
}

func (c *compiler) sortPapers() {
	order := func(m Material) int { return c.lib.Materials[m.Slug].Order }
	slices.SortStableFunc(c.plan.Materials, func(a, b Material) int {
		return cmp.Or(cmp.Compare(order(a), order(b)), cmp.Compare(a.Instance, b.Instance))
	})
	for i := range c.plan.Materials {
		slices.SortStableFunc(c.plan.Materials[i].Consumers, byConsumer)
	}
	for _, p := range c.uses {
		slices.SortFunc(p.plan.Materials, func(a, b string) int { return cmp.Compare(c.place(a), c.place(b)) })
	}
}

func (c *compiler) place(k string) int {
	return slices.IndexFunc(c.plan.Materials, func(m Material) bool { return m.Key == k })
}

func byConsumer(a, b Consumer) int {
	return cmp.Or(cmp.Compare(kindRank[a.Kind], kindRank[b.Kind]), cmp.Compare(a.Slot, b.Slot), cmp.Compare(a.Name, b.Name))
}

var kindRank = map[string]int{"guide": 0, "item": 1, "lead": 2, "verification": 3, "right_to_act": 4}
