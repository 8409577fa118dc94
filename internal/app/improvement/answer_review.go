package improvement

import (
	"context"

	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
)

// AnswerReview answers a bad review (答复差评), for the department that owes it, or as supervisor where none does. The answer
// stands in the case of who rated. Faults: NotFound improvement.no_review, Forbidden improvement.own_hand, Invalid
// improvement.incomplete.
func (s *Service) AnswerReview(ctx context.Context, who permission.Principal, at At, in improvement.AnswerInput) error {
	tell := func(r *improvement.Review) string {
		if r.Find(at.ID).State == improvement.Listed {
			return "review_listed"
		}
		return "review_answered"
	}
	return s.act(ctx, who, improvement.VerbAnswer, at, tell, func(r *improvement.Review, a improvement.Acting) (*improvement.Review, error) {
		return r.AnswerBad(at.ID, a, in)
	})
}
