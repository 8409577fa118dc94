package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// TerminateUnpaid ends an item whose fee stayed unpaid (未缴费终止).
func (s *Service) TerminateUnpaid(ctx context.Context, who permission.Principal, t Target, reason string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Sign, casework.VerbTerminateUnpaid, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.TerminateUnpaid(c, m, by, casework.TerminateUnpaidInput{Target: t.engine(), Reason: reason})
	}, reason)
}
