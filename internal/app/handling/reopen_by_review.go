package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ReopenByReview reopens an item because a reviewing body or a court ordered so (依复议或判决重新处理).
func (s *Service) ReopenByReview(ctx context.Context, who permission.Principal, t Target, in casework.ReopenInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.SetRight, casework.VerbReopenByReview, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.ReopenByReview(c, m, by, in)
	}, in)
}
