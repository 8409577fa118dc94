package access

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Step is what still stands between a right password and a session.
type Step string

// The steps, in their order.
const (
	StepNone     Step = ""
	StepCode     Step = "code"     // the code of the app, or a recovery code
	StepPassword Step = "password" // the password was given by somebody else
	StepEnroll   Step = "enroll"   // the account must have a second factor and has none
)

// Away is somebody for whom the signed-in member of staff stands in today.
type Away struct {
	ID   ident.StaffID
	Name string
}

// whoIs is a member of staff as a principal: with their own posts and, lent for the day, those of people for whom they
// stand in. Who administers stands in for nobody.
func (s *Service) whoIs(ctx context.Context, m store.Staff) (Who, error) {
	w := staffWho(m)
	if len(permission.Administrators(m.Posts)) > 0 {
		return w, nil
	}
	away, err := s.Store.StaffStoodFor(ctx, m.ID, calendar.DayOf(s.Clock.Now()))
	if err != nil || len(away) == 0 {
		return w, err
	}
	w.Posts = append([]permission.Post{}, m.Posts...)
	for _, a := range away {
		lends := false
		for _, post := range a.Posts {
			if lent, ok := post.Lent(a.ID); ok {
				w.Posts, lends = append(w.Posts, lent), true
			}
		}
		if lends {
			w.StandsInFor = append(w.StandsInFor, Away{ID: a.ID, Name: a.Name})
		}
	}
	return w, nil
}

// next answers what still stands between an account whose password was right and its session.
func (s *Service) next(ctx context.Context, m store.Staff, codeGiven bool) (Step, error) {
	c, has, err := s.Store.Code(ctx, m.ID)
	switch {
	case err != nil:
		return "", err
	case has && c.Confirmed && !codeGiven:
		return StepCode, nil
	case !m.OneTime.IsZero():
		return StepPassword, nil
	case s.AdministratorsNeedCodes && !(has && c.Confirmed) && len(permission.Administrators(m.Posts)) > 0:
		return StepEnroll, nil
	}
	return StepNone, nil
}
