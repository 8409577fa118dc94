package filing

import (
	"context"
	"maps"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/form"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
)

// SaveInput is one page of the form.
type SaveInput struct {
	Version int64          // of the draft that the person looked at; 0 = not checked
	Section string         // key
	Values  map[string]any // by field key, as written
	Later   bool           // "save and go on later": what is wrong is kept too and named at the next visit
}

// SaveSection keeps what was written on one page. What can be used is normalised; with Later everything is
// kept as it was written. Faults: Invalid form.values with one field per problem (nothing is saved then),
// Conflict store.draft_changed.
func (s *Service) SaveSection(ctx context.Context, who permission.Principal, id ident.DraftID, in SaveInput) (*Filing, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return nil, err
	}
	sec, ok := f.Section(in.Section)
	if !ok {
		return nil, fault.New(fault.NotFound, "filing.no_section")
	}
	if err := f.write(sec, in.Values, in.Later); err != nil && !in.Later {
		return nil, err
	}
	f.Draft.Step = f.Next(sec.Key)
	if in.Later {
		f.Draft.Step = sec.Key
	}
	return f, s.change(ctx, f, in.Version)
}

// write puts what was written for a section into the work: normalised where it can be used. With keep everything else
// is kept as it was written; without, a problem changes nothing. Fault: Invalid form.values with one field per problem.
func (f *Filing) write(sec scenario.Section, values map[string]any, keep bool) error {
	fields := ToWrite(sec)
	clean, err := form.Validate(specs(fields), values)
	if err != nil && !keep {
		return err
	}
	f.Work.Values = maps.Clone(f.Work.Values)
	if f.Work.Values == nil {
		f.Work.Values = map[string]any{}
	}
	for _, x := range fields {
		delete(f.Work.Values, x.Key)
		if v, ok := clean[x.Key]; ok && v != nil {
			f.Work.Values[x.Key] = v
		} else if v, ok := values[x.Key]; ok && v != "" && keep {
			f.Work.Values[x.Key] = v
		}
	}
	if err == nil && !slices.Contains(f.Work.Done, sec.Key) {
		f.Work.Done = append(slices.Clone(f.Work.Done), sec.Key)
	}
	return err
}

// ChangeAnswers changes the answers of the guide inside a draft: the plan moves, and what was written for
// fields that are still there is kept.
func (s *Service) ChangeAnswers(ctx context.Context, who permission.Principal, id ident.DraftID, version int64, in ExploreInput) (*Filing, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return nil, err
	}
	f.Work.Answers = cloneAnswers(in.Answers)
	if in.Role != "" {
		f.Work.Role = in.Role
	}
	f.Work.Chooses.Without = in.Without
	return f, s.change(ctx, f, version)
}

// The steps of a draft after its sections.
const (
	StepMaterials = "materials"
	StepDelivery  = "delivery" // only where some item gives a result
	StepCheck     = "check"

	StepUpgrade = "upgrade" // stands beside them while the draft is on an older version
)

// Steps lists the pages of the form in order: every section that has something to show, materials, delivery, check.
func (f *Filing) Steps() []string {
	var out []string
	for _, sec := range f.Plan.Form.Sections {
		if len(ToWrite(sec)) > 0 || len(Taken(sec)) > 0 {
			out = append(out, sec.Key)
		}
	}
	out = append(out, StepMaterials)
	if f.gives() {
		out = append(out, StepDelivery)
	}
	return append(out, StepCheck)
}

// Next answers the page after one; an unknown page is followed by the first.
func (f *Filing) Next(step string) string {
	steps := f.Steps()
	i := slices.Index(steps, step)
	return steps[min(i+1, len(steps)-1)]
}

// specs says what the values of fields must be like.
func specs(fields []scenario.Field) []form.Spec {
	out := make([]form.Spec, len(fields))
	for i, x := range fields {
		out[i] = form.Spec{
			Key: x.Key, Label: x.Label, Type: x.Type, UnitName: x.UnitName, Options: x.Options,
			Limits: form.Limits(x.Limits), Required: x.Required, MustBeYes: x.Act != "",
		}
	}
	return out
}

// problems lists what keeps a section from being complete.
func problems(sec scenario.Section, values map[string]any) []OpenPoint {
	fields := ToWrite(sec)
	_, err := form.Validate(specs(fields), values)
	if err == nil {
		return nil
	}
	var out []OpenPoint
	for _, x := range fault.Of(err).Fields {
		label := x.Name
		if i := slices.IndexFunc(fields, func(y scenario.Field) bool { return y.Key == x.Name }); i >= 0 {
			label = fields[i].Label
		}
		out = append(out, OpenPoint{Field: x.Name, Label: label, Key: x.Key, Params: x.Params})
	}
	return out
}
