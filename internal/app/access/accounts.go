package access

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// What the doors name, because they do not know the store.
type (
	Staff       = store.Staff
	StaffFilter = store.StaffFilter
	Page        = store.Page
	Pages       = store.Pages
	OpenWork    = store.OpenWork
)

// accountHands are the permissions that look after accounts.
var accountHands = []permission.Permission{permission.AdministerStaff, permission.AdministerRights}

// AccountList is one page of accounts, with who of them is away.
type AccountList struct {
	store.StaffList
	Away  map[ident.StaffID]Absence
	Names map[ident.StaffID]string // of deputies
}

// Accounts lists the accounts that an administrator looks after. Fault: Forbidden.
func (s *Service) Accounts(ctx context.Context, by Who, f StaffFilter, p Page) (AccountList, error) {
	f.Scope = []permission.Clause{}
	for _, want := range accountHands {
		f.Scope = append(f.Scope, s.Scope(by).Reach(want)...)
	}
	if len(f.Scope) == 0 {
		return AccountList{}, fault.New(fault.Forbidden, "permission.missing.administer_staff")
	}
	var list AccountList
	var err error
	if list.StaffList, err = s.Store.StaffList(ctx, f, p); err != nil {
		return list, err
	}
	var ids, deputies []ident.StaffID
	for _, m := range list.Staff {
		ids = append(ids, m.ID)
	}
	if list.Away, err = s.Store.AwayOn(ctx, calendar.DayOf(s.Clock.Now()), ids...); err != nil {
		return list, err
	}
	for _, a := range list.Away {
		if a.Deputy != "" {
			deputies = append(deputies, a.Deputy)
		}
	}
	list.Names, err = s.Store.StaffNames(ctx, deputies...)
	return list, err
}

// Account is everything about one account that an administrator sees.
type Account struct {
	Staff
	Absences []Absence // now and later
	StandsIn []Absence // for whom they stand in, now and later
	Work     []OpenWork
	WorkN    int // all of it
	HasCode  bool
	Spares   int
	Misses   int // of passwords and codes in the running quarter of an hour; failureLimit: must wait
	Waits    bool
	Names    map[ident.StaffID]string
	May      map[permission.Permission]bool // what the reader may do with it
}

// mostWork is how much open work of somebody is listed.
const mostWork = 50

// Account shows one account. To those who do not look after it, it does not exist.
func (s *Service) Account(ctx context.Context, by Who, id ident.StaffID) (Account, error) {
	m, err := s.Store.Staff(ctx, id)
	if err != nil {
		return Account{}, err
	}
	a := Account{Staff: m, May: map[permission.Permission]bool{}}
	for _, p := range accountHands {
		r := permission.Resource{Type: permission.Account, ID: string(m.ID), Area: m.Area, Department: m.Department}
		d := s.Scope(by).Decide(p, r)
		a.May[p] = d.Allowed
		if d.Allowed || d.Policy == "never.own_account" && by.Has(p) {
			a.May["see"] = true
		}
	}
	if !a.May["see"] {
		return Account{}, fault.New(fault.NotFound, "store.no_staff")
	}
	return a, s.fill(ctx, &a)
}

func (s *Service) fill(ctx context.Context, a *Account) error {
	today := calendar.DayOf(s.Clock.Now())
	var err error
	if a.Absences, err = s.Store.AbsencesOf(ctx, a.ID, today); err != nil {
		return err
	}
	if a.StandsIn, err = s.Store.StandIns(ctx, a.ID, today); err != nil {
		return err
	}
	if a.Work, a.WorkN, err = s.Store.OpenWorkOf(ctx, a.ID, mostWork); err != nil {
		return err
	}
	if a.HasCode, a.Spares, err = s.HasCode(ctx, a.ID); err != nil {
		return err
	}
	for _, key := range []string{"staff/" + a.Login, "code/" + string(a.ID)} {
		n, err := s.Store.Attempts(ctx, key, failureWindow)
		if err != nil {
			return err
		}
		a.Misses, a.Waits = a.Misses+n, a.Waits || n >= failureLimit
	}
	var ids []ident.StaffID
	for _, x := range a.Absences {
		ids = append(ids, x.Deputy)
	}
	for _, x := range a.StandsIn {
		ids = append(ids, x.Staff)
	}
	a.Names, err = s.Store.StaffNames(ctx, ids...)
	return err
}

// Colleagues lists who could stand in for somebody: open accounts of the same area and department. At most a page.
func (s *Service) Colleagues(ctx context.Context, m Staff) ([]Staff, error) {
	open := false
	list, err := s.Store.StaffList(ctx, StaffFilter{Scope: []permission.Clause{{Areas: []string{m.Area}, Departments: []string{m.Department}}}, Closed: &open}, Page{Limit: 200})
	var out []Staff
	for _, c := range list.Staff {
		if c.ID != m.ID && len(permission.Administrators(c.Posts)) == 0 {
			out = append(out, c)
		}
	}
	return out, err
}

// Deputies lists who could stand in for somebody, to the system administrator who writes an absence down. Faults:
// NotFound store.no_staff, Forbidden.
func (s *Service) Deputies(ctx context.Context, by Who, id ident.StaffID) ([]Staff, error) {
	a, err := s.Account(ctx, by, id)
	if err != nil {
		return nil, err
	}
	if err := s.mayOn(ctx, by, a.Staff, []permission.Permission{permission.AdministerStaff}); err != nil {
		return nil, err
	}
	return s.Colleagues(ctx, a.Staff)
}

// RightHolders counts the open accounts that hold each permission, and those of each department.
func (s *Service) RightHolders(ctx context.Context, by Who) (held map[permission.Permission]int, working map[string]int, err error) {
	if !by.Has(permission.AdministerStaff) && !by.Has(permission.AdministerRights) {
		return nil, nil, fault.New(fault.Forbidden, "permission.missing.administer_rights")
	}
	return s.Store.RightHolders(ctx)
}
