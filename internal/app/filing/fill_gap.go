package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// FillGap hands in the papers that were promised (补齐), as they were uploaded. Fault: Invalid casework.incomplete while
// one is missing.
func (s *Service) FillGap(ctx context.Context, who permission.Principal, no ident.CaseNo, in BringInput) (*casework.Case, error) {
	return s.bring(ctx, who, no, casework.VerbFillGap, in, func(c *casework.Case, t casework.Target, keys []string) (casework.Change, error) {
		return s.Engine.FillGap(c, s.moment(), actor(who), casework.FillGapInput{Target: t, Materials: keys})
	})
}
