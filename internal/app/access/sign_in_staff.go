package access

import (
	"context"
	"hash/fnv"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/crypt"
	"lianban/internal/domain/audit"
	"lianban/internal/store"
)

var errSignedOut = fault.New(fault.Login, "access.signed_out")

// SignInStaff checks a local account. Five misses within a quarter of an hour make the account wait, on
// every node. A wrong name and a wrong password get the same answer after the same time. The answer's Step says what
// still stands between it and a session; only with StepNone somebody is in.
// Faults: Login access.wrong_password, Login access.one_time_over, TooMany access.wait.
func (s *Service) SignInStaff(ctx context.Context, login, password string) (Who, error) {
	login = strings.ToLower(strings.TrimSpace(login))
	key := "staff/" + login
	turn := &s.turns[turnOf(login)]
	turn.Lock() // guesses that arrive together would otherwise all be compared before the first is counted
	defer turn.Unlock()
	if err := s.mayTry(ctx, key); err != nil {
		return Who{}, err
	}
	m, err := s.Store.StaffByLogin(ctx, login)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Who{}, err
	}
	fits, verr := s.Passwords.Verify(ctx, m.Hash, password)
	if verr != nil {
		return Who{}, verr
	}
	if err != nil || !fits || !m.Active {
		return Who{}, s.missed(ctx, key, m, fault.New(fault.Login, "access.wrong_password"))
	}
	if err := s.Store.ClearAttempts(ctx, key); err != nil {
		return Who{}, err
	}
	if !m.OneTime.IsZero() && !s.machine().Before(m.OneTime) {
		return Who{}, s.missed(ctx, key, m, fault.New(fault.Login, "access.one_time_over"))
	}
	return s.enter(ctx, m, false, true)
}

// enter answers who somebody is after a step of signing in; with the last one it is noted. Who was in already is not
// signing in.
func (s *Service) enter(ctx context.Context, m store.Staff, codeGiven, signingIn bool) (Who, error) {
	w, err := s.whoIs(ctx, m)
	if err != nil {
		return Who{}, err
	}
	if w.Step, err = s.next(ctx, m, codeGiven); err != nil {
		return Who{}, err
	}
	if w.CodeGiven = codeGiven; w.Step != StepNone || !signingIn {
		return w, nil
	}
	return w, s.Store.Noted(ctx, func(context.Context) (store.Noting, error) {
		return store.Noting{Entries: []audit.Entry{entry(ctx, w, verbSignIn, m)}}, nil
	})
}

// SignInCode takes the second step: the code of the app, or a recovery code. Each opens once, on whatever node; five
// misses within a quarter of an hour make the account wait.
// Faults: Invalid access.wrong_code, TooMany access.wait, Login access.signed_out.
func (s *Service) SignInCode(ctx context.Context, id ident.StaffID, epoch int64, code string) (Who, error) {
	m, err := s.pending(ctx, id, epoch)
	if err != nil {
		return Who{}, err
	}
	turn := &s.turns[turnOf(string(id))]
	turn.Lock()
	defer turn.Unlock()
	key := "code/" + string(id)
	if err := s.mayTry(ctx, key); err != nil {
		return Who{}, err
	}
	fits, err := s.takeCode(ctx, id, code)
	if err != nil {
		return Who{}, err
	}
	if !fits {
		return Who{}, s.missed(ctx, key, m, fault.New(fault.Invalid, "access.wrong_code").With("code", "access.wrong_code"))
	}
	if err := s.Store.ClearAttempts(ctx, key); err != nil {
		return Who{}, err
	}
	return s.enter(ctx, m, true, true)
}

// takeCode takes a code of the app or a recovery code.
func (s *Service) takeCode(ctx context.Context, id ident.StaffID, code string) (bool, error) {
	code = strings.ToLower(strings.Join(strings.Fields(code), ""))
	if len(code) > 6 {
		return s.Store.TakeSpare(ctx, id, code)
	}
	c, has, err := s.Store.Code(ctx, id)
	if err != nil || !has || !c.Confirmed {
		return false, err
	}
	step, fits := crypt.FittingStep(c.Secret, code, s.machine(), c.LastStep)
	if !fits {
		return false, nil
	}
	return s.Store.TakeStep(ctx, id, step)
}

// Walking answers who is between a right password and a session, with the step that stands next. Fault: Login
// access.signed_out when the account was closed or changed meanwhile.
func (s *Service) Walking(ctx context.Context, id ident.StaffID, epoch int64, codeGiven bool) (Who, error) {
	m, err := s.pending(ctx, id, epoch)
	if err != nil {
		return Who{}, err
	}
	w := staffWho(m)
	w.CodeGiven = codeGiven
	w.Step, err = s.next(ctx, m, codeGiven)
	return w, err
}

// pending loads an account between two steps of signing in.
func (s *Service) pending(ctx context.Context, id ident.StaffID, epoch int64) (store.Staff, error) {
	m, err := s.Store.Staff(ctx, id)
	if err == nil && (!m.Active || m.Epoch != epoch) {
		err = errSignedOut
	}
	return m, err
}

// mayTry says whether there were too many misses under a key.
func (s *Service) mayTry(ctx context.Context, key string) error {
	n, err := s.Store.Attempts(ctx, key, failureWindow)
	if err == nil && n >= failureLimit {
		return fault.New(fault.TooMany, "access.wait", "minutes", "15")
	}
	return err
}

// mostUnknown bounds what guesses at accounts that do not exist leave in the log, in a quarter of an hour.
const mostUnknown = 20

// missed counts a miss, notes it, and answers why.
func (s *Service) missed(ctx context.Context, key string, m store.Staff, why *fault.Fault) error {
	if _, err := s.Store.CountAttempt(ctx, key, failureWindow); err != nil {
		return err
	}
	e := entry(ctx, staffWho(m), verbSignIn, m)
	e.Outcome, e.Details = audit.Failed, why.Key
	if m.ID == "" {
		s.noteBounded(ctx, "unknown", mostUnknown, e) // the name that was tried may be a password: it is not kept
	} else {
		s.noteBounded(ctx, key, 2*failureLimit, e)
	}
	return why
}

func turnOf(login string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(login)) // never fails
	return h.Sum32() % 64
}
