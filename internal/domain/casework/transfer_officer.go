package casework

import "lianban/internal/base/ident"

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
