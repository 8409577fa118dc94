package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// CorrectCertificate mends a clerical error of a certificate (更正证照): who handles the item writes old and new, who may
// sign confirms it with an empty input.
func (s *Service) CorrectCertificate(ctx context.Context, who permission.Principal, t Target, in casework.CorrectInput) (*casework.Case, error) {
	may := func(r permission.Resource, it *casework.ItemCase) (permission.Decision, error) {
		want := permission.Handle
		if it.Correction != nil {
			want = permission.Sign
		}
		r.Proposer, r.ProposedIn = "", ""
		d := s.Guard.Scope(who).Decide(want, r)
		return d, d.Fault()
	}
	return s.actIf(ctx, who, may, casework.VerbCorrectCertificate, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.CorrectCertificate(c, m, by, in)
	}, in)
}
