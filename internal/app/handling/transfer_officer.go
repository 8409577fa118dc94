package handling

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// TransferOfficer gives an item to a colleague who may handle it. Fault: Invalid handling.not_a_colleague.
func (s *Service) TransferOfficer(ctx context.Context, who permission.Principal, t Target, to ident.StaffID, reason string) (*casework.Case, error) {
	m, err := s.Store.Staff(ctx, to)
	if err != nil {
		return nil, err
	}
	colleague := permission.Principal{Kind: permission.Staff, ID: string(m.ID), Active: m.Active, Posts: m.Posts}
	return s.act(ctx, who, permission.Handle, casework.VerbTransferOfficer, t, func(c *casework.Case, at casework.Moment, by casework.Actor) (casework.Change, error) {
		if s.Guard.Allow(colleague, permission.Handle, resource(c, c.Latest(t.Slot))) != nil {
			return casework.Change{}, fault.New(fault.Invalid, "handling.not_a_colleague").With("to", "handling.not_a_colleague")
		}
		return s.Engine.TransferOfficer(c, at, by, casework.TransferInput{Target: t.engine(), To: to, Reason: reason})
	}, to, reason)
}
