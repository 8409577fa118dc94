// Package improvement is the room of reviews (好差评): what applicants say of the service, and what departments and
// supervisors do about what was bad. One file a verb.
//
// What stands here never stands in a case, and an anonymous review leaves the room without case, name and time: staff
// cannot come from a review to its case, nor from a case to its review (ADR 28).
package improvement

import (
	"context"
	"log/slog"
	"slices"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// Service is this room. All methods may be called from many goroutines.
type Service struct {
	Store     *store.Store
	Catalogue *scenario.Catalogue
	Engine    casework.Engine
	Guard     *permission.Guard
	Clock     clock.Clock
	NewID     func() string           // draws identifiers of reviews: by chance alone, so that they tell no time
	Told      func(c casework.Change) // hears that somebody is told, to wake deliveries; nil: the sweep finds them
	Log       *slog.Logger
}

// What the doors name, because they do not know the store.
type (
	Page   = store.Page
	Pages  = store.Pages
	Counts = store.BadReviewCounts
)

// Today is the legal day.
func (s *Service) Today() calendar.Day { return calendar.DayOf(s.Clock.Now()) }

// actor is how the rules know a principal.
func actor(who permission.Principal) casework.Actor {
	return casework.Actor{Kind: string(who.Kind), ID: who.ID, Name: who.Name}
}

// mine answers a case as its applicant knows it; to everybody else, staff among them, there is nothing to rate.
func (s *Service) mine(who permission.Principal, c *casework.Case) (*casework.Case, error) {
	err := s.Guard.Allow(who, permission.Own, permission.Resource{
		Type: permission.JointCase, ID: string(c.ID), Area: c.Area, Scenario: c.Scenario, Owner: c.Applicant.Person, Trial: c.Trial,
	})
	if err != nil {
		return nil, fault.New(fault.NotFound, "store.no_case")
	}
	return s.Engine.Told(c, s.Clock.Now()), nil
}

// Mine is what an applicant knows of the review of their case.
type Mine struct {
	Case     *casework.Case
	Review   *improvement.Review  // nil: nothing was said yet
	Rateable []*casework.ItemCase // of which something can be said now; none while nothing has ended
	Due      calendar.Day         // by when what is said today would be answered
}

// Mine answers the review of one's own case. To everybody else it does not exist. Faults: Login, NotFound store.no_case.
func (s *Service) Mine(ctx context.Context, who permission.Principal, no ident.CaseNo) (*Mine, error) {
	if who.ID == "" {
		return nil, fault.New(fault.Login, "access.signed_out")
	}
	c, err := s.Store.Case(ctx, store.ByNo(no))
	if err != nil {
		return nil, err
	}
	if c, err = s.mine(who, c); err != nil {
		return nil, err
	}
	m := &Mine{Case: c, Rateable: improvement.Rateable(c, actor(who)), Due: improvement.Due(s.Engine, s.Today())}
	m.Review, err = s.Store.Review(ctx, c.ID)
	return m, err
}

// Side is from where somebody looks at bad reviews: as the department that owes answers, or as its supervisor.
type Side string

// The sides.
const (
	Department Side = "department"
	Supervisor Side = "supervisor"
)

// working are the permissions of a department whose holders answer for it.
var working = []permission.Permission{permission.Handle, permission.Sign}

// scope answers which bad reviews somebody sees from a side. A department's desk is a post of that department: a post for
// every department answers for none.
func (s *Service) scope(who permission.Principal, side Side) permission.Filter {
	posts := slices.DeleteFunc(slices.Clone(who.Posts), func(p permission.Post) bool {
		if side == Supervisor {
			return !p.Has(permission.Supervise)
		}
		return p.EveryDepartment || !slices.ContainsFunc(working, p.Has)
	})
	who.Posts = posts
	return s.Guard.Scope(who).Watched()
}

// filter is the list of somebody from a side.
func (s *Service) filter(who permission.Principal, side Side) store.BadReviewFilter {
	return store.BadReviewFilter{Scope: s.scope(who, side), Staff: ident.StaffID(who.ID)}
}

// staff: only they look at bad reviews. Fault: Login.
func staff(who permission.Principal) error {
	if who.ID == "" || who.Kind != permission.Staff {
		return fault.New(fault.Login, "access.signed_out")
	}
	return nil
}

// resource is what permission looks at for one bad review: the department that owes the answer.
func resource(r *improvement.Review, b improvement.Bad) permission.Resource {
	return permission.Resource{Type: permission.ItemCase, ID: b.ID, Area: b.Area, Department: b.Department, Scenario: r.Scenario, Trial: r.Trial}
}

// may decides who may do an act about a bad review, and in whose place. A department answers, appeals and finishes; the
// supervisors of every department give away, decide appeals, and answer what is nobody's.
func (s *Service) may(who permission.Principal, v improvement.Verb, r *improvement.Review, b improvement.Bad) permission.Decision {
	at, want := resource(r, b), working
	if v == improvement.VerbAssign || v == improvement.VerbDecideAppeal || b.Department == "" {
		at.Department, want = "", []permission.Permission{permission.Supervise}
	}
	var d permission.Decision
	for _, p := range want {
		if d = s.Guard.Scope(who).Decide(p, at); d.Allowed {
			return d
		}
	}
	return d
}
