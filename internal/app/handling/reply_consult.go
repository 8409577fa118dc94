package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ReplyConsult answers a consultation for the body that was asked (回复意见). Bodies that answer at the same time do not
// disturb one another: only the letter's own version is compared.
func (s *Service) ReplyConsult(ctx context.Context, who permission.Principal, at Request, a Answer) (*casework.Case, error) {
	return s.answering(ctx, who, casework.VerbReplyConsult, at, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.ReplyConsult(c, m, by, casework.ReplyConsultInput{
			Target: casework.Target{Slot: at.Slot}, Step: at.Step, Body: at.Body, Seen: at.Seen, Answer: a.Says, Opinion: a.Opinion,
		})
	}, a)
}
