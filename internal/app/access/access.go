// Package access knows who somebody is: applicants as their identity provider names them, staff with local
// accounts, scripts with bearer tokens. It turns each into the principal that permission decides about.
package access

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"lianban/internal/base/clock"
	"lianban/internal/base/ident"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Passwords hashes and checks passwords; internal/crypt implements it.
type Passwords interface {
	// Hash answers the argon2id hash in PHC form. It may wait for a free place: hashing takes memory.
	Hash(ctx context.Context, password string) (string, error)
	// Verify says whether the password fits the stored hash; it takes the same time for a hash that fits nothing.
	Verify(ctx context.Context, stored, password string) (bool, error)
}

// Service is this room. All methods may be called from many goroutines.
type Service struct {
	Store     *store.Store
	Guard     *permission.Guard
	Clock     clock.Clock
	Passwords Passwords
	NewSecret func() string // a fresh bearer secret
	Log       *slog.Logger

	Machine                 func() time.Time       // the machine's time; nil: time.Now
	AdministratorsNeedCodes bool                   // who administers signs in with a second factor
	Department              func(slug string) bool // whether the city has a department; nil: any
	Issuer                  string                 // what authenticator apps call this house

	turns [64]sync.Mutex // by login: guesses at one account are counted one after the other
}

// Who is somebody who is signed in: the principal, and what pages show of them.
type Who struct {
	permission.Principal
	Person store.Person // applicants
	Staff  store.Staff  // staff
	Token  string       // scripts: name of the bearer token

	Step        Step   // what still stands between the password and a session; staff who sign in
	CodeGiven   bool   // the second factor was given
	StandsInFor []Away // staff: for whom they stand in today
}

// Scope answers what the principal may reach.
func (s *Service) Scope(w Who) permission.Scope { return s.Guard.Scope(w.Principal) }

// PersonID is the applicant's identifier; empty for staff.
func (w Who) PersonID() ident.PersonID { return w.Person.ID }

// StaffID is the member of staff's identifier; empty for applicants.
func (w Who) StaffID() ident.StaffID { return w.Staff.ID }

// PrincipalOfPerson loads an applicant for a request. Fault: NotFound store.no_person.
func (s *Service) PrincipalOfPerson(ctx context.Context, id ident.PersonID) (Who, error) {
	p, err := s.Store.Person(ctx, id)
	if err != nil {
		return Who{}, err
	}
	return Who{
		Principal: permission.Principal{Kind: permission.Applicant, ID: string(p.ID), Name: p.Name, Active: true},
		Person:    p,
	}, nil
}

// PrincipalOfStaff loads a member of staff for a request; a session that was opened before the account
// changed (an older epoch) or a closed account answers fault.Login.
func (s *Service) PrincipalOfStaff(ctx context.Context, id ident.StaffID, epoch int64) (Who, error) {
	m, err := s.Store.Staff(ctx, id)
	if err != nil {
		return Who{}, err
	}
	if !m.Active || m.Epoch != epoch {
		return Who{}, errSignedOut
	}
	return s.whoIs(ctx, m)
}

func staffWho(m store.Staff) Who {
	return Who{
		Principal: permission.Principal{
			Kind: permission.Staff, ID: string(m.ID), Name: m.Name, Active: m.Active, Posts: m.Posts,
		},
		Staff: m,
	}
}

// failures are counted in this window before an account or address must wait.
const (
	failureWindow = 15 * time.Minute
	failureLimit  = 5
)
