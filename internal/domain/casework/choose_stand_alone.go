package casework

import "strings"

// ChooseStandAloneInput is the input of ChooseStandAlone.
type ChooseStandAloneInput struct {
	Target
}

// standAloneChosen is a standing choice: it covers every hold edge of the item, also those that fail later.
// A choice per edge would let the order of two failures decide the outcome (rulebook §2.2).
type standAloneChosen struct {
	clockChange
}

func (ev *standAloneChosen) apply(c *Case, it *ItemCase, en *Entry) {
	for i := range c.Edges {
		if c.Edges[i].To == it.Slot && c.Edges[i].OnFail == HoldOnFail {
			c.Edges[i].Chosen = true
		}
	}
	if it.State == Held {
		it.State = Waiting
	}
	ev.run(it, en)
}

// ChooseStandAlone goes on without the failed prerequisite (单独办理): every hold edge of the item now stands
// alone, and papers that the applicant brings take the place of what the prerequisite would have given.
func (e Engine) ChooseStandAlone(c *Case, m Moment, by Actor, in ChooseStandAloneInput) (Change, error) {
	return e.act(c, m, by, VerbChooseStandAlone, in.Target, func(w *work, it *ItemCase) error {
		w.did(VerbChooseStandAlone, it, &standAloneChosen{clockChange{Stop: []string{"K21"}}})
		w.toApplicant("stand_alone_chosen", it, "materials", strings.Join(w.c.Substitutes(it.Slot), ","))
		if it.State == Accepted {
			w.tell(handler(it), "stand_alone_desk", it)
		}
		return nil
	})
}
