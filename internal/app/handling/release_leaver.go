package handling

import (
	"context"
	"errors"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// releaseAtOnce is how many items of leavers one sweep takes; what is left is found by the next.
const releaseAtOnce = 200

// ReleaseLeavers puts what people with a closed account still have in hand back into the lists of their departments (离岗),
// one act of the engine and one entry for each item, and says how many there were. Doing it twice, or on two nodes at
// once, changes nothing the second time. An item that cannot be released is logged and keeps no other waiting.
func (s *Service) ReleaseLeavers(ctx context.Context) (released int, err error) {
	left, err := s.Store.WorkOfClosed(ctx, casework.OnDesk, releaseAtOnce)
	if err != nil {
		return 0, err
	}
	reason := lang.Chinese().Say("handling.leaver")
	var failed []error
	for _, x := range left {
		change, err := s.Store.Apply(ctx, store.ByNo(x.No), func(c *casework.Case) (casework.Change, error) {
			return s.Engine.Release(c, s.moment(), casework.Target{Slot: x.Slot}, x.Handler, reason)
		})
		switch {
		case err == nil:
			s.told(change)
			released++
		case fault.Is(err, fault.NotNow): // somebody took it, or it was decided, at this moment
		default:
			s.Log.Error("an item of a leaver cannot be released", "case", string(x.No), "slot", x.Slot, "error", err.Error())
			failed = append(failed, err)
		}
	}
	return released, errors.Join(failed...)
}
