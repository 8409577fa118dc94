package improvement

import (
	"context"

	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
)

// AppealReview says for a department that a bad review is mistaken or malicious (申诉): a supervisor decides.
func (s *Service) AppealReview(ctx context.Context, who permission.Principal, at At, ground improvement.Ground, reason string) error {
	return s.act(ctx, who, improvement.VerbAppeal, at, quiet, func(r *improvement.Review, a improvement.Acting) (*improvement.Review, error) {
		return r.AppealBad(at.ID, a, ground, reason)
	})
}
