package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Clarify answers the question that a department asked after acceptance (补充说明). Fault: Invalid filing.too_long.
func (s *Service) Clarify(ctx context.Context, who permission.Principal, no ident.CaseNo, slot, answer, once string) (*casework.Case, error) {
	if err := short("clarification", answer); err != nil {
		return nil, err
	}
	return s.act(ctx, who, no, request(once, casework.VerbClarify, slot, answer), func(c *casework.Case) (casework.Change, error) {
		return s.Engine.Clarify(c, s.moment(), actor(who), casework.ClarifyInput{Target: casework.Target{Slot: slot}, Answer: answer})
	})
}
