package citizen

import (
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/domain/scenario"
	"lianban/internal/web/page"
)

// width is the length of the bar of what is designed, beside a full one.
func (s FigureSum) width() int {
	if s.Was == 0 {
		return 0
	}
	return min(100, s.Now*100/s.Was)
}

// ownFigures are what a scenario saves in its sample situation, with the definition of every number.
func (v *visit) ownFigures(code string) (OwnFigures, error) {
	r, err := v.d.Filing.Catalogue.Reduction(code)
	if err != nil {
		return OwnFigures{}, err
	}
	out := OwnFigures{
		Say: say("figures.own.sample", "example", r.Example.Name), All: page.Link{Label: say("figures.own.all"), Href: "/figures"},
		Marks: []page.Tag{{Tone: page.Quiet, Word: lang.Chinese().Say("figures.evidence." + r.Scenario.Evidence)}, {Tone: page.Info, Word: say("figures.kind.designed")}},
		Rules: ruleRows("repeat", "sample", "actual", "published"),
	}
	if len(r.Figures) == 0 {
		out.Say = say("figures.own.none")
	}
	for _, x := range r.Figures {
		d, _ := scenario.Define(x.Name, lang.Chinese())
		own := OwnFigure{Name: d.Title, Unit: d.Unit, Was: x.Baseline, Now: x.Designed, Less: scenario.Change(x.Percent), Define: defineRows(d)}
		switch {
		case x.Name == "days":
			own.Notes = daysBeside(r, x.Approx)
		case x.Name == "fields" && r.Confirmed > 0:
			own.Notes = append(own.Notes, say("figures.own.confirmed", "n", r.Confirmed))
		}
		out.Rows = append(out.Rows, own)
	}
	for _, c := range r.Published {
		out.Claims = append(out.Claims, claimRow(r, c))
	}
	return out, nil
}

// daysBeside is what is printed beside the days: the legal scale and the promise.
func daysBeside(r *scenario.Reduction, approx bool) []string {
	out := []string{say("figures.own.legal", "n", r.Legal)}
	if r.Promise.Days > 0 {
		out = append(out, say("figures.own.promise", "days", limitWords(r.Promise)))
	}
	if approx {
		out = append(out, say("figures.own.about"))
	}
	return []string{strings.Join(out, lang.Chinese().Say("page.cut.comma"))}
}

// facts are what is always true of a scenario, whatever is answered.
func (v *visit) facts(sc *scenario.Scenario) []page.Row {
	t := lang.Chinese()
	rows := []page.Row{{Name: say("facts.areas"), Value: v.coverage(sc)}}
	if d, ok := v.d.Filing.Catalogue.Department(sc.Lead); ok {
		rows = append([]page.Row{{Name: say("facts.lead"), Value: d.Name}}, rows...)
	}
	if a, ok := v.d.Filing.Catalogue.Area(sc.FiledIn); ok {
		rows[len(rows)-1].Note = say("facts.filed", "area", a.Name)
	}
	var links []page.Link
	for _, tax := range v.d.Filing.Catalogue.Taxonomies() {
		for _, s := range stagesOf(tax, sc.Audience) {
			if inStage(sc, tax.Slug, s.Slug) {
				links = append(links, page.Link{Label: tax.Name + " " + s.Name, Href: "/stages/" + tax.Slug + "/" + s.Slug})
			}
		}
	}
	if len(links) > 0 {
		rows = append(rows, page.Row{Name: say("facts.stage"), Links: links})
	}
	rows = append(rows, page.Row{Name: say("facts.origin"), Value: say("facet.origin." + sc.Origin)})
	var kinds []string
	for _, m := range v.entry(sc, "").Marks {
		kinds = append(kinds, m.Word)
	}
	if len(kinds) > 0 {
		rows = append(rows, page.Row{Name: say("facts.kind"), Value: joined(kinds)})
	}
	evidence := page.Row{Name: say("facts.evidence"), Value: t.Say("figures.evidence." + sc.Evidence), Note: t.Say("figures.evidence." + sc.Evidence + ".say")}
	if ref := v.d.Filing.Catalogue.Library().References[sc.Source]; ref != nil {
		evidence.Note = strings.TrimSpace(evidence.Note + say("facts.source", "source", ref.Name))
	}
	rows = append(rows, evidence)
	return rows
}

// coverage says in which areas a scenario is offered.
func (v *visit) coverage(sc *scenario.Scenario) string {
	areas := v.areas(sc.Slug)
	if len(sc.OfferedIn) == 0 {
		return say("facts.areas.all", "n", len(areas))
	}
	names := make([]string, len(areas))
	for i, a := range areas {
		names[i] = a.Name
	}
	return say("facts.areas.some", "n", len(areas), "areas", joined(names))
}

// notIncluded is what a scenario leaves to others; where there is a plan it stands below the items.
func notIncluded(sc *scenario.Scenario) []page.Row {
	if len(sc.NotIncluded) == 0 {
		return nil
	}
	names := make([]string, len(sc.NotIncluded))
	for i, n := range sc.NotIncluded {
		names[i] = n.Name
	}
	return []page.Row{{Name: say("facts.not_here"), Value: joined(names)}}
}
