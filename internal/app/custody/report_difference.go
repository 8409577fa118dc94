package custody

import (
	"context"

	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
)

// ReportDifference takes over the pieces that are in hand and names the others as missing (报差异).
func (s *Service) ReportDifference(ctx context.Context, who permission.Principal, in BatchInput) (Batch, error) {
	return s.act(ctx, who, custody.VerbMiss, in, receiver, func(l loaded, by custody.Actor) (custody.Change, error) {
		return custody.ReportDifference(l.Batch, l.pieces, l.named, in.Note, s.Clock.Now(), by)
	})
}
