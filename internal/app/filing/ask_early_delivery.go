package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// AskEarlyDelivery releases results that wait for the joint conclusion (提前领取), for good.
func (s *Service) AskEarlyDelivery(ctx context.Context, who permission.Principal, no ident.CaseNo, once string) (*casework.Case, error) {
	return s.act(ctx, who, no, request(once, casework.VerbAskEarlyDelivery), func(c *casework.Case) (casework.Change, error) {
		return s.Engine.AskEarlyDelivery(c, s.moment(), actor(who))
	})
}
