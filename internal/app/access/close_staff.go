package access

import (
	"context"
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/crypt"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

var errClosed = fault.New(fault.NotNow, "access.closed")

// CloseStaff closes the account of somebody who leaves (离职、调离). From the next request on, on every node, nothing opens:
// sessions fall with the epoch, tokens are revoked, the second factor is gone, nobody stands in for them, and an act that
// was on its way is refused. The journal and the log keep what they did. What they have in hand goes
// back into the list of its department with the next sweep (handling.ReleaseLeavers). The system and the security
// administrator both may: locking out is urgent.
// Faults: Forbidden, NotNow access.closed, NotNow access.last_administrator.
func (s *Service) CloseStaff(ctx context.Context, by Who, a Act, id ident.StaffID) (store.Staff, error) {
	any := []permission.Permission{permission.AdministerRights, permission.AdministerStaff}
	return s.administer(ctx, by, a, id, verbClose, any, func(ctx context.Context, m *store.Staff) (verdict, error) {
		if !m.Active {
			return verdict{}, errClosed
		}
		_, n, err := s.Store.OpenWorkOf(ctx, id, 1)
		if err != nil {
			return verdict{}, err
		}
		m.Active = false
		m.Epoch++
		return verdict{
			also:    []store.Write{store.RevokeTokens(id), store.DropCode(id)},
			details: postsText(m.Posts) + "; open work: " + strconv.Itoa(n),
		}, nil
	})
}

// ReopenStaff opens a closed account again, without any right and with a password that opens it once: rights are given
// anew. Faults: Forbidden, NotNow access.open.
func (s *Service) ReopenStaff(ctx context.Context, by Who, a Act, id ident.StaffID) (m store.Staff, oneTime string, err error) {
	oneTime = crypt.NewOneTime()
	hash, err := s.Passwords.Hash(ctx, oneTime)
	if err != nil {
		return m, "", err
	}
	m, err = s.administer(ctx, by, a, id, verbReopen, []permission.Permission{permission.AdministerStaff}, func(_ context.Context, m *store.Staff) (verdict, error) {
		if m.Active {
			return verdict{}, fault.New(fault.NotNow, "access.open")
		}
		m.Active, m.Posts, m.Hash, m.OneTime = true, nil, hash, s.machine().Add(oneTimeLasts)
		m.Epoch++
		return verdict{}, nil
	})
	return m, oneTime, err
}
