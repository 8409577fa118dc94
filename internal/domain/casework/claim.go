package casework

import "lianban/internal/base/ident"

// ClaimInput is the input of Claim.
type ClaimInput struct {
	Target
}

// assigned says who has the item in hand; nobody: it waits in the list of its department.
type assigned struct {
	To     ident.StaffID `json:"to"`
	Reason string        `json:"reason,omitempty"`
}

func (ev *assigned) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Handler, it.Given = ev.To, 0
	if ev.To != "" && string(ev.To) != en.Actor.ID {
		it.Given = en.Day
	}
}

// Claim takes an item into one's own hands (承办).
func (e Engine) Claim(c *Case, m Moment, by Actor, in ClaimInput) (Change, error) {
	return e.act(c, m, by, VerbClaim, in.Target, func(w *work, it *ItemCase) error {
		w.did(VerbClaim, it, &assigned{To: ident.StaffID(by.ID)})
		return nil
	})
}
