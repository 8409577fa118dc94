package citizen

import (
	"net/http"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// catalogue is C2.
func catalogue(v *visit) error {
	q := v.r.URL.Query()
	audiences, only := known(q["audience"], forPerson, forEnterprise), known(q["only"], "special", "pilot")
	shown := slices.DeleteFunc(slices.Clone(v.d.Filing.Catalogue.Scenarios()), func(sc *scenario.Scenario) bool {
		return len(audiences) > 0 && !slices.Contains(audiences, sc.Audience) ||
			slices.Contains(only, "special") && !sc.Special || slices.Contains(only, "pilot") && !sc.Pilot
	})
	p := CataloguePage{
		Lead: say("catalogue.lead"), Note: say("catalogue.note"), Clear: "/scenarios", Active: len(audiences) + len(only),
		Filters: v.filters(audiences, only),
	}
	for _, audience := range []string{forPerson, forEnterprise} {
		if g := v.catalogueGroup(audience, shown); g.Count > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	f := v.frame(say("catalogue.title", "n", len(shown)))
	crumbs(f, page.Link{Label: say("catalogue.page")})
	v.show(http.StatusOK, Catalogue(f, p))
	return nil
}

// known keeps the values that mean something; unknown ones of an address are ignored.
func known(values []string, known ...string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(s string) bool { return !slices.Contains(known, s) })
}

func (v *visit) filters(audiences, only []string) []Filter {
	count := func(fits func(*scenario.Scenario) bool) (n int) {
		for _, sc := range v.d.Filing.Catalogue.Scenarios() {
			if fits(sc) {
				n++
			}
		}
		return n
	}
	who := Filter{Name: say("filter.audience"), Field: "audience"}
	for _, a := range []string{forPerson, forEnterprise} {
		who.Options = append(who.Options, FilterOption{
			Value: a, Label: say("audience." + a), On: slices.Contains(audiences, a),
			Count: count(func(sc *scenario.Scenario) bool { return sc.Audience == a }),
		})
	}
	marks := Filter{Name: say("filter.only"), Field: "only"}
	for _, m := range []string{"special", "pilot"} {
		n := count(func(sc *scenario.Scenario) bool { return m == "special" && sc.Special || m == "pilot" && sc.Pilot })
		if n > 0 {
			marks.Options = append(marks.Options, FilterOption{Value: m, Label: say("mark." + m), Count: n, On: slices.Contains(only, m)})
		}
	}
	if len(marks.Options) == 0 {
		return []Filter{who}
	}
	return []Filter{who, marks}
}

// catalogueGroup sorts the scenarios of an audience into stages; what stands in none comes last.
func (v *visit) catalogueGroup(audience string, shown []*scenario.Scenario) CatalogueGroup {
	t := v.taxonomy()
	g := CatalogueGroup{Name: say("audience." + audience), Enterprise: audience == forEnterprise}
	placed := map[string]bool{}
	for _, s := range stagesOf(t, audience) {
		row := CatalogueStage{Stage: Stage{Slug: s.Slug, Name: s.Name, Href: "/stages/" + t.Slug + "/" + s.Slug}}
		for _, sc := range shown {
			if sc.Audience == audience && inStage(sc, t.Slug, s.Slug) && !placed[sc.Slug] {
				placed[sc.Slug] = true
				row.Entries = append(row.Entries, v.entry(sc))
			}
		}
		row.Count = len(row.Entries)
		g.Count += row.Count
		if row.Count > 0 {
			g.Stages = append(g.Stages, row)
		}
	}
	rest := CatalogueStage{Stage: Stage{Slug: audience + "-other", Name: say("catalogue.other")}}
	for _, sc := range shown {
		if sc.Audience == audience && !placed[sc.Slug] {
			rest.Entries = append(rest.Entries, v.entry(sc))
		}
	}
	if rest.Count = len(rest.Entries); rest.Count > 0 {
		g.Stages, g.Count = append(g.Stages, rest), g.Count+rest.Count
	}
	return g
}

// entry is a scenario in a list.
func (v *visit) entry(sc *scenario.Scenario) Entry {
	e := Entry{Name: sc.Name, Href: "/scenarios/" + sc.Slug}
	if d, ok := v.d.Filing.Catalogue.Department(sc.Lead); ok {
		e.Sub = say("entry.lead", "department", d.Name)
	}
	if n := len(sc.OfferedIn); n > 0 {
		e.Sub += say("entry.areas", "n", n)
	}
	if !sc.Online {
		e.Marks = append(e.Marks, page.Tag{Tone: page.Quiet, Icon: "eye", Word: say("mark.offline")})
	}
	if sc.Special {
		e.Marks = append(e.Marks, page.Tag{Tone: page.Warn, Icon: "star", Word: say("mark.special")})
	}
	if sc.Pilot {
		e.Marks = append(e.Marks, page.Tag{Tone: page.Info, Icon: "award", Word: say("mark.pilot")})
	}
	return e
}

// stage is C4.
func stage(v *visit) error {
	taxonomy, slug := v.r.PathValue("taxonomy"), v.r.PathValue("stage")
	t := v.d.Filing.Catalogue.Stages(taxonomy)
	if t == nil {
		return fault.New(fault.NotFound, "citizen.no_page")
	}
	for _, s := range append(slices.Clone(t.Person), t.Enterprise...) {
		if s.Slug != slug {
			continue
		}
		p := StagePage{Stage: Stage{Slug: s.Slug, Name: s.Name}, Taxonomy: t.Name}
		for _, sc := range v.d.Filing.Catalogue.Scenarios() {
			if inStage(sc, taxonomy, slug) {
				e := v.entry(sc)
				e.Summary = sc.Summary
				p.Entries = append(p.Entries, e)
			}
		}
		f := v.frame(s.Name)
		crumbs(f, page.Link{Label: say("catalogue.page"), Href: "/scenarios"}, page.Link{Label: s.Name})
		v.show(http.StatusOK, StageView(f, p))
		return nil
	}
	return fault.New(fault.NotFound, "citizen.no_page")
}
