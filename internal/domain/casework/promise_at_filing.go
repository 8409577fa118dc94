package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// What the applicant chose on the form — a paper follows later (容缺), a promise stands for a paper or a step (告知承诺) — is
// signed with the application itself: the offer stood in the form, so no act of the department comes before it. From then on
// both are the same machines as those that are offered during handling.

// promisedAtFiling dates what was promised with the application, and lets the steps drop out that a commitment stands for.
func (it *ItemCase) promisedAtFiling(day calendar.Day) {
	if g := it.Gap; g != nil {
		g.Offered, g.Promised, g.Days = day, day, it.gapDays()
	}
	if x := it.Commitment; x != nil {
		x.Signed = day
		it.replaceSteps()
	}
}

// checkPromises refuses a promise that the package does not offer, that nobody signed, or of somebody who is barred.
func checkPromises(bad *fault.Fault, c *Case, it *ItemCase) {
	if c.Applicant.Barred && (it.Gap != nil || it.Commitment != nil) {
		bad.With("items", "casework.gap_barred", "slot", it.Slot)
	}
	if g := it.Gap; g != nil {
		if g.State != GapPromised || g.Signature == "" || len(g.Materials) == 0 {
			bad.With("items", "casework.required.signature", "slot", it.Slot)
		}
		for _, m := range g.Materials {
			if !has(it.MayGap, m) {
				bad.With("items", "casework.not_on_gap_list", "key", m)
			}
		}
	}
	if x := it.Commitment; x != nil && (it.MayPromise == nil || x.State != CommitmentSigned || x.Text == "") {
		bad.With("items", "casework.no_commitment_offered", "slot", it.Slot)
	}
}

// issuePromises issues what was signed with the application.
func (w *work) issuePromises() {
	for _, it := range w.c.Current() {
		if it.Gap != nil {
			w.issueGapPromise(it)
		}
		if it.Commitment != nil {
			w.issueCommitment(it)
		}
	}
}

// issueGapPromise issues the promise to bring papers later (容缺受理承诺书).
func (w *work) issueGapPromise(it *ItemCase) {
	w.issue("gap_promise", it, w.today, map[string]string{
		"days": itoa(it.Gap.Days.Days), "unit": it.Gap.Days.unit(), "signature": it.Gap.Signature,
	}, map[string][]string{"materials": it.Gap.Materials})
}

// issueCommitment issues the notification-commitment (告知承诺书).
func (w *work) issueCommitment(it *ItemCase) {
	o := it.MayPromise
	data := map[string]string{"text": o.Text, "ground": o.Ground, "signature": it.Commitment.Text}
	if p := it.Commitment.Promise; p.Days > 0 {
		data["promised_days"], data["promised_unit"] = itoa(p.Days), p.unit()
	}
	lists := map[string][]string{"papers": it.Commitment.Papers}
	for _, id := range it.Commitment.Replaces {
		if s := it.Step(id); s != nil {
			lists["steps"] = append(lists["steps"], s.Name)
		}
	}
	w.issue("commitment", it, w.today, data, lists)
}
