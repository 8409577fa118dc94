package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"lianban/internal/app/handling"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// ProposeGrant drafts a grant.
type ProposeGrant struct {
	Seen
	Opinion string `json:"opinion" maxLength:"2000" doc:"Stays inside the department"`
	Grounds string `json:"grounds,omitempty" maxLength:"2000" doc:"Law, as printed"`
}

// ProposeRefuse drafts a refusal.
type ProposeRefuse struct {
	Seen
	Opinion string `json:"opinion" maxLength:"2000" doc:"Stays inside the department"`
	Reason  string `json:"reason" maxLength:"2000" doc:"As printed"`
	Grounds string `json:"grounds" maxLength:"2000" doc:"Law, as printed"`
}

// Review is the opinion of the second of three hands.
type Review struct {
	Seen
	Opinion string `json:"opinion" maxLength:"2000"`
}

// SendBack says why a draft goes back to its handler.
type SendBack struct {
	Seen
	Reason string `json:"reason" maxLength:"2000"`
}

func (d *door) decisionActs(a huma.API) {
	h := d.Handling
	act(a, d, "propose-grant", "Draft a grant",
		func(ctx context.Context, who permission.Principal, t handling.Target, in ProposeGrant) (*casework.Case, error) {
			return h.ProposeGrant(ctx, who, t, in.Opinion, in.Grounds)
		})
	act(a, d, "propose-refuse", "Draft a refusal with its reason and law",
		func(ctx context.Context, who permission.Principal, t handling.Target, in ProposeRefuse) (*casework.Case, error) {
			return h.ProposeRefuse(ctx, who, t, handling.RefusalText{Opinion: in.Opinion, Reason: in.Reason, Grounds: in.Grounds})
		})
	act(a, d, "review", "Review a draft",
		func(ctx context.Context, who permission.Principal, t handling.Target, in Review) (*casework.Case, error) {
			return h.Review(ctx, who, t, in.Opinion)
		})
	act(a, d, "send-back", "Send a draft back to its handler",
		func(ctx context.Context, who permission.Principal, t handling.Target, in SendBack) (*casework.Case, error) {
			return h.SendBack(ctx, who, t, in.Reason)
		})
	act(a, d, "grant", "Sign a drafted grant; never one's own proposal", bare(h.Grant))
	act(a, d, "refuse", "Sign a drafted refusal; never one's own proposal", bare(h.Refuse))
}
