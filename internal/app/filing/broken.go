package filing

import (
	"context"

	"lianban/internal/domain/calendar"
	"lianban/internal/store"
)

// Broken is a promise that an applicant did not keep (容缺, 告知承诺): until its last day nothing can be promised again.
type Broken struct {
	store.BrokenPromise
	Until calendar.Day
}

// remember looks up whether the person of a draft broke a promise that still counts: every time, because it can happen, and
// be forgotten, while a draft lies.
func (s *Service) remember(ctx context.Context, f *Filing) error {
	f.Broke, f.Work.Known.Broke = nil, false
	if f.Draft.Person == "" {
		return nil
	}
	x, found, err := s.Store.BrokenPromise(ctx, f.Draft.Person)
	if err != nil || !found {
		return err
	}
	if until := s.Engine.RemembersUntil(x.Day); s.today() <= until {
		f.Broke, f.Work.Known.Broke = &Broken{BrokenPromise: x, Until: until}, true
	}
	return nil
}
