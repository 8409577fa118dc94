package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// DecideRelief takes a part of a fee off, in fen, or nothing (部分减免、不予减免).
func (s *Service) DecideRelief(ctx context.Context, who permission.Principal, t Target, relieved int64, reason string) (*casework.Case, error) {
	return s.relief(ctx, who, casework.VerbDecideRelief, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.DecideRelief(c, m, by, casework.DecideReliefInput{Target: t.engine(), Relieved: relieved, Reason: reason})
	}, relieved, reason)
}
