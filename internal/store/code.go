package store

import (
	"context"
	"errors"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// Code is the second factor of an account (动态验证码, RFC 6238).
type Code struct {
	Staff     ident.StaffID
	Secret    []byte
	Confirmed bool  // a first code was right: from now on it is asked for
	LastStep  int64 // of the last code that was taken
}

func codeAAD(id ident.StaffID) string { return "staff_codes|sealed|" + string(id) }

// PutCode writes a second factor; the secret is sealed.
func PutCode(c Code) Write {
	return func(s *Store, b *batch) error {
		sealed, err := s.opt.Seal.Seal(codeAAD(c.Staff), c.Secret)
		if err != nil {
			return fault.Wrap(err, "sealing the secret of a second factor")
		}
		b.add(`INSERT INTO staff_codes (staff, sealed, confirmed, last_step) VALUES ($1, $2, $3, $4)
			ON CONFLICT (staff) DO UPDATE SET sealed = excluded.sealed, confirmed = excluded.confirmed, last_step = excluded.last_step`,
			c.Staff, sealed, c.Confirmed, c.LastStep)
		return nil
	}
}

// PutSpares replaces the recovery codes of an account; the database knows only their SHA-256.
func PutSpares(id ident.StaffID, codes ...string) Write {
	return func(_ *Store, b *batch) error {
		b.add("DELETE FROM staff_spares WHERE staff = $1", id)
		for _, c := range codes {
			b.add("INSERT INTO staff_spares (staff, hash) VALUES ($1, $2)", id, tokenHash(c))
		}
		return nil
	}
}

// DropCode deletes the second factor of an account with its recovery codes.
func DropCode(id ident.StaffID) Write {
	return func(_ *Store, b *batch) error {
		b.add("DELETE FROM staff_codes WHERE staff = $1", id)
		b.add("DELETE FROM staff_spares WHERE staff = $1", id)
		return nil
	}
}

// Code reads the second factor of an account; ok is false when there is none.
func (s *Store) Code(ctx context.Context, id ident.StaffID) (c Code, ok bool, err error) {
	c.Staff = id
	var sealed []byte
	err = one(ctx, s.db, []any{&sealed, &c.Confirmed, &c.LastStep}, "SELECT sealed, confirmed, last_step FROM staff_codes WHERE staff = $1", id)
	if errors.Is(err, errNoRow) {
		return c, false, nil
	}
	if err == nil {
		c.Secret, err = s.opt.Seal.Open(codeAAD(id), sealed)
	}
	return c, err == nil, fault.Wrap(err, "reading a second factor")
}

// TakeStep takes the code of a step, once over all nodes: a step that was taken before, or an older one, answers false.
func (s *Store) TakeStep(ctx context.Context, id ident.StaffID, step int64) (bool, error) {
	n, err := s.db.exec(ctx, "UPDATE staff_codes SET last_step = $2 WHERE staff = $1 AND last_step < $2", id, step)
	return n == 1, fault.Wrap(err, "taking a code")
}

// TakeSpare takes a recovery code, once over all nodes.
func (s *Store) TakeSpare(ctx context.Context, id ident.StaffID, code string) (bool, error) {
	n, err := s.db.exec(ctx, "DELETE FROM staff_spares WHERE staff = $1 AND hash = $2", id, tokenHash(code))
	return n == 1, fault.Wrap(err, "taking a recovery code")
}

// Spares says how many recovery codes are left.
func (s *Store) Spares(ctx context.Context, id ident.StaffID) (int, error) {
	var n int
	err := one(ctx, s.db, []any{&n}, "SELECT count(*) FROM staff_spares WHERE staff = $1", id)
	return n, fault.Wrap(err, "counting recovery codes")
}
