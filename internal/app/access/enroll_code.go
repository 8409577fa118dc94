package access

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/crypt"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Enrolment is what an authenticator app needs to know.
type Enrolment struct {
	Secret string // to be typed
	URI    string // to be read from a QR code
}

// spareCodes is how many recovery codes an account gets.
const spareCodes = 8

// EnrollCode begins a second factor and answers what the app reads. Until it is confirmed nothing is asked for; asking
// again before that answers the same secret. Faults: NotNow access.code_exists, Login access.signed_out.
func (s *Service) EnrollCode(ctx context.Context, id ident.StaffID, epoch int64) (Enrolment, error) {
	m, err := s.pending(ctx, id, epoch)
	if err != nil {
		return Enrolment{}, err
	}
	c, has, err := s.Store.Code(ctx, id)
	if err != nil {
		return Enrolment{}, err
	}
	if has && c.Confirmed {
		return Enrolment{}, fault.New(fault.NotNow, "access.code_exists")
	}
	if !has {
		c = store.Code{Staff: id, Secret: crypt.NewCodeSecret()}
		err = s.Store.Noted(ctx, func(context.Context) (store.Noting, error) {
			return store.Noting{Writes: []store.Write{store.PutCode(c)}}, nil
		})
	}
	return Enrolment{Secret: crypt.CodeText(c.Secret), URI: crypt.CodeURI(c.Secret, s.Issuer, m.Login)}, err
}

// ConfirmCode ends the enrolment with a first right code, and answers recovery codes that are shown once. Other sessions
// of the account end. Faults: Invalid access.wrong_code, NotNow access.code_exists, TooMany access.wait.
func (s *Service) ConfirmCode(ctx context.Context, id ident.StaffID, epoch int64, signingIn bool, code string) (w Who, spares []string, err error) {
	m, err := s.pending(ctx, id, epoch)
	if err != nil {
		return Who{}, nil, err
	}
	key := "code/" + string(id)
	if err := s.mayTry(ctx, key); err != nil {
		return Who{}, nil, err
	}
	for range spareCodes {
		spares = append(spares, crypt.NewOneTime())
	}
	wrong := fault.New(fault.Invalid, "access.wrong_code").With("code", "access.wrong_code")
	err = s.Store.Noted(ctx, func(ctx context.Context) (store.Noting, error) {
		c, has, err := s.Store.Code(ctx, id)
		if err != nil {
			return store.Noting{}, err
		}
		if has && c.Confirmed {
			return store.Noting{}, fault.New(fault.NotNow, "access.code_exists")
		}
		step, fits := crypt.FittingStep(c.Secret, code, s.machine(), c.LastStep)
		if !has || !fits {
			return store.Noting{}, wrong
		}
		if m, err = s.pending(ctx, id, epoch); err != nil {
			return store.Noting{}, err
		}
		c.Confirmed, c.LastStep = true, step
		m.Epoch++
		return store.Noting{
			Writes:  []store.Write{store.PutStaff(m), store.PutCode(c), store.PutSpares(id, spares...)},
			Entries: []audit.Entry{entry(ctx, staffWho(m), verbEnroll, m)},
		}, nil
	})
	if err == error(wrong) {
		return Who{}, nil, s.missed(ctx, key, m, wrong)
	}
	if err != nil {
		return Who{}, nil, err
	}
	m.Version++
	w, err = s.enter(ctx, m, true, signingIn)
	return w, spares, err
}

// HasCode says whether an account signs in with a second factor, and how many recovery codes are left.
func (s *Service) HasCode(ctx context.Context, id ident.StaffID) (has bool, spares int, err error) {
	c, has, err := s.Store.Code(ctx, id)
	if err != nil || !has || !c.Confirmed {
		return false, 0, err
	}
	spares, err = s.Store.Spares(ctx, id)
	return true, spares, err
}

// ResetCode takes the second factor of an account away: the telephone is lost. Its sessions end.
func (s *Service) ResetCode(ctx context.Context, by Who, a Act, id ident.StaffID) (store.Staff, error) {
	return s.administer(ctx, by, a, id, verbResetCode, []permission.Permission{permission.AdministerRights}, func(ctx context.Context, m *store.Staff) (verdict, error) {
		if has, _, err := s.HasCode(ctx, id); err != nil || !has {
			if err == nil {
				err = fault.New(fault.NotNow, "access.no_code")
			}
			return verdict{}, err
		}
		m.Epoch++
		return verdict{also: []store.Write{store.DropCode(id)}}, nil
	})
}

// UnlockStaff forgets the misses for which an account must wait.
func (s *Service) UnlockStaff(ctx context.Context, by Who, a Act, id ident.StaffID) (store.Staff, error) {
	m, err := s.administer(ctx, by, a, id, verbUnlock, []permission.Permission{permission.AdministerRights}, func(context.Context, *store.Staff) (verdict, error) {
		return verdict{same: true}, nil
	})
	if err != nil {
		return m, err
	}
	if err := s.Store.ClearAttempts(ctx, "staff/"+m.Login); err != nil {
		return m, err
	}
	return m, s.Store.ClearAttempts(ctx, "code/"+string(id))
}
