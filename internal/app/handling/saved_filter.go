package handling

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// SavedFilter is a filter of the worklist that a member of staff has named.
type SavedFilter = store.SavedFilter

// SavedFilters lists one's own filters.
func (s *Service) SavedFilters(ctx context.Context, who permission.Principal) ([]SavedFilter, error) {
	return s.Store.SavedFilters(ctx, ident.StaffID(who.ID))
}

// SaveFilter names a filter of one's own, or gives it another name. Faults: Invalid store.filter_name, Conflict
// store.filters_full.
func (s *Service) SaveFilter(ctx context.Context, who permission.Principal, f SavedFilter) error {
	if f.ID == "" {
		f.ID = ident.New()
	}
	return s.Store.SaveFilter(ctx, ident.StaffID(who.ID), f)
}

// DropFilter forgets a filter of one's own.
func (s *Service) DropFilter(ctx context.Context, who permission.Principal, id string) error {
	return s.Store.DropFilter(ctx, ident.StaffID(who.ID), id)
}
