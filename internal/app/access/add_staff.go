package access

import (
	"context"
	"regexp"
	"strings"
	"unicode/utf8"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
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

// shortest is the least length of a password in characters.
const shortest = 10

var loginForm = regexp.MustCompile(`^[a-z][a-z0-9.-]{1,39}$`)

// AddStaff adds an account. Faults: Invalid access.staff with the fields that must be mended, Conflict
// store.login_taken.
func (s *Service) AddStaff(ctx context.Context, n NewStaff) (store.Staff, error) {
	n.Login = strings.ToLower(strings.TrimSpace(n.Login))
	bad := fault.New(fault.Invalid, "access.staff")
	if !loginForm.MatchString(n.Login) {
		bad.With("login", "access.staff.login")
	}
	if strings.TrimSpace(n.Name) == "" {
		bad.With("name", "access.staff.name")
	}
	if utf8.RuneCountInString(n.Password) < shortest {
		bad.With("password", "access.staff.password", "least", "10")
	}
	if n.Area == "" {
		bad.With("area", "access.staff.area")
	}
	if len(n.Posts) == 0 {
		bad.With("permissions", "access.staff.permissions")
	}
	for _, post := range n.Posts {
		for _, p := range post.Permissions {
			if !p.Valid() {
				bad.With("permissions", "access.staff.permission_unknown", "permission", string(p))
			}
		}
	}
	if err := bad.OrNil(); err != nil {
		return store.Staff{}, err
	}
	hash := n.Hash
	if hash == "" {
		var err error
		if hash, err = s.Passwords.Hash(ctx, n.Password); err != nil {
			return store.Staff{}, err
		}
	}
	now := s.Clock.Now()
	return s.Store.SaveStaff(ctx, store.Staff{
		ID: ident.StaffID(ident.New()), Login: n.Login, Name: n.Name, Department: n.Department, Area: n.Area,
		Title: n.Title, Posts: n.Posts, Hash: hash, Active: true, CreatedAt: now, UpdatedAt: now,
	})
}

// HasAdministrator says whether somebody can administer staff; a real city does not start without.
func (s *Service) HasAdministrator(ctx context.Context) (bool, error) {
	n, err := s.Store.CountStaffWith(ctx, permission.AdministerStaff)
	return n > 0, err
}
