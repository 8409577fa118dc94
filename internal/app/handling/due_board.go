package handling

import (
	"context"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// DueGroup counts what is due of one kind, Failures what is on record.
type (
	DueGroup = store.DueGroup
	Failures = store.Failures
)

// AgencyClocks are the kinds of clocks that run against a department.
func AgencyClocks() []string { return store.AgencyClocks }

// DueBoard is what a supervisor watches: one page of item cases, the counts over all of them, and how well the house
// itself keeps watch.
type DueBoard struct {
	store.Worklist
	Groups   []DueGroup
	Failures Failures
	Letters  []RequestRow // of bodies that owe an opinion beyond their day
	Swept    time.Time    // when the clocks were last looked at; zero: never
	Names    map[ident.StaffID]string
}

// soonDays is how many working days ahead a board looks.
const soonDays = 2

// SoonUntil is the last day that counts as due soon.
func (s *Service) SoonUntil() calendar.Day { return s.Engine.Cal.AddWorking(s.Today(), soonDays) }

// DueBoard answers what is overdue and due soon over everything whose standing the principal may know. It reads due days, not
// warnings: a sweep that stands still cannot empty it.
func (s *Service) DueBoard(ctx context.Context, who permission.Principal, f Filter, p Page) (*DueBoard, error) {
	if who.ID == "" || who.Kind != permission.Staff {
		return nil, fault.New(fault.Login, "access.signed_out")
	}
	f.Scope = s.Guard.Scope(who).Watched()
	b := &DueBoard{}
	var err error
	if b.Worklist, err = s.Store.Worklist(ctx, f, p); err != nil {
		return nil, err
	}
	if b.Groups, err = s.Store.DueGroups(ctx, f.Scope, s.Today(), s.SoonUntil()); err != nil {
		return nil, err
	}
	if b.Failures, err = s.Store.Failures(ctx, f.Scope, s.Today()); err != nil {
		return nil, err
	}
	if b.Letters, err = s.Store.OverdueRequests(ctx, f.Scope, s.Today()); err != nil {
		return nil, err
	}
	if b.Swept, err = s.swept(ctx); err != nil {
		return nil, err
	}
	b.Names, err = s.Store.StaffNames(ctx, handlersOf(b.Rows)...)
	return b, err
}

// swept is when the last sweep began; zero if there never was one.
func (s *Service) swept(ctx context.Context) (time.Time, error) {
	text, err := s.Store.Setting(ctx, settingSweep)
	if err != nil || text == "" {
		return time.Time{}, err
	}
	at, err := time.Parse(time.RFC3339, text)
	return at, fault.Wrap(err, "reading when the clocks were last looked at")
}

// Watched is an item case as a supervisor sees it: where it stands and what was done, no answers and no papers.
type Watched struct {
	Case    *casework.Case
	Item    *casework.ItemCase
	Entries []casework.Entry
	Handler string // name
}

// Watch answers an item case as it stands in law today, to staff who may know where it stands. To everybody else it does not exist.
func (s *Service) Watch(ctx context.Context, who permission.Principal, no ident.CaseNo, slot string) (*Watched, error) {
	if who.ID == "" || who.Kind != permission.Staff {
		return nil, fault.New(fault.Login, "access.signed_out")
	}
	c, err := s.Store.Case(ctx, store.ByNo(no))
	if err != nil {
		return nil, err
	}
	c = s.Engine.Seen(c, s.Clock.Now())
	it, err := s.find(who, c, slot)
	if err != nil {
		return nil, err
	}
	w := &Watched{Case: c, Item: it}
	if w.Entries, err = s.Store.Journal(ctx, c.ID, 0, 0); err != nil || it.Handler == "" {
		return w, err
	}
	names, err := s.Store.StaffNames(ctx, it.Handler)
	w.Handler = names[it.Handler]
	return w, err
}

// MaySupervise says why a principal cannot supervise an item: nil means that it can.
func (s *Service) MaySupervise(who permission.Principal, w *Watched) error {
	return s.Guard.Allow(who, permission.Supervise, resource(w.Case, w.Item))
}
