package filing

import (
	"context"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/form"
	"lianban/internal/domain/permission"
)

// ChooseInput is a choice that the plan offers for one material.
type ChooseInput struct {
	Version  int64  // of the draft that the person looked at
	Material string // key
	Way      string // "later", "commitment", or "" to hand it in after all
}

// Choose takes or gives back a choice: hand a paper in later (容缺), or promise instead (告知承诺).
// Faults: Invalid filing.not_offered, Conflict store.draft_changed.
func (s *Service) Choose(ctx context.Context, who permission.Principal, id ident.DraftID, in ChooseInput) (*Filing, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return nil, err
	}
	m, ok := f.Material(in.Material)
	if !ok {
		return nil, fault.New(fault.NotFound, "filing.no_material")
	}
	offered := in.Way == "" || in.Way == "later" && m.Later.Days > 0 || in.Way == "commitment" && m.Promise != ""
	if !offered {
		return nil, fault.New(fault.Invalid, "filing.not_offered", "material", m.Name)
	}
	c := &f.Work.Chooses
	drop := func(list []string) []string {
		return slices.DeleteFunc(slices.Clone(list), func(x string) bool { return x == m.Slug })
	}
	c.Later, c.Commitment = drop(c.Later), drop(c.Commitment)
	switch in.Way {
	case "later":
		c.Later = append(c.Later, m.Slug)
	case "commitment":
		c.Commitment = append(c.Commitment, m.Slug)
	}
	return f, s.change(ctx, f, in.Version)
}

// Reopen takes a value that a register gave out of the form, because the person says it is wrong (信息不对):
// the field becomes one that they write, and the paper that it checked becomes one that they hand in.
func (s *Service) Reopen(ctx context.Context, who permission.Principal, id ident.DraftID, version int64, field string) (*Filing, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return nil, err
	}
	for _, sec := range f.Plan.Form.Sections {
		for _, x := range sec.Fields {
			if x.Key != field || x.Disposition != form.Shared && x.Disposition != form.Confirm {
				continue
			}
			if v, ok := f.Work.Prefilled[x.Key]; ok {
				f.Work.Values[x.Key] = v.Value // stands in the input, to be mended
			}
			f.Work.Known.Dropped = append(f.Work.Known.Dropped, x.Slug)
			return f, s.change(ctx, f, version)
		}
	}
	return nil, fault.New(fault.NotFound, "filing.no_field")
}

// change recompiles and saves a draft that the person looked at in a version; 0 = do not check.
func (s *Service) change(ctx context.Context, f *Filing, seen int64) error {
	if seen != 0 && seen != f.Draft.Version {
		return fault.New(fault.Conflict, "store.draft_changed")
	}
	if err := s.askOnce(ctx, f); err != nil {
		return err
	}
	return s.save(ctx, f)
}
