package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// PublishNotice puts a public notice on display (公示): on the portal now, elsewhere before.
func (s *Service) PublishNotice(ctx context.Context, who permission.Principal, t Target, step, text string, places []string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbPublishNotice, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.PublishNotice(c, m, by, casework.PublishNoticeInput{Target: t.engine(), Step: step, Text: text, Places: places})
	}, step, text, places)
}
