package custody

import (
	"context"
	"slices"

	"lianban/internal/base/ident"
	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// What lists of this room show at once besides pages: pieces at one holder.
const mostPieces = 200

// keepers narrows a principal to the posts with hand_over, and answers what they cover.
func (s *Service) keepers(who permission.Principal) permission.Filter {
	who.Posts = slices.DeleteFunc(slices.Clone(who.Posts), func(p permission.Post) bool { return !p.Has(permission.HandOver) })
	return s.Guard.Scope(who).Filter()
}

// Places answers the windows and departments that somebody keeps papers for, windows first.
func (s *Service) Places(who permission.Principal) []Holder {
	var windows, departments []Holder
	for _, c := range s.keepers(who).Any {
		for _, area := range c.Areas {
			if c.Departments == nil {
				windows = append(windows, custody.Window(area))
			}
			for _, d := range c.Departments {
				departments = append(departments, custody.Department(area, d))
			}
		}
	}
	return append(windows, departments...)
}

// BagQuery narrows a list of bags.
type BagQuery struct {
	Where string       // kind of holder; "" = whatever the applicant does not have, "all" = everything
	Bag   string       // number of a bag, or its beginning
	Case  ident.CaseNo // of a case
}

// BagList is one page of bags.
type BagList = store.BagList

// Bags lists the bags of the windows that somebody keeps, newest first.
func (s *Service) Bags(ctx context.Context, who permission.Principal, q BagQuery, p Page) (BagList, error) {
	if _, err := actor(who); err != nil {
		return BagList{}, err
	}
	return s.Store.Bags(ctx, store.BagFilter{Scope: s.keepers(who), Where: q.Where, Bag: q.Bag, Case: q.Case}, p)
}

// BatchList is one page of batches.
type BatchList = store.BatchList

// Batches lists the batches that somebody's places send or receive, newest first. kind narrows the places: window or
// department; "" = both.
func (s *Service) Batches(ctx context.Context, who permission.Principal, kind string, open bool, p Page) (BatchList, error) {
	if _, err := actor(who); err != nil {
		return BatchList{}, err
	}
	return s.Store.Batches(ctx, store.BatchFilter{Holders: ofKind(s.Places(who), kind), Trial: who.Trial, Open: open}, p)
}

// Parcel is what lies at a window and may go to one department.
type Parcel struct {
	From, To Holder
	Pieces   []Packable
}

// Parcels lists what the windows of somebody may hand to departments, a parcel for each department.
func (s *Service) Parcels(ctx context.Context, who permission.Principal) ([]Parcel, error) {
	if _, err := actor(who); err != nil {
		return nil, err
	}
	ps, err := s.Store.PackablePieces(ctx, ofKind(s.Places(who), custody.KindWindow), who.Trial, mostPieces)
	var out []Parcel
	for _, p := range ps {
		from, to := p.Holder, custody.Department(p.Area, p.Department)
		i := slices.IndexFunc(out, func(x Parcel) bool { return x.From == from && x.To == to })
		if i < 0 {
			i, out = len(out), append(out, Parcel{From: from, To: to})
		}
		out[i].Pieces = append(out[i].Pieces, p)
	}
	return out, err
}

// Shelved is what a department has of one window's papers.
type Shelved struct {
	At     Holder
	Back   Holder // the window that it goes back to
	Pieces []Piece
	Cases  map[string]ident.CaseNo // by bag
}

// AtDepartments lists the papers that somebody's departments hold and owe back, by window.
func (s *Service) AtDepartments(ctx context.Context, who permission.Principal) ([]Shelved, error) {
	if _, err := actor(who); err != nil {
		return nil, err
	}
	ps, err := s.Store.PiecesHeld(ctx, mostPieces, ofKind(s.Places(who), custody.KindDepartment)...)
	if err != nil {
		return nil, err
	}
	var nos []string
	for _, p := range ps {
		nos = append(nos, p.Bag)
	}
	bags, err := s.Store.BagsByNo(ctx, nos...)
	var out []Shelved
	for _, p := range ps {
		bag := bags[p.Bag]
		if bag.Trial != who.Trial || p.Packed != "" {
			continue
		}
		back := custody.Window(bag.Area)
		i := slices.IndexFunc(out, func(x Shelved) bool { return x.At == p.Holder && x.Back == back })
		if i < 0 {
			i, out = len(out), append(out, Shelved{At: p.Holder, Back: back, Cases: map[string]ident.CaseNo{}})
		}
		out[i].Pieces = append(out[i].Pieces, p)
		out[i].Cases[p.Bag] = bag.CaseNo
	}
	return out, err
}

// ofKind picks the places of one kind; "" = all.
func ofKind(places []Holder, kind string) []Holder {
	return slices.DeleteFunc(places, func(h Holder) bool { return kind != "" && h.Kind() != kind })
}
