package handling

import (
	"context"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// mostReady is how many joint cases the exit window lists at once.
const mostReady = 50

// Ready is a joint case that has a result waiting at the exit window.
type Ready struct {
	*casework.Case
	Results []*casework.ItemCase // granted and offered, not handed over
	Open    []*casework.ItemCase // still with a department
}

// ReadyList is one page of what waits at the exit.
type ReadyList struct {
	Cases []Ready
	Pages Pages
}

// Ready lists the joint cases with results that somebody may hand over (统一出件), the nearest collection day first.
func (s *Service) Ready(ctx context.Context, who permission.Principal, p Page) (ReadyList, error) {
	if who.ID == "" || who.Kind == permission.Applicant {
		return ReadyList{}, fault.New(fault.Login, "access.signed_out")
	}
	if p.Limit <= 0 || p.Limit > mostReady {
		p.Limit = mostReady
	}
	f := Filter{Scope: s.Guard.Scope(who).Filter(), States: []casework.State{casework.Granted}}
	rows, err := s.Store.Worklist(ctx, f, p)
	if err != nil {
		return ReadyList{}, err
	}
	var ids []ident.CaseID
	for _, r := range rows.Rows {
		if !slices.Contains(ids, r.Case) {
			ids = append(ids, r.Case)
		}
	}
	cases, err := s.Store.CasesByID(ctx, ids...)
	list := ReadyList{Pages: rows.Pages}
	for _, id := range ids {
		if c := cases[id]; c != nil {
			list.add(s.ready(who, c))
		}
	}
	return list, err
}

// ReadyOf lists the joint cases of the person with an identity number that have something waiting: for somebody who
// comes to the exit without a number. Nobody is named whom the window may not hand anything over to.
func (s *Service) ReadyOf(ctx context.Context, who permission.Principal, idNo string) (ReadyList, error) {
	if who.ID == "" || who.Kind == permission.Applicant {
		return ReadyList{}, fault.New(fault.Login, "access.signed_out")
	}
	person, err := s.Store.PersonByIDNo(ctx, idNo)
	if fault.Is(err, fault.NotFound) {
		return ReadyList{}, nil
	}
	if err != nil {
		return ReadyList{}, err
	}
	of, err := s.Store.CasesOf(ctx, person.ID, who.Trial, store.Page{Limit: mostReady})
	list := ReadyList{}
	for _, c := range of.Cases {
		list.add(s.ready(who, c))
	}
	return list, err
}

func (l *ReadyList) add(r Ready) {
	if len(r.Results) > 0 {
		l.Cases = append(l.Cases, r)
	}
}

// ready parts the items of a case by what the window may hand over now.
func (s *Service) ready(who permission.Principal, c *casework.Case) Ready {
	r := Ready{Case: c}
	for _, it := range c.Current() {
		switch {
		case it.State == casework.Granted && it.Tendered != nil:
			if s.Guard.Allow(who, permission.HandOver, resource(c, it)) == nil {
				r.Results = append(r.Results, it)
			}
		case it.State.Live() || it.State == casework.Granted:
			r.Open = append(r.Open, it)
		}
	}
	return r
}

// ExitFile is a joint case as the exit window sees it.
type ExitFile struct {
	Ready
	Done      []*casework.ItemCase // handed over before
	Documents []casework.Document  // acknowledgements of delivery, newest first
	Refusals  []casework.Entry     // hand-overs that did not come about, newest first
}

// ExitFile reads a joint case for the exit window, with the address of a letter. Fault: NotFound store.no_case.
func (s *Service) ExitFile(ctx context.Context, who permission.Principal, no ident.CaseNo) (*ExitFile, error) {
	c, err := s.Store.Case(ctx, store.ByNo(no))
	if err != nil {
		return nil, err
	}
	var mine []permission.Resource
	for _, it := range c.Current() {
		mine = append(mine, resource(c, it))
	}
	if s.Guard.Scope(who).AllowAny(permission.HandOver, mine...) != nil {
		return nil, fault.New(fault.NotFound, "store.no_case")
	}
	if err := s.Store.FillDelivery(ctx, c); err != nil {
		return nil, err
	}
	f := &ExitFile{Ready: s.ready(who, c)}
	for _, it := range c.Current() {
		if it.State == casework.Delivered {
			f.Done = append(f.Done, it)
		}
	}
	docs, err := s.Store.Documents(ctx, c.ID)
	for _, d := range slices.Backward(docs) {
		if d.Kind == "acknowledgement" {
			f.Documents = append(f.Documents, d)
		}
	}
	if err != nil {
		return nil, err
	}
	entries, err := s.Store.Journal(ctx, c.ID, 0, 0)
	for _, e := range slices.Backward(entries) {
		if e.Verb == string(casework.VerbRefuseHandOver) {
			f.Refusals = append(f.Refusals, e)
		}
	}
	return f, err
}

// Acknowledgement reads an acknowledgement of delivery for the window that issued it. Fault: NotFound.
func (s *Service) Acknowledgement(ctx context.Context, who permission.Principal, id ident.DocumentID) (casework.Document, error) {
	d, err := s.Store.Document(ctx, id)
	if err != nil {
		return d, err
	}
	c, err := s.Store.Case(ctx, store.ByID(d.Case))
	if err != nil {
		return d, err
	}
	if _, err := s.ExitFile(ctx, who, c.No); err != nil || d.Kind != "acknowledgement" {
		return casework.Document{}, fault.New(fault.NotFound, "store.no_document")
	}
	return d, nil
}
