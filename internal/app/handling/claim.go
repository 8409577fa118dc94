package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Claim takes an item into one's own hands (承办).
func (s *Service) Claim(ctx context.Context, who permission.Principal, t Target) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbClaim, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.Claim(c, m, by, casework.ClaimInput{Target: t.engine()})
	})
}
