package custody

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
)

// ReturnInput is the input of ReturnTo.
type ReturnInput struct {
	Pieces []Ref
	To     string // who took it, as the line says: 本人, or the name of who came
	Once   string
}

// Return gives one piece back to the applicant at the window (退还).
func (s *Service) Return(ctx context.Context, who permission.Principal, id ident.PieceID, once string) (Piece, error) {
	ps, err := s.ReturnTo(ctx, who, ReturnInput{Pieces: []Ref{{ID: id}}, Once: once})
	if err != nil {
		return Piece{}, err
	}
	return ps[0], nil
}

// ReturnTo gives pieces back to the applicant, or to whoever comes for them, at the window. What a department holds
// comes back in a batch first. Faults: NotFound, Forbidden, NotNow, Conflict.
func (s *Service) ReturnTo(ctx context.Context, who permission.Principal, in ReturnInput) ([]Piece, error) {
	by, err := s.acting(ctx, who)
	if err != nil {
		return nil, err
	}
	key, err := once(who, custody.VerbReturn, in.Once, in)
	if err != nil {
		return nil, err
	}
	ch, err := s.written(ctx, who, key, func(ctx context.Context) (custody.Change, map[string]Bag, error) {
		ps, bags, err := s.pieces(ctx, in.Pieces)
		if err != nil {
			return custody.Change{}, nil, err
		}
		for _, bag := range bags {
			if err := s.keeps(who, bag, &by); err != nil {
				return custody.Change{}, nil, err
			}
		}
		ch, err := custody.Return(ps, s.Clock.Now(), by, in.To)
		return ch, bags, err
	})
	return ch.Pieces, err
}
