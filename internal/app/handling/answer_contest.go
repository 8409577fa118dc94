package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// AnswerContest signs what a person found about a decision of rules (签发复核决定). Fault: Forbidden casework.own_proposal for
// who looked.
func (s *Service) AnswerContest(ctx context.Context, who permission.Principal, t Target) (*casework.Case, error) {
	return s.act(ctx, who, permission.Sign, casework.VerbAnswerContest, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.AnswerContest(c, m, by, casework.AnswerContestInput{Target: t.engine()})
	})
}
