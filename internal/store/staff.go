package store

import (
	"context"
	"time"

	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
)

// Staff is a member of staff (工作人员) with a local account.
type Staff struct {
	ID         ident.StaffID
	Login      string // unique, lower case
	Name       string
	Department string            // slug, where they work
	Area       string            // slug, where they work
	Title      string            // what the account is called: 受理岗, 局长 …
	Posts      []permission.Post // what they may do, and where
	Hash       string            // argon2id, PHC string
	Active     bool
	Epoch      int64 // sessions of an older epoch are over
	CreatedAt  time.Time
	UpdatedAt  time.Time
	Version    int64 // 0 = new
}

// SaveStaff writes a member of staff whose Version is the one that was read (0 = new) and answers it with
// the next. Faults: Conflict store.staff_changed, Conflict store.login_taken.
func (s *Store) SaveStaff(ctx context.Context, m Staff) (Staff, error) { panic("filled in next") }

// Staff reads a member of staff. Fault: NotFound store.no_staff.
func (s *Store) Staff(ctx context.Context, id ident.StaffID) (Staff, error) { panic("filled in next") }

// StaffByLogin reads a member of staff by login. Fault: NotFound store.no_staff.
func (s *Store) StaffByLogin(ctx context.Context, login string) (Staff, error) {
	panic("filled in next")
}

// StaffIn lists the staff of areas and departments (nil: of all), by department and login.
func (s *Store) StaffIn(ctx context.Context, areas, departments []string) ([]Staff, error) {
	panic("filled in next")
}

// StaffNames answers the names of members of staff; unknown ones are missing.
func (s *Store) StaffNames(ctx context.Context, ids ...ident.StaffID) (map[ident.StaffID]string, error) {
	panic("filled in next")
}

// CountStaffWith counts active members of staff that have a permission; "serve" wants an administrator.
func (s *Store) CountStaffWith(ctx context.Context, want permission.Permission) (int, error) {
	panic("filled in next")
}

// CountAttempt counts a failed attempt (sign-in, tracking) under a key and answers how many there were in
// the running window; the count holds across nodes.
func (s *Store) CountAttempt(ctx context.Context, key string, window time.Duration) (int, error) {
	panic("filled in next")
}

// Attempts answers how many attempts there were in the running window, without counting one.
func (s *Store) Attempts(ctx context.Context, key string, window time.Duration) (int, error) {
	panic("filled in next")
}

// ClearAttempts forgets the attempts under a key.
func (s *Store) ClearAttempts(ctx context.Context, key string) error { panic("filled in next") }
