package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// EnterRegister makes the entry in the register (登簿), after the fee and before the certificate.
func (s *Service) EnterRegister(ctx context.Context, who permission.Principal, t Target, number string) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbEnterRegister, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.EnterRegister(c, m, by, casework.EnterRegisterInput{Target: t.engine(), No: number})
	}, number)
}
