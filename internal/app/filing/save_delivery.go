package filing

import (
	"context"
	"slices"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// SaveDelivery keeps how the applicant of a draft wants the results. Faults: Invalid form.invalid with a field per
// problem, Conflict store.draft_changed.
func (s *Service) SaveDelivery(ctx context.Context, who permission.Principal, id ident.DraftID, version int64, in Delivery) (*Filing, error) {
	f, err := s.Draft(ctx, who, id)
	if err != nil {
		return nil, err
	}
	clean, err := cleanDelivery(in, f.Ways())
	if err != nil {
		return nil, err
	}
	f.Work.Delivery = &clean
	f.Draft.Step = f.Next(StepDelivery)
	return f, s.change(ctx, f, version)
}

// Ways lists how the results of the draft can reach the applicant: the account only where every result is held as
// an electronic certificate.
func (f *Filing) Ways() []string {
	return (&casework.Case{PaperResults: f.paperResults}).Deliverable()
}

// Delivery is how the results will reach the applicant: as chosen where the plan still offers it, else the first way.
func (f *Filing) Delivery() Delivery {
	ways := f.Ways()
	if d := f.Work.Delivery; d != nil && slices.Contains(ways, d.Way) {
		return *d
	}
	return Delivery{Way: ways[0]}
}

// LetterTo is the address that the applicant has written for results already, in the form; empty: none.
func (f *Filing) LetterTo() string { return textOf(f, "post_address") }

// gives says that some item of the plan gives a result of its own.
func (f *Filing) gives() bool {
	for _, it := range f.Plan.Items {
		if len(it.Gives) > 0 {
			return true
		}
	}
	return false
}

// onPaper says that some result of the plan is held in no register of certificates: it exists on paper only.
func (s *Service) onPaper(f *Filing) bool {
	for _, it := range f.Plan.Items {
		for _, g := range it.Gives {
			if m, ok := s.of(f).Material(g.Slug); ok && m.Arrives.Certificate == "" {
				return true
			}
		}
	}
	return false
}
