package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// RestateLength announces a new length for an expert review that overran (重新告知所需时间).
func (s *Service) RestateLength(ctx context.Context, who permission.Principal, t Target, in casework.RestateLengthInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbRestateLength, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.RestateLength(c, m, by, in)
	}, in)
}
