package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// VisitPass finds that the conditions are met (勘验通过).
func (s *Service) VisitPass(ctx context.Context, who permission.Principal, t Target, in Verdict) (*casework.Case, error) {
	return s.judgeVisit(ctx, who, casework.VerbVisitPass, s.Engine.VisitPass, t, in)
}
