package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// RefuseGapOffer leaves the offer that a paper may follow (不用容缺).
func (s *Service) RefuseGapOffer(ctx context.Context, who permission.Principal, no ident.CaseNo, in PromiseInput) (*casework.Case, error) {
	return s.promise(ctx, who, no, casework.VerbRefuseGapOffer, in, func(c *casework.Case, _ *casework.ItemCase, t casework.Target) (casework.Change, error) {
		return s.Engine.RefuseGapOffer(c, s.moment(), actor(who), casework.RefuseGapOfferInput{Target: t})
	})
}
