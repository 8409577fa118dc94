package improvement

import (
	"context"

	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
)

// AssignReview gives a bad review of a whole case to the department of one of its items (转给部门), as supervisor.
func (s *Service) AssignReview(ctx context.Context, who permission.Principal, at At, area, department string) error {
	return s.act(ctx, who, improvement.VerbAssign, at, quiet, func(r *improvement.Review, a improvement.Acting) (*improvement.Review, error) {
		return r.AssignBad(at.ID, a, area, department)
	})
}
