package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// GrantReliefFull takes a whole fee off (全额减免), as the office that the relief's heading names.
func (s *Service) GrantReliefFull(ctx context.Context, who permission.Principal, t Target, reason string) (*casework.Case, error) {
	return s.relief(ctx, who, casework.VerbGrantReliefFull, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.GrantReliefFull(c, m, by, casework.GrantReliefFullInput{Target: t.engine(), Reason: reason})
	}, reason)
}

// relief runs an act of the office that decides on a relief, which is seldom the office of the item.
func (s *Service) relief(ctx context.Context, who permission.Principal, v casework.Verb, t Target, do func(*casework.Case, casework.Moment, casework.Actor) (casework.Change, error), said ...any) (*casework.Case, error) {
	desk := ""
	may := func(r permission.Resource, it *casework.ItemCase) (permission.Decision, error) {
		r, desk = ReliefResource(r, it), it.ReliefOffice()
		d := s.Guard.Scope(who).Decide(permission.Relieve, r)
		return d, d.Fault()
	}
	return s.actIf(ctx, who, may, v, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		if desk != "" {
			by.Department = desk
		}
		return do(c, m, by)
	}, said...)
}

// ReliefResource is what permission looks at when a relief is decided: the same item case, as the office sees it that the
// heading names.
func ReliefResource(r permission.Resource, it *casework.ItemCase) permission.Resource {
	if department, area := it.ReliefDesk(); department != "" {
		r.Department, r.Area = department, area
	}
	return r
}

// relieves says that somebody decides, or decided, on a relief of the item: that office sees it too.
func (s *Service) relieves(who permission.Principal, c *casework.Case, it *casework.ItemCase) bool {
	for _, desk := range it.ReliefDesks() {
		r := resource(c, it)
		r.Department, r.Area = desk[0], desk[1]
		if s.Guard.Allow(who, permission.Relieve, r) == nil {
			return true
		}
	}
	return false
}
