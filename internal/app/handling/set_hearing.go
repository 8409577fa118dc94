package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// SetHearing tells day, time and place of a hearing (听证通知).
func (s *Service) SetHearing(ctx context.Context, who permission.Principal, t Target, in casework.SetHearingInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbSetHearing, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.SetHearing(c, m, by, in)
	}, in)
}
