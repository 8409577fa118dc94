package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// DeclareNotNeeded says that no permission is needed in law (无需办理).
func (s *Service) DeclareNotNeeded(ctx context.Context, who permission.Principal, t Target, reason, grounds string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Answer, casework.VerbDeclareNotNeeded, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.DeclareNotNeeded(c, m, by, casework.DeclareNotNeededInput{Target: t.engine(), Reason: reason, Grounds: grounds})
	}, reason, grounds)
}
