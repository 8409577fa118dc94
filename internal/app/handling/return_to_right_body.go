package handling

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// RightBody is the body that has the power: in the city by its slugs, elsewhere by its name.
type RightBody struct {
	Department, Area string // slugs; empty: outside the city
	Name             string // as printed; taken from the catalogue for a body of the city
	Reason           string
}

// ReturnToRightBody says that another body has the power (退件). A body of the city gets the item inside the
// same joint case, with the day of receipt kept. Fault: Invalid handling.right_body.
func (s *Service) ReturnToRightBody(ctx context.Context, who permission.Principal, t Target, to RightBody) (*casework.Case, error) {
	if to.Department != "" {
		d, ok := s.Catalogue.Department(to.Department)
		a, known := s.Catalogue.Area(to.Area)
		if !ok || !known {
			return nil, fault.New(fault.Invalid, "handling.right_body").With("department", "handling.right_body.unknown")
		}
		to.Name = a.Name + d.Name
	}
	return s.act(ctx, who, permission.Answer, casework.VerbReturn, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.ReturnToRightBody(c, m, by, casework.ReturnInput{
			Target: t.engine(), Body: to.Name, Department: to.Department, Area: to.Area, Reason: to.Reason,
		})
	}, to)
}
