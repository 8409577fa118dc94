package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// VisitNotHeld gives an item's place in a visit back (勘验未进行): it waits for another day.
func (s *Service) VisitNotHeld(ctx context.Context, who permission.Principal, t Target, seat int64, reason string) (*casework.Case, error) {
	return s.actIf(ctx, who, s.mayVisit(who), casework.VerbVisitNotHeld, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.VisitNotHeld(c, m, by, casework.VisitNotHeldInput{Target: t.engine(), SeatSeen: seat, Reason: reason})
	}, reason)
}
