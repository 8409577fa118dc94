package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ExtendJoint extends the joint ceiling once (联合办理延期), as the head of the people's government. The target names the
// item from which it is done: who may is asked there, the act is on the joint case.
func (s *Service) ExtendJoint(ctx context.Context, who permission.Principal, t Target, reason string) (*casework.Case, error) {
	return s.act(ctx, who, permission.ExtendGovernment, casework.VerbExtendJoint, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		by.Role, by.Department = casework.ExtendGovernment, ""
		return s.Engine.ExtendJoint(c, m, by, casework.ExtendInput{Reason: reason})
	}, reason)
}
