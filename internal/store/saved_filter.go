package store

import (
	"context"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// SavedFilter is a filter of the worklist that a member of staff has named.
type SavedFilter struct {
	ID    string
	Name  string
	Query string // of the worklist's address, without a place in the list
}

// mostFilters is how many filters a member of staff may keep.
const mostFilters = 20

// SavedFilters lists the filters of a member of staff by name.
func (s *Store) SavedFilters(ctx context.Context, staff ident.StaffID) ([]SavedFilter, error) {
	rows, err := all(ctx, s.db, func(r row) (f SavedFilter, err error) { return f, r.Scan(&f.ID, &f.Name, &f.Query) },
		"SELECT id, name, query FROM saved_filters WHERE staff = $1 ORDER BY id LIMIT $2", string(staff), mostFilters)
	return rows, fault.Wrap(err, "listing filters")
}

// SaveFilter keeps a filter under its ID: a new one, or one that gets another name. Faults: Invalid
// store.filter_name, Conflict store.filters_full.
func (s *Store) SaveFilter(ctx context.Context, staff ident.StaffID, f SavedFilter) error {
	if f.Name = strings.TrimSpace(f.Name); f.Name == "" || len([]rune(f.Name)) > 20 {
		return fault.New(fault.Invalid, "store.filter_name").With("name", "fault.store.filter_name")
	}
	n, err := s.db.exec(ctx, `INSERT INTO saved_filters (staff, id, name, query)
		SELECT $1, $2, $3, $4 WHERE (SELECT count(*) FROM saved_filters WHERE staff = $1 AND id <> $2) < $5
		ON CONFLICT (staff, id) DO UPDATE SET name = excluded.name`, string(staff), f.ID, f.Name, f.Query, mostFilters)
	if err == nil && n == 0 {
		return fault.New(fault.Conflict, "store.filters_full")
	}
	return fault.Wrap(err, "keeping a filter")
}

// DropFilter forgets a filter; one that is not there is no fault.
func (s *Store) DropFilter(ctx context.Context, staff ident.StaffID, id string) error {
	_, err := s.db.exec(ctx, "DELETE FROM saved_filters WHERE staff = $1 AND id = $2", string(staff), id)
	return fault.Wrap(err, "forgetting a filter")
}
