package store

import (
	"context"
	"errors"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// BrokenPromise is a promise that an applicant did not keep.
type BrokenPromise struct {
	Kind string // gap, commitment
	Day  calendar.Day
	No   ident.CaseNo
	Item string // name
}

// brokenPromise notes a promise that the applicant of an item did not keep. An item that was reopened by an order has broken
// none. What happens in a rehearsal is not remembered.
func (b *batch) brokenPromise(c *casework.Case, it *casework.ItemCase) {
	kind, on := it.BrokePromise()
	if c.Trial || kind == "" && len(it.ReviewOrders) == 0 {
		return
	}
	b.add("DELETE FROM broken_promises WHERE item_id = $1", it.ID)
	if kind != "" {
		b.add("INSERT INTO broken_promises (item_id, person, kind, day, case_no, item) VALUES ($1, $2, $3, $4, $5, $6)",
			it.ID, c.Applicant.Person, kind, on.String(), c.No, it.Name)
	}
}

// BrokenPromise answers the latest promise that a person did not keep; none is no fault.
func (s *Store) BrokenPromise(ctx context.Context, person ident.PersonID) (x BrokenPromise, found bool, err error) {
	x, err = first(ctx, s.db, func(r row) (x BrokenPromise, err error) {
		var day string
		if err = r.Scan(&x.Kind, &day, &x.No, &x.Item); err == nil {
			x.Day, err = calendar.ParseDay(day)
		}
		return x, err
	}, "SELECT kind, day, case_no, item FROM broken_promises WHERE person = $1 ORDER BY day DESC LIMIT 1", person)
	if errors.Is(err, errNoRow) {
		return x, false, nil
	}
	return x, err == nil, fault.Wrap(err, "reading broken promises")
}
