package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// SignCommitment signs a notification-commitment (告知承诺) in the text that was shown. Faults: NotNow, Invalid
// casework.incomplete, Conflict filing.text_changed.
func (s *Service) SignCommitment(ctx context.Context, who permission.Principal, no ident.CaseNo, in PromiseInput) (*casework.Case, error) {
	return s.promise(ctx, who, no, casework.VerbSignCommitment, in, func(c *casework.Case, it *casework.ItemCase, t casework.Target) (casework.Change, error) {
		signed, err := signedText("text", in.Signed, s.CommitmentText(it))
		if err != nil {
			return casework.Change{}, err
		}
		return s.Engine.SignCommitment(c, s.moment(), actor(who), casework.SignCommitmentInput{Target: t, Text: signed})
	})
}
