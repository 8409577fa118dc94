package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// SendBack sends a draft back to its handler (退回).
func (s *Service) SendBack(ctx context.Context, who permission.Principal, t Target, reason string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Sign, casework.VerbSendBack, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.SendBack(c, m, by, casework.SendBackInput{Target: t.engine(), Reason: reason})
	}, reason)
}
