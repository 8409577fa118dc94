package store

import (
	"context"
	"errors"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// ScanCode lets a telephone hand in one paper of one draft for a short time (手机拍照). The database knows only the
// SHA-256 of its secret. It ends in the machine's time, not by the legal clock.
type ScanCode struct {
	Draft     ident.DraftID
	Material  string        // key of the material in the plan
	Clerk     ident.StaffID // at whose desk
	UsesLeft  int
	ExpiresAt time.Time
}

// AddScanCode writes a code with its secret. What was given out before for the same paper ends with it.
func (s *Store) AddScanCode(ctx context.Context, c ScanCode, secret string) error {
	b := &batch{}
	b.add("DELETE FROM scan_codes WHERE draft_id = $1 AND material = $2", c.Draft, c.Material)
	b.add(`INSERT INTO scan_codes (hash, draft_id, material, clerk, uses_left, expires_at) VALUES ($1, $2, $3, $4, $5, $6)`,
		tokenHash(secret), c.Draft, c.Material, c.Clerk, c.UsesLeft, micros(c.ExpiresAt))
	return fault.Wrap(s.db.write(ctx, b), "adding a scan code")
}

// ScanCode finds the code of a secret that has not ended. Fault: NotFound store.no_scan_code.
func (s *Store) ScanCode(ctx context.Context, secret string) (ScanCode, error) {
	c, err := first(ctx, s.db, func(r row) (c ScanCode, err error) {
		var expires int64
		err = r.Scan(&c.Draft, &c.Material, &c.Clerk, &c.UsesLeft, &expires)
		c.ExpiresAt = moment(expires)
		return c, err
	}, "SELECT draft_id, material, clerk, uses_left, expires_at FROM scan_codes WHERE hash = $1 AND expires_at > $2",
		tokenHash(secret), time.Now().UnixMicro())
	if errors.Is(err, errNoRow) {
		return c, fault.New(fault.NotFound, "store.no_scan_code")
	}
	return c, fault.Wrap(err, "looking up a scan code")
}

// UseScanCode takes one use of a code. Fault: NotFound store.no_scan_code when it has ended or none is left.
func (s *Store) UseScanCode(ctx context.Context, secret string) error {
	n, err := s.db.exec(ctx, "UPDATE scan_codes SET uses_left = uses_left - 1 WHERE hash = $1 AND expires_at > $2 AND uses_left > 0",
		tokenHash(secret), time.Now().UnixMicro())
	if err == nil && n == 0 {
		return fault.New(fault.NotFound, "store.no_scan_code")
	}
	return fault.Wrap(err, "using a scan code")
}

// DropExpiredScanCodes deletes codes that expired before now and says how many.
func (s *Store) DropExpiredScanCodes(ctx context.Context, now time.Time) (int, error) {
	n, err := s.db.exec(ctx, "DELETE FROM scan_codes WHERE expires_at < $1", micros(now))
	return int(n), fault.Wrap(err, "deleting expired scan codes")
}
