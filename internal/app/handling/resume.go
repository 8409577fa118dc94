package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Resume ends a special procedure with its result (恢复计时).
func (s *Service) Resume(ctx context.Context, who permission.Principal, t Target, in casework.ResumeInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbResume, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.Resume(c, m, by, in)
	}, in)
}
