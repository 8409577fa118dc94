package custody

import (
	"context"

	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
)

// Receive takes over everything that is still expected of a batch (清点接收), counted by the receiver.
func (s *Service) Receive(ctx context.Context, who permission.Principal, in BatchInput) (Batch, error) {
	return s.act(ctx, who, custody.VerbReceive, in, receiver, func(l loaded, by custody.Actor) (custody.Change, error) {
		return custody.Receive(l.Batch, l.pieces, in.Counted, s.Clock.Now(), by)
	})
}
