package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ExtendJoint extends the joint ceiling once (联合办理延期), as the head of the people's government. The target names an item
// that the person sees; the right is asked on the joint case, and the act is on it.
func (s *Service) ExtendJoint(ctx context.Context, who permission.Principal, t Target, reason string) (*casework.Case, error) {
	seen := func(permission.Resource, *casework.ItemCase) (permission.Decision, error) { // the joint case is asked below
		return permission.Decision{Allowed: true}, nil
	}
	return s.actIf(ctx, who, seen, casework.VerbExtendJoint, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		d := s.mayExtendJoint(who, c)
		if err := d.Fault(); err != nil {
			return casework.Change{}, err
		}
		by.Role, by.Department, by.For = casework.ExtendGovernment, "", d.For
		return s.Engine.ExtendJoint(c, m, by, casework.ExtendInput{Reason: reason})
	}, reason)
}

// MayExtendJoint says why somebody has no right to extend the joint ceiling of a case: nil means that they have.
func (s *Service) MayExtendJoint(who permission.Principal, c *casework.Case) error {
	return s.mayExtendJoint(who, c).Fault()
}

func (s *Service) mayExtendJoint(who permission.Principal, c *casework.Case) permission.Decision {
	return s.Guard.Scope(who).Decide(permission.ExtendGovernment, permission.Resource{
		Type: permission.JointCase, ID: string(c.ID), Area: c.Area, Scenario: c.Scenario, Owner: c.Applicant.Person, Trial: c.Trial,
	})
}
