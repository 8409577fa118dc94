package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ExpertOpinion enters what the experts came to (专家意见).
func (s *Service) ExpertOpinion(ctx context.Context, who permission.Principal, t Target, in casework.ExpertOpinionInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbExpertOpinion, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.ExpertOpinion(c, m, by, in)
	}, in)
}
