package handling

import (
	"context"
	"errors"

	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// displaysAtOnce is how many notices are looked at in one statement.
const displaysAtOnce = 100

// RecordDisplays records for every notice that hangs that its public page was served today, once a day. look asks for
// the page as anybody would and answers the SHA-256 of what it got; one that fails is logged and tried again with the
// next sweep. A day that ends without a record interrupts the notice.
func (s *Service) RecordDisplays(ctx context.Context, look func(ctx context.Context, notice string) (hash string, err error)) error {
	var failed []error
	after := ""
	for {
		rows, err := s.Store.UnseenNotices(ctx, s.Today(), after, displaysAtOnce)
		if err != nil {
			return errors.Join(append(failed, err)...)
		}
		for _, n := range rows {
			after = n.ID
			if err := s.recordDisplay(ctx, n, look); err != nil {
				s.Log.Error("a notice cannot be seen", "notice", n.ID, "error", err.Error())
				failed = append(failed, err)
			}
		}
		if len(rows) < displaysAtOnce {
			return errors.Join(failed...)
		}
	}
}

func (s *Service) recordDisplay(ctx context.Context, n store.NoticeRow, look func(context.Context, string) (string, error)) error {
	if err := s.Settle(ctx, n.Case); err != nil { // a hole of yesterday is not covered up by today
		return err
	}
	c, err := s.Store.Case(ctx, store.ByID(n.Case))
	if err != nil {
		return err
	}
	for _, at := range c.Unseen(s.Today()) {
		if at.ID != n.ID {
			continue
		}
		hash, err := look(ctx, n.ID)
		if err != nil {
			return err
		}
		change, err := s.Store.Apply(ctx, store.ByID(n.Case), func(c *casework.Case) (casework.Change, error) {
			return s.Engine.RecordDisplay(c, s.moment(), casework.RecordDisplayInput{Slot: at.Slot, Step: at.Step, Hash: hash})
		})
		if fault.Is(err, fault.NotNow) { // another node was faster, or the notice has just ended
			return nil
		}
		if err == nil {
			s.told(change)
		}
		return err
	}
	return nil
}
