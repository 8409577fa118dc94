package handling

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// Verdict is what a department writes about its own item after a visit.
type Verdict struct {
	Step    string
	Seat    int64         // version of the seat on the page; 0 = not checked
	Second  ident.StaffID // the other officer who was there
	Record  string
	Rectify string // what must be mended; of VisitRectify
	Photos  []Photo
}

type judge func(*casework.Case, casework.Moment, casework.Actor, casework.JudgeVisitInput) (casework.Change, error)

// judgeVisit writes a verdict with its pictures, in one change. The item's version is not compared, only its seat:
// several departments write at once.
func (s *Service) judgeVisit(ctx context.Context, who permission.Principal, v casework.Verb, do judge, t Target, in Verdict) (*casework.Case, error) {
	_, r, err := s.resourceOf(ctx, who, t)
	if err != nil {
		return nil, err
	}
	if err := s.Guard.Allow(who, permission.Handle, r); err != nil { // before files are kept
		return nil, err
	}
	second, err := s.inspector(ctx, "second", in.Second, r)
	if err != nil {
		return nil, err
	}
	photos, err := s.keepPhotos(ctx, who, in.Photos)
	if err != nil {
		return nil, err
	}
	may := func(r permission.Resource, _ *casework.ItemCase) (permission.Decision, error) {
		d := s.Guard.Scope(who).Decide(permission.Handle, r)
		return d, d.Fault()
	}
	said := []any{in.Step, in.Second, in.Record, in.Rectify, len(photos)}
	return s.actWith(ctx, who, may, v, t, []store.Extra{store.AddPapers(photos...)}, func(c *casework.Case, m casework.Moment, by casework.Actor) (casework.Change, error) {
		return do(c, m, by, casework.JudgeVisitInput{
			Target: t.engine(), Step: in.Step, SeatSeen: in.Seat, Second: second, Record: in.Record, Rectify: in.Rectify,
			Photos: paperIDs(photos),
		})
	}, said...)
}
