package filing

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// Versions answers versions of scenarios that do not count any more; app/publishing implements it.
type Versions interface {
	// Under answers the catalogue in which a scenario in an area has a content. Fault: NotFound when that was never published.
	Under(ctx context.Context, scenario, area, hash string) (*scenario.Catalogue, error)
	// Running answers what becomes of something that was begun on it: scenario.RunningFinish and so on.
	Running(ctx context.Context, scenario, area, hash string) (string, error)
	// Number is the number under which a content was published in an area; 0: it was not.
	Number(ctx context.Context, scenario, area, hash string) (int, error)
	// Counting is the release that counts, with its catalogue. Fault: NotFound store.no_release before the first.
	Counting(ctx context.Context) (store.Release, *scenario.Catalogue, error)
	// Moves answers the version to which a submitted case on a content goes over by itself; ok is false where it finishes on its own.
	Moves(ctx context.Context, scenario, area, hash string) (to store.ScenarioVersion, ok bool, err error)
}

// Older says that a draft stands on a version that does not count any more.
type Older struct {
	Running string // what its publication demands of drafts
	Gone    bool   // the scenario is not offered any more
}

// Must says whether the draft has to move to the version that counts before it can be submitted.
func (o *Older) Must() bool { return o != nil && o.Running != scenario.RunningFinish }

// of is the catalogue under which a draft stands: that of its version.
func (s *Service) of(f *Filing) *scenario.Catalogue {
	if f.catalogue != nil {
		return f.catalogue
	}
	return s.Catalogue
}

// place finds the version on which a draft was begun. A plan that somebody only remembers always follows what counts, and so
// does everything while the scenario cannot be filed online: that counts at once.
func (s *Service) place(ctx context.Context, f *Filing) error {
	d := f.Draft
	f.catalogue, f.Older = s.Catalogue, nil
	if s.Versions == nil || d.Person == "" || d.PackHash == "" {
		return nil
	}
	now, offered := s.Catalogue.ScenarioIn(d.Scenario, d.Area)
	if offered && (now.Hash == d.PackHash || !now.Online) {
		return nil
	}
	older, err := s.Versions.Under(ctx, d.Scenario, d.Area, d.PackHash)
	if fault.Is(err, fault.NotFound) { // begun before versions were kept
		return nil
	}
	if err != nil {
		return err
	}
	running, err := s.Versions.Running(ctx, d.Scenario, d.Area, d.PackHash)
	f.catalogue, f.Older = older, &Older{Running: running, Gone: !offered}
	return err
}

// VersionOf is the number that a plan's case carries and its papers print: of the published version, or of the pack where
// nothing was published.
func (s *Service) VersionOf(ctx context.Context, p *scenario.Plan) (int, error) {
	if s.Versions == nil {
		return p.Scenario.Version, nil
	}
	n, err := s.Versions.Number(ctx, p.Scenario.Slug, p.Area.Slug, p.Scenario.Hash)
	if err != nil || n == 0 {
		n = p.Scenario.Version
	}
	return n, err
}
