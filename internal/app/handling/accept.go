package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Accept accepts an application that is complete and in form (受理).
func (s *Service) Accept(ctx context.Context, who permission.Principal, t Target) (*casework.Case, error) {
	return s.act(ctx, who, permission.Answer, casework.VerbAccept, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.Accept(c, m, by, casework.AcceptInput{Target: t.engine()})
	})
}
