package filing

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
)

// SaveFormInput is the whole form at once, as a clerk writes it.
type SaveFormInput struct {
	Version int64          // of the draft that the clerk looked at; 0 = not checked
	Role    string         // of the applicant; empty: unchanged
	Answers map[string]any // of the guide, by question key; nil: unchanged
	Values  map[string]any // by field key, as written; nil: unchanged
	Deliver *Delivery      // how results should arrive; nil: unchanged
}

// SaveForm keeps what was written on all sections together: what is wrong is kept too, and Check names it. Answers that
// cannot be used change nothing in the plan; the rest is kept all the same. Faults: Invalid with one field per answer
// or part of the address that cannot be used (the filing is answered with it), Conflict store.draft_changed, NotFound
// store.no_draft for what is no intake.
func (s *Service) SaveForm(ctx context.Context, who permission.Principal, id ident.DraftID, in SaveFormInput) (*Filing, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return nil, err
	}
	if f.Draft.Clerk == "" {
		return nil, fault.New(fault.NotFound, "store.no_draft")
	}
	if in.Version != 0 && in.Version != f.Draft.Version {
		return nil, fault.New(fault.Conflict, "store.draft_changed")
	}
	for _, sec := range f.Plan.Form.Sections {
		if in.Values != nil && len(ToWrite(sec)) > 0 {
			_ = f.write(sec, in.Values, true) // Check names what is wrong
		}
	}
	had := f.Work
	if in.Answers != nil {
		f.Work.Answers = cloneAnswers(in.Answers)
	}
	if in.Role != "" {
		f.Work.Role = in.Role
	}
	wrong := s.askOnce(ctx, f)
	if fault.Is(wrong, fault.Invalid) {
		f.Work = had
		err = s.askOnce(ctx, f)
	} else {
		err, wrong = wrong, nil
	}
	if err != nil {
		return nil, err
	}
	if in.Deliver != nil && in.Deliver.Way != "" && f.gives() {
		clean, bad := cleanDelivery(*in.Deliver, f.Ways())
		if bad == nil {
			f.Work.Delivery = &clean
		} else if wrong == nil {
			wrong = bad
		}
	}
	f.Draft.Step = intakeStep(f)
	if err := s.save(ctx, f); err != nil {
		return nil, err
	}
	return f, wrong
}

// The steps of an intake, for the list of what is unfinished.
const (
	StepAnswers = "answers" // questions of the guide are open
	StepForm    = "form"
	StepConfirm = "confirm" // complete: the visitor reads and signs
	StepRefused = "refused" // sent home with the one-time notice
)

// intakeStep says how far an intake has come.
func intakeStep(f *Filing) string {
	step := StepConfirm
	for _, o := range openPoints(f) {
		switch o.Section {
		case "plan":
			return StepAnswers
		case StepMaterials:
			if step == StepConfirm {
				step = StepMaterials
			}
		default:
			step = StepForm
		}
	}
	return step
}
