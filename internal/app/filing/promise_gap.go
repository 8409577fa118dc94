package filing

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// PromiseInput is an act about a promise.
type PromiseInput struct {
	Slot   string
	Seen   int64  // version of the item case on the page; 0 = not checked
	Signed string // TextHash of the text that was shown and signed, where a text is signed
	Words  string // of a rectification: what was done
	Once   string
}

// PromiseGap promises to bring the missing papers in time (容缺承诺). Faults: NotNow casework.no_gap_offer, Invalid
// casework.incomplete, Conflict filing.text_changed.
func (s *Service) PromiseGap(ctx context.Context, who permission.Principal, no ident.CaseNo, in PromiseInput) (*casework.Case, error) {
	return s.promise(ctx, who, no, casework.VerbPromiseGap, in, func(c *casework.Case, it *casework.ItemCase, t casework.Target) (casework.Change, error) {
		if it.Gap == nil {
			return casework.Change{}, fault.New(fault.NotNow, "casework.no_gap_offer")
		}
		signed, err := signedText("signature", in.Signed, s.GapText(it))
		if err != nil {
			return casework.Change{}, err
		}
		return s.Engine.PromiseGap(c, s.moment(), actor(who), casework.PromiseGapInput{Target: t, Signature: signed})
	})
}

// promise runs an act about a promise on the item as it is when the act is decided.
func (s *Service) promise(ctx context.Context, who permission.Principal, no ident.CaseNo, verb casework.Verb, in PromiseInput, do func(*casework.Case, *casework.ItemCase, casework.Target) (casework.Change, error)) (*casework.Case, error) {
	return s.act(ctx, who, no, request(in.Once, verb, in.Slot, in.Signed, in.Words), func(c *casework.Case) (casework.Change, error) {
		it := c.Latest(in.Slot)
		if it == nil {
			return casework.Change{}, fault.New(fault.NotFound, "casework.no_such_item")
		}
		return do(c, it, casework.Target{Slot: in.Slot, SeenVersion: in.Seen})
	})
}
