package publishing

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
)

// First publishes packs where nothing was published before, from a catalogue that was made of these files: at the first start
// of a house. It answers the release that counts then; another node may have been first.
func First(ctx context.Context, s *store.Store, who permission.Principal, files map[string][]byte, cat *scenario.Catalogue) (store.Release, error) {
	last, err := s.LastRelease(ctx)
	if !fault.Is(err, fault.NotFound) {
		return last, err
	}
	p := &Publication{Options: Options{Note: say("first")}, Tree: pack.TreeHash(files), files: files}
	for _, at := range cat.Places() {
		sc, ok := cat.ScenarioIn(at.Scenario, at.Area)
		if !ok {
			continue
		}
		c := pack.Changed{Place: at, Name: sc.Name, New: sc.Hash, NewVersion: sc.Version}
		if a, ok := cat.Area(at.Area); ok {
			c.AreaName = a.Name
		}
		p.Changed = append(p.Changed, Versioned{Changed: c, Number: max(1, sc.Version), Running: scenario.RunningFinish, Note: p.Note})
	}
	r, err := Publish(ctx, s, who, p)
	if fault.Is(err, fault.Conflict) {
		return s.LastRelease(ctx)
	}
	return r, err
}

// say answers a text of this room.
func say(key string, pairs ...any) string { return lang.Chinese().Say("publishing."+key, pairs...) }
