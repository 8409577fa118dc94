package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// CorrectOnTheSpot mends at once what the department found (当场更正, 行政许可法32(3)): papers as they were uploaded, and
// fields in the words of the note. The applicant does it, or a window for them.
func (s *Service) CorrectOnTheSpot(ctx context.Context, who permission.Principal, no ident.CaseNo, in BringInput) (*casework.Case, error) {
	return s.bring(ctx, who, no, casework.VerbCorrectOnTheSpot, in, func(c *casework.Case, t casework.Target, keys []string) (casework.Change, error) {
		return s.Engine.CorrectOnTheSpot(c, s.moment(), actor(who), casework.AddMaterialInput{Target: t, Materials: keys, Fields: in.Fields, Note: in.Note})
	})
}
