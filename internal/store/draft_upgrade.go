package store

import (
	"context"
	"maps"
	"slices"

	"lianban/internal/base/fault"
)

// UpgradeDraft saves a draft that moved to another version of its scenario. Papers of materials that have a new slug go with
// it, in the same batch. Fault: Conflict store.draft_changed.
func (s *Store) UpgradeDraft(ctx context.Context, d Draft, renamed map[string]string) (Draft, error) {
	b := &batch{}
	d, err := s.rewrite(b, d)
	if err != nil {
		return d, err
	}
	for _, old := range slices.Sorted(maps.Keys(renamed)) {
		b.add("UPDATE papers SET material = $3 WHERE draft_id = $1 AND draft_id <> '' AND material = $2", d.ID, old, renamed[old])
	}
	err = s.db.write(ctx, b)
	if clashOn(err, "drafts") {
		return d, fault.New(fault.Conflict, "store.draft_changed")
	}
	return d, fault.Wrap(err, "moving a draft to another version")
}
