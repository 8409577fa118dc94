package rehearsal

import (
	"context"
	"slices"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// event lets happen what an item waits for outside, as soon as it waits for nothing else: how long the world takes is in no
// clock and in no figure. It is told by the applicant where only they can know it, else by the office.
func (p *play) event(ctx context.Context, c *casework.Case, it *casework.ItemCase) (did bool, err error) {
	awaited := c.Awaited(it)
	if len(awaited) == 0 || waitsForItems(c, it) {
		return false, nil
	}
	g := awaited[0]
	if g.Holds(it.Slot) == casework.GateDecide && (it.State != casework.Accepted || !p.ripe(c, it, "form_check")) {
		return false, nil
	}
	if g.Own {
		_, err := p.Filing.RecordEvent(ctx, p.applicant, p.no, filing.EventInput{Slot: it.Slot, Gate: g.Slug, Note: say("event")})
		return err == nil, err
	}
	return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
		_, err := p.Handling.RecordEvent(ctx, who, t, casework.RecordEventInput{Gate: g.Slug, Evidence: say("event")})
		return err
	})
}

// waitsForItems says that an item of the case stands before this one.
func waitsForItems(c *casework.Case, it *casework.ItemCase) bool {
	return it.State == casework.Waiting && slices.ContainsFunc(c.Edges, func(e casework.Edge) bool {
		before := c.Latest(e.From)
		return e.To == it.Slot && e.Gate == casework.GateStart && before != nil && before.State.Live()
	})
}
