package custody

import (
	"context"

	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
)

// TakeBack says that the sender has found pieces that the receiver missed (找回).
func (s *Service) TakeBack(ctx context.Context, who permission.Principal, in BatchInput) (Batch, error) {
	return s.act(ctx, who, custody.VerbTakeBack, in, sender, func(l loaded, by custody.Actor) (custody.Change, error) {
		return custody.TakeBack(l.Batch, l.named, in.Note, s.Clock.Now(), by)
	})
}
