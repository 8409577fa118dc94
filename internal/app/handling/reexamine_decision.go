package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ReexamineDecision writes what a person found who looked again at a decision of rules (人工复核); somebody else signs it.
func (s *Service) ReexamineDecision(ctx context.Context, who permission.Principal, t Target, in casework.ReexamineInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbReexamineDecision, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.ReexamineDecision(c, m, by, in)
	}, in)
}
