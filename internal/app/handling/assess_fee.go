package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// AssessFee serves the payment order of an item (核定费用), for one year or for several at once.
func (s *Service) AssessFee(ctx context.Context, who permission.Principal, t Target, times int) (*casework.Case, error) {
	return s.act(ctx, who, permission.Fee, casework.VerbAssessFee, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.AssessFee(c, m, by, casework.AssessFeeInput{Target: t.engine(), Times: times})
	}, times)
}
