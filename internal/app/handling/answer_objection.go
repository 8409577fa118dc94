package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// AnswerObjection answers an objection to a notice in writing (答复异议).
func (s *Service) AnswerObjection(ctx context.Context, who permission.Principal, t Target, step, objection, answer string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbAnswerObjection, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.AnswerObjection(c, m, by, casework.AnswerObjectionInput{Target: t.engine(), Step: step, Objection: objection, Answer: answer})
	}, step, objection, answer)
}
