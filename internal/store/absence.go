package store

import (
	"context"
	"errors"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// Absence is a time during which somebody is away (请假、出差) and, if there is one, who stands in (代理人).
type Absence struct {
	ID        string
	Staff     ident.StaffID
	Deputy    ident.StaffID // empty: nobody
	From      calendar.Day
	Until     calendar.Day // the last day
	Reason    string
	CreatedAt time.Time
}

// On says whether the absence covers a day.
func (a Absence) On(day calendar.Day) bool { return a.From <= day && day <= a.Until }

// PutAbsence writes an absence, or replaces the one with its identifier.
func PutAbsence(a Absence) Write {
	return func(s *Store, b *batch) error {
		b.add(`INSERT INTO absences (id, staff, deputy, from_day, until_day, reason, created_at)
			VALUES ($1, $2, $3, $4, $5, $6, $7)
			ON CONFLICT (id) DO UPDATE SET deputy = excluded.deputy, from_day = excluded.from_day, until_day = excluded.until_day`,
			a.ID, a.Staff, a.Deputy, a.From.String(), a.Until.String(), a.Reason, micros(s.now()))
		return nil
	}
}

// DropAbsence deletes an absence that never began; that it was planned stands in the audit log.
func DropAbsence(id string) Write {
	return func(_ *Store, b *batch) error {
		b.add("DELETE FROM absences WHERE id = $1", id)
		return nil
	}
}

const absenceColumns = "SELECT id, staff, deputy, from_day, until_day, reason, created_at FROM absences WHERE "

func scanAbsence(r row) (a Absence, err error) {
	var from, until string
	var created int64
	if err = r.Scan(&a.ID, &a.Staff, &a.Deputy, &from, &until, &a.Reason, &created); err != nil {
		return a, err
	}
	a.CreatedAt = moment(created)
	var errUntil error
	a.From, err = calendar.ParseDay(from)
	a.Until, errUntil = calendar.ParseDay(until)
	return a, errors.Join(err, errUntil)
}

// mostAbsences bounds the absences that are read of one account.
const mostAbsences = 50

// AbsencesOf lists the absences of somebody that end on a day or later, the next one first.
func (s *Store) AbsencesOf(ctx context.Context, id ident.StaffID, day calendar.Day) ([]Absence, error) {
	as, err := all(ctx, s.db, scanAbsence, absenceColumns+"staff = $1 AND until_day >= $2 ORDER BY until_day, id LIMIT $3",
		id, day.String(), mostAbsences)
	return as, fault.Wrap(err, "listing absences")
}

// StandIns lists for whom somebody stands in, on a day or later.
func (s *Store) StandIns(ctx context.Context, deputy ident.StaffID, day calendar.Day) ([]Absence, error) {
	as, err := all(ctx, s.db, scanAbsence, absenceColumns+"deputy = $1 AND until_day >= $2 ORDER BY until_day, id LIMIT $3",
		deputy, day.String(), mostAbsences)
	return as, fault.Wrap(err, "listing for whom somebody stands in")
}

// AwayOn answers who of the given is away on a day.
func (s *Store) AwayOn(ctx context.Context, day calendar.Day, ids ...ident.StaffID) (map[ident.StaffID]Absence, error) {
	away := map[ident.StaffID]Absence{}
	if len(ids) == 0 {
		return away, nil
	}
	args := params{day.String()}
	as, err := all(ctx, s.db, scanAbsence, absenceColumns+"from_day <= $1 AND until_day >= $1 AND "+in(&args, "staff", ids), args...)
	for _, a := range as {
		away[a.Staff] = a
	}
	return away, fault.Wrap(err, "listing who is away")
}

// StaffStoodFor reads the active accounts for whom somebody stands in on a day.
func (s *Store) StaffStoodFor(ctx context.Context, deputy ident.StaffID, day calendar.Day) ([]Staff, error) {
	ms, err := all(ctx, s.db, scanStaff, staffColumns+`WHERE active = TRUE AND id IN
		(SELECT staff FROM absences WHERE deputy = $1 AND from_day <= $2 AND until_day >= $2) ORDER BY id LIMIT $3`,
		deputy, day.String(), mostAbsences)
	return ms, fault.Wrap(err, "reading for whom somebody stands in")
}
