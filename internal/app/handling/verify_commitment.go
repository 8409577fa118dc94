package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// VerifyCommitment notes that what was promised is so (核查通过).
func (s *Service) VerifyCommitment(ctx context.Context, who permission.Principal, t Target, in casework.VerifyCommitmentInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbVerifyCommitment, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.VerifyCommitment(c, m, by, in)
	}, in)
}
