package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// RefuseHandOverInput is the input of RefuseHandOver.
type RefuseHandOverInput struct {
	ExitTarget
	Cause string // not_entitled, not_signed, sent_back, nobody_came
	Note  string
}

// RefuseHandOver records that results could not be handed over, with the reason; they stay ready.
func (s *Service) RefuseHandOver(ctx context.Context, who permission.Principal, in RefuseHandOverInput) (casework.Change, error) {
	return s.exit(ctx, who, in.ExitTarget, casework.VerbRefuseHandOver, in, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.RefuseHandOver(c, m, by, casework.RefuseHandOverInput{Targets: in.targets(), Cause: in.Cause, Note: in.Note})
	})
}
