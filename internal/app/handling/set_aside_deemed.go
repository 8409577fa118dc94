package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// SetAsideDeemed sets an acceptance by silence aside, on evidence (撤销视为受理).
func (s *Service) SetAsideDeemed(ctx context.Context, who permission.Principal, t Target, in casework.SetAsideInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.SetRight, casework.VerbSetAsideDeemed, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.SetAsideDeemed(c, m, by, in)
	}, in)
}
