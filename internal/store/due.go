package store

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// DueCase is a case with a timer whose day has ended.
type DueCase struct {
	Case ident.CaseID
	Day  calendar.Day // the earliest
}

// DueCases lists cases with a timer of a day before the given one, oldest day first, after a place in that
// order (the zero DueCase = from the start), so that a case that cannot be settled does not block the others.
func (s *Store) DueCases(ctx context.Context, before calendar.Day, after DueCase, limit int) ([]DueCase, error) {
	cases, err := all(ctx, s.db, func(r row) (d DueCase, err error) { return d, r.Scan(&d.Case, &d.Day) },
		`SELECT case_id, min(day) FROM due WHERE day < $1 GROUP BY case_id
		HAVING (min(day), case_id) > ($2, $3) ORDER BY 2, 1 LIMIT $4`,
		before.String(), after.Day.String(), after.Case, limit)
	return cases, fault.Wrap(err, "looking for due cases")
}

// OpenCases lists cases in which some timer is armed, in the order of their identifiers, after one of them.
func (s *Store) OpenCases(ctx context.Context, after ident.CaseID, limit int) ([]ident.CaseID, error) {
	ids, err := all(ctx, s.db, func(r row) (id ident.CaseID, err error) { return id, r.Scan(&id) },
		"SELECT DISTINCT case_id FROM due WHERE case_id > $1 ORDER BY case_id LIMIT $2", string(after), limit)
	return ids, fault.Wrap(err, "listing open cases")
}

// DueItem is an item case that waits for no day, but for work that somebody must do now.
type DueItem struct {
	Case ident.CaseID
	Slot string
}

// AutoDues lists items whose automatic decision can be made now, after a place in their order (the zero DueItem = from
// the start), so that one that cannot be decided does not block the others.
func (s *Store) AutoDues(ctx context.Context, after DueItem, limit int) ([]DueItem, error) {
	items, err := all(ctx, s.db, func(r row) (d DueItem, err error) { return d, r.Scan(&d.Case, &d.Slot) },
		`SELECT case_id, slot FROM due WHERE day = $1 AND kind = $2 AND (case_id, slot) > ($3, $4)
		ORDER BY case_id, slot LIMIT $5`, casework.NoDay.String(), casework.DueAuto, after.Case, after.Slot, limit)
	return items, fault.Wrap(err, "looking for automatic decisions")
}
