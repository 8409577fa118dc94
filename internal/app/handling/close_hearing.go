package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// CloseHearing closes a hearing with its record; its chair does (听证结束).
func (s *Service) CloseHearing(ctx context.Context, who permission.Principal, t Target, in casework.CloseHearingInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbCloseHearing, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.CloseHearing(c, m, by, in)
	}, in)
}
