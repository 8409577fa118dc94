package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Deliver hands a tendered result over (送达) at the window or by post.
func (s *Service) Deliver(ctx context.Context, who permission.Principal, t Target, channel string) (*casework.Case, error) {
	return s.act(ctx, who, permission.HandOver, casework.VerbDeliver, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.Deliver(c, m, by, casework.DeliverInput{Target: t.engine(), Channel: channel})
	}, channel)
}
