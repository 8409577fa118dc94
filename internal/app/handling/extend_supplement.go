package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ExtendSupplement gives the applicant more days to supplement, once (延长补正期限).
func (s *Service) ExtendSupplement(ctx context.Context, who permission.Principal, t Target, in casework.ExtendSupplementInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Answer, casework.VerbExtendSupplement, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.ExtendSupplement(c, m, by, in)
	}, in)
}
