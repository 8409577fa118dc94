package casework

// ProposeGrantInput is the input of ProposeGrant.
type ProposeGrantInput struct {
	Target
	Opinion string
	Grounds string // law, as printed
}

// ProposeGrant drafts a grant (拟准予). Every prerequisite must be in force today, or the edge stand alone.
func (e Engine) ProposeGrant(c *Case, m Moment, by Actor, in ProposeGrantInput) (Change, error) {
	return e.act(c, m, by, VerbProposeGrant, in.Target, func(w *work, it *ItemCase) error {
		w.did(VerbProposeGrant, it, &proposed{Draft: Proposal{Grant: true, Opinion: in.Opinion, Grounds: in.Grounds}})
		w.tellNextHand(it)
		return nil
	})
}
