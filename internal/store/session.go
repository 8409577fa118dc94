package store

import (
	"context"
	"time"
)

// Sessions is the session store of the web doors; it fits scs.CtxStore. The database knows only the
// SHA-256 of a token, and data is sealed.
type Sessions struct{ s *Store }

// Sessions answers the session store.
func (s *Store) Sessions() *Sessions { return &Sessions{s} }

// FindCtx answers the data of a session that has not expired.
func (x *Sessions) FindCtx(ctx context.Context, token string) (data []byte, found bool, err error) {
	panic("filled in next")
}

// CommitCtx writes a session.
func (x *Sessions) CommitCtx(ctx context.Context, token string, data []byte, expiry time.Time) error {
	panic("filled in next")
}

// DeleteCtx ends a session.
func (x *Sessions) DeleteCtx(ctx context.Context, token string) error { panic("filled in next") }

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
	panic("filled in next")
}
