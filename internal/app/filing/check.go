package filing

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/base/lang"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
)

// Check is what the page "check your answers" shows before submission.
type Check struct {
	*Filing
	Open       []OpenPoint // what still keeps it from being submitted; none: it can be
	ReviewHash string      // of everything shown; comes back with the submission
	Waits      bool        // some item waits for another: the applicant agrees to the order
	Promises   []Promise   // texts that are signed with the submission, as shown
	Texts      []string    // declarations, as shown
}

// OpenPoint is one thing that is missing or wrong, and where to mend it.
type OpenPoint struct {
	Section string // key of the form's section, or "materials", or "plan"
	Field   string // key of the field or material
	Label   string
	Key     string // text key of the reason
	Params  map[string]string
}

// Check gathers everything for the last look. Faults: NotFound, Login; open points are no fault.
func (s *Service) Check(ctx context.Context, who permission.Principal, id ident.DraftID) (*Check, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return nil, err
	}
	return s.check(f), nil
}

func (s *Service) check(f *Filing) *Check {
	c := &Check{Filing: f, Open: openPoints(f)}
	if bad := s.inTime(f); bad != nil && f.Plan.Online {
		c.Open = append([]OpenPoint{{Section: "plan", Label: f.Plan.Scenario.Name, Key: bad.Key, Params: bad.Params}}, c.Open...)
	}
	for _, e := range f.Plan.Edges {
		c.Waits = c.Waits || e.Gate == "start"
	}
	c.Promises = s.promisesOf(f)
	c.Texts = declarations(f.Plan, c.Waits)
	c.ReviewHash = reviewHash(f, c.agreed())
	return c
}

// agreed is every text that the applicant agrees to by submitting, as shown.
func (c *Check) agreed() []string {
	var out []string
	for _, p := range c.Promises {
		out = append(out, p.Text)
	}
	return append(out, c.Texts...)
}

// missed adds to a fault what was not ticked of all that must be.
func (c *Check) missed(bad *fault.Fault, declared, promises, order bool) {
	if !declared {
		bad.With("declared", "filing.declare.true")
	}
	if len(c.Promises) > 0 && !promises {
		bad.With("promises", "filing.declare.promises")
	}
	if c.Waits && !order {
		bad.With("order", "filing.declare.order")
	}
}

// openPoints lists what keeps a draft from being submitted.
func openPoints(f *Filing) []OpenPoint {
	var out []OpenPoint
	if f.Older.Must() {
		key := "filing.upgrade_first"
		if f.Older.Gone {
			key = "filing.scenario_gone"
		}
		return []OpenPoint{{Section: StepUpgrade, Label: f.Plan.Scenario.Name, Key: key, Params: map[string]string{"scenario": f.Plan.Scenario.Name}}}
	}
	if !f.Plan.Online {
		bad := notOnline(f.Plan)
		return []OpenPoint{{Section: "plan", Label: f.Plan.Scenario.Name, Key: bad.Key, Params: bad.Params}}
	}
	if err := fileable(f.Plan); err != nil {
		for _, x := range fault.Of(err).Fields {
			out = append(out, OpenPoint{Section: "plan", Field: x.Name, Label: x.Params["label"], Key: x.Key, Params: x.Params})
		}
		return out
	}
	for _, sec := range f.Plan.Form.Sections {
		for _, x := range problems(sec, f.Work.Values) {
			x.Section = sec.Key
			out = append(out, x)
		}
	}
	for _, m := range f.Plan.Materials {
		if m.Disposition == "upload" && len(f.PapersFor(m)) == 0 {
			out = append(out, OpenPoint{
				Section: "materials", Field: m.Key, Label: m.Name, Key: "filing.paper_missing",
				Params: map[string]string{"material": m.Name},
			})
		}
	}
	if f.Work.Visit != nil && f.Work.Visit.Agent != nil && len(f.PapersFor(scenario.Material{Slug: MandatePaper})) == 0 {
		out = append(out, OpenPoint{Section: "materials", Field: MandatePaper, Label: lang.Chinese().Say("filing.mandate_paper"), Key: "filing.mandate_missing"})
	}
	for _, p := range f.Papers {
		if p.Status == "blocked" {
			out = append(out, OpenPoint{Section: "materials", Field: p.Material, Label: p.Name, Key: "filing.paper_blocked", Params: map[string]string{"name": p.Name}})
		}
	}
	return out
}

// declarations are the sentences that the applicant agrees to, as shown; their hash is kept with the case.
func declarations(p *scenario.Plan, waits bool) []string {
	t := lang.Chinese()
	texts := []string{t.Say("filing.declaration.true"), t.Say("filing.declaration.data")}
	if waits {
		texts = append(texts, t.Say("filing.declaration.order"))
	}
	return texts
}

// reviewHash covers everything that the check page shows: what is submitted is what was read.
func reviewHash(f *Filing, texts []string) string {
	papers := map[string]string{}
	for _, p := range f.Papers {
		if p.Material != SignedSheet { // it confirms the rest
			papers[string(p.ID)] = string(p.Blob)
		}
	}
	work := f.Work
	if work.Visit != nil {
		visit := *work.Visit
		visit.Confirmed, work.Visit = nil, &visit
	}
	b, err := json.Marshal(struct {
		Scenario, Area, Hash string
		Work                 Work
		Papers               map[string]string
		Texts                []string
	}{f.Draft.Scenario, f.Draft.Area, f.Plan.Scenario.Hash, work, papers, texts})
	if err != nil {
		panic(err) // a Work came out of JSON and goes into JSON
	}
	return digest(b)
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
