package handling

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// VisitPlan is when and where an item is inspected, and by whom.
type VisitPlan struct {
	Step     string       // id of the inspection; "" for the only one
	On       calendar.Day // day, hour and place are left empty to join the open visit of the case
	Time     string
	Place    string
	Officers []ident.StaffID // at least two of the item's department
}

// ScheduleVisit gives an item its place in a visit (安排勘验): in the open one of its case, or in a new one. Faults:
// Invalid casework.…, Invalid handling.not_an_inspector.
func (s *Service) ScheduleVisit(ctx context.Context, who permission.Principal, t Target, p VisitPlan) (*casework.Case, error) {
	_, r, err := s.resourceOf(ctx, who, t)
	if err != nil {
		return nil, err
	}
	in := casework.ScheduleVisitInput{Target: t.engine(), Step: p.Step, On: p.On, Time: p.Time, Place: p.Place}
	for _, id := range p.Officers {
		o, err := s.inspector(ctx, "officers", id, r)
		if err != nil {
			return nil, err
		}
		in.Officers = append(in.Officers, o)
	}
	return s.actIf(ctx, who, s.mayVisit(who), casework.VerbScheduleVisit, t, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return s.Engine.ScheduleVisit(c, m, by, in)
	}, p)
}
