package access

import (
	"context"
	"time"

	"lianban/internal/base/ident"
	"lianban/internal/store"
)

// IssueToken makes a bearer token for a person or a member of staff and answers its secret, once. It lasts in the
// machine's time, not by the legal clock, which a sample city may set.
func (s *Service) IssueToken(ctx context.Context, w Who, name string, lasts time.Duration) (secret string, err error) {
	now := time.Now()
	t := store.Token{
		ID: ident.New(), Person: w.Person.ID, Staff: w.Staff.ID, Name: name,
		CreatedAt: now, ExpiresAt: now.Add(lasts),
	}
	secret = s.NewSecret()
	return secret, s.Store.AddToken(ctx, t, secret)
}

// OfToken answers who a bearer secret stands for. Fault: Login store.no_token, Login access.signed_out.
func (s *Service) OfToken(ctx context.Context, secret string) (Who, error) {
	t, err := s.Store.TokenOf(ctx, secret)
	if err != nil {
		return Who{}, err
	}
	var w Who
	if t.Staff != "" {
		m, err := s.Store.Staff(ctx, t.Staff)
		if err != nil {
			return Who{}, err
		}
		if !m.Active {
			return Who{}, errSignedOut
		}
		if w, err = s.whoIs(ctx, m); err != nil {
			return Who{}, err
		}
	} else if w, err = s.PrincipalOfPerson(ctx, t.Person); err != nil {
		return Who{}, err
	}
	w.Token = t.Name
	return w, nil
}
