package casework

import (
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// PromiseGapInput is the input of PromiseGap.
type PromiseGapInput struct {
	Target
	Signature string // hash of the text that the applicant signed
}

type gapPromised struct {
	Signature string `json:"signature"`
}

func (ev *gapPromised) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Gap.State, it.Gap.Promised, it.Gap.Signature = GapPromised, en.Day, ev.Signature
}

func mayAnswerGap(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Gap == nil || it.Gap.State != GapOffered {
		return notNow("no_gap_offer")
	}
	return nil
}

// PromiseGap promises to bring the missing papers in time (容缺承诺). Their clock starts with the acceptance, so that the
// time is not over before anything was accepted.
func (e Engine) PromiseGap(c *Case, m Moment, by Actor, in PromiseGapInput) (Change, error) {
	return e.act(c, m, by, VerbPromiseGap, in.Target, func(w *work, it *ItemCase) error {
		if err := required("signature", in.Signature); err != nil {
			return err
		}
		w.did(VerbPromiseGap, it, &gapPromised{Signature: in.Signature})
		w.issueGapPromise(it)
		w.tell(handler(it), "gap_promised_desk", it)
		return nil
	})
}

// RefuseGapOfferInput is the input of RefuseGapOffer.
type RefuseGapOfferInput struct{ Target }

type gapRefused struct{}

func (ev *gapRefused) apply(_ *Case, it *ItemCase, _ *Entry) { it.Gap.State = GapNotWanted }

// RefuseGapOffer leaves the offer (不用容缺): the department answers as if there had been none.
func (e Engine) RefuseGapOffer(c *Case, m Moment, by Actor, in RefuseGapOfferInput) (Change, error) {
	return e.act(c, m, by, VerbRefuseGapOffer, in.Target, func(w *work, it *ItemCase) error {
		w.did(VerbRefuseGapOffer, it, &gapRefused{})
		w.tell(handler(it), "gap_refused_desk", it)
		return nil
	})
}

// gapClock is K15: from the acceptance, in the unit of the package.
func (e Engine) gapClock(it *ItemCase, from calendar.Day) Clock {
	return e.start("K15", it.Gap.Days.rule("gap"), from)
}

// FillGapInput is the input of FillGap.
type FillGapInput struct {
	Target
	Materials []string // slugs of what was brought
}

type gapFilled struct {
	clockChange
	Materials []string `json:"materials"`
}

func (ev *gapFilled) apply(_ *Case, it *ItemCase, en *Entry) {
	it.Gap.State, it.Gap.Filled = GapFilled, en.Day
	ev.run(it, en)
}

func mayFillGap(_ *Case, it *ItemCase, _ Actor) *fault.Fault {
	if it.Gap == nil || it.Gap.State != GapPromised {
		return notNow("no_gap_promise")
	}
	return nil
}

// FillGap brings the papers that were promised (补齐), all of them. Fault: Invalid casework.incomplete.
func (e Engine) FillGap(c *Case, m Moment, by Actor, in FillGapInput) (Change, error) {
	return e.act(c, m, by, VerbFillGap, in.Target, func(w *work, it *ItemCase) error {
		bad := fault.New(fault.Invalid, "casework.incomplete")
		for _, x := range it.Gap.Materials {
			if !has(in.Materials, x) {
				bad.With("materials", "casework.gap_incomplete", "key", x)
			}
		}
		if err := bad.OrNil(); err != nil {
			return err
		}
		w.did(VerbFillGap, it, &gapFilled{clockChange: clockChange{Stop: []string{"K15"}}, Materials: in.Materials})
		w.issue("receipt", it, w.today, map[string]string{"ground": it.cites("xk32")}, map[string][]string{"supplied": in.Materials})
		w.tell(handler(it), "gap_filled_desk", it, "materials", strings.Join(in.Materials, ","))
		w.toApplicant("gap_filled", it)
		return nil
	})
}

type gapBroken struct{ ending }

func (ev *gapBroken) apply(c *Case, it *ItemCase, en *Entry) {
	it.Gap.State = GapBroken
	ev.ending.apply(c, it, en)
}

// gapExpired ends an item whose promised paper never came (终止, P13): the promise is on record as broken.
func (w *work) gapExpired(it *ItemCase, due calendar.Day) {
	w.record(VerbGapExpired, it, due, timerActor("K15"), &gapBroken{ending{State: Terminated, Kind: "gap_broken"}})
	w.issue("termination", it, due, w.remedies(due, map[string]string{"cause": "gap_broken", "due": due.String()}), map[string][]string{"materials": it.Gap.Materials})
	w.toApplicant("gap_expired", it, "due", due.String())
	w.tell(handler(it), "gap_expired_desk", it, "due", due.String())
}
