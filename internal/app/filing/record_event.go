package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// EventInput says that what an item waits for outside has happened.
type EventInput struct {
	Slot     string
	Gate     string       // slug; "" where the item waits for one thing only
	Happened calendar.Day // 0: today
	Note     string
	Once     string
}

// RecordEvent says, as the applicant, that what only they can know has happened (登记等待的事). Fault: Invalid filing.too_long.
func (s *Service) RecordEvent(ctx context.Context, who permission.Principal, no ident.CaseNo, in EventInput) (*casework.Case, error) {
	if err := short("note", in.Note); err != nil {
		return nil, err
	}
	once := request(in.Once, casework.VerbRecordEvent, in.Slot, in.Gate, in.Happened, in.Note)
	return s.act(ctx, who, no, once, func(c *casework.Case) (casework.Change, error) {
		return s.Engine.RecordEvent(c, s.moment(), actor(who), casework.RecordEventInput{
			Target: casework.Target{Slot: in.Slot}, Gate: in.Gate, Happened: in.Happened, Evidence: in.Note,
		})
	})
}
