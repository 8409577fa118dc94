package casework

import (
	"strings"

	"lianban/internal/base/fault"
)

// Opinions are what experts can come to: evidence for the decision, never the decision.
var Opinions = []string{"pass", "revise", "fail"}

// ExpertOpinionInput is the input of ExpertOpinion.
type ExpertOpinionInput struct {
	Target
	Step    string // id of the step; none: the first that is called
	Opinion string // pass, revise, fail
	Text    string // reasons
}

type expertOpinion struct {
	clockChange
	Step    string `json:"step"`
	Opinion string `json:"opinion"`
	Text    string `json:"text"`
}

func (ev *expertOpinion) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	if s.Experts.Pause != 0 {
		it.resume(s.Experts.Pause, en.Day)
	}
	s.State = StepDone
	s.Experts.Opinion, s.Experts.Text, s.Experts.Given, s.Experts.Pause = ev.Opinion, ev.Text, en.Day, 0
	ev.run(it, en)
}

func mayGiveOpinion(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.stepIn("", ExpertReview, StepCalled, StepOverrun) == nil {
		return notNow("no_experts_called")
	}
	return nil
}

// ExpertOpinion records what the experts came to (专家意见). Experts have no account of their own: their written opinion
// is entered by whoever called them, or by a body that was asked. Clocks that stood still run again from the next day.
func (e Engine) ExpertOpinion(c *Case, m Moment, by Actor, in ExpertOpinionInput) (Change, error) {
	return e.act(c, m, by, VerbExpertOpinion, in.Target, func(w *work, it *ItemCase) error {
		s := it.stepIn(in.Step, ExpertReview, StepCalled, StepOverrun)
		if s == nil {
			return notNow("no_experts_called")
		}
		bad := fault.New(fault.Invalid, "casework.incomplete")
		if !has(Opinions, in.Opinion) {
			bad.With("opinion", "casework.required.opinion")
		}
		if strings.TrimSpace(in.Text) == "" {
			bad.With("text", "casework.required.opinion_text")
		}
		if err := bad.OrNil(); err != nil {
			return err
		}
		name := s.Name
		w.did(VerbExpertOpinion, it, &expertOpinion{
			clockChange: clockChange{Stop: []string{"K10:" + s.ID}}, Step: s.ID, Opinion: in.Opinion, Text: in.Text,
		})
		w.toApplicant("experts_done", it, "procedure", name, "due", w.decisionDue(it).String())
		return nil
	})
}
