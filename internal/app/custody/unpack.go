package custody

import (
	"context"

	"lianban/internal/domain/custody"
	"lianban/internal/domain/permission"
)

// Unpack takes pieces off the list before the batch is handed over (取出).
func (s *Service) Unpack(ctx context.Context, who permission.Principal, in BatchInput) (Batch, error) {
	return s.act(ctx, who, custody.VerbUnpack, in, sender, func(l loaded, by custody.Actor) (custody.Change, error) {
		return custody.Unpack(l.Batch, l.named, s.Clock.Now(), by)
	})
}
