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
	sealed, err := s.opt.Seal.Seal(d.aad(), d.Data)
	if err != nil {
		return d, fault.Wrap(err, "sealing a draft")
	}
	had := d.Version
	d.UpdatedAt = moment(micros(s.now()))
	d.Version++
	b := &batch{}
	b.add(`UPDATE drafts SET packed = $3, pack_hash = $4, step = $5, sealed = $6, updated_at = $7, expires_at = $8,
		version = CASE WHEN version = $2 THEN $9 ELSE -1 END WHERE id = $1`,
		d.ID, had, d.Packed, d.PackHash, d.Step, sealed, micros(d.UpdatedAt), micros(d.ExpiresAt), d.Version)
	for _, old := range slices.Sorted(maps.Keys(renamed)) {
		b.add("UPDATE papers SET material = $3 WHERE draft_id = $1 AND draft_id <> '' AND material = $2", d.ID, old, renamed[old])
	}
	err = s.db.write(ctx, b)
	if clashOn(err, "drafts") {
		return d, fault.New(fault.Conflict, "store.draft_changed")
	}
	return d, fault.Wrap(err, "moving a draft to another version")
}
