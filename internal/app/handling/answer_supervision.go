package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// AnswerSupervision answers a supervision order for the department (督办回复): who handles or signs the item says what
// was done and why it was late.
func (s *Service) AnswerSupervision(ctx context.Context, who permission.Principal, t Target, answer string) (*casework.Case, error) {
	may := func(r permission.Resource, _ *casework.ItemCase) (permission.Decision, error) {
		r.Proposer = "" // answering is not signing
		d := s.Guard.Scope(who).Decide(permission.Sign, r)
		if !d.Allowed {
			d = s.Guard.Scope(who).Decide(permission.Handle, r)
		}
		return d, d.Fault()
	}
	return s.actIf(ctx, who, may, casework.VerbAnswerSupervision, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.AnswerSupervision(c, m, by, casework.AnswerSupervisionInput{Target: t.engine(), Answer: answer})
	}, answer)
}
