package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Suspend opens a special procedure whose time the law excludes (特别程序).
func (s *Service) Suspend(ctx context.Context, who permission.Principal, t Target, in casework.SuspendInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbSuspend, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.Suspend(c, m, by, in)
	}, in)
}
