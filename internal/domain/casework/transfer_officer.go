package casework

import (
	"encoding/json"

	"lianban/internal/base/ident"
)

// TransferInput is the input of TransferOfficer.
type TransferInput struct {
	Target
	To     ident.StaffID
	Reason string
}

// TransferOfficer gives an item to another officer of the department.
func (e Engine) TransferOfficer(c *Case, m Moment, by Actor, in TransferInput) (Change, error) {
	return e.act(c, m, by, VerbTransferOfficer, in.Target, func(w *work, it *ItemCase) error {
		if err := required("to", string(in.To)); err != nil {
			return err
		}
		if in.To == it.Handler {
			return notNow("claimed_already")
		}
		w.did(VerbTransferOfficer, it, &assigned{To: in.To, Reason: in.Reason})
		w.tell(handler(it), "transferred", it)
		return nil
	})
}

// Release takes an item out of the hands of an officer who has left (离岗): it waits in its department's list again, where
// somebody claims it. The engine itself acts; whoever took the item over since keeps it.
func (e Engine) Release(c *Case, m Moment, t Target, from ident.StaffID, reason string) (Change, error) {
	return e.act(c, m, engineActor, VerbTransferOfficer, t, func(w *work, it *ItemCase) error {
		if it.Handler != from {
			return notNow("claimed_already")
		}
		w.did(VerbTransferOfficer, it, &assigned{Reason: reason})
		w.tell(handler(it), "to_claim_again", it)
		return nil
	})
}

// Released says that an entry took an item out of somebody's hands without giving it to anybody.
func Released(e Entry) bool {
	var to assigned
	return e.Verb == string(VerbTransferOfficer) && json.Unmarshal(e.Payload, &to) == nil && to.To == ""
}
