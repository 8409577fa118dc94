package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ReportRectified says that a breach was mended (报告整改), and how. Fault: Invalid filing.too_long.
func (s *Service) ReportRectified(ctx context.Context, who permission.Principal, no ident.CaseNo, in PromiseInput) (*casework.Case, error) {
	return s.promise(ctx, who, no, casework.VerbReportRectified, in, func(c *casework.Case, _ *casework.ItemCase, t casework.Target) (casework.Change, error) {
		if err := short("evidence", in.Words); err != nil {
			return casework.Change{}, err
		}
		return s.Engine.ReportRectified(c, s.moment(), actor(who), casework.ReportRectifiedInput{Target: t, Evidence: in.Words})
	})
}
