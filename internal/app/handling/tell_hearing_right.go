package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// TellHearingRight tells who can ask for a hearing (听证告知).
func (s *Service) TellHearingRight(ctx context.Context, who permission.Principal, t Target, in casework.TellHearingRightInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbTellHearingRight, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.TellHearingRight(c, m, by, in)
	}, in)
}
