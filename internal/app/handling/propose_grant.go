package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ProposeGrant drafts a grant (拟准予).
func (s *Service) ProposeGrant(ctx context.Context, who permission.Principal, t Target, opinion, grounds string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbProposeGrant, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.ProposeGrant(c, m, by, casework.ProposeGrantInput{Target: t.engine(), Opinion: opinion, Grounds: grounds})
	}, opinion, grounds)
}
