package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// WithdrawCommitment takes a commitment back before the decision: the ordinary procedure again.
func (s *Service) WithdrawCommitment(ctx context.Context, who permission.Principal, no ident.CaseNo, in PromiseInput) (*casework.Case, error) {
	return s.promise(ctx, who, no, casework.VerbWithdrawCommitment, in, func(c *casework.Case, _ *casework.ItemCase, t casework.Target) (casework.Change, error) {
		return s.Engine.WithdrawCommitment(c, s.moment(), actor(who), casework.WithdrawCommitmentInput{Target: t})
	})
}
