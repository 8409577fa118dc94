package handling

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// RecordEvent puts on record that what an item waits for outside has happened (登记等待的事): by who handles the item or answers
// for its department, also at a window or through a connected system.
func (s *Service) RecordEvent(ctx context.Context, who permission.Principal, t Target, in casework.RecordEventInput) (*casework.Case, error) {
	may := func(r permission.Resource, _ *casework.ItemCase) (permission.Decision, error) {
		d := s.Guard.Scope(who).Decide(permission.Handle, r)
		if !d.Allowed {
			d = s.Guard.Scope(who).Decide(permission.Answer, r)
		}
		return d, d.Fault()
	}
	return s.actIf(ctx, who, may, casework.VerbRecordEvent, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		in.Target = t.engine()
		return s.Engine.RecordEvent(c, m, by, in)
	}, in)
}
