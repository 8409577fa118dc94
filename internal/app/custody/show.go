package custody

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// BagView is a bag with its lines.
type BagView struct {
	Bag
	Moves []Move                   // newest first
	Names map[ident.StaffID]string // of those in whose place somebody acted
}

// Bag shows a bag to whoever keeps it. Fault: NotFound custody.no_bag.
func (s *Service) Bag(ctx context.Context, who permission.Principal, no string) (*BagView, error) {
	if _, err := actor(who); err != nil {
		return nil, err
	}
	bag, err := s.Store.Bag(ctx, no)
	if err != nil {
		return nil, err
	}
	if s.mayKeep(who, bag) != nil {
		return nil, fault.New(fault.NotFound, "custody.no_bag")
	}
	v := &BagView{Bag: bag}
	if v.Moves, err = s.Store.MovesOf(ctx, no); err != nil {
		return nil, err
	}
	var away []ident.StaffID
	for _, m := range v.Moves {
		if m.By.For != "" {
			away = append(away, m.By.For)
		}
	}
	v.Names, err = s.Store.StaffNames(ctx, away...)
	return v, err
}

// BatchView is a batch with what its reader may do.
type BatchView struct {
	Batch
	Pieces   map[ident.PieceID]Piece // those still on the list, expected or missing
	Sends    bool                    // the reader stands at the sending side
	Gets     bool                    // and at the receiving one
	SentByMe bool                    // who handed it over does not count it
}

// Batch shows a batch to its two sides. Fault: NotFound custody.no_batch.
func (s *Service) Batch(ctx context.Context, who permission.Principal, no string) (*BatchView, error) {
	if _, err := actor(who); err != nil {
		return nil, err
	}
	b, err := s.Store.BatchByNo(ctx, no)
	if err != nil {
		return nil, err
	}
	bags, err := s.bagsOf(ctx, b)
	if err != nil {
		return nil, err
	}
	if !s.sees(who, b, bags) {
		return nil, fault.New(fault.NotFound, "custody.no_batch")
	}
	v := &BatchView{
		Batch: b, Sends: s.mayHold(who, b.From, bags) == nil, Gets: s.mayHold(who, b.To, bags) == nil,
		SentByMe: b.SentBy.ID == who.ID, Pieces: map[ident.PieceID]Piece{},
	}
	ps, err := s.Store.Pieces(ctx, b.Expected()...)
	for _, p := range ps {
		v.Pieces[p.ID] = p
	}
	return v, err
}

// OfDraft lists what is kept for an intake. Fault: NotFound store.no_draft.
func (s *Service) OfDraft(ctx context.Context, who permission.Principal, id ident.DraftID) ([]Piece, error) {
	if _, err := actor(who); err != nil {
		return nil, err
	}
	bags, err := s.Store.BagsOfDraft(ctx, id)
	if err == nil && len(bags) == 0 {
		var bag Bag // that a first piece would open
		bag, err = s.bagFor(ctx, who, KeepInput{Draft: id})
		bags = []Bag{bag}
	}
	if err != nil {
		return nil, err
	}
	for _, b := range bags {
		if s.mayKeep(who, b) != nil {
			return nil, fault.New(fault.NotFound, "store.no_draft")
		}
	}
	return piecesOf(bags), nil
}

// OfCase lists where the papers of a case are, for whoever sees the case. Fault: NotFound store.no_case.
func (s *Service) OfCase(ctx context.Context, who permission.Principal, no ident.CaseNo) ([]Piece, error) {
	c, err := s.caseOf(ctx, who, no)
	if err != nil {
		return nil, err
	}
	bags, err := s.Store.BagsOfCase(ctx, c.ID)
	return piecesOf(bags), err
}

func piecesOf(bags []Bag) []Piece {
	var ps []Piece
	for _, b := range bags {
		ps = append(ps, b.Pieces...)
	}
	return ps
}

// caseOf reads a case that somebody may see, or file for. Fault: NotFound store.no_case.
func (s *Service) caseOf(ctx context.Context, who permission.Principal, no ident.CaseNo) (*casework.Case, error) {
	c, err := s.Store.Case(ctx, store.ByNo(no))
	if err != nil {
		return nil, err
	}
	joint := permission.Resource{
		Type: permission.JointCase, ID: string(c.ID), Area: c.Area, Scenario: c.Scenario, Owner: c.Applicant.Person, Trial: c.Trial,
	}
	seen := []permission.Resource{joint}
	for _, it := range c.Items {
		r := joint
		r.Type, r.ID, r.Area, r.Department = permission.ItemCase, string(it.ID), it.Area, it.Department
		seen = append(seen, r)
	}
	scope := s.Guard.Scope(who)
	if scope.AllowAny(permission.See, seen...) != nil && scope.Allow(permission.FileFor, joint) != nil {
		return nil, fault.New(fault.NotFound, "store.no_case")
	}
	return c, nil
}
