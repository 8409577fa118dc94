package publishing

import (
	"context"
	"encoding/json"

	"lianban/internal/base/fault"
	"lianban/internal/pack"
	"lianban/internal/store"
)

// What the doors name, because they do not know the packs.
type Change = pack.Change

// ForRecord are changes that only records hold.
const ForRecord = pack.ForRecord

// Shown is one version with what it keeps about its change.
type Shown struct {
	store.ScenarioVersion
	Body
}

// History answers the versions of a scenario in all its places, newest first.
func (b *Book) History(ctx context.Context, scenario string) ([]Shown, error) {
	rows, err := b.Store.VersionsOf(ctx, scenario, mostVersions)
	if err != nil {
		return nil, err
	}
	out := make([]Shown, len(rows))
	for i, v := range rows {
		out[i].ScenarioVersion = v
		if err := json.Unmarshal(v.Body, &out[i].Body); err != nil {
			return nil, fault.Wrap(err, "reading a version")
		}
	}
	return out, nil
}
