package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// WeighConsult answers objections and conditions of bodies that were asked, in writing (研究意见).
func (s *Service) WeighConsult(ctx context.Context, who permission.Principal, t Target, step, opinion string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbWeighConsult, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.WeighConsult(c, m, by, casework.WeighConsultInput{Target: t.engine(), Step: step, Opinion: opinion})
	}, step, opinion)
}
