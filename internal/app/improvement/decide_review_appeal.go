package improvement

import (
	"context"

	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
)

// DecideReviewAppeal decides an appeal (复核申诉) as supervisor of every department. Who rated is told of a review that is set
// aside, with the reason.
func (s *Service) DecideReviewAppeal(ctx context.Context, who permission.Principal, at At, upheld bool, why string) error {
	tell := func(*improvement.Review) string {
		if upheld {
			return "review_set_aside"
		}
		return ""
	}
	return s.act(ctx, who, improvement.VerbDecideAppeal, at, tell, func(r *improvement.Review, a improvement.Acting) (*improvement.Review, error) {
		return r.DecideAppeal(s.Engine, at.ID, a, upheld, why)
	})
}
