package casework

import (
	"slices"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// SetAsideInput is the input of SetAsideDeemed.
type SetAsideInput struct {
	Target
	Evidence string // how it is known that the notice was told
	Told     calendar.Day
	Served   calendar.Day
	Defects  []Defect // of that notice
}

type deemedSetAside struct {
	clockChange
	Supplement Supplement `json:"supplement"`
	Evidence   string     `json:"evidence"`
	Joint      []Clock    `json:"joint,omitempty"` // those that take the place of the running ones; none: no acceptance is left
}

func (ev *deemedSetAside) apply(c *Case, it *ItemCase, en *Entry) {
	it.State, it.Accepted, it.Deemed, it.SetAside = SupplementRequested, 0, false, true
	it.Supplements = append(it.Supplements, ev.Supplement)
	ev.run(it, en)
	c.Clocks = slices.DeleteFunc(c.Clocks, func(k Clock) bool { return k.History.Stop == 0 }) // void, like the acceptance
	for _, k := range ev.Joint {
		c.startJoint(k, en)
	}
}

// firstAccepted is the day of the first acceptance of the first attempts but one; 0 if there is none.
func (c *Case) firstAccepted(without *ItemCase) calendar.Day {
	first := calendar.Day(0)
	for _, it := range c.Items {
		if it != without && it.Attempt == 1 && it.Accepted != 0 && (first == 0 || it.Accepted < first) {
			first = it.Accepted
		}
	}
	return first
}

// jointWithout makes the joint clocks anew from the first acceptance that is left, as if the other had never been: so it
// does not matter whether that one came before or comes after (rulebook §4.5). What the government extended stays extended.
func (w *work) jointWithout(it *ItemCase) []Clock {
	first := w.c.firstAccepted(it)
	if first == 0 {
		return nil
	}
	var out []Clock
	for _, k := range w.c.Clocks {
		if k.History.Stop == 0 {
			n := w.e.start(k.Kind, k.Rule, first)
			n.History.Extensions = slices.Clone(k.History.Extensions)
			out = append(out, n)
		}
	}
	return out
}

// maySetAside: only a deemed acceptance, once, and only before anything was built on it (P6): an extension of the joint
// ceiling is, where no other acceptance carries it.
func maySetAside(c *Case, it *ItemCase, _ Actor) *fault.Fault {
	switch {
	case !it.Deemed:
		return notNow("not_deemed")
	case it.SetAside:
		return notNow("set_aside_already")
	case len(it.Supplements) >= 2: // a third notice would never have been lawful
		return notNow("supplement_used_up")
	case it.Draft != nil || it.Hearing != nil || it.Clarification != nil || len(it.Procedures) > 0:
		return notNow("built_upon")
	case c.firstAccepted(it) == 0 && slices.ContainsFunc(c.Clocks, func(k Clock) bool { return k.History.Stop == 0 && len(k.History.Extensions) > 0 }):
		return notNow("built_upon")
	}
	for i := range it.Steps {
		if s := &it.Steps[i]; s.State != StepTodo && s.State != StepReplaced {
			return notNow("built_upon")
		}
	}
	return nil
}

// SetAsideDeemed sets an acceptance by silence aside, on evidence that a notice to supplement had been told in time
// (撤销视为受理, P6): the applicant's days run from the day on which that notice was served. The journal is never dated back.
func (e Engine) SetAsideDeemed(c *Case, m Moment, by Actor, in SetAsideInput) (Change, error) {
	return e.act(c, m, by, VerbSetAsideDeemed, in.Target, func(w *work, it *ItemCase) error {
		if err := w.checkSetAside(it, in); err != nil {
			return err
		}
		k := e.supplementClock(in.Served)
		k.Told = max(k.Told, e.supplementClock(w.today).Told) // who hears of it only now has the whole window (invariant 32)
		w.did(VerbSetAsideDeemed, it, &deemedSetAside{
			clockChange: clockChange{Stop: []string{"K3", "K4", "K15", "K21"}, Start: []Clock{k}}, Evidence: in.Evidence, Joint: w.jointWithout(it),
			Supplement: Supplement{Told: in.Told, Served: in.Served, Due: k.Told, Defects: in.Defects},
		})
		w.toApplicant("deemed_set_aside", it, "due", k.Told.String())
		w.tell(handler(it), "deemed_set_aside_desk", it)
		return nil
	})
}

func (w *work) checkSetAside(it *ItemCase, in SetAsideInput) error {
	if err := required("evidence", in.Evidence); err != nil {
		return err
	}
	bad := fault.New(fault.Invalid, "casework.incomplete")
	limit := w.e.answerClock(it, it.Received).Told
	if in.Told < it.Received || in.Told > limit || in.Served < in.Told || in.Served > w.today {
		bad.With("told", "casework.not_told_in_time", "from", it.Received.String(), "to", limit.String())
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	return checkDefects(it, in.Defects)
}
