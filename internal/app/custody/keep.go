package custody

import (
	"cmp"
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
)

// KeepInput is the input of Keep: a piece for a draft or for a case.
type KeepInput struct {
	Draft    ident.DraftID // while intake runs, or
	No       ident.CaseNo  // a case that was submitted
	Material string        // slug; empty: a paper that no list names
	Name     string        // empty: the name of the material
	Original bool
	Copies   int    // 0 = 1
	Shelf    string // where it will lie
	Once     string // token of the page; empty = none
}

// Keep takes a piece of paper into custody at the window (收存): into the bag of the draft or case, which is opened with
// the first piece. A draft that is submitted takes its bag along. Faults: NotFound, Forbidden, Invalid.
func (s *Service) Keep(ctx context.Context, who permission.Principal, in KeepInput) (Piece, error) {
	by, err := s.acting(ctx, who)
	if err != nil {
		return Piece{}, err
	}
	bag, err := s.bagFor(ctx, who, in)
	if err != nil {
		return Piece{}, err
	}
	if err := s.keeps(who, bag, &by); err != nil {
		return Piece{}, err
	}
	if m, ok := s.Catalogue.Material(in.Material); ok {
		in.Name = cmp.Or(in.Name, m.Name)
	}
	key, err := once(who, custody.VerbKeep, in.Once, in)
	if err != nil {
		return Piece{}, err
	}
	ch, err := s.Store.Custody(ctx, key, func(ctx context.Context) (custody.Change, error) {
		bag, err := s.opened(ctx, bag)
		if err != nil {
			return custody.Change{}, err
		}
		return custody.Keep(bag, s.Clock.Now(), by, custody.KeepInput{
			ID: ident.PieceID(ident.New()), Material: in.Material, Name: in.Name, Original: in.Original, Copies: in.Copies, Shelf: in.Shelf,
		})
	})
	if err != nil {
		return Piece{}, err
	}
	return ch.Pieces[0], nil
}

// bagFor describes the bag of a draft or case, whether it exists or not.
func (s *Service) bagFor(ctx context.Context, who permission.Principal, in KeepInput) (Bag, error) {
	if in.Draft != "" {
		d, err := s.Store.Draft(ctx, in.Draft)
		if err == nil && d.Clerk != "" && string(d.Clerk) != who.ID { // to colleagues an intake does not exist
			err = fault.New(fault.NotFound, "store.no_draft")
		}
		return Bag{Draft: d.ID, Area: d.Area, Scenario: d.Scenario, Trial: d.Trial}, err
	}
	c, err := s.caseOf(ctx, who, in.No)
	if err != nil {
		return Bag{}, err
	}
	return Bag{Case: c.ID, CaseNo: c.No, Area: c.Area, Scenario: c.Scenario, Trial: c.Trial}, nil
}

// opened answers the bag that the draft or case has at its window, or a new one with a number.
func (s *Service) opened(ctx context.Context, want Bag) (Bag, error) {
	have, err := s.Store.BagsOfDraft(ctx, want.Draft)
	if want.Case != "" {
		have, err = s.Store.BagsOfCase(ctx, want.Case)
	}
	if err != nil {
		return want, err
	}
	for _, b := range have {
		if b.Area == want.Area {
			return b, nil
		}
	}
	n, err := s.Store.NextSeq(ctx, custody.Counter("bag", want.Area, want.Trial), s.today())
	want.No = custody.BagNo(want.Area, s.today(), n, want.Trial)
	return want, err
}
