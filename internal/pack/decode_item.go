package pack

import (
	"slices"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/item"
	"lianban/internal/domain/rule"
)

func newItems() map[string]*item.Item { return map[string]*item.Item{} }

// variantNode answers a variant whole: the item with the variant's patch on it.
func variantNode(f *finder, slug string, n *node, v entry) *node {
	base := &node{form: mapping, pos: n.pos}
	for _, e := range n.keys {
		if e.name != "variants" && e.name != "name" && e.name != "en" {
			base.keys = append(base.keys, e)
		}
	}
	m := &merger{finder: f}
	return m.merge(base, v.value, kinds["items"].elem, []string{"items", slug, "variants", v.name})
}

func (d *decoder) item(slug string, n *node) *item.Item {
	it := &item.Item{Slug: slug, Name: textOf(n.get("name")), Order: d.order["items/"+slug]}
	for _, e := range n.get("variants").entries() {
		v := d.variant(variantNode(&finder{}, slug, n, e))
		v.Slug, v.Item, v.ItemName = e.name, slug, it.Name
		v.Name = textOf(e.value.get("name"))
		v.Title = title(v)
		it.Variants = append(it.Variants, v)
	}
	return it
}

// title is the official name of a variant: the item's, with the variant's where it adds something.
func title(v *item.Variant) string {
	if strings.HasSuffix(v.ItemName, v.Name) { // also without a name of its own
		return v.ItemName
	}
	return lang.Chinese().Say("plan.item_name", "item", v.ItemName, "variant", v.Name)
}

func (d *decoder) variant(n *node) *item.Variant {
	limit, alone, gives := n.get("limit"), n.get("alone"), n.get("gives")
	v := &item.Variant{
		Code: textOf(n.get("code")), Type: textOf(n.get("type")), Level: either(textOf(n.get("level")), "county"),
		Topic: textOf(n.get("topic")), Basis: sortedSlugs(n.get("basis")), Excludes: sortedSlugs(n.get("excludes")),
		Evidence: textOf(n.get("evidence")), Short: textOf(n.get("short")), SignOff: 2,
		Limit: item.Limit{Promised: duration(limit.get("promised")), Statutory: duration(limit.get("statutory")),
			Basis: sortedSlugs(limit.get("basis")), Source: textOf(limit.get("source"))},
		Alone: item.Alone{Days: duration(alone.get("days")), Trips: recorded(alone.get("trips")), Steps: recorded(alone.get("steps")), Source: textOf(alone.get("source"))},
		Needs: decodeNeeds(n.get("needs")), GivesPaper: sortedSlugs(gives.get("materials")), GivesField: sortedSlugs(gives.get("fields")),
	}
	v.Regime = either(textOf(n.get("regime")), regimeOf[v.Type])
	if r := n.get("renews"); r != nil {
		v.Renews = &item.Renews{Until: textOf(r.get("until")), Before: duration(r.get("before")), Basis: sortedSlugs(r.get("basis"))}
	}
	if s := n.get("sign_off"); s != nil {
		v.SignOff = count(s)
	}
	for _, o := range n.get("owner").entries() {
		v.Owners = append(v.Owners, item.Owner{Department: o.name, When: cond(o.value.get("when"))})
	}
	slices.SortFunc(v.Owners, func(a, b item.Owner) int { return strings.Compare(a.Department, b.Department) })
	for _, c := range n.get("conditions").entries() {
		v.Conditions = append(v.Conditions, item.Condition{Slug: c.name, Name: textOf(c.value.get("name")), Must: rule.Cond(textOf(c.value.get("must"))),
			Say: textOf(c.value.get("say")), Basis: sortedSlugs(c.value.get("basis")), Commitment: textOf(c.value.get("commitment")),
			Spares: texts(c.value.get("spares")), Within: duration(c.value.get("within"))})
	}
	for _, s := range n.get("steps").entries() {
		v.Steps = append(v.Steps, step(s))
	}
	slices.SortFunc(v.Steps, func(a, b item.Step) int { return strings.Compare(a.Slug, b.Slug) })
	return v
}

// regimeOf is the law that binds an item whose pack does not say: the licence law's articles bind licences only.
var regimeOf = map[string]string{
	"licence": "licence", "filing": "filing", "confirmation": "confirmation", "registration": "registration",
	"payment": "benefit", "levy": "levy", "reward": "benefit", "check": "check", "notice": "notify",
	"appointment": "service", "coordination": "service", "service": "service",
}

func recorded(n *node) int {
	if n == nil {
		return -1
	}
	return count(n)
}

func cond(n *node) rule.Cond { return rule.Cond(either(textOf(n), string(rule.Always))) }

func decodeNeeds(n *node) item.Needs {
	var out item.Needs
	for _, e := range n.get("fields").entries() {
		out.Fields = append(out.Fields, item.FieldUse{Field: e.name, When: cond(e.value.get("when")),
			Least: textOf(e.value.get("least")), Most: textOf(e.value.get("most")), Longest: count(e.value.get("longest"))})
	}
	for _, e := range n.get("materials").entries() {
		out.Materials = append(out.Materials, item.MaterialUse{Material: e.name, When: cond(e.value.get("when")),
			Later: duration(e.value.get("later")), Commitment: textOf(e.value.get("commitment")), Upload: upload(e.value.get("upload"))})
	}
	slices.SortFunc(out.Fields, func(a, b item.FieldUse) int { return strings.Compare(a.Field, b.Field) })
	slices.SortFunc(out.Materials, func(a, b item.MaterialUse) int { return strings.Compare(a.Material, b.Material) })
	return out
}

func step(e entry) item.Step {
	n := e.value
	s := item.Step{
		Slug: e.name, Kind: either(textOf(n.get("kind")), e.name), Name: textOf(n.get("name")), Takes: duration(n.get("takes")),
		After: sortedSlugs(n.get("after")), When: cond(n.get("when")), By: textOf(n.get("by")), Basis: sortedSlugs(n.get("basis")),
		NotCounted: textOf(n.get("not_counted")), Presence: yes(n.get("presence")), Joins: textOf(n.get("joins")),
		Silence: textOf(n.get("silence")), SilenceBasis: sortedSlugs(n.get("silence_basis")), Shows: textOf(n.get("shows")), Amount: textOf(n.get("amount")), Unit: textOf(n.get("unit")),
		Every: textOf(n.get("every")), Times: textOf(n.get("times")), Late: textOf(n.get("late")), Unpaid: textOf(n.get("unpaid")),
		Objection: duration(n.get("objection")), To: sortedSlugs(n.get("to")),
	}
	for _, a := range n.get("ask").entries() {
		s.Ask = append(s.Ask, item.Ask{Department: a.name, When: cond(a.value.get("when"))})
	}
	for _, r := range n.get("reliefs").entries() {
		s.Reliefs = append(s.Reliefs, item.Relief{Slug: r.name, Name: textOf(r.value.get("name")), When: cond(r.value.get("when")),
			Off: textOf(r.value.get("off")), By: textOf(r.value.get("by")), Basis: sortedSlugs(r.value.get("basis"))})
	}
	return s
}
