package custody

import (
	"context"

	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
)

// MoveInput is the input of Move.
type MoveInput struct {
	Pieces []Ref
	Shelf  string
	Once   string
}

// Move puts pieces on another shelf of whoever holds them (换位置).
func (s *Service) Move(ctx context.Context, who permission.Principal, in MoveInput) ([]Piece, error) {
	by, err := s.acting(ctx, who)
	if err != nil {
		return nil, err
	}
	key, err := once(who, custody.VerbMove, in.Once, in)
	if err != nil {
		return nil, err
	}
	ch, err := s.Store.Custody(ctx, key, func(ctx context.Context) (custody.Change, error) {
		ps, bags, err := s.pieces(ctx, in.Pieces)
		if err != nil {
			return custody.Change{}, err
		}
		for _, p := range ps {
			if err := s.holds(who, p.Holder, map[string]Bag{p.Bag: bags[p.Bag]}, &by); err != nil {
				return custody.Change{}, err
			}
		}
		return custody.Relocate(ps, s.Clock.Now(), by, in.Shelf)
	})
	return ch.Pieces, err
}
