package store

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
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
