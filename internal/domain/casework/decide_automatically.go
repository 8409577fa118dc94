package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// DueAuto is the kind of the due row of an item that waits for its automatic decision. Its day is NoDay: no day has to
// end, the worker asks for all rows of it.
const DueAuto = "auto"

// NoDay is the day of a due row that waits for no day.
var NoDay = calendar.MustDay("9999-12-31")

// AutoDues are the items whose rules can be asked now.
func AutoDues(c *Case) []Due {
	var out []Due
	if c == nil {
		return nil
	}
	for _, it := range c.Current() {
		if it.State == Accepted && mayDecideAutomatically(c, it, engineActor) == nil {
			out = append(out, Due{Case: c.ID, Slot: it.Slot, Kind: DueAuto, Day: NoDay})
		}
	}
	return out
}

// Automatic is the automatic decision of an item that nobody has tried yet; nil if there is none.
func (it *ItemCase) Automatic() *Step {
	for i := range it.Steps {
		if s := &it.Steps[i]; s.Kind == AutomaticDecision && s.Auto != nil && s.State == StepTodo {
			return s
		}
	}
	return nil
}

// mayDecideAutomatically: the rules speak last, when a person could sign a grant (秒批). A draft means that a person has
// begun.
func mayDecideAutomatically(c *Case, it *ItemCase, _ Actor) *fault.Fault {
	s := it.Automatic()
	switch {
	case s == nil:
		return notNow("no_automatic_decision")
	case it.Draft != nil:
		return notNow("draft_exists")
	}
	done := *it
	done.Steps = append([]Step{}, it.Steps...)
	done.Step(s.ID).State = StepDone
	return ready(c, &done)
}

// AutoInput is what the rules of an item came to on data that was fetched now.
type AutoInput struct {
	Slot    string
	Answers map[string]string // by slug of the rule; a missing one is unknown
}

// decidedByRules is a grant by rules, or the fall back to a person; it holds answers, never records.
type decidedByRules struct {
	clockChange
	Step    string            `json:"step"`
	Answers map[string]string `json:"answers"`
	Why     string            `json:"why,omitempty"` // none: granted
	Rule    string            `json:"rule,omitempty"`
	Version string            `json:"version"`
}

func (ev *decidedByRules) apply(_ *Case, it *ItemCase, en *Entry) {
	ev.note(it, en)
	if ev.Why == "" {
		it.Decision = &Proposal{Grant: true, At: en.At, Rules: ev.Version}
		it.State, it.Decided = Granted, en.Day
	}
	ev.run(it, en)
}

// note writes the answers to their step.
func (ev *decidedByRules) note(it *ItemCase, en *Entry) {
	s := it.Step(ev.Step)
	for i := range s.Auto.Rules {
		s.Auto.Rules[i].Answer = ev.Answers[s.Auto.Rules[i].Slug]
	}
	s.Auto.Tried, s.Auto.Why, s.Auto.Rule = en.Day, ev.Why, ev.Rule
	s.State = StepFallenBack
	if ev.Why == "" {
		s.State = StepDone
	}
}

// DecideAutomatically decides an item by its rules (智能审批): if every rule says yes it is granted, as an act of the
// agency by rules of a version; whatever else they say, a person decides, and is told because of which rule. Rules
// never refuse. It does nothing the second time: the step is then no longer to be done (NotNow).
func (e Engine) DecideAutomatically(c *Case, m Moment, in AutoInput) (Change, error) {
	w := e.open(c, m, engineActor)
	w.settle()
	it, err := w.find(Target{Slot: in.Slot})
	if err != nil {
		return Change{}, err
	}
	if err := Why(w.c, it.Slot, VerbAutoGrant, engineActor); err != nil {
		return Change{}, err
	}
	s := it.Automatic()
	ev := &decidedByRules{Step: s.ID, Answers: map[string]string{}, Version: s.Auto.Version}
	ev.weigh(s.Auto.Rules, in.Answers)
	if ev.Why == "" {
		w.autoGrant(it, ev)
	} else {
		w.autoFallBack(it, ev)
	}
	w.follow(w.today)
	return w.done(), nil
}

// weigh notes the answer of every rule; the first "no", or else the first rule without a "yes", leads to a person.
func (ev *decidedByRules) weigh(rules []AutoRule, answers map[string]string) {
	if len(rules) == 0 {
		ev.Why = AutoNoRules
	}
	for _, r := range rules {
		a := answers[r.Slug]
		if !has([]string{AnswerYes, AnswerNo, AnswerDown, AnswerWithheld}, a) {
			a = AnswerUnknown
		}
		ev.Answers[r.Slug] = a
		switch why := fallBackFor[a]; {
		case why == "", why != AutoHit && ev.Why != "", ev.Why == AutoHit:
		default:
			ev.Why, ev.Rule = why, r.Slug
		}
	}
}

var fallBackFor = map[string]string{AnswerNo: AutoHit, AnswerUnknown: AutoUnknown, AnswerDown: AutoDown, AnswerWithheld: AutoTaken}
