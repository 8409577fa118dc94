package access

import (
	"context"
	"hash/fnv"
	"strings"

	"lianban/internal/base/fault"
)

var errSignedOut = fault.New(fault.Login, "access.signed_out")

// SignInStaff checks a local account. Five misses within a quarter of an hour make the account wait, on
// every node. A wrong name and a wrong password get the same answer after the same time.
// Faults: Login access.wrong_password, TooMany access.wait.
func (s *Service) SignInStaff(ctx context.Context, login, password string) (Who, error) {
	login = strings.ToLower(strings.TrimSpace(login))
	key := "staff/" + login
	turn := &s.turns[turnOf(login)]
	turn.Lock() // guesses that arrive together would otherwise all be compared before the first is counted
	defer turn.Unlock()
	n, err := s.Store.Attempts(ctx, key, failureWindow)
	if err != nil {
		return Who{}, err
	}
	if n >= failureLimit {
		return Who{}, fault.New(fault.TooMany, "access.wait", "minutes", "15")
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
		if _, err := s.Store.CountAttempt(ctx, key, failureWindow); err != nil {
			return Who{}, err
		}
		return Who{}, fault.New(fault.Login, "access.wrong_password")
	}
	if err := s.Store.ClearAttempts(ctx, key); err != nil {
		return Who{}, err
	}
	return staffWho(m), nil
}

func turnOf(login string) uint32 {
	h := fnv.New32a()
	_, _ = h.Write([]byte(login)) // never fails
	return h.Sum32() % 64
}
