package handling

import (
	"context"

	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Supervise opens a supervision order on an overdue item (督办): what the head of the department sees to, and by when
// the department answers.
func (s *Service) Supervise(ctx context.Context, who permission.Principal, t Target, what string, due calendar.Day) (*casework.Case, error) {
	return s.act(ctx, who, permission.Supervise, casework.VerbSupervise, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.Supervise(c, m, supervising(who, by), casework.SuperviseInput{Target: t.engine(), What: what, Due: due})
	}, what, due)
}
