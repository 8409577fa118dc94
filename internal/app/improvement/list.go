package improvement

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Shown is a bad review as staff see it. Of an anonymous one it holds neither case nor name, and nothing earlier or later
// than a day.
type Shown struct {
	improvement.Bad
	No        ident.CaseNo // empty: anonymous
	Name      string       // of the applicant; empty: anonymous
	Scenario  string       // name
	Grade     improvement.Grade
	Words     string
	Anonymous bool
	Late      bool
	Version   int64
}

// shown reduces a review to what staff may know of it.
func (s *Service) shown(x store.BadReview) Shown {
	r, b := x.Review, x.Bad()
	out := Shown{Bad: b, Scenario: r.Title, Grade: r.Grade, Words: r.Words, Anonymous: r.Anonymous, Version: r.Version}
	out.Late = (b.State == improvement.Owed || b.State == improvement.Listed) && b.Due < s.Today()
	if !r.Anonymous {
		out.No, out.Name = r.No, r.Name
	}
	if r.Anonymous {
		out.Slot = "" // a slot can name an instance of a case
	}
	return out
}

// List is one page of bad reviews with the counts over all of them.
type List struct {
	Rows   []Shown
	Pages  Pages
	Counts Counts
	Grades map[improvement.Grade]int // of all reviews of the last twelve months, for supervisors; none for a department
}

// Query narrows a list of bad reviews.
type Query struct {
	States []improvement.BadState
	Late   bool // only what is late
}

// List answers the bad reviews that somebody sees from a side, by their day. Fault: Login.
func (s *Service) List(ctx context.Context, who permission.Principal, side Side, q Query, p Page) (*List, error) {
	if err := staff(who); err != nil {
		return nil, err
	}
	f, out := s.filter(who, side), &List{}
	var err error
	if out.Counts, err = s.Store.CountBadReviews(ctx, f, s.Today()); err != nil {
		return nil, err
	}
	if side == Supervisor {
		if out.Grades, err = s.Store.CountGrades(ctx, f.Scope, s.yearAgo()); err != nil {
			return nil, err
		}
	}
	if f.States = q.States; q.Late {
		f.Late = s.Today()
	}
	list, err := s.Store.BadReviews(ctx, f, p)
	for _, x := range list.Rows {
		out.Rows = append(out.Rows, s.shown(x))
	}
	out.Pages = list.Pages
	return out, err
}

func (s *Service) yearAgo() calendar.Day { return calendar.DayOf(s.Clock.Now().AddDate(-1, 0, 0)) }

// Counts counts what somebody sees from a side.
func (s *Service) Counts(ctx context.Context, who permission.Principal, side Side) (Counts, error) {
	return s.Store.CountBadReviews(ctx, s.filter(who, side), s.Today())
}

// File is one bad review with what its reader can do about it.
type File struct {
	Shown
	Offices []improvement.Leg         // to which a bad review of the whole can be given
	May     map[improvement.Verb]bool // what is possible now
	Own     bool                      // the reader had a hand in it: somebody else answers
	Names   map[ident.StaffID]string  // of who answered, appealed, decided
}

// One answers a bad review that the list of a side shows. To everybody else it does not exist.
func (s *Service) One(ctx context.Context, who permission.Principal, side Side, id string) (*File, error) {
	if err := staff(who); err != nil {
		return nil, err
	}
	x, err := s.Store.BadReview(ctx, s.filter(who, side), id)
	if err != nil {
		return nil, err
	}
	entries, err := s.Store.Journal(ctx, x.Review.Case, 0, 0)
	if err != nil {
		return nil, err
	}
	f := &File{Shown: s.shown(x), May: map[improvement.Verb]bool{}}
	for _, v := range acts {
		d := s.may(who, v, x.Review, x.Bad())
		if !d.Allowed {
			continue
		}
		hand := hasHand(entries, who, d, x.Bad())
		f.Own = f.Own || hand
		f.May[v] = x.Review.Why(v, x.Bad(), hand) == nil
	}
	if f.May[improvement.VerbAssign] {
		f.Offices = x.Review.Offices()
	}
	f.Names, err = s.Store.StaffNames(ctx, hands(x.Bad())...)
	return f, err
}

// acts are what staff do about a bad review.
var acts = []improvement.Verb{improvement.VerbAssign, improvement.VerbAnswer, improvement.VerbAppeal, improvement.VerbDecideAppeal, improvement.VerbClose}

// hasHand says whether a principal, or in whose place they would act, had a hand in what was bad.
func hasHand(entries []casework.Entry, who permission.Principal, d permission.Decision, b improvement.Bad) bool {
	by := actor(who)
	by.For = d.For
	return improvement.HasHand(entries, by, b.Slot)
}

func hands(b improvement.Bad) []ident.StaffID {
	var out []ident.StaffID
	if b.Answer != nil {
		out = append(out, b.Answer.By)
	}
	if b.Appeal != nil {
		out = append(out, b.Appeal.By)
		if b.Appeal.Judge != "" {
			out = append(out, b.Appeal.Judge)
		}
	}
	return out
}
