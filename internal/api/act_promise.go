package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// OfferGap names the missing papers that may follow (容缺).
type OfferGap struct {
	Seen
	Materials []string `json:"materials" minItems:"1" maxItems:"100" doc:"Keys of materials on the item's list (may_gap)"`
}

// ExtendSupplement says why the applicant has more days to supplement.
type ExtendSupplement struct {
	Seen
	Reason string `json:"reason" maxLength:"2000"`
}

// CommitmentFindings are what a verification found.
type CommitmentFindings struct {
	Seen
	Findings string `json:"findings" maxLength:"2000" doc:"Of a breach: what is not as promised, and how to mend it; printed"`
}

// Revoke takes a grant away after the holder was heard.
type Revoke struct {
	Seen
	Ground       string `json:"ground" enum:"own_error,fraud,cancel,unpaid,breach"`
	Reason       string `json:"reason" maxLength:"2000" doc:"As printed"`
	Law          string `json:"law" maxLength:"2000" doc:"As printed"`
	Heard        string `json:"heard" maxLength:"2000" doc:"How and when the holder was heard before"`
	Compensation string `json:"compensation,omitempty" maxLength:"2000"`
	Refund       bool   `json:"refund,omitempty" doc:"The decision gives back what was paid"`
}

// CorrectCertificate mends a clerical error: the first hand writes old and new, the second confirms with neither.
type CorrectCertificate struct {
	Seen
	Old string `json:"old,omitempty" maxLength:"200"`
	New string `json:"new,omitempty" maxLength:"200"`
}

// SetAsideDeemed sets an acceptance by silence aside, on evidence that a notice had been told in time.
type SetAsideDeemed struct {
	Seen
	Evidence string   `json:"evidence" maxLength:"2000"`
	Told     string   `json:"told" format:"date"`
	Served   string   `json:"served" format:"date"`
	Defects  []Defect `json:"defects" minItems:"1" maxItems:"100" doc:"Of that notice"`
}

// ReopenByReview records the order of a reviewing body or a court.
type ReopenByReview struct {
	Seen
	Order  string `json:"order" maxLength:"200" doc:"Its number"`
	Body   string `json:"body" maxLength:"200" doc:"Who made it"`
	On     string `json:"on" format:"date" doc:"Its day"`
	Days   int    `json:"days,omitempty" minimum:"0" maximum:"400" doc:"Working days that it sets; 0: the item's own"`
	Reason string `json:"reason,omitempty" maxLength:"2000"`
}

func (d *door) promiseActs(a huma.API) {
	h := d.Handling
	act(a, d, "offer-gap", "Tell the applicant that missing papers may follow",
		func(ctx context.Context, who permission.Principal, t handling.Target, in OfferGap) (*casework.Case, error) {
			return h.OfferGap(ctx, who, t, casework.OfferGapInput{Materials: in.Materials})
		})
	act(a, d, "extend-supplement", "Give the applicant more days to supplement, once",
		func(ctx context.Context, who permission.Principal, t handling.Target, in ExtendSupplement) (*casework.Case, error) {
			return h.ExtendSupplement(ctx, who, t, casework.ExtendSupplementInput{Reason: in.Reason})
		})
	act(a, d, "verify-commitment", "Note that what was promised is so",
		func(ctx context.Context, who permission.Principal, t handling.Target, in CommitmentFindings) (*casework.Case, error) {
			return h.VerifyCommitment(ctx, who, t, casework.VerifyCommitmentInput{Findings: in.Findings})
		})
	act(a, d, "find-breach", "Note that what was promised is not so: the holder has days to mend it",
		func(ctx context.Context, who permission.Principal, t handling.Target, in CommitmentFindings) (*casework.Case, error) {
			return h.FindBreach(ctx, who, t, casework.FindBreachInput{Findings: in.Findings})
		})
	act(a, d, "revoke", "Take a grant away after the holder was heard",
		func(ctx context.Context, who permission.Principal, t handling.Target, in Revoke) (*casework.Case, error) {
			return h.Revoke(ctx, who, t, casework.RevokeInput{
				Ground: in.Ground, Reason: in.Reason, Law: in.Law, Heard: in.Heard, Compensation: in.Compensation, Refund: in.Refund,
			})
		})
	act(a, d, "correct-certificate", "Mend a clerical error of a certificate, with two hands",
		func(ctx context.Context, who permission.Principal, t handling.Target, in CorrectCertificate) (*casework.Case, error) {
			return h.CorrectCertificate(ctx, who, t, casework.CorrectInput{Old: in.Old, New: in.New})
		})
	act(a, d, "set-aside-deemed", "Set an acceptance by silence aside, on evidence", d.setAsideDeemed)
	act(a, d, "reopen-by-review", "Reopen an item because a reviewing body or a court ordered so", d.reopenByReview)
}

func (d *door) setAsideDeemed(ctx context.Context, who permission.Principal, t handling.Target, in SetAsideDeemed) (*casework.Case, error) {
	told, err := dayOf("told", in.Told)
	if err != nil {
		return nil, err
	}
	served, err := dayOf("served", in.Served)
	if err != nil {
		return nil, err
	}
	defects := make([]casework.Defect, len(in.Defects))
	for i, x := range in.Defects {
		defects[i] = casework.Defect(x)
	}
	return d.Handling.SetAsideDeemed(ctx, who, t, casework.SetAsideInput{Evidence: in.Evidence, Told: told, Served: served, Defects: defects})
}

func (d *door) reopenByReview(ctx context.Context, who permission.Principal, t handling.Target, in ReopenByReview) (*casework.Case, error) {
	on, err := dayOf("on", in.On)
	if err != nil {
		return nil, err
	}
	return d.Handling.ReopenByReview(ctx, who, t, casework.ReopenInput{
		Order: in.Order, Body: in.Body, On: on, Reason: in.Reason, Limit: casework.Limit{Days: in.Days},
	})
}

// dayOf reads a day of a body. Fault: Invalid casework.bad_day.
func dayOf(name, text string) (calendar.Day, error) {
	day, err := calendar.ParseDay(text)
	if err != nil {
		return 0, fault.New(fault.Invalid, "casework.incomplete").With(name, "casework.bad_day")
	}
	return day, nil
}
