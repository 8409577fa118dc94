package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"lianban/internal/base/fault"
)

// Sessions is the session store of the web doors; it fits scs.CtxStore. The database knows only the
// SHA-256 of a token, and data is sealed. Sessions end in the machine's time, not by the legal clock.
type Sessions struct{ s *Store }

// Sessions answers the session store.
func (s *Store) Sessions() *Sessions { return &Sessions{s} }

func tokenHash(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

func sessionAAD(hash []byte) string { return "sessions|data|" + hex.EncodeToString(hash) }

// FindCtx answers the data of a session that has not expired.
func (x *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	hash := tokenHash(token)
	var sealed []byte
	err = one(ctx, x.s.db, []any{&sealed}, "SELECT sealed FROM sessions WHERE token = $1 AND expires_at > $2",
		hash, time.Now().UnixMicro())
	if errors.Is(err, errNoRow) {
		return nil, false, nil
	}
	if err == nil {
		data, err = x.s.opt.Seal.Open(sessionAAD(hash), sealed)
	}
	return data, err == nil, fault.Wrap(err, "reading a session")
}

// CommitCtx writes a session.
func (x *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	hash := tokenHash(token)
	sealed, err := x.s.opt.Seal.Seal(sessionAAD(hash), data)
	if err == nil {
		_, err = x.s.db.exec(ctx, `INSERT INTO sessions (token, sealed, expires_at) VALUES ($1, $2, $3)
			ON CONFLICT (token) DO UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at`,
			hash, sealed, micros(expiry))
	}
	return fault.Wrap(err, "writing a session")
}

// DeleteCtx ends a session.
func (x *Sessions) DeleteCtx(ctx context.Context, token string) error {
	_, err := x.s.db.exec(ctx, "DELETE FROM sessions WHERE token = $1", tokenHash(token))
	return fault.Wrap(err, "ending a session")
}

// Find is FindCtx without a context.
func (x *Sessions) Find(token string) ([]byte, bool, error) {
	return x.FindCtx(context.Background(), token)
}

// Commit is CommitCtx without a context.
func (x *Sessions) Commit(token string, data []byte, expiry time.Time) error {
	return x.CommitCtx(context.Background(), token, data, expiry)
}

// Delete is DeleteCtx without a context.
func (x *Sessions) Delete(token string) error { return x.DeleteCtx(context.Background(), token) }

// DropExpiredSessions deletes sessions that expired before now and says how many.
func (s *Store) DropExpiredSessions(ctx context.Context, now time.Time) (int, error) {
	n, err := s.db.exec(ctx, "DELETE FROM sessions WHERE expires_at < $1", micros(now))
	return int(n), fault.Wrap(err, "deleting expired sessions")
}
