package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// RequestRelief asks for a relief from a fee (申请减免); paying waits meanwhile. Fault: Invalid filing.too_long.
func (s *Service) RequestRelief(ctx context.Context, who permission.Principal, no ident.CaseNo, slot, heading, reason, once string) (*casework.Case, error) {
	if err := short("reason", reason); err != nil {
		return nil, err
	}
	return s.act(ctx, who, no, request(once, casework.VerbRequestRelief, slot, heading, reason), func(c *casework.Case) (casework.Change, error) {
		return s.Engine.RequestRelief(c, s.moment(), actor(who), casework.RequestReliefInput{
			Target: casework.Target{Slot: slot}, Heading: heading, Reason: reason,
		})
	})
}
