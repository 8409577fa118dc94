package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Question is what other bodies are asked about an item, and what of it they see.
type Question struct {
	Step   string
	Text   string
	Papers []string // slugs of materials
	Fields []string // slugs of fields
}

// StartConsult asks the bodies that the package names for their opinion (征求意见).
func (s *Service) StartConsult(ctx context.Context, who permission.Principal, t Target, q Question) (*casework.Case, error) {
	return s.act(ctx, who, permission.Handle, casework.VerbStartConsult, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.StartConsult(c, m, by, casework.StartConsultInput{
			Target: t.engine(), Step: q.Step, Question: q.Text, Papers: q.Papers, Fields: q.Fields,
		})
	}, q)
}
