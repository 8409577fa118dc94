package officer

import (
	"lianban/internal/app/handling"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/web/page"
)

// The fields of looking again at a decision of rules.
const (
	fieldOutcome = "outcome"
	fieldReasons = "reasons"
)

// contestDeeds are the acts on an objection to an automatic decision.
func contestDeeds() []deed {
	return []deed{
		{
			verb: casework.VerbReexamineDecision, path: "reexamine-decision", needs: []permission.Permission{permission.Handle}, mine: true,
			when: contestOpen, lead: reexamineLead, fields: reexamineFields, try: tryReexamine, send: sendReexamine,
		},
		{
			verb: casework.VerbAnswerContest, path: "answer-contest", needs: []permission.Permission{permission.Sign}, mine: true,
			when: reexamined, lead: answerContestLead, fields: askedFields(), try: tryAnswerContest, send: sendAnswerContest,
		},
	}
}

func contestOpen(f *file) bool { return f.Item.Contest.Open() }
func reexamined(f *file) bool  { return f.Item.Contest.Open() && f.Item.Contest.Outcome != "" }

func reexamineLead(f *file) string {
	return say("act.reexamine-decision.lead") + say("act.reexamine-decision.contest", "reason", f.Item.Contest.Reason)
}

func reexamineFields(f *file, d deed) []page.Field {
	outcome := page.Field{Kind: page.OneOf, Name: fieldOutcome, Label: say("act." + d.path + ".outcome"), Value: f.Item.Contest.Outcome}
	for _, o := range casework.ContestOutcomes {
		key := "act." + d.path + ".outcome." + o
		outcome.Options = append(outcome.Options, page.Option{Value: o, Label: say(key), Hint: say(key + ".hint")})
	}
	reasons, was, is := asked(d, fieldReasons), askedLine(d, fieldOld, f.Item.Contest.Old), askedLine(d, fieldNew, f.Item.Contest.New)
	reasons.Value, was.Optional, is.Optional = f.Item.Contest.Reasons, true, true
	return []page.Field{outcome, reasons, was, is}
}

func tryReexamine(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.ReexamineDecision(c, m, by, casework.ReexamineInput{Target: t, Outcome: casework.ContestConfirmed, Reasons: say("effect.open")})
}

func sendReexamine(f *file, form *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.ReexamineDecision(f.v.R.Context(), f.v.Who.Principal, t, casework.ReexamineInput{
		Outcome: form.value(fieldOutcome), Reasons: form.value(fieldReasons), Old: form.value(fieldOld), New: form.value(fieldNew),
	})
	return err
}

func answerContestLead(f *file) string {
	x := f.Item.Contest
	return say("act.answer-contest.lead", "outcome", say("act.reexamine-decision.outcome."+x.Outcome), "reasons", x.Reasons)
}

func tryAnswerContest(_ *file, e casework.Engine, c *casework.Case, m casework.Moment, by casework.Actor, t casework.Target) (casework.Change, error) {
	return e.AnswerContest(c, m, by, casework.AnswerContestInput{Target: t})
}

func sendAnswerContest(f *file, _ *actForm, t handling.Target) error {
	_, err := f.v.d.Handling.AnswerContest(f.v.R.Context(), f.v.Who.Principal, t)
	return err
}

// contestStanding says how far an objection to a decision of rules is.
func contestStanding(x *casework.Contest) Standing {
	state := "open"
	switch {
	case !x.Open():
		state = x.Outcome
	case x.Outcome != "":
		state = "looked"
	}
	out := Standing{Name: say("stand.contest"), State: say("stand.contest." + state)}
	out.fact("contest_reason", x.Reason)
	out.day("contest_on", x.On)
	out.fact("contest_reasons", x.Reasons)
	out.fact("contest_old", x.Old)
	out.fact("contest_new", x.New)
	out.day("contest_answered", x.Answered)
	return out
}
