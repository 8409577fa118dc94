package improvement

import (
	"context"

	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
)

// CloseReview says that what an answer promised is done (整改完成). Who rated is told what was changed.
func (s *Service) CloseReview(ctx context.Context, who permission.Principal, at At, how string) error {
	tell := func(*improvement.Review) string { return "review_closed" }
	return s.act(ctx, who, improvement.VerbClose, at, tell, func(r *improvement.Review, a improvement.Acting) (*improvement.Review, error) {
		return r.CloseBad(at.ID, a, how)
	})
}
