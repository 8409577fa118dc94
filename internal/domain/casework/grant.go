package casework

import (
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
)

// GrantInput is the input of Grant.
type GrantInput struct {
	Target
}

// signed turns the draft into the decision.
type signed struct {
	clockChange
}

func (ev *signed) apply(_ *Case, it *ItemCase, en *Entry) {
	d := *it.Draft
	d.Signer, d.At = ident.StaffID(en.Actor.ID), en.At
	it.Decision, it.Draft, it.Decided = &d, nil, en.Day
	it.State = Refused
	if d.Grant {
		it.State = Granted
	}
	ev.run(it, en)
}

// Grant signs a drafted grant (准予): K3 and K4 stop, K7 starts, dependants are released (行政许可法38). The result
// is made as soon as no fee and no registration stands before it; it goes out when it may be released. Before the day on
// which a campaign publishes its results the decision is sealed instead.
func (e Engine) Grant(c *Case, m Moment, by Actor, in GrantInput) (Change, error) {
	return e.act(c, m, by, VerbGrant, in.Target, func(w *work, it *ItemCase) error {
		if w.sealing() {
			w.seal(it, nil)
			return nil
		}
		w.did(VerbGrant, it, &signed{clockChange{Stop: []string{"K3", "K4", "K21", "K24"}, Start: e.afterGrant(it, w.today)}})
		w.granted(it, w.today)
		return nil
	})
}

// granted issues the letter of a grant, of a person or of rules, and tells of a result that waits.
func (w *work) granted(it *ItemCase, day calendar.Day) {
	data := map[string]string{"decided": day.String(), "accepted": it.Accepted.String()}
	if d := it.Decision; d.Rules != "" {
		data["rules"], data["contest_until"] = d.Rules, it.ContestUntil().String()
		data = w.remedies(day, data)
	} else {
		data["grounds"], data["signer"] = d.Grounds, string(d.Signer)
	}
	w.issue("decision_grant", it, day, data, map[string][]string{"gives": it.Gives, "grounds": it.Grounds})
	if !w.c.MayRelease() {
		w.toApplicant("granted_withheld", it)
	}
}

// afterGrant are the clocks that a grant starts: delivery, and the verification of a commitment that it rests on.
func (e Engine) afterGrant(it *ItemCase, from calendar.Day) []Clock {
	out := []Clock{e.deliveryClock(it, from)}
	if x := it.Commitment; x != nil && x.State == CommitmentSigned {
		out = append(out, e.verificationClock(from))
	}
	return out
}
