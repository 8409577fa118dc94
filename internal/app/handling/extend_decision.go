package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ExtendDecision extends the statutory limit of an item once (延期), as the head of its agency.
func (s *Service) ExtendDecision(ctx context.Context, who permission.Principal, t Target, reason string) (*casework.Case, error) {
	return s.act(ctx, who, permission.ExtendAgency, casework.VerbExtendDecision, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		by.Role = casework.ExtendAgency
		return s.Engine.ExtendDecision(c, m, by, casework.ExtendInput{Target: t.engine(), Reason: reason})
	}, reason)
}
