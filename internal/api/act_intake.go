package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Reasoned is an act with a reason and the law behind it; both are printed.
type Reasoned struct {
	Seen
	Reason  string `json:"reason" maxLength:"2000"`
	Grounds string `json:"grounds" maxLength:"2000" doc:"Law, as printed"`
}

// RequestSupplement names everything that is missing or wrong, once.
type RequestSupplement struct {
	Seen
	Defects []Defect `json:"defects" minItems:"1" maxItems:"100"`
}

// ReturnToRightBody names the body that has the power: in the city by its slugs, elsewhere by its name.
type ReturnToRightBody struct {
	Seen
	Department string `json:"department,omitempty" doc:"Slug; empty: outside the city"`
	Area       string `json:"area,omitempty" doc:"Slug"`
	Name       string `json:"name,omitempty" maxLength:"200" doc:"Of a body outside the city, as printed"`
	Reason     string `json:"reason" maxLength:"2000"`
}

// TransferOfficer gives the item to a colleague.
type TransferOfficer struct {
	Seen
	To     ident.StaffID `json:"to" minLength:"1"`
	Reason string        `json:"reason,omitempty" maxLength:"1000"`
}

func (d *door) intakeActs(a huma.API) {
	h := d.Handling
	act(a, d, "claim", "Take an item into one's own hands", bare(h.Claim))
	act(a, d, "transfer-officer", "Give an item to a colleague",
		func(ctx context.Context, who permission.Principal, t handling.Target, in TransferOfficer) (*casework.Case, error) {
			return h.TransferOfficer(ctx, who, t, in.To, in.Reason)
		})
	act(a, d, "accept", "Accept an application that is complete and in form", bare(h.Accept))
	act(a, d, "decline", "Decline an application before acceptance, with reason and law",
		func(ctx context.Context, who permission.Principal, t handling.Target, in Reasoned) (*casework.Case, error) {
			return h.Decline(ctx, who, t, in.Reason, in.Grounds)
		})
	act(a, d, "declare-not-needed", "Say that no permission is needed in law",
		func(ctx context.Context, who permission.Principal, t handling.Target, in Reasoned) (*casework.Case, error) {
			return h.DeclareNotNeeded(ctx, who, t, in.Reason, in.Grounds)
		})
	act(a, d, "request-supplement", "Tell everything that is missing, once",
		func(ctx context.Context, who permission.Principal, t handling.Target, in RequestSupplement) (*casework.Case, error) {
			defects := make([]casework.Defect, len(in.Defects))
			for i, x := range in.Defects {
				defects[i] = casework.Defect(x)
			}
			return h.RequestSupplement(ctx, who, t, defects)
		})
	act(a, d, "return-to-right-body", "Say that another body has the power",
		func(ctx context.Context, who permission.Principal, t handling.Target, in ReturnToRightBody) (*casework.Case, error) {
			return h.ReturnToRightBody(ctx, who, t, handling.RightBody{
				Department: in.Department, Area: in.Area, Name: in.Name, Reason: in.Reason,
			})
		})
}

// bare is an act that says nothing but the version that was looked at.
func bare(run func(context.Context, permission.Principal, handling.Target) (*casework.Case, error)) do[Seen] {
	return func(ctx context.Context, who permission.Principal, t handling.Target, _ Seen) (*casework.Case, error) {
		return run(ctx, who, t)
	}
}
