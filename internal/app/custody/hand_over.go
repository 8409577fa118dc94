package custody

import (
	"context"

	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
)

// HandOver sends a packed batch off (交出), counted by the sender.
func (s *Service) HandOver(ctx context.Context, who permission.Principal, in BatchInput) (Batch, error) {
	return s.act(ctx, who, custody.VerbHandOver, in, sender, func(l loaded, by custody.Actor) (custody.Change, error) {
		return custody.HandOver(l.Batch, l.pieces, in.Counted, s.Clock.Now(), by)
	})
}
