package filing

import (
	"context"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// RequestHearingAffected asks for a hearing as an identified person whose great interest is at stake (利害关系人申请听证,
// 行政许可法46, 47), at the public notice of the item. Faults: Login; Invalid for a reason that is missing or too long;
// NotNow after the last day, or if only the applicant was told.
func (s *Service) RequestHearingAffected(ctx context.Context, who permission.Principal, id, reason, once string) error {
	if _, err := signedIn(who); err != nil {
		return err
	}
	if err := short("reason", reason); err != nil {
		return err
	}
	row, err := s.Store.Notice(ctx, id)
	if err != nil {
		return err
	}
	key := store.ByID(row.Case)
	if o := request(once, casework.VerbRequestHearing, id, reason); o.Key != "" {
		o.Scope = by(who) + "/hearing"
		key = key.Once(o)
	}
	change, err := s.Store.Apply(ctx, key, func(c *casework.Case) (casework.Change, error) {
		r := permission.Resource{Type: permission.Notice, ID: id, Area: row.Area, Scenario: c.Scenario, Trial: c.Trial}
		if err := s.Guard.Allow(who, permission.Object, r); err != nil {
			return casework.Change{}, err
		}
		a := actor(who)
		a.Role = casework.Object
		return s.Engine.RequestHearing(c, s.moment(), a, casework.RequestHearingInput{Target: casework.Target{Slot: row.Slot}, Reason: reason})
	})
	if err == nil {
		s.told(change)
	}
	return err
}
