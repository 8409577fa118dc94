package casework

// SendBackInput is the input of SendBack.
type SendBackInput struct {
	Target
	Reason string
}

type sentBack struct {
	Reason string `json:"reason"`
}

func (ev *sentBack) apply(_ *Case, it *ItemCase, _ *Entry) {
	it.Draft = nil
	if it.Sealed != nil {
		it.unseal()
	}
}

// SendBack sends a draft back to its handler, with the reason; until the day of publication also a sealed decision.
func (e Engine) SendBack(c *Case, m Moment, by Actor, in SendBackInput) (Change, error) {
	return e.act(c, m, by, VerbSendBack, in.Target, func(w *work, it *ItemCase) error {
		if err := required("reason", in.Reason); err != nil {
			return err
		}
		w.did(VerbSendBack, it, &sentBack{Reason: in.Reason})
		w.tell(handler(it), "sent_back", it)
		return nil
	})
}
