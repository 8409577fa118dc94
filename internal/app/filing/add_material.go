package filing

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// AddMaterial hands in new versions of papers of an item (追加材料); whoever has it in hand is told.
func (s *Service) AddMaterial(ctx context.Context, who permission.Principal, no ident.CaseNo, in BringInput) (*casework.Case, error) {
	return s.bring(ctx, who, no, casework.VerbAddMaterial, in, func(c *casework.Case, t casework.Target, keys []string) (casework.Change, error) {
		return s.Engine.AddMaterial(c, s.moment(), actor(who), casework.AddMaterialInput{Target: t, Materials: keys, Fields: in.Fields, Note: in.Note})
	})
}
