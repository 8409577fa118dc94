package rehearsal

import (
	"context"
	"errors"
	"strings"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/store"
)

// decide plays officers and applicant until the joint case is concluded and everything is handed over: on each day whatever
// can be done is done, then the next working day begins.
func (p *play) decide(ctx context.Context) error {
	for range mostDays {
		for {
			c, err := p.Store.Case(ctx, store.ByNo(p.no))
			if err != nil {
				return err
			}
			p.note(c)
			if over(c) {
				return nil
			}
			did, err := p.round(ctx, c)
			if err != nil {
				return err
			}
			if !did {
				break
			}
		}
		if err := p.tomorrow(ctx); err != nil {
			return err
		}
	}
	return p.stuck(ctx)
}

// over says that nothing of the case is open any more.
func over(c *casework.Case) bool {
	for _, it := range c.Current() {
		if it.State.Live() || it.State == casework.Granted || promised(it) {
			return false
		}
	}
	return casework.ResultOf(c) != ""
}

// promised says that a commitment is still to be looked at.
func promised(it *casework.ItemCase) bool {
	return it.Commitment != nil && it.Commitment.State == casework.CommitmentSigned && it.State == casework.Delivered
}

// round does one act for every item for which there is one now, and says whether there was any.
func (p *play) round(ctx context.Context, c *casework.Case) (did bool, err error) {
	for _, it := range c.Current() {
		done, err := p.one(ctx, c, it)
		switch {
		case fault.Is(err, fault.NotNow):
			p.waits[it.Slot] = worded(err).Error()
			continue
		case err != nil:
			return did, errors.New(it.Name + " (" + it.Slot + "): " + worded(err).Error())
		case done:
			return true, nil // the case has changed: it is read again
		}
	}
	return false, nil
}

// one does the next act on an item, if there is one today.
func (p *play) one(ctx context.Context, c *casework.Case, it *casework.ItemCase) (did bool, err error) {
	if did, err := p.event(ctx, c, it); did || err != nil {
		return did, err
	}
	switch it.State {
	case casework.Received:
		if !p.ripe(c, it, "form_check") && !p.pressing(c, it, "K1") {
			return false, nil
		}
		return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
			if it.Handler == "" {
				_, err := p.Handling.Claim(ctx, who, t)
				return err
			}
			_, err := p.Handling.Accept(ctx, who, t)
			return err
		})
	case casework.Accepted:
		return p.accepted(ctx, c, it)
	case casework.Granted:
		return p.granted(ctx, c, it)
	case casework.Delivered:
		return p.verify(ctx, it)
	}
	return false, nil
}

// accepted does what stands between the acceptance and the signature.
func (p *play) accepted(ctx context.Context, c *casework.Case, it *casework.ItemCase) (did bool, err error) {
	if did, err := p.gap(ctx, it); did || err != nil {
		return did, err
	}
	for i := range it.Steps {
		if did, err := p.step(ctx, c, it, &it.Steps[i]); did || err != nil {
			return did, err
		}
	}
	if it.Automatic() != nil {
		return p.automatic(ctx, c, it)
	}
	if did, err := p.procedure(ctx, c, it); did || err != nil {
		return did, err
	}
	if it.Sealed != nil || !p.ripeToSign(c, it) {
		return false, nil
	}
	switch {
	case it.Draft == nil:
		return p.may(c, it, casework.VerbProposeGrant, casework.Handle, func(who permission.Principal, t handling.Target) error {
			_, err := p.Handling.ProposeGrant(ctx, who, t, say("opinion"), "")
			return err
		}, 0)(ctx)
	case it.SignOff == 3 && it.Draft.Reviewer == "":
		return true, p.by(ctx, it, 1, func(who permission.Principal, t handling.Target) error {
			_, err := p.Handling.Review(ctx, who, t, say("opinion"))
			return err
		})
	}
	return true, p.by(ctx, it, 2, func(who permission.Principal, t handling.Target) error {
		_, err := p.Handling.Grant(ctx, who, t)
		return err
	})
}

// may is by for an act that may have to wait: why is asked first, so that nothing is refused for the sake of asking.
func (p *play) may(c *casework.Case, it *casework.ItemCase, v casework.Verb, role casework.Role, do func(permission.Principal, handling.Target) error, place int) func(context.Context) (bool, error) {
	return func(ctx context.Context) (bool, error) {
		who, err := p.officer(ctx, it.Department, place)
		if err != nil {
			return false, err
		}
		actor := casework.Actor{Kind: string(who.Kind), Role: role, ID: who.ID, Department: it.Department}
		if err := casework.Why(c, it.Slot, v, actor); err != nil {
			return false, err
		}
		return true, do(who, handling.Target{No: p.no, Slot: it.Slot})
	}
}

// granted registers, makes, hands over.
func (p *play) granted(ctx context.Context, c *casework.Case, it *casework.ItemCase) (did bool, err error) {
	for i := range it.Steps {
		if did, err := p.step(ctx, c, it, &it.Steps[i]); did || err != nil {
			return did, err
		}
	}
	switch {
	case it.Tendered == nil, !p.ripe(c, it, certificate) && !p.pressing(c, it, "K7"):
		return false, nil
	case it.Tendered.Channel == casework.ByAccount:
		_, err = p.Filing.Deliver(ctx, p.applicant, p.no, it.Slot, "")
		return true, err
	}
	return true, p.by(ctx, it, 0, func(who permission.Principal, t handling.Target) error {
		_, err := p.Handling.HandOver(ctx, who, handling.HandOverInput{
			ExitTarget: handling.ExitTarget{No: t.No, Results: []handling.Result{{Slot: t.Slot}}},
			Channel:    casework.ByWindow, Name: say("person"), Capacity: "own", Checked: "id_card",
		})
		return err
	})
}

// stuck says which items cannot be finished, and why.
func (p *play) stuck(ctx context.Context) error {
	c, err := p.Store.Case(ctx, store.ByNo(p.no))
	if err != nil {
		return err
	}
	var open []string
	for _, it := range c.Current() {
		if !it.State.Live() && it.State != casework.Granted && !promised(it) {
			continue
		}
		why := p.waits[it.Slot]
		if why == "" {
			why = say("nobody_acts")
		}
		state := lang.Chinese().Say("casework.state." + string(it.State))
		open = append(open, say("open", "item", it.Name, "slot", it.Slot, "state", state, "why", why))
	}
	return errors.New(say("stuck", "days", mostDays, "items", strings.Join(open, "\n    ")))
}
