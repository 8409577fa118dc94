package access

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// ChangeStaff changes what is said about an account: name, title, and where somebody works. Who moves to another area or
// department leaves every right behind and is signed out. Faults: Forbidden, Invalid access.staff.
func (s *Service) ChangeStaff(ctx context.Context, by Who, a Act, id ident.StaffID, n NewStaff) (store.Staff, error) {
	return s.administer(ctx, by, a, id, verbChange, []permission.Permission{permission.AdministerStaff}, func(ctx context.Context, m *store.Staff) (verdict, error) {
		n.Login = m.Login
		if err := s.checkFacts(&n).OrNil(); err != nil {
			return verdict{}, err
		}
		before := m.Area + "/" + m.Department
		m.Name, m.Title = n.Name, n.Title
		if m.Area == n.Area && m.Department == n.Department {
			return verdict{}, nil
		}
		m.Area, m.Department, m.Posts = n.Area, n.Department, nil
		m.Epoch++
		details := before + " -> " + m.Area + "/" + m.Department
		return verdict{details: details}, s.mayOn(ctx, by, *m, []permission.Permission{permission.AdministerStaff}) // also where they go
	})
}
