package casework

import "lianban/internal/base/ident"

// proposed is a drafted decision.
type proposed struct {
	Draft Proposal `json:"draft"`
}

func (ev *proposed) apply(_ *Case, it *ItemCase, en *Entry) {
	d := ev.Draft
	d.By, d.For, d.At = ident.StaffID(en.Actor.ID), en.Actor.For, en.At
	it.Draft = &d
	it.keep(en)
}

// keep gives an item that nobody took to the officer who acts on it.
func (it *ItemCase) keep(en *Entry) {
	if it.Handler == "" && en.Actor.Kind == "staff" {
		it.Handler = ident.StaffID(en.Actor.ID)
	}
}

// tellNextHand tells the department that a draft waits for its reviewer or its signer.
func (w *work) tellNextHand(it *ItemCase) {
	kind := "draft_to_sign"
	if it.hands() == 3 && it.Draft.Reviewer == "" {
		kind = "draft_to_review"
	}
	w.tell(department(it), kind, it)
}
