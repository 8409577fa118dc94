package access

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Absence is a time during which somebody is away, and who stands in.
type Absence = store.Absence

// longestAbsence bounds one absence, in days.
const longestAbsence = 366

// MarkAbsent writes down that somebody is away from one day to another, and who stands in. The deputy holds the desk
// posts of the absent for exactly these days; it ends by itself. A deputy works in the same department and area, is not
// away then, and administers nothing. Faults: Forbidden, Invalid access.absence with the fields that must be mended.
func (s *Service) MarkAbsent(ctx context.Context, by Who, a Act, x Absence) (store.Staff, error) {
	return s.administer(ctx, by, a, x.Staff, verbAbsent, []permission.Permission{permission.AdministerStaff}, func(ctx context.Context, m *store.Staff) (verdict, error) {
		if !m.Active {
			return verdict{}, errClosed
		}
		bad := fault.New(fault.Invalid, "access.absence")
		today := calendar.DayOf(s.Clock.Now())
		switch {
		case x.From == 0:
			bad.With("from", "access.absence.from")
		case x.Until == 0 || x.Until < x.From:
			bad.With("until", "access.absence.until")
		case x.Until < today:
			bad.With("until", "access.absence.past")
		case x.Until-x.From >= longestAbsence:
			bad.With("until", "access.absence.long")
		}
		if err := bad.OrNil(); err != nil {
			return verdict{}, err
		}
		if overlaps, err := s.awayBetween(ctx, m.ID, x.From, x.Until); err != nil || overlaps {
			bad.With("from", "access.absence.overlaps")
			return verdict{}, or(err, bad)
		}
		details := x.From.String() + " – " + x.Until.String()
		if x.Deputy != "" {
			name, err := s.checkDeputy(ctx, bad, *m, x)
			if err != nil || bad.OrNil() != nil {
				return verdict{}, or(err, bad)
			}
			details += "; deputy: " + name
		}
		x.ID, x.Reason = ident.New(), a.Reason
		return verdict{also: []store.Write{store.PutAbsence(x)}, details: details, same: true}, nil
	})
}

// checkDeputy lists what speaks against a deputy and answers their login.
func (s *Service) checkDeputy(ctx context.Context, bad *fault.Fault, m store.Staff, x Absence) (string, error) {
	d, err := s.Store.Staff(ctx, x.Deputy)
	if fault.Is(err, fault.NotFound) { // a choice that is not on the page
		bad.With("deputy", "access.absence.deputy")
		return "", nil
	}
	if err != nil {
		return "", err
	}
	away, err := s.awayBetween(ctx, d.ID, x.From, x.Until)
	switch {
	case err != nil:
		return "", err
	case d.ID == m.ID || !d.Active || d.Area != m.Area || d.Department != m.Department:
		bad.With("deputy", "access.absence.deputy")
	case len(permission.Administrators(d.Posts)) > 0:
		bad.With("deputy", "access.absence.administers")
	case away:
		bad.With("deputy", "access.absence.deputy_away")
	}
	return d.Login, nil
}

// awayBetween says whether somebody is away on one of the days.
func (s *Service) awayBetween(ctx context.Context, id ident.StaffID, from, until calendar.Day) (bool, error) {
	as, err := s.Store.AbsencesOf(ctx, id, from)
	for _, a := range as {
		if a.From <= until && from <= a.Until {
			return true, nil
		}
	}
	return false, err
}

// EndAbsence ends an absence at once: from this moment on nobody stands in. What has not begun is dropped.
// Faults: Forbidden, NotFound access.no_absence.
func (s *Service) EndAbsence(ctx context.Context, by Who, a Act, id ident.StaffID, absence string) (store.Staff, error) {
	return s.administer(ctx, by, a, id, verbBack, []permission.Permission{permission.AdministerStaff}, func(ctx context.Context, m *store.Staff) (verdict, error) {
		today := calendar.DayOf(s.Clock.Now())
		as, err := s.Store.AbsencesOf(ctx, id, today)
		if err != nil {
			return verdict{}, err
		}
		for _, x := range as {
			if x.ID != absence {
				continue
			}
			v := verdict{same: true, details: x.From.String() + " – " + x.Until.String(), also: []store.Write{store.DropAbsence(x.ID)}}
			if x.From < today {
				x.Until = today - 1
				v.also = []store.Write{store.PutAbsence(x)}
			}
			return v, nil
		}
		return verdict{}, fault.New(fault.NotFound, "access.no_absence")
	})
}

func or(err error, bad *fault.Fault) error {
	if err != nil {
		return err
	}
	return bad
}
