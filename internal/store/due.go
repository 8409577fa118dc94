package store

import (
	"context"

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
	panic("filled in next")
}
