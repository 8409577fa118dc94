package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// CallExperts calls an expert review and announces how long it takes (专家评审).
func (s *Service) CallExperts(ctx context.Context, who permission.Principal, t Target, in casework.CallExpertsInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbCallExperts, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.CallExperts(c, m, by, in)
	}, in)
}
