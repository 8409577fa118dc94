package filing

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/document"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// newCase turns a plan into a case without states: who applies, the items with their limits, and what waits
// for what. The engine adds the rest.
func (s *Service) newCase(ctx context.Context, f *Filing, person store.Person, in SubmitInput) (*casework.Case, error) {
	p := f.Plan
	no, err := s.newNo(ctx, f)
	if err != nil {
		return nil, err
	}
	version, err := s.VersionOf(ctx, p)
	if err != nil {
		return nil, err
	}
	c := &casework.Case{
		No:       no,
		Scenario: p.Scenario.Slug, ScenarioName: p.Scenario.Name, ScenarioVersion: version,
		PackHash: p.Scenario.Hash, Area: p.Area.Slug, Trial: f.Draft.Trial, Channel: in.Channel, Clerk: f.Draft.Clerk,
		Applicant:       casework.Applicant{Person: f.Draft.Person, Role: p.Applicant.Slug, Name: applicantName(person, f), Kind: p.Scenario.Audience, Barred: f.Work.Known.Broke},
		Subject:         subjectName(f),
		FiledAt:         s.Clock.Now(),
		JointConclusion: p.Joint, JointPromise: p.Promise.Days,
	}
	if p.Campaign != nil {
		c.Publishes = p.Campaign.Publishes
	}
	wish := casework.DeliveryWish(f.Delivery())
	c.PaperResults, c.Delivery = f.paperResults, &wish
	for _, it := range p.Items {
		item := s.newItem(f, it)
		item.Steps = newSteps(p, it)
		item.Renewal = renewalOf(f, it.Renews)
		item.Excludable = newExcludable(p, it)
		s.freezePromises(f, it, item, in.ReviewHash)
		c.Items = append(c.Items, item)
	}
	c.Edges, c.Gates = newEdges(p)
	return c, nil
}

// newEdges freezes what waits for what: items for items, and items for what happens outside. A gate that only waits for a
// day was open when this was submitted (inTime).
func newEdges(p *scenario.Plan) (edges []casework.Edge, gates []casework.Gate) {
	days := map[string]bool{}
	for _, g := range p.Gates {
		if g.Event == "" {
			days[g.Slug] = true
			continue
		}
		x := casework.Gate{Slug: g.Slug, Name: g.Name, Say: g.Say, Event: g.Event, Usually: casework.Limit(g.Usually), Own: g.ToldBy == "applicant"}
		for _, e := range p.Edges {
			switch {
			case e.From != g.Slug:
			case e.Gate == casework.GateDecide:
				x.Decide = append(x.Decide, e.To)
			default:
				x.Start = append(x.Start, e.To)
			}
		}
		gates = append(gates, x)
	}
	for _, e := range p.Edges {
		if !days[e.From] && !slices.ContainsFunc(gates, func(g casework.Gate) bool { return g.Slug == e.From }) {
			edges = append(edges, casework.Edge{From: e.From, To: e.To, Gate: e.Gate, OnFail: e.OnFail})
		}
	}
	return edges, gates
}

// newNo draws the number of the case. Rehearsals count for themselves, so that they leave no gap in the real row.
func (s *Service) newNo(ctx context.Context, f *Filing) (ident.CaseNo, error) {
	area := f.Plan.Area
	if f.Draft.Trial {
		n, err := s.Store.NextSeq(ctx, "trial:"+area.Slug, s.today())
		return ident.NewTrialNo(areaCode(s.of(f), area), s.Clock.Now(), n), err
	}
	n, err := s.Store.NextCaseSeq(ctx, area.Slug, s.today())
	return ident.NewCaseNo(areaCode(s.of(f), area), s.Clock.Now(), n), err
}

// renewalOf freezes the last day of the licence that an item renews, as it was answered. Without a day nothing is deemed.
func renewalOf(f *Filing, r *scenario.Renews) *casework.Renewal {
	if r == nil {
		return nil
	}
	until, err := calendar.ParseDay(textOf(f, r.Until))
	if err != nil {
		return nil
	}
	out := &casework.Renewal{Until: until, Before: r.Before}
	if len(r.Basis) > 0 {
		out.Basis = r.Basis[0].Name
	}
	return out
}

func (s *Service) newItem(f *Filing, it scenario.Item) *casework.ItemCase {
	out := &casework.ItemCase{
		Slot: it.Slot, Attempt: 1, Item: it.Item, Variant: it.Variant, Instance: it.Instance, Name: it.Name,
		Short: it.Short, Department: it.Office.Slug, Office: document.CatalogueNames(s.of(f)).Department(it.Office.Slug, it.Office.Area), Area: it.Office.Area,
		Regime: it.Regime, Promised: casework.Limit(it.Promised), Statutory: casework.Limit(it.Statutory),
		SignOff: it.SignOff, Fields: it.Fields, Materials: it.Materials,
	}
	for _, g := range it.Grounds {
		out.Grounds = append(out.Grounds, g.Name)
	}
	for _, g := range it.Gives {
		out.Gives = append(out.Gives, g.Slug)
	}
	return out
}

// areaCode answers the code that a case number begins with: the area's own, or for a functional zone
// without one the code of the area around it.
func areaCode(c *scenario.Catalogue, a scenario.AreaRef) string {
	for _, x := range c.Chain(a.Slug) {
		if len(x.Code) == 6 {
			return x.Code
		}
	}
	return "000000"
}

// applicantName is the enterprise's name where one is acted for, else the person's.
func applicantName(person store.Person, f *Filing) string {
	if f.Plan.Scenario.Audience == "enterprise" {
		if name := textOf(f, "company_name"); name != "" {
			return name
		}
	}
	return person.Name
}

// subjectName is what lists call the case: the name of the one whom it is about, as far as the form knows
// it. Names of children and persons are masked where they are shown.
func subjectName(f *Filing) string {
	for _, slug := range []string{"company_name", "child_name", "project_name"} {
		if names := textsOf(f, slug); len(names) > 0 {
			return strings.Join(names, lang.Chinese().Say("filing.list_comma"))
		}
	}
	return ""
}

// textOf is the first value of a field, as text.
func textOf(f *Filing, slug string) string {
	for _, text := range textsOf(f, slug) {
		return text
	}
	return ""
}

// textsOf lists the values of a field, of every instance that has one.
func textsOf(f *Filing, slug string) []string {
	var out []string
	for _, sec := range f.Plan.Form.Sections {
		for _, x := range sec.Fields {
			if x.Slug != slug {
				continue
			}
			switch v := f.Value(x).(type) {
			case string:
				out = append(out, v)
			case float64:
				out = append(out, strconv.FormatFloat(v, 'f', -1, 64))
			}
		}
	}
	return out
}
