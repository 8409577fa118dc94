package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// RequestHearing asks for a hearing on an item, as its applicant (申请听证). Fault: Invalid filing.too_long.
func (s *Service) RequestHearing(ctx context.Context, who permission.Principal, no ident.CaseNo, slot, reason, once string) (*casework.Case, error) {
	if err := short("reason", reason); err != nil {
		return nil, err
	}
	return s.act(ctx, who, no, request(once, casework.VerbRequestHearing, slot, reason), func(c *casework.Case) (casework.Change, error) {
		return s.Engine.RequestHearing(c, s.moment(), actor(who), casework.RequestHearingInput{Target: casework.Target{Slot: slot}, Reason: reason})
	})
}
