package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

func notNow(key string, pairs ...string) *fault.Fault {
	return fault.New(fault.NotNow, "casework."+key, pairs...)
}

// mayAskAgain holds the one-time notice (一次性告知): a second one may only go back to points of the first, a
// third never comes (行政许可法32(4), P3).
func mayAskAgain(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if len(it.Supplements) >= 2 {
		return notNow("supplement_used_up")
	}
	return nil
}

// mayAccept: an offer to let a paper follow waits for its answer first (容缺).
func mayAccept(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Gap != nil && it.Gap.State == GapOffered {
		return notNow("gap_offer_open")
	}
	return nil
}

// mayStandAlone: while the choice is open, and only if a paper can stand in for what the prerequisite gives.
func mayStandAlone(c *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.running("K21") == nil {
		return notNow("no_choice_open")
	}
	if !c.substitutable(it.Slot) {
		return notNow("no_substitute")
	}
	return nil
}

// mayPropose: one draft at a time, and never by the chair of the item's hearing.
func mayPropose(_ *Case, it *ItemCase, by Actor) *fault.Fault {
	if it.Draft != nil {
		return notNow("draft_exists")
	}
	return notTheChair(it, by)
}

func mayProposeGrant(c *Case, it *ItemCase, by Actor) *fault.Fault {
	if f := mayPropose(c, it, by); f != nil {
		return f
	}
	return ready(c, it)
}

// ready says whether a grant is possible today (rulebook §2.4): every step passed, no gap, no hearing, no clarification
// and no pause open, every edge stands alone or its prerequisite is satisfied now.
func ready(c *Case, it *ItemCase) *fault.Fault {
	if f := notPaused(c, it); f != nil {
		return f
	}
	for i := range it.Steps {
		switch s := &it.Steps[i]; {
		case !s.beforeGrant() || s.Passed():
		case s.State == StepFailed:
			return notNow("step_failed", "step", s.Name)
		case s.Kind == AutomaticDecision:
			return notNow("step_is_automatic", "step", s.Name)
		default:
			return notNow("step_open", "step", s.Name)
		}
	}
	if f := weighed(it); f != nil {
		return f
	}
	switch {
	case it.Gap != nil && it.Gap.State == GapPromised:
		return notNow("gap_open")
	case it.Hearing != nil && it.Hearing.State == HearingTold:
		return notNow("hearing_open")
	case it.Clarification != nil && it.Clarification.State == ClarificationAsked:
		return notNow("clarification_open")
	}
	if g := c.closed(it.Slot, GateDecide); g != nil {
		return notNow("event_awaited", "event", g.Name)
	}
	return edgesReady(c, it)
}

// notPaused: nobody decides while excluded time runs (invariant 18).
func notPaused(_ *Case, it *ItemCase) *fault.Fault {
	for i := range it.Steps {
		if s := &it.Steps[i]; s.Pause != 0 {
			return notNow("step_open", "step", s.Name)
		}
	}
	if it.paused() {
		return notNow("paused")
	}
	return nil
}

// edgesReady says whether every edge stands alone, or its prerequisite is satisfied now.
func edgesReady(c *Case, it *ItemCase) *fault.Fault {
	for _, e := range c.edgesTo(it.Slot) {
		from := c.Latest(e.From)
		switch {
		case e.alone(), e.OnFail == AloneOnFail && from.verdict().Failed():
		case from.verdict().Satisfied():
		case from.verdict().Live():
			return notNow("prerequisite_pending", "item", from.Name)
		default:
			return notNow("prerequisite_failed", "item", from.Name)
		}
	}
	return nil
}

// mayReview is the second of three hands: somebody else than the proposer.
func mayReview(_ *Case, it *ItemCase, by Actor) *fault.Fault {
	switch {
	case it.Draft == nil:
		return notNow("no_draft")
	case it.hands() < 3:
		return notNow("no_review_needed")
	case it.Draft.Reviewer != "":
		return notNow("reviewed_already")
	case by.stands(it.Draft.By, it.Draft.For):
		return fault.New(fault.Forbidden, "casework.own_proposal")
	}
	return nil
}

// stands says whether an actor is one of these people, or acts in the place of one of them. Different hands are
// different people and stand for different people.
func (a Actor) stands(people ...ident.StaffID) bool {
	for _, p := range people {
		if p != "" && (string(p) == a.ID || p == a.For) {
			return true
		}
	}
	return false
}

// maySendBack: a draft; and until the day of publication a sealed decision of a person, by whoever signs.
func maySendBack(c *Case, it *ItemCase, by Actor) *fault.Fault {
	switch {
	case it.Sealed != nil && (it.Sealed.Rules != "" || !by.may(Sign)):
		return sealedFault(c)
	case it.Draft == nil && it.Sealed == nil:
		return notNow("no_draft")
	}
	return nil
}

// sealedFault says that a decision is signed and waits for its publication.
func sealedFault(c *Case) *fault.Fault { return notNow("sealed", "day", c.Publishes.String()) }

// kept says why a sealed decision bars an act.
func kept(c *Case, it *ItemCase, v Verb) *fault.Fault {
	if it.Sealed != nil && !has(afterSealing, v) {
		return sealedFault(c)
	}
	return nil
}

// maySign holds the rule of different hands: never one's own proposal, never one's own review. Only a listed
// instant item with one hand may be proposed and signed by one person (P20).
func maySign(it *ItemCase, by Actor) *fault.Fault {
	if it.hands() == 3 && it.Draft.Reviewer == "" {
		return notNow("review_missing")
	}
	if it.hands() == 1 && it.Instant {
		return nil
	}
	if by.stands(it.Draft.By, it.Draft.For) {
		return fault.New(fault.Forbidden, "casework.own_proposal")
	}
	if by.stands(it.Draft.Reviewer, it.Draft.Reviewed) {
		return fault.New(fault.Forbidden, "casework.own_review")
	}
	return nil
}

func mayGrant(c *Case, it *ItemCase, by Actor) *fault.Fault {
	switch {
	case it.Draft == nil:
		return notNow("no_draft")
	case !it.Draft.Grant:
		return notNow("draft_refuses")
	}
	if f := ready(c, it); f != nil {
		return f
	}
	return maySign(it, by)
}

func mayRefuse(c *Case, it *ItemCase, by Actor) *fault.Fault {
	switch {
	case it.Draft == nil:
		return notNow("no_draft")
	case it.Draft.Grant:
		return notNow("draft_grants")
	}
	if it.Hearing != nil && it.Hearing.State == HearingTold {
		return notNow("hearing_open")
	}
	if f := notPaused(c, it); f != nil {
		return f
	}
	return maySign(it, by)
}

// mayMake: the certificate comes after the fee and the registration.
func mayMake(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Made != 0 {
		return notNow("made_already")
	}
	for i := range it.Steps {
		if s := &it.Steps[i]; !s.Passed() && s.State != StepCancelled {
			return notNow("step_open", "step", s.Name)
		}
	}
	return nil
}

// mayProposeRefuse: a hearing that was told of or asked for comes first, and so does the end of a pause.
func mayProposeRefuse(c *Case, it *ItemCase, by Actor) *fault.Fault {
	if f := mayPropose(c, it, by); f != nil {
		return f
	}
	if it.Hearing != nil && it.Hearing.State == HearingTold {
		return notNow("hearing_open")
	}
	return notPaused(c, it)
}

// mayTender holds the joint conclusion (统一办结): a result is withheld until it may be released.
func mayTender(c *Case, it *ItemCase, _ Actor) *fault.Fault {
	switch {
	case it.Made == 0:
		return notNow("not_made")
	case it.Tendered != nil:
		return notNow("tendered_already")
	case !c.MayRelease():
		return notNow("withheld")
	}
	return nil
}

func mayDeliver(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Tendered == nil {
		return notNow("withheld")
	}
	return nil
}

func mayClaim(_ *Case, it *ItemCase, by Actor) *fault.Fault {
	switch {
	case string(it.Handler) == by.ID:
		return notNow("claimed_already")
	case it.Handler != "":
		return notNow("claimed_by_other")
	}
	return nil
}

// hands is how many people a decision passes: one, two (default) or three.
func (it *ItemCase) hands() int {
	if it.SignOff < 1 || it.SignOff > 3 {
		return 2
	}
	return it.SignOff
}
