package access

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/crypt"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// ResetPassword gives an account a password that opens it once, and ends its sessions and tokens. The second factor
// stays: one administrator alone cannot become somebody else. Faults: Forbidden, Invalid access.form.
func (s *Service) ResetPassword(ctx context.Context, by Who, a Act, id ident.StaffID) (m store.Staff, oneTime string, err error) {
	oneTime = crypt.NewOneTime()
	hash, err := s.Passwords.Hash(ctx, oneTime)
	if err != nil {
		return m, "", err
	}
	m, err = s.administer(ctx, by, a, id, verbReset, []permission.Permission{permission.AdministerStaff}, func(_ context.Context, m *store.Staff) (verdict, error) {
		if !m.Active {
			return verdict{}, errClosed
		}
		m.Hash, m.OneTime = hash, s.machine().Add(oneTimeLasts)
		m.Epoch++
		return verdict{also: []store.Write{store.RevokeTokens(m.ID)}}, nil
	})
	return m, oneTime, err
}
