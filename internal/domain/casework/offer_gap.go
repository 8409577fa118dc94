package casework

import (
	"strings"

	"lianban/internal/base/fault"
)

// OfferGapInput is the input of OfferGap.
type OfferGapInput struct {
	Target
	Materials []string // slugs of the missing papers, all on the item's list (容缺清单)
}

type gapOffered struct {
	Gap Gap `json:"gap"`
}

func (ev *gapOffered) apply(_ *Case, it *ItemCase, en *Entry) {
	g := ev.Gap
	it.Gap = &g
	it.keep(en)
}

// mayOfferGap: the item lists papers that may follow, nothing was offered before, and the applicant broke no promise.
func mayOfferGap(c *Case, it *ItemCase, _ Actor) *fault.Fault {
	switch {
	case len(it.MayGap) == 0:
		return notNow("no_gap_list")
	case it.Gap != nil:
		return notNow("gap_offered_already")
	case c.Applicant.Barred:
		return notNow("gap_barred")
	}
	return nil
}

// OfferGap tells the applicant that a missing paper may follow (告知可容缺): which, until when, and what happens if it does
// not come. The answer clock runs on: an offer is no answer. Fault: Invalid casework.incomplete.
func (e Engine) OfferGap(c *Case, m Moment, by Actor, in OfferGapInput) (Change, error) {
	return e.act(c, m, by, VerbOfferGap, in.Target, func(w *work, it *ItemCase) error {
		bad := fault.New(fault.Invalid, "casework.incomplete")
		if len(in.Materials) == 0 {
			bad.With("materials", "casework.required.materials")
		}
		for _, x := range in.Materials {
			if !has(it.MayGap, x) {
				bad.With("materials", "casework.not_on_gap_list", "key", x)
			}
		}
		if err := bad.OrNil(); err != nil {
			return err
		}
		w.did(VerbOfferGap, it, &gapOffered{Gap{State: GapOffered, Materials: in.Materials, Days: it.gapDays(), Offered: w.today}})
		w.toApplicant("gap_offered", it, "materials", strings.Join(in.Materials, ","), "due", it.running("K1").Told.String())
		return nil
	})
}

// gapDays is how long a paper may follow after the acceptance: never longer than the promise to decide (K15 ≤ K4).
func (it *ItemCase) gapDays() Limit {
	d := it.GapDays
	if it.Promised.Days > 0 && !it.Promised.Calendar && !d.Calendar && (d.Days == 0 || d.Days > it.Promised.Days) {
		d.Days = it.Promised.Days
	}
	return d
}
