package access

import (
	"context"
	"net/url"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/store"
)

// Identity is what an identity provider says about an applicant after it has checked them.
type Identity struct {
	Provider  string // slug
	Kind      string // person | enterprise
	Name      string
	IDNo      string // 公民身份号码
	Phone     string
	Level     string // identity level as the provider grades it: L1 … L4
	Companies []store.Company
}

// IdentityProvider checks applicants: OpenID Connect in a real city, a list of sample people in the demo.
// Begin answers where the browser goes; Finish reads what came back with it.
type IdentityProvider interface {
	// Slug names the provider in addresses and in the journal.
	Slug() string
	// Begin answers the address that the browser is sent to. state comes back unchanged.
	Begin(ctx context.Context, state string) (string, error)
	// Finish answers who it is. Faults: Login access.identity_refused, Unavailable access.identity_down.
	Finish(ctx context.Context, back url.Values) (Identity, error)
}

// SignInPerson keeps what the provider said and answers the applicant. The personal-information notice must
// have been accepted (个人信息保护法第十七条): noticed says so for this sign-in; once accepted it is remembered.
// Faults: Invalid access.notice_needed, Login access.identity_refused.
func (s *Service) SignInPerson(ctx context.Context, id Identity, noticed bool) (Who, error) {
	if strings.TrimSpace(id.IDNo) == "" || strings.TrimSpace(id.Name) == "" {
		return Who{}, fault.New(fault.Login, "access.identity_refused")
	}
	now := s.Clock.Now()
	known, err := s.Store.PersonByIDNo(ctx, id.IDNo)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return Who{}, err
	}
	if known.NoticeAt.IsZero() && !noticed {
		return Who{}, fault.New(fault.Invalid, "access.notice_needed").With("notice", "access.notice_needed.field")
	}
	p := store.Person{
		ID: ident.PersonID(ident.New()), Kind: id.Kind, Name: id.Name, IDNo: id.IDNo, Phone: id.Phone,
		Level: id.Level, NoticeAt: known.NoticeAt, CreatedAt: now, UpdatedAt: now,
	}
	if noticed {
		p.NoticeAt = now
	}
	if p, err = s.Store.EnsurePerson(ctx, p); err != nil {
		return Who{}, err
	}
	if err := s.Store.SetCompanies(ctx, p.ID, id.Companies); err != nil {
		return Who{}, err
	}
	return s.PrincipalOfPerson(ctx, p.ID)
}
