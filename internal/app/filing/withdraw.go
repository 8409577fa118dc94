package filing

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// WithdrawInput withdraws one item of a case, or with an empty Slot everything that is still live.
type WithdrawInput struct {
	Slot     string
	Seen     int64 // version of the item case on the page; 0 = not checked
	CaseSeen int64 // version of the joint case that was looked at; 0 = not checked
	Reason   string
	Once     string
}

// Withdraw takes an application back (撤回申请) before it is decided. Faults: Invalid filing.too_long, Conflict
// casework.changed.
func (s *Service) Withdraw(ctx context.Context, who permission.Principal, no ident.CaseNo, in WithdrawInput) (*casework.Case, error) {
	if err := short("reason", in.Reason); err != nil {
		return nil, err
	}
	return s.act(ctx, who, no, request(in.Once, casework.VerbWithdraw, in.Slot, in.Reason), func(c *casework.Case) (casework.Change, error) {
		if in.CaseSeen != 0 && in.CaseSeen != c.Version {
			return casework.Change{}, fault.New(fault.Conflict, "casework.changed")
		}
		return s.Engine.Withdraw(c, s.moment(), actor(who), casework.WithdrawInput{
			Target: casework.Target{Slot: in.Slot, SeenVersion: in.Seen}, Reason: in.Reason,
		})
	})
}
