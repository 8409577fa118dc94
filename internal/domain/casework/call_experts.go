package casework

import (
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// CallExpertsInput is the input of CallExperts.
type CallExpertsInput struct {
	Target
	Step   string   // id of the step; none: the first that can be called
	Who    []string // experts or the body that names them, as announced
	Length Limit    // announced in writing; its source is not read
	Reason string   // why this length, as printed; may be empty
}

// expertsCalled opens an expert review. Where a law excludes its time the decision clocks stand still until the opinion,
// at the latest until the announced end.
type expertsCalled struct {
	clockChange
	Step      string       `json:"step"`
	Who       []string     `json:"who,omitempty"`
	Announced Limit        `json:"announced"`
	Until     calendar.Day `json:"until"`
	Reason    string       `json:"reason,omitempty"`
}

func (ev *expertsCalled) apply(_ *Case, it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	x := Experts{Who: ev.Who, Ground: s.Excluded, Called: en.Day, Announced: ev.Announced}
	if was := s.Experts; was != nil {
		x.Restated = was.Restated
		if s.State == StepOverrun {
			x.Who, x.Called, x.Restated = was.Who, was.Called, was.Restated+1
		}
	}
	if s.Excluded != "" {
		it.pause(en, s.Excluded, ev.Until)
		x.Pause = en.Seq
	}
	s.State, s.Experts = StepCalled, &x
	ev.run(it, en)
	it.keep(en)
}

// mayCallExperts: a review that is still to be called, and whatever comes before it is done.
func mayCallExperts(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.stepIn("", ExpertReview, StepTodo) == nil {
		return notNow("no_experts_to_call")
	}
	return nil
}

// CallExperts calls an expert review (专家评审) and announces in writing how long it takes (行政许可法45): K3 and K4
// stand still from this day if a law excludes the time of the review.
func (e Engine) CallExperts(c *Case, m Moment, by Actor, in CallExpertsInput) (Change, error) {
	return e.act(c, m, by, VerbCallExperts, in.Target, func(w *work, it *ItemCase) error {
		s := it.stepIn(in.Step, ExpertReview, StepTodo)
		if s == nil {
			return notNow("no_experts_to_call")
		}
		if err := required("who", strings.Join(in.Who, "")); err != nil {
			return err
		}
		return w.callExperts(VerbCallExperts, it, s, in.Who, in.Length, in.Reason)
	})
}

// callExperts is what the first call and a restated length have in common.
func (w *work) callExperts(v Verb, it *ItemCase, s *Step, who []string, l Limit, reason string) error {
	if err := checkLength(l); err != nil {
		return err
	}
	l.Source = ""
	id, name, law := s.ID, s.Name, s.Excluded
	k := w.e.announcedClock(id, l, law, w.today)
	w.did(v, it, &expertsCalled{
		clockChange: clockChange{Start: []Clock{k}}, Step: id, Who: who, Announced: l, Until: k.Told, Reason: reason,
	})
	w.issueProcedure(it, name, law, reason, l, k.Told, who)
	kind := "experts_called"
	if law == "" {
		kind = "experts_called_counted"
	}
	w.toApplicant(kind, it, "procedure", name, "until", k.Told.String(), "due", w.decisionDue(it).String())
	return nil
}
