package store

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/permission"
)

// VisitRow is an item case that has its place in a visit of a day.
type VisitRow struct {
	Item ident.ItemCaseID
	Case ident.CaseID
	Slot string
	Day  calendar.Day
}

// VisitRows lists the item cases of a scope that are visited from a day until another, both included, by day.
func (s *Store) VisitRows(ctx context.Context, scope permission.Filter, from, until calendar.Day, limit int) ([]VisitRow, error) {
	if scope.None() {
		return nil, nil
	}
	var args params
	text := "SELECT id, case_id, slot, visit_day FROM item_cases WHERE " + scoped(scope, &args) + " AND visit_day IS NOT NULL AND visit_day >= " +
		args.put(from.String()) + " AND visit_day <= " + args.put(until.String()) + " ORDER BY visit_day, id LIMIT " + args.put(limit)
	rows, err := all(ctx, s.db, func(r row) (v VisitRow, err error) { return v, r.Scan(&v.Item, &v.Case, &v.Slot, &v.Day) }, text, args...)
	return rows, fault.Wrap(err, "listing visits")
}
