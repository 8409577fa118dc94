package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// AskForAPerson takes the decision on an item away from the rules (要求人工办理), at any time before they have decided.
func (s *Service) AskForAPerson(ctx context.Context, who permission.Principal, no ident.CaseNo, slot string, seen int64, once string) (*casework.Case, error) {
	return s.act(ctx, who, no, request(once, casework.VerbAskForAPerson, slot), func(c *casework.Case) (casework.Change, error) {
		return s.Engine.AskForAPerson(c, s.moment(), actor(who), casework.AskForAPersonInput{
			Target: casework.Target{Slot: slot, SeenVersion: seen},
		})
	})
}
