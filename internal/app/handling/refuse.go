package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Refuse signs a drafted refusal (不予许可); never one's own proposal.
func (s *Service) Refuse(ctx context.Context, who permission.Principal, t Target) (*casework.Case, error) {
	return s.act(ctx, who, permission.Sign, casework.VerbRefuse, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.Refuse(c, m, by, casework.RefuseInput{Target: t.engine()})
	})
}
