package casework

import (
	"strconv"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// Whose right to ask for a hearing is told.
const (
	HearingOfApplicant = "applicant"
	HearingOfAffected  = "affected" // of the applicant and of others whose great interest is at stake
)

// TellHearingRightInput is the input of TellHearingRight.
type TellHearingRightInput struct {
	Target
	Whose  string // applicant | affected
	Matter string // what is to be decided and why it is of great interest, as printed
}

type hearingTold struct {
	clockChange
	Whose  string `json:"whose"`
	Matter string `json:"matter"`
}

func (ev *hearingTold) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Hearing = &Hearing{State: HearingTold, Whose: ev.Whose, Matter: ev.Matter, Told: en.Day}
	ev.run(it, en)
	it.keep(en)
}

func mayTellHearingRight(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Hearing != nil {
		return notNow("hearing_told_already")
	}
	return nil
}

// hearingClock is K11, the days to ask for a hearing (行政许可法47); it runs from the day on which the right was served.
func (e Engine) hearingClock(from calendar.Day) Clock {
	return e.start("K11", workingDays(e.Params.HearingAskDays, "xk47"), from)
}

// TellHearingRight tells who can ask for a hearing (听证告知, 行政许可法46, 47): K11 starts, nothing is decided until it
// is over. The decision clocks run on (P11).
func (e Engine) TellHearingRight(c *Case, m Moment, by Actor, in TellHearingRightInput) (Change, error) {
	return e.act(c, m, by, VerbTellHearingRight, in.Target, func(w *work, it *ItemCase) error {
		bad := fault.New(fault.Invalid, "casework.incomplete")
		if in.Whose != HearingOfApplicant && in.Whose != HearingOfAffected {
			bad.With("whose", "casework.required.whose")
		}
		if strings.TrimSpace(in.Matter) == "" {
			bad.With("matter", "casework.required.matter")
		}
		if err := bad.OrNil(); err != nil {
			return err
		}
		k := e.hearingClock(w.today)
		w.did(VerbTellHearingRight, it, &hearingTold{clockChange{Start: []Clock{k}}, in.Whose, in.Matter})
		w.issue("hearing_right", it, w.today, map[string]string{
			"matter": in.Matter, "whose": in.Whose, "due": k.Told.String(), "days": strconv.Itoa(k.Rule.Length), "ground": "xk47",
		}, nil)
		w.toApplicant("hearing_right_told", it, "due", k.Told.String())
		return nil
	})
}
