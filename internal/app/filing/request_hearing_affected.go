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
	_, _, err := s.atNotice(ctx, who, noticeAct{id: id, verb: casework.VerbRequestHearing, scope: "/hearing", name: "reason", text: reason, once: once},
		func(c *casework.Case, at store.NoticeRow, a casework.Actor) (casework.Change, error) {
			return s.Engine.RequestHearing(c, s.moment(), a, casework.RequestHearingInput{Target: casework.Target{Slot: at.Slot}, Reason: reason})
		})
	return err
}
