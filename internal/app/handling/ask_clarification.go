package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// AskClarification asks the applicant one question after acceptance (要求补充说明).
func (s *Service) AskClarification(ctx context.Context, who permission.Principal, t Target, in casework.AskClarificationInput) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbAskClarification, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.AskClarification(c, m, by, in)
	}, in)
}
