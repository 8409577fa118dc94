package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ContestDecision objects to what rules decided, as the applicant or at a window for them (对自动决定提出异议): a person looks
// again. Fault: Invalid filing.too_long.
func (s *Service) ContestDecision(ctx context.Context, who permission.Principal, no ident.CaseNo, slot, reason, once string) (*casework.Case, error) {
	if err := short("reason", reason); err != nil {
		return nil, err
	}
	return s.act(ctx, who, no, request(once, casework.VerbContestDecision, slot, reason), func(c *casework.Case) (casework.Change, error) {
		return s.Engine.ContestDecision(c, s.moment(), actor(who), casework.ContestInput{Target: casework.Target{Slot: slot}, Reason: reason})
	})
}
