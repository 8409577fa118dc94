package access

import (
	"context"
	"regexp"
	"strings"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/crypt"
	"lianban/internal/domain/audit"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// NewStaff is a new account of a member of staff.
type NewStaff struct {
	Login      string // lower-case letters, digits, dot, dash
	Name       string
	Password   string // at least 10 characters
	Hash       string // of the password, when it was hashed already; empty: hashed here
	Department string // slug, where they work
	Area       string // slug, where they work
	Title      string // what the account is called: 受理岗, 局长 …
	Posts      []permission.Post
}

// oneTimeLasts is how long a password opens that somebody else gave.
const oneTimeLasts = 7 * 24 * time.Hour

var loginForm = regexp.MustCompile(`^[a-z][a-z0-9.-]{1,39}$`)

// AddStaff adds an account with its posts and its own password: what the command line does before anybody can sign in.
// Faults: Invalid access.staff with the fields that must be mended, Conflict store.login_taken.
func (s *Service) AddStaff(ctx context.Context, n NewStaff) (store.Staff, error) {
	bad := s.checkFacts(&n)
	checkPassword(bad, "password", n.Login, n.Password)
	if len(n.Posts) == 0 {
		bad.With("permissions", "access.staff.permissions")
	}
	s.checkPosts(bad, n.Posts)
	if err := bad.OrNil(); err != nil {
		return store.Staff{}, err
	}
	return s.add(ctx, AtTheMachine(), n, time.Time{}, "")
}

// InviteStaff adds an account without any right, and answers the password that opens it once: who signs in with it sets
// an own one. A security administrator gives the posts. Faults: those of AddStaff, Forbidden.
func (s *Service) InviteStaff(ctx context.Context, by Who, a Act, n NewStaff) (m store.Staff, oneTime string, err error) {
	bad := s.checkFacts(&n)
	if f := a.check(); f != nil {
		bad.Fields = append(bad.Fields, fault.Of(f).Fields...)
	}
	if err := bad.OrNil(); err != nil {
		return m, "", err
	}
	there := store.Staff{Area: n.Area, Department: n.Department}
	if err := s.mayOn(ctx, by, there, []permission.Permission{permission.AdministerStaff}); err != nil {
		s.Refused(ctx, by.Principal, verbAdd, n.Login, err)
		return m, "", err
	}
	n.Posts, oneTime = nil, crypt.NewOneTime()
	n.Password, n.Hash = oneTime, ""
	m, err = s.add(ctx, by, n, s.machine().Add(oneTimeLasts), strings.TrimSpace(a.Reason))
	return m, oneTime, err
}

// checkFacts tidies what is said about an account and lists what must be mended.
func (s *Service) checkFacts(n *NewStaff) *fault.Fault {
	n.Login, n.Name, n.Title = strings.ToLower(strings.TrimSpace(n.Login)), strings.TrimSpace(n.Name), strings.TrimSpace(n.Title)
	bad := fault.New(fault.Invalid, "access.staff")
	if !loginForm.MatchString(n.Login) {
		bad.With("login", "access.staff.login")
	}
	if n.Name == "" || len(n.Name) > 120 {
		bad.With("name", "access.staff.name")
	}
	if len(n.Title) > 120 {
		bad.With("title", "access.staff.title")
	}
	if n.Area == "" {
		bad.With("area", "access.staff.area")
	}
	if n.Department != "" && s.Department != nil && !s.Department(n.Department) {
		bad.With("department", "access.staff.department")
	}
	return bad
}

// add writes a new account with its entry in the log.
func (s *Service) add(ctx context.Context, by Who, n NewStaff, until time.Time, reason string) (store.Staff, error) {
	hash := n.Hash
	if hash == "" {
		var err error
		if hash, err = s.Passwords.Hash(ctx, n.Password); err != nil {
			return store.Staff{}, err
		}
	}
	now := s.Clock.Now()
	m := store.Staff{
		ID: ident.StaffID(ident.New()), Login: n.Login, Name: n.Name, Department: n.Department, Area: n.Area,
		Title: n.Title, Posts: n.Posts, Hash: hash, Active: true, OneTime: until, CreatedAt: now, UpdatedAt: now,
	}
	err := s.Store.Noted(ctx, func(ctx context.Context) (store.Noting, error) {
		if _, err := s.Store.StaffByLogin(ctx, n.Login); !fault.Is(err, fault.NotFound) {
			if err == nil {
				err = fault.New(fault.Conflict, "store.login_taken").With("login", "fault.store.login_taken")
			}
			return store.Noting{}, err
		}
		e := entry(ctx, by, verbAdd, m)
		e.Reason, e.Details = reason, postsText(m.Posts)
		return store.Noting{Writes: []store.Write{store.PutStaff(m)}, Entries: []audit.Entry{e}}, nil
	})
	m.Version = 1
	return m, err
}

// Missing answers which of the administrators nobody is yet, without whom a real city does not start: the system and the
// security administrator.
func (s *Service) Missing(ctx context.Context) ([]permission.Permission, error) {
	var out []permission.Permission
	for _, p := range []permission.Permission{permission.AdministerStaff, permission.AdministerRights} {
		n, err := s.Store.CountStaffWith(ctx, p)
		if err != nil {
			return nil, err
		}
		if n == 0 {
			out = append(out, p)
		}
	}
	return out, nil
}
