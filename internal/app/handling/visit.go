package handling

import (
	"context"
	"io"
	"slices"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/blob"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// VisitPhoto is the slug under which pictures of a visit are kept among the papers of a case: no plan asks for it, so no
// department sees it by the materials that it consumes.
const VisitPhoto = "visit_photo"

// mostPhotos is how many pictures one verdict has at most.
const mostPhotos = 9

// photoRule is what a picture of a visit may be.
var photoRule = blob.Limits{Formats: []string{"jpg", "png"}, MaxBytes: 10 << 20}

// Photo is one picture that an officer brings back from a visit.
type Photo struct {
	Name    string
	Content io.Reader
}

// keepPhotos keeps pictures as files; they become papers of the case together with the verdict. Faults: Invalid blob.…,
// Invalid handling.too_many_photos.
func (s *Service) keepPhotos(ctx context.Context, who permission.Principal, photos []Photo) ([]store.Paper, error) {
	if len(photos) > mostPhotos {
		return nil, fault.New(fault.Invalid, "handling.too_many_photos").With("photos", "handling.too_many_photos")
	}
	var out []store.Paper
	for _, p := range photos {
		info, err := s.Blobs.Put(ctx, p.Content, photoRule)
		if err != nil {
			return nil, err
		}
		out = append(out, store.Paper{
			ID: ident.PaperID(ident.New()), Version: 1, Material: VisitPhoto, Blob: info.ID, Name: VisitPhoto + "." + info.Ext,
			MIME: info.MIME, Size: info.Size, Source: store.Uploaded, Status: store.HandedIn, By: "staff:" + who.ID, At: s.Clock.Now(),
		})
	}
	return out, nil
}

func paperIDs(papers []store.Paper) []ident.PaperID {
	var out []ident.PaperID
	for _, p := range papers {
		out = append(out, p.ID)
	}
	return out
}

// inspector finds a member of staff who may handle the item: only they inspect for it. Fault: Invalid
// handling.not_an_inspector with the field.
func (s *Service) inspector(ctx context.Context, field string, id ident.StaffID, r permission.Resource) (casework.Inspector, error) {
	m, err := s.Store.Staff(ctx, id)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return casework.Inspector{}, err
	}
	if err != nil || !s.inspects(m, r) {
		return casework.Inspector{}, fault.New(fault.Invalid, "handling.not_an_inspector").With(field, "handling.not_an_inspector")
	}
	return casework.Inspector{ID: m.ID, Name: m.Name}, nil
}

func (s *Service) inspects(m store.Staff, r permission.Resource) bool {
	p := permission.Principal{Kind: permission.Staff, ID: string(m.ID), Active: m.Active, Posts: m.Posts, Trial: r.Trial}
	return s.Guard.Allow(p, permission.Handle, r) == nil
}

// Inspectors lists who may come to a visit for an item: the staff of its department and area, or of the areas above it,
// who may handle it.
func (s *Service) Inspectors(ctx context.Context, r permission.Resource) ([]Colleague, error) {
	r.Proposer = ""
	var areas []string
	for _, a := range s.Catalogue.Chain(r.Area) {
		areas = append(areas, a.Slug)
	}
	staff, err := s.Store.StaffIn(ctx, areas, []string{r.Department})
	if err != nil {
		return nil, err
	}
	var out []Colleague
	for _, m := range staff {
		if s.inspects(m, r) {
			out = append(out, Colleague{ID: m.ID, Name: m.Name, Title: m.Title})
		}
	}
	return out, nil
}

// mayVisit is the right to plan a visit for an item: to handle it, or to run joint visits (组织联合勘验).
func (s *Service) mayVisit(who permission.Principal) right {
	return func(r permission.Resource, _ *casework.ItemCase) (permission.Decision, error) {
		d := s.Guard.Scope(who).Decide(permission.Handle, r)
		if lead := s.Guard.Scope(who).Decide(permission.LeadVisit, r); !d.Allowed && lead.Allowed {
			d = lead
		}
		return d, d.Fault()
	}
}

// resourceOf reads an item as permission looks at it, for what is asked before the act.
func (s *Service) resourceOf(ctx context.Context, who permission.Principal, t Target) (*casework.Case, permission.Resource, error) {
	c, err := s.Store.Case(ctx, store.ByNo(t.No))
	if err != nil {
		return nil, permission.Resource{}, err
	}
	it, err := s.find(who, c, t.Slot)
	if err != nil {
		return nil, permission.Resource{}, err
	}
	return c, resource(c, it), nil
}

// VisitSheet is one joint visit as everybody who shares it sees it: the place, and each department's verdict.
type VisitSheet struct {
	Case  *casework.Case
	Visit *casework.Visit
	Seats []VisitSeat // who joined, or has left a verdict, in the order of the plan
}

// VisitSeat is one item's part in a visit.
type VisitSeat struct {
	Item    *casework.ItemCase
	Step    *casework.Step
	Verdict *casework.VisitVerdict // of this visit; nil: not written yet
	Own     bool                   // the reader may handle it
}

// VisitSheet reads a visit for somebody whose department shares it; to everybody else it does not exist. Fault: NotFound.
func (s *Service) VisitSheet(ctx context.Context, who permission.Principal, no ident.CaseNo, visit string) (*VisitSheet, error) {
	if who.ID == "" || who.Kind == permission.Applicant {
		return nil, fault.New(fault.Login, "access.signed_out")
	}
	c, err := s.Store.Case(ctx, store.ByNo(no))
	if err != nil {
		return nil, err
	}
	c = s.Engine.Seen(c, s.Clock.Now())
	return s.sheet(who, c, visit)
}

func (s *Service) sheet(who permission.Principal, c *casework.Case, visit string) (*VisitSheet, error) {
	sheet := &VisitSheet{Case: c, Visit: c.Visit(visit)}
	shares := false
	for _, it := range c.Current() {
		seat, ok := seatOf(it, visit)
		if !ok || sheet.Visit == nil {
			continue
		}
		seat.Own = s.Guard.Allow(who, permission.Handle, resource(c, it)) == nil
		shares = shares || s.Guard.Allow(who, permission.See, resource(c, it)) == nil
		sheet.Seats = append(sheet.Seats, seat)
	}
	if !shares {
		return nil, fault.New(fault.NotFound, "handling.no_visit")
	}
	return sheet, nil
}

// seatOf is an item's part in a visit: it has its place in it, or has left a verdict on it.
func seatOf(it *casework.ItemCase, visit string) (VisitSeat, bool) {
	for i := range it.Steps {
		s := &it.Steps[i]
		if s.Seat == nil {
			continue
		}
		seat := VisitSeat{Item: it, Step: s}
		for j := range s.Seat.Verdicts {
			if s.Seat.Verdicts[j].Visit == visit {
				seat.Verdict = &s.Seat.Verdicts[j]
			}
		}
		if s.Seat.Visit == visit || seat.Verdict != nil {
			return seat, true
		}
	}
	return VisitSeat{}, false
}

// OpenPhoto answers a picture of a visit, or the applicant's evidence, to who shares a visit of the case in which it was
// taken. Fault: NotFound store.no_paper.
func (s *Service) OpenPhoto(ctx context.Context, who permission.Principal, no ident.CaseNo, id ident.PaperID) (store.Paper, io.ReadSeekCloser, error) {
	gone := fault.New(fault.NotFound, "store.no_paper")
	if who.ID == "" || who.Kind == permission.Applicant {
		return store.Paper{}, nil, fault.New(fault.Login, "access.signed_out")
	}
	c, err := s.Store.Case(ctx, store.ByNo(no))
	if err != nil {
		return store.Paper{}, nil, err
	}
	visit := visitOf(c, id)
	if visit == "" {
		return store.Paper{}, nil, gone
	}
	if _, err := s.sheet(who, c, visit); err != nil {
		return store.Paper{}, nil, gone
	}
	p, err := s.Store.Paper(ctx, id)
	if err != nil || p.Case != c.ID {
		return store.Paper{}, nil, gone
	}
	content, _, err := s.Blobs.Open(ctx, p.Blob)
	return p, content, err
}

// visitOf is the visit to which a picture belongs; "" if it belongs to none.
func visitOf(c *casework.Case, id ident.PaperID) string {
	for _, it := range c.Items {
		for _, step := range it.Steps {
			if step.Seat == nil {
				continue
			}
			for _, v := range step.Seat.Verdicts {
				if slices.Contains(v.Photos, id) || slices.Contains(v.Evidence, id) {
					return v.Visit
				}
			}
		}
	}
	return ""
}

// mostVisits bounds a list of visits.
const mostVisits = 200

// VisitDay is one visit on a day's list.
type VisitDay struct {
	*VisitSheet
	Mine []VisitSeat // of the departments that the reader may see
}

// Visits lists the visits of a scope from a day until another, by day and hour.
func (s *Service) Visits(ctx context.Context, who permission.Principal, from, until calendar.Day) ([]VisitDay, error) {
	if who.ID == "" || who.Kind == permission.Applicant {
		return nil, fault.New(fault.Login, "access.signed_out")
	}
	rows, err := s.Store.VisitRows(ctx, s.Guard.Scope(who).Filter(), from, until, mostVisits)
	if err != nil {
		return nil, err
	}
	var ids []ident.CaseID
	for _, r := range rows {
		if !slices.Contains(ids, r.Case) {
			ids = append(ids, r.Case)
		}
	}
	cases, err := s.Store.CasesByID(ctx, ids...)
	if err != nil {
		return nil, err
	}
	var out []VisitDay
	for _, id := range ids {
		c := cases[id]
		if c == nil {
			continue
		}
		for i := range c.Visits {
			v := &c.Visits[i]
			if v.NotHeld != "" || v.On < from || v.On > until {
				continue
			}
			sheet, err := s.sheet(who, c, v.ID)
			if err != nil {
				continue
			}
			day := VisitDay{VisitSheet: sheet}
			for _, seat := range sheet.Seats {
				if s.Guard.Allow(who, permission.See, resource(c, seat.Item)) == nil {
					day.Mine = append(day.Mine, seat)
				}
			}
			out = append(out, day)
		}
	}
	slices.SortStableFunc(out, func(a, b VisitDay) int {
		if a.Visit.On != b.Visit.On {
			return int(a.Visit.On - b.Visit.On)
		}
		return strings.Compare(a.Visit.Time, b.Visit.Time)
	})
	return out, nil
}
