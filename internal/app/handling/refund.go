package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Refund notes that money which was due back went back (退费), with the number of the refund in the money system. Without an
// order the first one of the item that owes money is meant.
func (s *Service) Refund(ctx context.Context, who permission.Principal, t Target, order, number string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Fee, casework.VerbRefund, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.Refund(c, m, by, casework.RefundInput{Target: t.engine(), Order: order, Number: number})
	}, order, number)
}
