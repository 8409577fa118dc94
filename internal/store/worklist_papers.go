package store

import (
	"context"
	"slices"
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// papersOf fills in for how many materials of each row a paper was handed in, with one statement. materials are the
// keys that each item consumes: nobody counts what its item does not need to know.
func (s *Store) papersOf(ctx context.Context, rows []WorkRow, materials map[ident.ItemCaseID][]string) error {
	if len(rows) == 0 {
		return nil
	}
	ids := make([]ident.CaseID, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.Case)
	}
	there := map[ident.CaseID][]string{}
	var args params
	err := s.db.query(ctx, func(r row) error {
		var id ident.CaseID
		var key string
		var instance int
		if err := r.Scan(&id, &key, &instance); err != nil {
			return err
		}
		if instance > 0 {
			key += "~" + strconv.Itoa(instance)
		}
		there[id] = append(there[id], key)
		return nil
	}, "SELECT case_id, material, instance FROM papers WHERE "+in(&args, "case_id", ids)+
		" AND case_id <> '' AND latest = TRUE AND status = "+args.put(string(HandedIn))+" GROUP BY case_id, material, instance", args...)
	for i := range rows {
		for _, key := range materials[rows[i].Item] {
			if slices.Contains(there[rows[i].Case], key) {
				rows[i].Papers++
			}
		}
	}
	return fault.Wrap(err, "counting papers")
}
