package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// LateObjection is an objection that came after a notice had ended, and how it was considered.
type LateObjection struct {
	Step       string
	Who        string // who wrote, as in the letter
	Text       string
	Considered string
}

// RecordLateObjection keeps an objection that came after a notice had ended (迟到的异议).
func (s *Service) RecordLateObjection(ctx context.Context, who permission.Principal, t Target, in LateObjection) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbLateObjection, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.RecordLateObjection(c, m, by, casework.LateObjectionInput{
			Target: t.engine(), Step: in.Step, Who: in.Who, Text: in.Text, Considered: in.Considered,
		})
	}, in)
}
