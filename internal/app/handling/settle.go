package handling

import (
	"context"
	"errors"
	"time"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// Settle applies everything that the law does to a case because days have ended. Doing it twice, or on two
// nodes at once, changes nothing the second time.
func (s *Service) Settle(ctx context.Context, id ident.CaseID) error {
	change, err := s.Store.Apply(ctx, store.ByID(id), func(c *casework.Case) (casework.Change, error) {
		return s.Engine.Settle(c, s.moment())
	})
	if err == nil {
		s.told(change)
	}
	return err
}

// settleAtOnce is how many due cases one sweep takes.
const settleAtOnce = 200

// settingSweep is where the time of the last sweep is kept.
const settingSweep = "sweep.last"

// SettleDue settles every case that has a timer whose day has ended and says how many there were. A case
// that cannot be settled is logged and left; it does not keep the others waiting.
func (s *Service) SettleDue(ctx context.Context) (settled int, err error) {
	if err := s.Store.SetSetting(ctx, settingSweep, s.Clock.Now().Format(time.RFC3339)); err != nil {
		return 0, err
	}
	var after store.DueCase
	var failed []error
	for {
		due, err := s.Store.DueCases(ctx, s.Today(), after, settleAtOnce)
		if err != nil {
			return settled, err
		}
		for _, d := range due {
			after = d
			if err := s.Settle(ctx, d.Case); err != nil {
				s.Log.Error("a case cannot be settled", "case", string(d.Case), "error", err.Error())
				failed = append(failed, err)
				continue
			}
			settled++
		}
		if len(due) < settleAtOnce {
			return settled, errors.Join(failed...)
		}
	}
}
