package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// VisitRectify asks the applicant to mend something within the window (责令整改).
func (s *Service) VisitRectify(ctx context.Context, who permission.Principal, t Target, in Verdict) (*casework.Case, error) {
	return s.judgeVisit(ctx, who, casework.VerbVisitRectify, s.Engine.VisitRectify, t, in)
}
