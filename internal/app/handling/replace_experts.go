package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ReplaceExperts gives up on experts who did not answer (更换专家).
func (s *Service) ReplaceExperts(ctx context.Context, who permission.Principal, t Target, in casework.ReplaceExpertsInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbReplaceExperts, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.ReplaceExperts(c, m, by, in)
	}, in)
}
