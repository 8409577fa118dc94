package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Deliver hands a tendered result over to the applicant's account (送达): they take it there.
func (s *Service) Deliver(ctx context.Context, who permission.Principal, no ident.CaseNo, slot, once string) (*casework.Case, error) {
	return s.act(ctx, who, no, request(once, casework.VerbDeliver, slot), func(c *casework.Case) (casework.Change, error) {
		return s.Engine.Deliver(c, s.moment(), actor(who), casework.DeliverInput{
			Target: casework.Target{Slot: slot}, Channel: "e_account",
		})
	})
}
