package improvement

import (
	"context"
	"encoding/json"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/improvement"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// RateItem writes down what somebody says of their own case (评价), or what they say instead as long as nobody answered.
// Nobody does it for them: what staff write down about themselves is no review. Faults: Login, NotFound store.no_case to
// everybody else; those of improvement.Rate; Conflict store.key_reused.
func (s *Service) RateItem(ctx context.Context, who permission.Principal, no ident.CaseNo, in improvement.Said, once string) (*improvement.Review, error) {
	if who.ID == "" {
		return nil, fault.New(fault.Login, "access.signed_out")
	}
	key := store.ByNo(no)
	if once != "" {
		asked, err := json.Marshal([]any{improvement.VerbRate, no, in})
		if err != nil {
			return nil, fault.Wrap(err, "writing a request down")
		}
		key = key.Once(store.Once{Scope: "person:" + who.ID + "/review", Key: once, Request: asked})
	}
	return s.Store.Rate(ctx, key, func(c *casework.Case, had *improvement.Review) (*improvement.Review, error) {
		c, err := s.mine(who, c)
		if err != nil {
			return nil, err
		}
		return improvement.Rate(s.Engine, c, had, actor(who), s.Today(), s.NewID, in)
	})
}
