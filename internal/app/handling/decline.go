package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Decline declines an application before acceptance (不予受理), with reason and law.
func (s *Service) Decline(ctx context.Context, who permission.Principal, t Target, reason, grounds string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Answer, casework.VerbDecline, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.Decline(c, m, by, casework.DeclineInput{Target: t.engine(), Reason: reason, Grounds: grounds})
	}, reason, grounds)
}
