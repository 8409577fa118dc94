package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// VisitFail finds that the conditions are not met (勘验不通过); a person may then propose a refusal on this ground.
func (s *Service) VisitFail(ctx context.Context, who permission.Principal, t Target, in Verdict) (*casework.Case, error) {
	return s.judgeVisit(ctx, who, casework.VerbVisitFail, s.Engine.VisitFail, t, in)
}
