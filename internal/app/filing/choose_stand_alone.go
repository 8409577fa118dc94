package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ChooseStandAlone goes on with an item whose prerequisite failed (单独办理).
func (s *Service) ChooseStandAlone(ctx context.Context, who permission.Principal, no ident.CaseNo, slot, once string) (*casework.Case, error) {
	return s.act(ctx, who, no, request(once, casework.VerbChooseStandAlone, slot), func(c *casework.Case) (casework.Change, error) {
		return s.Engine.ChooseStandAlone(c, s.moment(), actor(who), casework.ChooseStandAloneInput{Target: casework.Target{Slot: slot}})
	})
}
