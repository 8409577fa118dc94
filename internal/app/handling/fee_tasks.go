package handling

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// FeeTask is one thing that money asks of an office.
type FeeTask = store.FeeTask

// FeeTasks lists the reliefs that the principal's offices decide, and the refunds that they make; a right that the
// principal does not have lists nothing.
func (s *Service) FeeTasks(ctx context.Context, who permission.Principal, refunds bool, p Page) (store.FeeTaskList, error) {
	if who.ID == "" || who.Kind == permission.Applicant {
		return store.FeeTaskList{}, fault.New(fault.Login, "access.signed_out")
	}
	kind, want := store.ReliefTask, permission.Relieve
	if refunds {
		kind, want = store.RefundTask, permission.Fee
	}
	if !who.Has(want) {
		return store.FeeTaskList{}, nil
	}
	return s.Store.FeeTasks(ctx, s.Guard.Scope(who).Filter(), kind, p)
}
