package access

import (
	"context"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/audit"
	"lianban/internal/store"
)

// ChangePassword sets an own password in place of the old one. Every other session of the account ends; the answer's
// epoch keeps this one, or is the next step of signing in with a password that was given.
// Faults: Invalid access.staff with the field that must be mended, TooMany access.wait, Login access.signed_out.
func (s *Service) ChangePassword(ctx context.Context, id ident.StaffID, epoch int64, codeGiven bool, old, fresh string) (Who, error) {
	m, err := s.pending(ctx, id, epoch)
	if err != nil {
		return Who{}, err
	}
	key := "staff/" + m.Login // guesses here count with those at the door
	turn := &s.turns[turnOf(m.Login)]
	turn.Lock()
	defer turn.Unlock()
	if err := s.mayTry(ctx, key); err != nil {
		return Who{}, err
	}
	fits, err := s.Passwords.Verify(ctx, m.Hash, old)
	if err != nil {
		return Who{}, err
	}
	if !fits {
		return Who{}, s.missed(ctx, key, m, fault.New(fault.Invalid, "access.staff").With("old", "access.password.old"))
	}
	bad := fault.New(fault.Invalid, "access.staff")
	if checkPassword(bad, "fresh", m.Login, fresh); old == fresh {
		bad.With("fresh", "access.password.same")
	}
	if err := bad.OrNil(); err != nil {
		return Who{}, err
	}
	hash, err := s.Passwords.Hash(ctx, fresh)
	if err != nil {
		return Who{}, err
	}
	given := false
	err = s.Store.Noted(ctx, func(ctx context.Context) (store.Noting, error) {
		if m, err = s.pending(ctx, id, epoch); err != nil {
			return store.Noting{}, err
		}
		given = !m.OneTime.IsZero()
		m.Hash, m.Epoch, m.OneTime = hash, m.Epoch+1, time.Time{}
		e := entry(ctx, staffWho(m), verbOwnPassword, m)
		if given {
			e.Details = "one-time"
		}
		return store.Noting{Writes: []store.Write{store.PutStaff(m)}, Entries: []audit.Entry{e}}, nil
	})
	if err != nil {
		return Who{}, err
	}
	m.Version++
	return s.enter(ctx, m, codeGiven, given)
}
