package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// RefusalText is what a proposal to refuse says: Opinion stays inside, Reason and Grounds are printed.
type RefusalText struct{ Opinion, Reason, Grounds string }

// ProposeRefuse drafts a refusal (拟不予许可) with its reason and law.
func (s *Service) ProposeRefuse(ctx context.Context, who permission.Principal, t Target, text RefusalText) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbProposeRefuse, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.ProposeRefuse(c, m, by, casework.ProposeRefuseInput{
			Target: t.engine(), Opinion: text.Opinion, Reason: text.Reason, Grounds: text.Grounds,
		})
	}, text)
}
