package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Urge asks a department to get on with an item whose time runs out (催办), as its applicant: once per working day.
// Fault: Invalid filing.too_long.
func (s *Service) Urge(ctx context.Context, who permission.Principal, no ident.CaseNo, slot, note, once string) (*casework.Case, error) {
	if err := short("note", note); err != nil {
		return nil, err
	}
	return s.act(ctx, who, no, request(once, casework.VerbUrge, slot, note), func(c *casework.Case) (casework.Change, error) {
		return s.Engine.Urge(c, s.moment(), actor(who), casework.UrgeInput{Target: casework.Target{Slot: slot}, Note: note})
	})
}

// MayUrge says why the applicant cannot urge an item now: nil means that they can. The case must be settled.
func (s *Service) MayUrge(c *casework.Case, slot string, who permission.Principal) error {
	return s.Engine.MayUrge(c, slot, actor(who), s.today())
}
