package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Review reviews a draft (审核), the second of three hands.
func (s *Service) Review(ctx context.Context, who permission.Principal, t Target, opinion string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Sign, casework.VerbReview, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.Review(c, m, by, casework.ReviewInput{Target: t.engine(), Opinion: opinion})
	}, opinion)
}
