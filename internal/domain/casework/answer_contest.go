package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// AnswerContestInput is the input of AnswerContest.
type AnswerContestInput struct {
	Target
}

type contestAnswered struct {
	clockChange
	Outcome string `json:"outcome"`
}

func (ev *contestAnswered) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Contest.Signer, it.Contest.Answered = ident.StaffID(en.Actor.ID), en.Day
	if ev.Outcome == ContestChanged && it.Made != 0 {
		it.Corrected++
	}
	ev.run(it, en)
}

// mayAnswerContest: somebody else than who looked signs.
func mayAnswerContest(_ *Case, it *ItemCase, by Actor) *fault.Fault {
	switch x := it.Contest; {
	case !x.Open():
		return notNow("no_contest")
	case x.Outcome == "":
		return notNow("not_reexamined")
	case by.stands(x.By, x.For):
		return fault.New(fault.Forbidden, "casework.own_proposal")
	}
	return nil
}

// AnswerContest signs what a person found about a decision of rules (签发复核决定): K29 stops, the applicant gets the answer
// with the ways to have it reviewed, and a result that says something else from now on in a new version.
func (e Engine) AnswerContest(c *Case, m Moment, by Actor, in AnswerContestInput) (Change, error) {
	return e.act(c, m, by, VerbAnswerContest, in.Target, func(w *work, it *ItemCase) error {
		x := *it.Contest
		w.did(VerbAnswerContest, it, &contestAnswered{clockChange: clockChange{Stop: []string{"K29"}}, Outcome: x.Outcome})
		w.issue("contest_answer", it, w.today, w.remedies(w.today, map[string]string{
			"decided": it.Decided.String(), "contested": x.On.String(), "contest": x.Reason, "outcome": x.Outcome,
			"reason": x.Reasons, "old": x.Old, "new": x.New, "signer": by.ID,
		}), nil)
		if x.Outcome == ContestChanged && it.Made != 0 {
			w.issue("certificate", it, w.today, map[string]string{
				"decided": it.Decided.String(), "version": itoa(it.Corrected + 1), "old": x.Old, "new": x.New,
			}, map[string][]string{"gives": it.Gives})
			w.tellDependants(it)
		}
		w.toApplicant("contest_"+x.Outcome, it)
		return nil
	})
}
