package citizen

import (
	"net/http"
	"slices"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// showItem is C6: one item of the plan in official and in plain words.
func showItem(v *visit) error {
	g, err := v.openGuide()
	if err != nil {
		return err
	}
	slot := v.r.PathValue("item")
	i := slices.IndexFunc(g.plan.Items, func(it scenario.Item) bool { return it.Slot == slot })
	if i < 0 {
		return fault.New(fault.NotFound, "citizen.no_page")
	}
	it := g.plan.Items[i]
	m := &planDrawer{v: v, p: g.plan, link: v.planQuery(g)}
	p := ItemPage{
		Official: it.Name, Plain: it.Why.Say(lang.Chinese()), Department: m.office(it.Office),
		Rows: []page.Row{{Name: say("item.kind"), Value: say("regime." + it.Regime)}},
	}
	if it.Promised.Days > 0 {
		p.Rows = append(p.Rows, page.Row{Name: say("item.promised"), Value: limitWords(it.Promised)})
	}
	statutory := say("item.local")
	if it.Statutory.Days > 0 {
		statutory = limitWords(it.Statutory)
	}
	p.Rows = append(p.Rows, page.Row{Name: say("item.statutory"), Value: statutory, Note: it.Statutory.Source})
	for _, ref := range it.Grounds {
		p.Basis = append(p.Basis, ref.Name)
	}
	for _, n := range it.Gives {
		p.Gives = append(p.Gives, n.Name)
	}
	needed := slices.DeleteFunc(slices.Clone(g.plan.Materials), func(x scenario.Material) bool { return !slices.Contains(it.Materials, x.Key) })
	p.Needs = m.materialRows(needed)
	p.Conditions = v.conditions(g, it)
	if it.Regime == "licence" {
		p.Remedy = say("item.remedy")
	}
	f := v.frame(it.Name)
	v.scenarioCrumbs(f, g.plan.Scenario.Slug, page.Link{Label: g.plan.Scenario.Name, Href: "/scenarios/" + g.plan.Scenario.Slug + m.link}, page.Link{Label: it.Name})
	v.show(http.StatusOK, Item(f, p))
	return nil
}

// conditions are what the law demands of an item, in the words of the packs.
func (v *visit) conditions(g *guide, it scenario.Item) []Clause {
	lib := v.d.Filing.Catalogue.LibraryFor(g.plan.Scenario.Slug, g.plan.Area.Slug)
	variant := lib.Variant(it.Item, it.Variant)
	if variant == nil {
		return nil
	}
	var out []Clause
	for _, c := range variant.Conditions {
		var basis []string
		for _, slug := range c.Basis {
			if ref := lib.References[slug]; ref != nil {
				basis = append(basis, ref.Name)
			}
		}
		words := c.Name
		if words == "" {
			words = c.Say
		}
		out = append(out, Clause{Say: words, Basis: strings.Join(basis, lang.Chinese().Say("filing.list_comma"))})
	}
	return out
}

// showMaterial is C7: what one material must look like, and who needs it.
func showMaterial(v *visit) error {
	g, err := v.openGuide()
	if err != nil {
		return err
	}
	key := v.r.PathValue("material")
	i := slices.IndexFunc(g.plan.Materials, func(x scenario.Material) bool { return x.Key == key })
	if i < 0 {
		return fault.New(fault.NotFound, "citizen.no_page")
	}
	x, t := g.plan.Materials[i], lang.Chinese()
	p := MaterialPage{Name: x.Name, Why: x.Why, Arrival: page.Arrival(x.Disposition)}
	if words := ruleWords(x.Upload); words != "" {
		p.Rows = append(p.Rows, page.Row{Name: say("material.rule"), Value: words})
	}
	if x.Upload != nil && x.Upload.Original {
		p.Rows = append(p.Rows, page.Row{Name: say("material.original"), Value: say("material.original_shown")})
	}
	if x.Issuer != "" {
		p.Rows = append(p.Rows, page.Row{Name: say("material.issuer"), Value: x.Issuer})
	}
	if x.Source != "" {
		p.Rows = append(p.Rows, page.Row{Name: say("material.source"), Value: x.Source})
	}
	for _, c := range x.Consumers {
		p.Users = append(p.Users, Clause{Say: say("material.user", "name", c.Name, "why", c.Why.Say(t)), Basis: names(c.Basis)})
	}
	for _, d := range x.Dropped {
		p.Ways = append(p.Ways, d.Why.Say(t))
	}
	f := v.frame(x.Name)
	link := v.planQuery(g)
	v.scenarioCrumbs(f, g.plan.Scenario.Slug, page.Link{Label: g.plan.Scenario.Name, Href: "/scenarios/" + g.plan.Scenario.Slug + link}, page.Link{Label: x.Name})
	v.show(http.StatusOK, Material(f, p))
	return nil
}
