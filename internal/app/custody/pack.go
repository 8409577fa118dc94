package custody

import (
	"context"
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
)

// PackInput is the input of Pack: a new batch between two holders, or one that is being packed.
type PackInput struct {
	Batch    string // number of a batch that is being packed; empty: a new one
	Seen     int64  // its version on the page
	From, To Holder // of a new batch
	Pieces   []Ref
	Once     string
}

// Pack puts pieces on the list of a batch (装入批次). A department sends back to the window that the papers came from,
// a window to a department. Faults: Forbidden, NotNow, Conflict, Invalid.
func (s *Service) Pack(ctx context.Context, who permission.Principal, in PackInput) (Batch, error) {
	by, err := s.acting(ctx, who)
	if err != nil {
		return Batch{}, err
	}
	key, err := once(who, custody.VerbPack, in.Once, in)
	if err != nil {
		return Batch{}, err
	}
	ch, err := s.Store.Custody(ctx, key, func(ctx context.Context) (custody.Change, error) {
		ps, bags, err := s.pieces(ctx, in.Pieces)
		if err != nil {
			return custody.Change{}, err
		}
		b, err := s.batchToPack(ctx, who, in)
		if err != nil {
			return custody.Change{}, err
		}
		if err := s.holds(who, b.From, bags, &by); err != nil {
			return custody.Change{}, err
		}
		if err := s.goesTo(ctx, b.To, ps, bags); err != nil {
			return custody.Change{}, err
		}
		cases := map[string]ident.CaseNo{}
		for no, bag := range bags {
			cases[no] = bag.CaseNo
		}
		return custody.Pack(b, ps, cases, s.Clock.Now(), by)
	})
	if err != nil {
		return Batch{}, err
	}
	return *ch.Batch, nil
}

func (s *Service) batchToPack(ctx context.Context, who permission.Principal, in PackInput) (Batch, error) {
	if in.Batch != "" {
		b, err := s.batch(ctx, in.Batch, in.Seen)
		if err == nil && b.Trial != who.Trial {
			err = fault.New(fault.NotFound, "custody.no_batch")
		}
		return b, err
	}
	n, err := s.Store.NextSeq(ctx, custody.Counter("batch", in.From.Area(), who.Trial), s.today())
	return Batch{
		ID: ident.BatchID(ident.New()), No: custody.BatchNo(in.From.Area(), s.today(), n, who.Trial), From: in.From, To: in.To, Trial: who.Trial,
	}, err
}

// goesTo says whether pieces belong where a batch goes: to a department that has an item of their case, or back to the
// window of their bag. Fault: Invalid custody.wrong_way with the piece.
func (s *Service) goesTo(ctx context.Context, to Holder, ps []Piece, bags map[string]Bag) error {
	var ids []ident.CaseID
	for _, bag := range bags {
		if bag.Case != "" {
			ids = append(ids, bag.Case)
		}
	}
	cases, err := s.Store.CasesByID(ctx, ids...)
	if err != nil {
		return err
	}
	for _, p := range ps {
		bag := bags[p.Bag]
		right := to == custody.Window(bag.Area)
		if c := cases[bag.Case]; c != nil && to.Kind() == custody.KindDepartment {
			right = slices.ContainsFunc(c.Items, func(it *casework.ItemCase) bool { return to == custody.Department(it.Area, it.Department) })
		}
		if !right {
			return fault.New(fault.Invalid, "custody.incomplete").With("piece", "custody.wrong_way", "piece", p.Name)
		}
	}
	return nil
}
