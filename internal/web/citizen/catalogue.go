package citizen

import (
	"net/http"
	"net/url"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/org"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// catalogue is C2.
func catalogue(v *visit) error {
	b := v.browse()
	shown := v.d.Filing.Catalogue.Browse(b, v.today)
	p := CataloguePage{Lead: say("catalogue.lead"), Note: say("catalogue.note"), Hint: say("catalogue.hint", "n", len(v.areas("")))}
	title := say("catalogue.title", "n", len(shown))
	for _, f := range scenario.Facets {
		p.Facets = append(p.Facets, v.facet(b, f, len(shown)))
		for _, value := range b.Picked[f] {
			p.Picked = append(p.Picked, v.picked(b, f, value))
			title = say("catalogue.title_some", "n", len(shown))
		}
	}
	p.Clear = v.browseURL(scenario.Browse{Taxonomy: b.Taxonomy})
	p.Taxonomies = v.taxonomies(b)
	t := v.taxonomyOf(b)
	for _, audience := range []string{forPerson, forEnterprise} {
		if g := v.catalogueGroup(t, audience, shown); g.Count > 0 {
			p.Groups = append(p.Groups, g)
		}
	}
	f := v.frame(title)
	crumbs(f, page.Link{Label: say("catalogue.page")})
	v.show(http.StatusOK, Catalogue(f, p))
	return nil
}

// browse reads the filters of the address; what it does not know is ignored.
func (v *visit) browse() scenario.Browse {
	q := v.r.URL.Query()
	b := scenario.Browse{Taxonomy: q.Get("taxonomy"), Picked: map[scenario.Facet][]string{}}
	b.Taxonomy = v.taxonomyOf(b).Slug
	for _, f := range scenario.Facets {
		for _, x := range v.values(b, f) {
			if slices.Contains(q[string(f)], x.Slug) {
				b.Picked[f] = append(b.Picked[f], x.Slug)
			}
		}
	}
	return b
}

// values are what can be picked in a facet, with the words for it.
func (v *visit) values(b scenario.Browse, f scenario.Facet) []scenario.Named {
	out := v.d.Filing.Catalogue.Values(b, f, v.today)
	for i, x := range out {
		switch {
		case x.Name != "":
		case f == scenario.ByAudience:
			out[i].Name = say("audience." + x.Slug)
		case f == scenario.ByEvidence:
			out[i].Name = lang.Chinese().Say("figures.evidence." + x.Slug)
		default:
			out[i].Name = say("facet." + string(f) + "." + x.Slug)
		}
	}
	return out
}

// facet counts what each of its values would show, beside what is picked elsewhere. What would show nothing is no link;
// what nothing has at all is left out.
func (v *visit) facet(b scenario.Browse, f scenario.Facet, shown int) FacetView {
	out := FacetView{Name: say("facet." + string(f)), Folded: f == scenario.ByStage || f == scenario.ByArea}
	whole := scenario.Browse{Taxonomy: b.Taxonomy, Picked: map[scenario.Facet][]string{}}
	for _, x := range v.values(b, f) {
		o := FacetOption{Label: x.Name, On: b.Has(f, x.Slug), Count: shown}
		if o.On {
			o.Href, out.Folded = v.browseURL(b.Without(f, x.Slug)), false
		} else {
			next := b.With(f, x.Slug)
			if o.Count = v.d.Filing.Catalogue.Count(next, v.today); o.Count > 0 {
				o.Href = v.browseURL(next)
			} else if v.d.Filing.Catalogue.Count(whole.With(f, x.Slug), v.today) == 0 {
				continue
			}
		}
		out.Options = append(out.Options, o)
	}
	return out
}

// picked is one condition that can be taken back, and how many things that would leave.
func (v *visit) picked(b scenario.Browse, f scenario.Facet, value string) Picked {
	next := b.Without(f, value)
	out := Picked{Label: value, Href: v.browseURL(next), Count: v.d.Filing.Catalogue.Count(next, v.today)}
	for _, x := range v.values(b, f) {
		if x.Slug == value {
			out.Label = x.Name
		}
	}
	return out
}

// browseURL is the address of a list: its conditions in the order of the facets, the taxonomy where it is not the usual one.
func (v *visit) browseURL(b scenario.Browse) string {
	q := ""
	add := func(key, value string) {
		if value != "" {
			q += "&" + key + "=" + url.QueryEscape(value)
		}
	}
	for _, f := range scenario.Facets {
		for _, value := range b.Picked[f] {
			add(string(f), value)
		}
	}
	if b.Taxonomy != v.taxonomy().Slug {
		add("taxonomy", b.Taxonomy)
	}
	if q == "" {
		return "/scenarios"
	}
	return "/scenarios?" + q[1:]
}

// taxonomies are the ways of sorting into stages. A stage that is picked belongs to one of them and does not travel.
func (v *visit) taxonomies(b scenario.Browse) []Tab {
	all := v.d.Filing.Catalogue.Taxonomies()
	if len(all) < 2 {
		return nil
	}
	now := v.taxonomyOf(b)
	var out []Tab
	for _, t := range all {
		next := b
		next.Taxonomy = t.Slug
		for _, s := range b.Picked[scenario.ByStage] {
			next = next.Without(scenario.ByStage, s)
		}
		out = append(out, Tab{Link: page.Link{Label: t.Name, Href: v.browseURL(next)}, On: t.Slug == now.Slug})
	}
	return out
}

func (v *visit) taxonomyOf(b scenario.Browse) *org.Taxonomy {
	if t := v.d.Filing.Catalogue.Stages(b.Taxonomy); t != nil {
		return t
	}
	return v.taxonomy()
}

// catalogueGroup sorts the scenarios of an audience into stages; what stands in none comes last.
func (v *visit) catalogueGroup(t *org.Taxonomy, audience string, shown []*scenario.Scenario) CatalogueGroup {
	g := CatalogueGroup{Name: say("audience." + audience), Enterprise: audience == forEnterprise}
	placed := map[string]bool{}
	put := func(row CatalogueStage, fits func(*scenario.Scenario) bool) {
		var here []*scenario.Scenario
		for _, sc := range shown {
			if sc.Audience == audience && !placed[sc.Slug] && fits(sc) {
				placed[sc.Slug] = true
				here = append(here, sc)
			}
		}
		if row.Count = len(here); row.Count == 0 {
			return
		}
		lead := commonLead(here)
		row.Sub = v.leadWords(lead)
		for _, sc := range here {
			row.Entries = append(row.Entries, v.entry(sc, lead))
		}
		g.Stages, g.Count = append(g.Stages, row), g.Count+row.Count
	}
	for _, s := range stagesOf(t, audience) {
		put(CatalogueStage{Stage: Stage{Slug: s.Slug, Name: s.Name, Href: "/stages/" + t.Slug + "/" + s.Slug}},
			func(sc *scenario.Scenario) bool { return inStage(sc, t.Slug, s.Slug) })
	}
	put(CatalogueStage{Stage: Stage{Slug: audience + "-other", Name: say("catalogue.other")}}, func(*scenario.Scenario) bool { return true })
	return g
}

// commonLead is the department that leads most of these; the first by slug of several.
func commonLead(of []*scenario.Scenario) string {
	n := map[string]int{}
	for _, sc := range of {
		n[sc.Lead]++
	}
	most := ""
	for lead := range n {
		if most == "" || n[lead] > n[most] || n[lead] == n[most] && lead < most {
			most = lead
		}
	}
	return most
}

func (v *visit) leadWords(lead string) string {
	if d, ok := v.d.Filing.Catalogue.Department(lead); ok {
		return say("entry.lead", "department", d.Name)
	}
	return ""
}

// entry is a scenario in a list. Its lead is said where it is another than that of the list, its coverage where it is
// not everywhere, its evidence where it is more than an example. Its marks are words without pictures: there are many of them.
func (v *visit) entry(sc *scenario.Scenario, lead string) Entry {
	e := Entry{Name: sc.Name, Href: "/scenarios/" + sc.Slug}
	var sub []string
	if sc.Lead != lead {
		sub = append(sub, v.leadWords(sc.Lead))
	}
	if n := len(sc.OfferedIn); n > 0 {
		sub = append(sub, say("entry.areas", "n", n))
	}
	if sc.Evidence != "example" {
		sub = append(sub, lang.Chinese().Say("figures.evidence."+sc.Evidence))
	}
	e.Sub = joined(slices.DeleteFunc(sub, func(s string) bool { return s == "" }))
	if !sc.Online {
		e.Marks = append(e.Marks, page.Tag{Tone: page.Quiet, Word: say("mark.offline")})
	}
	if sc.Special {
		e.Marks = append(e.Marks, page.Tag{Tone: page.Warn, Word: say("mark.special")})
	}
	if sc.Pilot {
		e.Marks = append(e.Marks, page.Tag{Tone: page.Info, Word: say("mark.pilot")})
	}
	if sc.Campaign != nil {
		e.Marks = append(e.Marks, page.Tag{Tone: page.Quiet, Word: say("mark.campaign")})
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
		var here []*scenario.Scenario
		for _, sc := range v.d.Filing.Catalogue.Scenarios() {
			if inStage(sc, taxonomy, slug) {
				here = append(here, sc)
				e := v.entry(sc, "")
				e.Summary = sc.Summary
				p.Entries = append(p.Entries, e)
			}
		}
		p.Others = v.otherStages(t, here)
		f := v.frame(s.Name)
		crumbs(f, page.Link{Label: say("catalogue.page"), Href: "/scenarios"}, page.Link{Label: s.Name})
		v.show(http.StatusOK, StageView(f, p))
		return nil
	}
	return fault.New(fault.NotFound, "citizen.no_page")
}

// otherStages says where the scenarios of a stage stand in the other taxonomies.
func (v *visit) otherStages(than *org.Taxonomy, of []*scenario.Scenario) []OtherStages {
	var out []OtherStages
	for _, t := range v.d.Filing.Catalogue.Taxonomies() {
		if t.Slug == than.Slug {
			continue
		}
		o := OtherStages{Taxonomy: t.Name}
		for _, s := range append(slices.Clone(t.Person), t.Enterprise...) {
			if slices.ContainsFunc(of, func(sc *scenario.Scenario) bool { return inStage(sc, t.Slug, s.Slug) }) {
				o.Links = append(o.Links, page.Link{Label: s.Name, Href: "/stages/" + t.Slug + "/" + s.Slug})
			}
		}
		if len(o.Links) > 0 {
			out = append(out, o)
		}
	}
	return out
}
