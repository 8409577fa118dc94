package casework

import "lianban/internal/base/ident"

// ReviewInput is the input of Review.
type ReviewInput struct {
	Target
	Opinion string
}

type reviewed struct {
	Opinion string `json:"opinion,omitempty"`
}

func (ev *reviewed) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Draft.Reviewer, it.Draft.Reviewed, it.Draft.Review = ident.StaffID(en.Actor.ID), en.Actor.For, ev.Opinion
}

// Review reviews a draft (审核), the second of three hands: never the proposer's own.
func (e Engine) Review(c *Case, m Moment, by Actor, in ReviewInput) (Change, error) {
	return e.act(c, m, by, VerbReview, in.Target, func(w *work, it *ItemCase) error {
		w.did(VerbReview, it, &reviewed{Opinion: in.Opinion})
		w.tellNextHand(it)
		return nil
	})
}
