package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// AddLateReply hands in an answer after silence had counted as no objection, for the body that was asked (迟到的意见).
func (s *Service) AddLateReply(ctx context.Context, who permission.Principal, at Request, a Answer) (*casework.Case, error) {
	return s.answering(ctx, who, casework.VerbRecordLateReply, at, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.RecordLateReply(c, m, by, casework.RecordLateReplyInput{
			Target: casework.Target{Slot: at.Slot}, Step: at.Step, Body: at.Body, Seen: at.Seen, Answer: a.Says, Opinion: a.Opinion,
		})
	}, a)
}

// RecordLateReply writes down for a body what came on paper after silence had counted as no objection.
func (s *Service) RecordLateReply(ctx context.Context, who permission.Principal, t Target, step, body string, a Answer) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbRecordLateReply, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.RecordLateReply(c, m, by, casework.RecordLateReplyInput{
			Target: t.engine(), Step: step, Body: body, Answer: a.Says, Opinion: a.Opinion,
		})
	}, step, body, a)
}
