package filing

import (
	"context"
	"strings"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Reapply applies again for an item that failed (再次申请): with the answers of the joint case, the papers that the department
// had, and the new versions that were uploaded for it. Faults: NotNow with the day after which, or until which, it is not
// possible.
func (s *Service) Reapply(ctx context.Context, who permission.Principal, no ident.CaseNo, in BringInput) (*casework.Case, error) {
	return s.bring(ctx, who, no, casework.VerbReapply, in, func(c *casework.Case, t casework.Target, keys []string) (casework.Change, error) {
		return s.Engine.Reapply(c, s.moment(), actor(who), casework.ReapplyInput{
			Target: t, SnapshotHash: digest([]byte(c.SnapshotHash + "\n" + strings.Join(keys, "\n") + "\n" + in.Note)), Materials: keys, Note: in.Note,
		})
	})
}

// MayReapply says why an item cannot be applied for again now; nil: it can.
func (s *Service) MayReapply(c *casework.Case, slot string, who permission.Principal) error {
	return s.Engine.MayReapply(c, slot, actor(who), s.today())
}
