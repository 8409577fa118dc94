package handling

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Desk is one page of a worklist with the counts of its buckets and the names that it needs.
type Desk struct {
	store.Worklist
	Counts store.Counts
	Names  map[ident.StaffID]string // of handlers
}

// Worklist lists what the principal may see, by legal clock. The filter's Scope is set here.
func (s *Service) Worklist(ctx context.Context, who permission.Principal, f store.Filter, p store.Page) (*Desk, error) {
	if who.ID == "" || who.Kind == permission.Applicant {
		return nil, fault.New(fault.Login, "access.signed_out")
	}
	f.Scope = s.Guard.Scope(who).Filter()
	rows, err := s.Store.Worklist(ctx, f, p)
	if err != nil {
		return nil, err
	}
	d := &Desk{Worklist: rows}
	if d.Counts, err = s.Store.Counts(ctx, f.Scope, ident.StaffID(who.ID), s.Today()); err != nil {
		return nil, err
	}
	d.Names, err = s.Store.StaffNames(ctx, handlersOf(rows.Rows)...)
	return d, err
}
