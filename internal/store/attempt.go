package store

import (
	"context"
	"errors"
	"time"

	"lianban/internal/base/fault"
)

// CountAttempt counts a failed attempt (sign-in, tracking) under a key and answers how many there were in
// the running window, which begins with the first of them; the count holds across nodes. The key is stored
// as a blind index only.
func (s *Store) CountAttempt(ctx context.Context, key string, window time.Duration) (int, error) {
	now := s.now()
	var n int
	err := s.db.returning(ctx, []any{&n}, `INSERT INTO attempts (key, started_at, n) VALUES ($1, $2, 1)
		ON CONFLICT (key) DO UPDATE SET
			n = CASE WHEN attempts.started_at > $3 THEN attempts.n + 1 ELSE 1 END,
			started_at = CASE WHEN attempts.started_at > $3 THEN attempts.started_at ELSE $2 END
		RETURNING n`, s.opt.Seal.Index(indexAttempt, key), micros(now), micros(now.Add(-window)))
	return n, fault.Wrap(err, "counting an attempt")
}

// Attempts answers how many attempts there were in the running window, without counting one.
func (s *Store) Attempts(ctx context.Context, key string, window time.Duration) (int, error) {
	var n int
	err := one(ctx, s.db, []any{&n}, "SELECT n FROM attempts WHERE key = $1 AND started_at > $2",
		s.opt.Seal.Index(indexAttempt, key), micros(s.now().Add(-window)))
	if errors.Is(err, errNoRow) {
		return 0, nil
	}
	return n, fault.Wrap(err, "reading attempts")
}

// ClearAttempts forgets the attempts under a key.
func (s *Store) ClearAttempts(ctx context.Context, key string) error {
	_, err := s.db.exec(ctx, "DELETE FROM attempts WHERE key = $1", s.opt.Seal.Index(indexAttempt, key))
	return fault.Wrap(err, "forgetting attempts")
}
