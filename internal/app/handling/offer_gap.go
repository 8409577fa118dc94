package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// OfferGap tells the applicant that a missing paper may follow (告知可容缺). The target of in is set here.
func (s *Service) OfferGap(ctx context.Context, who permission.Principal, t Target, in casework.OfferGapInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Answer, casework.VerbOfferGap, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.OfferGap(c, m, by, in)
	}, in)
}
