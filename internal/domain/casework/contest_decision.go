package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// ContestInput is the input of ContestDecision.
type ContestInput struct {
	Target
	Reason string // what is wrong, in the applicant's words
}

type contested struct {
	clockChange
	Reason string `json:"reason"`
}

func (ev *contested) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Contest = &Contest{Reason: ev.Reason, On: en.Day}
	ev.run(it, en)
}

// mayContest: what rules decided, once, within the days that were told. What is left after that is review and suit.
func mayContest(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	switch {
	case !it.ByRules():
		return notNow("not_by_rules")
	case it.Contest != nil:
		return notNow("contested_already")
	case it.running("K28") == nil:
		return notNow("contest_over", "day", it.ContestUntil().String())
	}
	return nil
}

// ContestDecision objects to an automatic decision (对自动决定提出异议): K28 stops, and a person of the department looks again
// within K29. The decision stands meanwhile. Fault: Invalid casework.incomplete without a reason.
func (e Engine) ContestDecision(c *Case, m Moment, by Actor, in ContestInput) (Change, error) {
	return e.act(c, m, by, VerbContestDecision, in.Target, func(w *work, it *ItemCase) error {
		if err := required("reason", in.Reason); err != nil {
			return err
		}
		k := e.lookClock(w.today)
		w.did(VerbContestDecision, it, &contested{clockChange: clockChange{Stop: []string{"K28"}, Start: []Clock{k}}, Reason: in.Reason})
		w.tell(handler(it), "contested_desk", it, "due", k.Told.String())
		w.toApplicant("contested", it, "due", k.Told.String())
		return nil
	})
}

type contestExpired struct {
	clockChange
}

func (ev *contestExpired) apply(_ *Case, it *ItemCase, en *Entry) { ev.run(it, en) }

// contestExpired: nobody objected in time.
func (w *work) contestExpired(it *ItemCase, due calendar.Day) {
	w.record(VerbContestExpired, it, due, timerActor("K28"), &contestExpired{clockChange{Stop: []string{"K28"}}})
}
