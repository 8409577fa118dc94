package filing

import (
	"context"
	"encoding/json"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/form"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// Work is what a draft holds: answers of the guide, values of the form, what registers said, and choices.
// It is sealed in the database.
type Work struct {
	Role         string               `json:"role"`                   // slug of the applicant's role
	Company      string               `json:"company,omitempty"`      // USCC of the enterprise that is acted for
	Answers      map[string]any       `json:"answers"`                // by question key
	Values       map[string]any       `json:"values"`                 // by field key, normalised
	Prefilled    map[string]Prefilled `json:"prefilled,omitempty"`    // by field key
	Known        scenario.Known       `json:"known"`                  // what registers answered, and what was reopened
	Certificates []Certificate        `json:"certificates,omitempty"` // held when the draft was started
	Chooses      scenario.Chooses     `json:"chooses"`                //
	Done         []string             `json:"done,omitempty"`         // keys of sections that were saved
	Down         []string             `json:"down,omitempty"`         // names of registers that did not answer
	Unasked      bool                 `json:"unasked,omitempty"`      // at a window: registers wait until the guide is answered
	Visit        *Visit               `json:"visit,omitempty"`        // filled in at a window for a visitor; nil: by the person
	Delivery     *Delivery            `json:"delivery,omitempty"`     // how results should arrive; nil: not said yet
}

// Prefilled is a value that a register gave.
type Prefilled struct {
	Value    string `json:"value"`
	Register string `json:"register"`      // slug
	Source   string `json:"register_name"` // as people read it
}

// Filing is a draft with its plan and papers: what every page of the form shows.
type Filing struct {
	Draft  store.Draft
	Work   Work
	Plan   *scenario.Plan
	Papers []store.Paper

	Broke *Broken // a promise that the person did not keep and that still counts; nil: none
	Older *Older  // it stands on a version that does not count any more; nil: on the one that counts

	paperResults bool                // some result of the plan exists on paper only
	catalogue    *scenario.Catalogue // of its version; nil: what counts
}

// Situation is what the compiler needs to know about this draft.
func (s *Service) situation(w Work) scenario.Situation {
	if w.Unasked {
		w.Known = scenario.Known{All: true} // what can be expected
	}
	return scenario.Situation{
		Applicant: w.Role, Answers: w.Answers, Known: w.Known, Chooses: w.Chooses, Today: s.today(),
	}
}

// open loads a draft that this person may see, compiles it and lists its papers.
func (s *Service) open(ctx context.Context, who permission.Principal, id ident.DraftID) (*Filing, error) {
	d, err := s.Store.Draft(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := s.mayDraft(who, d); err != nil {
		return nil, err
	}
	return s.unpack(ctx, d)
}

// read is open for who holds a code of the draft: it asks nobody.
func (s *Service) read(ctx context.Context, id ident.DraftID) (*Filing, error) {
	d, err := s.Store.Draft(ctx, id)
	if err != nil {
		return nil, err
	}
	return s.unpack(ctx, d)
}

// unpack compiles a draft and lists its papers.
func (s *Service) unpack(ctx context.Context, d store.Draft) (*Filing, error) {
	var err error
	f := &Filing{Draft: d}
	if err := readWork(d.Data, &f.Work); err != nil {
		return nil, fault.Wrap(err, "read draft")
	}
	if err = s.remember(ctx, f); err != nil {
		return nil, err
	}
	if err = s.place(ctx, f); err != nil {
		return nil, err
	}
	if f.Plan, err = s.of(f).Compile(d.Scenario, d.Area, s.situation(f.Work)); err != nil {
		return nil, err
	}
	if err = s.reckon(f); err != nil {
		return nil, err
	}
	f.paperResults = s.onPaper(f)
	if d.Person != "" {
		f.Papers, err = s.Store.PapersOfDraft(ctx, d.ID)
	}
	return f, err
}

// mayDraft: a draft of nobody is a plan that anybody with its address may read; a person's draft is theirs, and one
// that a clerk fills in for a visitor is the clerk's until it is submitted. To everybody else it does not exist.
func (s *Service) mayDraft(who permission.Principal, d store.Draft) error {
	if d.Person == "" {
		return nil
	}
	if err := someone(who); err != nil {
		return err
	}
	want := permission.Own
	if d.Clerk != "" {
		want = permission.FileFor
	}
	err := s.Guard.Allow(who, want, permission.Resource{
		Type: permission.Draft, ID: string(d.ID), Area: d.Area, Scenario: d.Scenario, Owner: d.Person, Clerk: d.Clerk, Trial: d.Trial,
	})
	if fault.Is(err, fault.Forbidden) {
		return fault.New(fault.NotFound, "store.no_draft")
	}
	return err
}

// save writes the draft back with the plan that it now has.
func (s *Service) save(ctx context.Context, f *Filing) error {
	d, err := s.sealed(f)
	if err != nil {
		return err
	}
	f.Draft, err = s.Store.SaveDraft(ctx, d)
	return err
}

// sealed is the draft as it is to be stored, with its work and a life that begins anew.
func (s *Service) sealed(f *Filing) (store.Draft, error) {
	data, err := json.Marshal(f.Work)
	if err != nil {
		return f.Draft, fault.Wrap(err, "write draft")
	}
	now := s.Clock.Now()
	d := f.Draft
	d.Data, d.UpdatedAt = data, now
	life := draftLife
	if d.Person == "" {
		life = exploreLife
	}
	d.ExpiresAt, d.RemindAt = s.keepFor(f, now.Add(life))
	if f.Plan != nil {
		d.Packed, d.PackHash = f.Plan.Scenario.Version, f.Plan.Scenario.Hash
	}
	return d, nil
}

// recompile answers the draft's plan after a change of its work. A field that a register was never asked for, because
// another answer brought it into the plan, is asked of the person: nobody consumes a value that is not there.
func (s *Service) recompile(f *Filing) error {
	for {
		p, err := s.of(f).Compile(f.Draft.Scenario, f.Draft.Area, s.situation(f.Work))
		if err != nil {
			return err
		}
		f.Plan = p
		f.paperResults = s.onPaper(f)
		lacking := f.lacking()
		if len(lacking) == 0 || f.Work.Unasked {
			return s.reckon(f)
		}
		f.Work.Known.Dropped = append(slices.Clone(f.Work.Known.Dropped), lacking...)
	}
}

// reckon computes the fees that depend on what the form says: the plan stays as it is but for their amounts.
func (s *Service) reckon(f *Filing) error {
	if !slices.ContainsFunc(f.Plan.Fees, func(x scenario.Fee) bool { return x.Amount == "" }) {
		return nil
	}
	sit := s.situation(f.Work)
	sit.Form = map[string]any{}
	for _, sec := range f.Plan.Form.Sections {
		for _, x := range sec.Fields {
			if x.Instance > 1 || x.Type != form.Number && x.Type != form.YesNo && x.Type != form.Choice {
				continue
			}
			if v, wrong := form.Clean(specs([]scenario.Field{x})[0], f.Value(x)); wrong == nil && v != nil {
				sit.Form[x.Slug] = v
			}
		}
	}
	p, err := s.of(f).Compile(f.Draft.Scenario, f.Draft.Area, sit)
	if err == nil {
		f.Plan = p
	}
	return err
}

// lacking lists the fields that the plan takes from a register which gave no value, each once.
func (f *Filing) lacking() []string {
	var out []string
	for _, sec := range f.Plan.Form.Sections {
		for _, x := range Taken(sec) {
			if f.Value(x) == nil && !x.InGuide && !slices.Contains(f.Work.Known.Dropped, x.Slug) && !slices.Contains(out, x.Slug) {
				out = append(out, x.Slug)
			}
		}
	}
	return out
}

// Section finds a section of the form by its key.
func (f *Filing) Section(key string) (scenario.Section, bool) {
	for _, sec := range f.Plan.Form.Sections {
		if sec.Key == key {
			return sec, true
		}
	}
	return scenario.Section{}, false
}

// Value answers what stands in a field: what was written, what a register gave, or what the guide knows.
func (f *Filing) Value(x scenario.Field) any {
	if v, ok := f.Work.Values[x.Key]; ok && x.Disposition == form.Asked {
		return v
	}
	if x.InGuide {
		return x.Answer
	}
	if p, ok := f.Work.Prefilled[x.Key]; ok && (x.Disposition == form.Shared || x.Disposition == form.Confirm || x.Disposition == form.Record) {
		return p.Value
	}
	return nil
}

// ToWrite lists the fields of a section that a page shows as inputs: asked, and not answered in the guide.
func ToWrite(sec scenario.Section) []scenario.Field {
	return slices.DeleteFunc(slices.Clone(sec.Fields), func(x scenario.Field) bool {
		return x.Disposition != form.Asked || x.InGuide
	})
}

// Taken lists the fields of a section whose value came from a register.
func Taken(sec scenario.Section) []scenario.Field {
	return slices.DeleteFunc(slices.Clone(sec.Fields), func(x scenario.Field) bool {
		return x.Disposition != form.Shared && x.Disposition != form.Confirm
	})
}
