package casework

import (
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// The grounds on which a grant is taken away.
const (
	RevokeOwnError = "own_error" // 撤销：the agency's own error, 行政许可法69(1)
	RevokeFraud    = "fraud"     // 撤销：deceit or bribery, 行政许可法69(2): a bar of three years
	RevokeCancel   = "cancel"    // 注销，行政许可法70
	RevokeUnpaid   = "unpaid"    // the fee was never paid
	RevokeBreach   = "breach"    // a commitment was broken and not mended
)

// RevokeGrounds are the grounds of a revocation.
var RevokeGrounds = []string{RevokeOwnError, RevokeFraud, RevokeCancel, RevokeUnpaid, RevokeBreach}

// RevokeInput is the input of Revoke.
type RevokeInput struct {
	Target
	Ground       string // one of RevokeGrounds
	Reason       string // as printed
	Law          string // as printed
	Heard        string // how and when the holder was heard before
	Compensation string // as decided; of the agency's own errors
	Refund       bool   // the decision gives back what was paid
}

type revoked struct {
	Ground       string       `json:"ground"`
	Reason       string       `json:"reason"`
	Law          string       `json:"law"`
	Heard        string       `json:"heard"`
	Compensation string       `json:"compensation,omitempty"`
	Bar          calendar.Day `json:"bar,omitempty"`
	Refund       bool         `json:"refund,omitempty"`
}

func (ev *revoked) apply(_ *Case, it *ItemCase, _ *Entry) {
	it.State, it.Kind, it.Bar = Revoked, ev.Ground, ev.Bar
	it.Ending = &Ending{Reason: ev.Reason, Grounds: ev.Law}
	for i := range it.Steps {
		if o := it.Steps[i].Order; o != nil && ev.Refund {
			o.giveBack()
		}
		it.Steps[i].cancel()
	}
}

// mayRevoke: a revocation is proposed by nobody and signed by one who did not sign the grant's proposal.
func mayRevoke(_ *Case, it *ItemCase, by Actor) *fault.Fault {
	if d := it.Decision; d != nil && by.stands(d.By, d.For) {
		return fault.New(fault.Forbidden, "casework.own_proposal")
	}
	return nil
}

// Revoke takes a grant away (撤销、注销) after the holder was heard: the certificate is void, and the owners of items that
// used it are told to look at theirs; nothing falls by itself (行政许可法69, 70). Fault: Invalid casework.incomplete.
func (e Engine) Revoke(c *Case, m Moment, by Actor, in RevokeInput) (Change, error) {
	return e.act(c, m, by, VerbRevoke, in.Target, func(w *work, it *ItemCase) error {
		if err := required("reason", in.Reason, "grounds", in.Law, "heard", in.Heard); err != nil {
			return err
		}
		if f := groundHolds(it, in.Ground); f != nil {
			return f
		}
		ev := &revoked{Ground: in.Ground, Reason: in.Reason, Law: in.Law, Heard: in.Heard, Compensation: in.Compensation, Refund: in.Refund}
		if in.Ground == RevokeFraud {
			ev.Bar = calendar.Project(e.Cal, calendar.Rule{Unit: calendar.Month, Length: 12 * e.Params.BarYears}, calendar.History{Start: w.today}, w.today).Due
		}
		w.did(VerbRevoke, it, ev)
		w.issue("revocation", it, w.today, w.remedies(w.today, map[string]string{
			"cause": in.Ground, "reason": in.Reason, "grounds": in.Law, "heard": in.Heard, "compensation": in.Compensation,
		}), nil)
		w.toApplicant("revoked", it)
		w.tellDependants(it)
		return nil
	})
}

func groundHolds(it *ItemCase, ground string) *fault.Fault {
	bad := fault.New(fault.Invalid, "casework.incomplete")
	switch {
	case !has(RevokeGrounds, ground):
		return bad.With("ground", "casework.bad_ground")
	case ground == RevokeBreach && (it.Commitment == nil || it.Commitment.State != CommitmentNotRectified):
		return bad.With("ground", "casework.no_breach_left")
	case ground == RevokeUnpaid && !it.feeOpen():
		return bad.With("ground", "casework.no_fee_open")
	}
	return nil
}

// tellDependants asks the owners of items that used a result to examine theirs.
func (w *work) tellDependants(it *ItemCase) {
	for _, e := range w.c.Edges {
		if e.From == it.Slot {
			to := w.c.Latest(e.To)
			w.tell(handler(to), "prerequisite_revoked_desk", to, "because", it.Name)
		}
	}
}

// CorrectInput is the input of CorrectCertificate.
type CorrectInput struct {
	Target
	Old, New string // as printed and as it should be; both empty: the second hand confirms what the first wrote
}

// Correction is a clerical error on a certificate (更正): written by one hand, confirmed by another.
type Correction struct {
	Old string `json:"old"`
	New string `json:"new"`
	By  Actor  `json:"by"`
}

type corrected struct {
	Correction Correction `json:"correction"`
	Confirmed  bool       `json:"confirmed,omitempty"`
}

func (ev *corrected) apply(_ *Case, it *ItemCase, _ *Entry) {
	if ev.Confirmed {
		it.Correction = nil
		it.Corrected++
		return
	}
	x := ev.Correction
	it.Correction = &x
}

func mayCorrect(_ *Case, it *ItemCase, by Actor) *fault.Fault {
	switch x := it.Correction; {
	case it.Made == 0:
		return notNow("not_made")
	case x == nil:
		return nil
	case by.ID == x.By.ID || by.ID == string(x.By.For) || string(by.For) == x.By.ID && by.For != "":
		return fault.New(fault.Forbidden, "casework.own_proposal")
	}
	return nil
}

// CorrectCertificate mends a clerical error of a certificate (更正证照): who finds it writes old and new, somebody else
// confirms, and a new version is issued. Nothing else of the decision changes.
func (e Engine) CorrectCertificate(c *Case, m Moment, by Actor, in CorrectInput) (Change, error) {
	return e.act(c, m, by, VerbCorrectCertificate, in.Target, func(w *work, it *ItemCase) error {
		if it.Correction == nil {
			if err := required("old", in.Old, "new", in.New); err != nil {
				return err
			}
			w.did(VerbCorrectCertificate, it, &corrected{Correction: Correction{Old: in.Old, New: in.New, By: by}})
			w.tell(department(it), "correction_to_confirm", it)
			return nil
		}
		x := *it.Correction
		w.did(VerbCorrectCertificate, it, &corrected{Correction: x, Confirmed: true})
		w.issue("certificate", it, w.today, map[string]string{
			"decided": it.Decided.String(), "version": itoa(it.Corrected + 1), "old": x.Old, "new": x.New,
		}, map[string][]string{"gives": it.Gives})
		w.toApplicant("corrected", it)
		return nil
	})
}
