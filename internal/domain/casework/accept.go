package casework

import "lianban/internal/domain/calendar"

// AcceptInput is the input of Accept.
type AcceptInput struct {
	Target
}

// acceptedEvent starts the decision: by an officer, or by silence as of the receipt.
type acceptedEvent struct {
	clockChange
	From   calendar.Day `json:"from"` // the decision clock starts here
	Deemed bool         `json:"deemed,omitempty"`
	Joint  []Clock      `json:"joint,omitempty"` // K5 and K6, when this acceptance starts them or dates them back
}

func (ev *acceptedEvent) apply(c *Case, it *ItemCase, en *Entry) {
	it.State, it.Accepted, it.Deemed = Accepted, ev.From, ev.Deemed
	if ev.Deemed {
		it.Late = en.Day
	}
	ev.run(it, en)
	for _, k := range ev.Joint {
		c.startJoint(k, en)
	}
}

// acceptance makes the event of an acceptance on a day, as of a day.
func (w *work) acceptance(it *ItemCase, on, from calendar.Day, deemed bool) *acceptedEvent {
	start := w.e.decisionClocks(it, from)
	if it.Gap != nil && it.Gap.State == GapPromised {
		start = append(start, w.e.gapClock(it, from))
	}
	var joint []Clock
	if it.Attempt == 1 { // what was applied for again has its own clocks only (rulebook §3.3)
		joint = w.e.jointClocks(w.c, from)
	}
	stop := []string{"K1"}
	if it.renewalOver(on) {
		stop = append(stop, "K24")
	}
	return &acceptedEvent{
		clockChange: clockChange{Stop: stop, Start: start},
		From:        from, Deemed: deemed, Joint: joint,
	}
}

// Accept accepts an application that is complete and in form (受理): K1 stops, K3 and K4 start (行政许可法32(5)).
func (e Engine) Accept(c *Case, m Moment, by Actor, in AcceptInput) (Change, error) {
	return e.act(c, m, by, VerbAccept, in.Target, func(w *work, it *ItemCase) error {
		w.did(VerbAccept, it, w.acceptance(it, w.today, w.today, false))
		w.issueAcceptance(it, w.today)
		w.toApplicant("accepted", it, "due", w.decisionDue(it).String())
		return nil
	})
}

// decisionDue is the day by which the item is promised, or else must be decided.
func (w *work) decisionDue(it *ItemCase) calendar.Day {
	for _, kind := range []string{"K4", "K3"} {
		if k := it.running(kind); k != nil {
			return w.e.project(k, w.today).Due
		}
	}
	return 0
}
