package custody

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
)

// BatchInput is the input of the acts on a batch as a whole.
type BatchInput struct {
	No      string          // number on the slip
	Seen    int64           // Batch.Version on the page
	Counted int             // how many pieces were counted
	Pieces  []ident.PieceID // which pieces are meant: taken out, in hand, found again
	Note    string
	Once    string
}

// batch reads a batch and compares the version that a page saw.
func (s *Service) batch(ctx context.Context, no string, seen int64) (Batch, error) {
	b, err := s.Store.BatchByNo(ctx, no)
	if err == nil && seen != 0 && seen != b.Version {
		err = fault.New(fault.Conflict, "custody.changed")
	}
	return b, err
}

// loaded is a batch with the pieces that an act moves.
type loaded struct {
	Batch
	pieces []Piece // every piece that the batch still has: on its list before it goes, expected afterwards
	named  []Piece // those of them that the page named
}

// act runs an act on a batch for one of its two sides, which from picks.
func (s *Service) act(ctx context.Context, who permission.Principal, v custody.Verb, in BatchInput, from func(Batch) Holder, do func(loaded, custody.Actor) (custody.Change, error)) (Batch, error) {
	by, err := s.acting(ctx, who)
	if err != nil {
		return Batch{}, err
	}
	key, err := once(who, v, in.Once, in)
	if err != nil {
		return Batch{}, err
	}
	ch, err := s.written(ctx, who, key, func(ctx context.Context) (custody.Change, map[string]Bag, error) {
		b, err := s.batch(ctx, in.No, in.Seen)
		if err != nil {
			return custody.Change{}, nil, err
		}
		bags, err := s.bagsOf(ctx, b)
		if err != nil {
			return custody.Change{}, nil, err
		}
		if !s.sees(who, b, bags) {
			return custody.Change{}, nil, fault.New(fault.NotFound, "custody.no_batch")
		}
		if err := s.holds(who, from(b), bags, &by); err != nil {
			return custody.Change{}, nil, err
		}
		l := loaded{Batch: b}
		if l.pieces, err = s.Store.Pieces(ctx, b.Expected()...); err != nil {
			return custody.Change{}, nil, err
		}
		if l.named, err = named(l.pieces, in.Pieces); err != nil {
			return custody.Change{}, nil, err
		}
		ch, err := do(l, by)
		return ch, bags, err
	})
	if err != nil {
		return Batch{}, err
	}
	return *ch.Batch, nil
}

func sender(b Batch) Holder   { return b.From }
func receiver(b Batch) Holder { return b.To }

// named picks the pieces that a page named. Fault: Conflict for one that the batch no longer has.
func named(have []Piece, ids []ident.PieceID) ([]Piece, error) {
	want := map[ident.PieceID]bool{}
	for _, id := range ids {
		want[id] = true
	}
	var out []Piece
	for _, p := range have {
		if want[p.ID] {
			out = append(out, p)
		}
	}
	if len(out) != len(want) {
		return nil, fault.New(fault.Conflict, "custody.changed")
	}
	return out, nil
}

// bagsOf reads the bags that a batch has pieces of.
func (s *Service) bagsOf(ctx context.Context, b Batch) (map[string]Bag, error) {
	var nos []string
	for _, l := range b.Lines {
		nos = append(nos, l.Bag)
	}
	return s.Store.BagsByNo(ctx, nos...)
}

// sees: both sides see a batch, the receiver once it was handed over.
func (s *Service) sees(who permission.Principal, b Batch, bags map[string]Bag) bool {
	if who.Trial != b.Trial {
		return false
	}
	if s.mayHold(who, b.From, bags) == nil {
		return true
	}
	return b.State != custody.Packing && b.State != custody.Dropped && s.mayHold(who, b.To, bags) == nil
}
