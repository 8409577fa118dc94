package casework

// ProposeRefuseInput is the input of ProposeRefuse.
type ProposeRefuseInput struct {
	Target
	Opinion            string // internal
	Reason             string // printed
	Grounds            string // law, as printed
	PrerequisiteFailed bool   // the ground is that a prerequisite failed
}

// ProposeRefuse drafts a refusal (拟不予许可) with its reason and law (行政许可法38). A failed prerequisite is a
// ground only when the applicant's choice is over.
func (e Engine) ProposeRefuse(c *Case, m Moment, by Actor, in ProposeRefuseInput) (Change, error) {
	return e.act(c, m, by, VerbProposeRefuse, in.Target, func(w *work, it *ItemCase) error {
		if err := required("reason", in.Reason, "grounds", in.Grounds); err != nil {
			return err
		}
		if in.PrerequisiteFailed {
			if it.running("K21") != nil {
				return notNow("choice_open", "due", it.running("K21").Told.String())
			}
			if !w.c.prerequisiteFailed(it.Slot) {
				return notNow("no_prerequisite_failed")
			}
		}
		w.did(VerbProposeRefuse, it, &proposed{Draft: Proposal{
			Opinion: in.Opinion, Reason: in.Reason, Grounds: in.Grounds, PrerequisiteFailed: in.PrerequisiteFailed,
		}})
		w.tellNextHand(it)
		return nil
	})
}

// prerequisiteFailed says whether some edge of the item failed and does not stand alone.
func (c *Case) prerequisiteFailed(slot string) bool {
	for _, e := range c.edgesTo(slot) {
		if e.Bad && !e.alone() && c.Latest(e.From).State.Failed() {
			return true
		}
	}
	return false
}
