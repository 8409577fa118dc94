package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// CloseSupervision closes an answered supervision order (督办办结) with what the supervisor makes of the answer.
func (s *Service) CloseSupervision(ctx context.Context, who permission.Principal, t Target, conclusion string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Supervise, casework.VerbCloseSupervision, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.CloseSupervision(c, m, supervising(who, by), casework.CloseSupervisionInput{Target: t.engine(), Conclusion: conclusion})
	}, conclusion)
}
