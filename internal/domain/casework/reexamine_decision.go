package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// ReexamineInput is the input of ReexamineDecision.
type ReexamineInput struct {
	Target
	Outcome string // one of ContestOutcomes
	Reasons string // as printed
	Old     string // changed: what the result says
	New     string // changed: what it says from now on
}

type reexamined struct {
	Outcome string `json:"outcome"`
	Reasons string `json:"text"`
	Old     string `json:"old,omitempty"`
	New     string `json:"new,omitempty"`
}

func (ev *reexamined) apply(_ *Case, it *ItemCase, en *Entry) {
	x := it.Contest
	x.Outcome, x.Reasons, x.Old, x.New = ev.Outcome, ev.Reasons, ev.Old, ev.New
	x.By, x.For = ident.StaffID(en.Actor.ID), en.Actor.For
	it.keep(en)
}

// mayReexamine: as long as the answer is not signed. Looking once more takes the place of what was written before.
func mayReexamine(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if !it.Contest.Open() {
		return notNow("no_contest")
	}
	return nil
}

// ReexamineDecision writes what a person found who looked again at a decision of rules (人工复核): it stands, or says
// something else from now on. Somebody else signs. Fault: Invalid casework.incomplete.
func (e Engine) ReexamineDecision(c *Case, m Moment, by Actor, in ReexamineInput) (Change, error) {
	return e.act(c, m, by, VerbReexamineDecision, in.Target, func(w *work, it *ItemCase) error {
		if !has(ContestOutcomes, in.Outcome) {
			return fault.New(fault.Invalid, "casework.incomplete").With("outcome", "casework.required.outcome")
		}
		needs := []string{"reasons", in.Reasons}
		if in.Outcome == ContestChanged {
			needs = append(needs, "old", in.Old, "new", in.New)
		} else {
			in.Old, in.New = "", ""
		}
		if err := required(needs...); err != nil {
			return err
		}
		w.did(VerbReexamineDecision, it, &reexamined{Outcome: in.Outcome, Reasons: in.Reasons, Old: in.Old, New: in.New})
		w.tell(department(it), "reexamined_to_sign", it)
		return nil
	})
}
