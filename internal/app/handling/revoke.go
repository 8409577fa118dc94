package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Revoke takes a grant away after the holder was heard (撤销、注销).
func (s *Service) Revoke(ctx context.Context, who permission.Principal, t Target, in casework.RevokeInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Sign, casework.VerbRevoke, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.Revoke(c, m, by, in)
	}, in)
}
