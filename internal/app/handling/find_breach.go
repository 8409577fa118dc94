package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// FindBreach notes that what was promised is not so (发现违诺): the holder has its days to mend it.
func (s *Service) FindBreach(ctx context.Context, who permission.Principal, t Target, in casework.FindBreachInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbFindBreach, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.FindBreach(c, m, by, in)
	}, in)
}
