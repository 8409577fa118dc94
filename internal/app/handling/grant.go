package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Grant signs a drafted grant (准予); never one's own proposal.
func (s *Service) Grant(ctx context.Context, who permission.Principal, t Target) (*casework.Case, error) {
	return s.act(ctx, who, permission.Sign, casework.VerbGrant, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.Grant(c, m, by, casework.GrantInput{Target: t.engine()})
	})
}
