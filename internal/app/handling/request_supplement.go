package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// RequestSupplement tells everything that is missing, once (一次性补正).
func (s *Service) RequestSupplement(ctx context.Context, who permission.Principal, t Target, defects []casework.Defect) (*casework.Case, error) {
	return s.act(ctx, who, permission.Answer, casework.VerbRequestSupplement, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.RequestSupplement(c, m, by, casework.RequestSupplementInput{Target: t.engine(), Defects: defects})
	}, defects)
}
