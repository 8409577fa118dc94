// Package publishing keeps the versions of scenarios: it publishes packs as releases, brings old ones back, says what differs,
// and answers the catalogue that a release is, so that what was begun on it can go on.
package publishing

import (
	"context"
	"io/fs"
	"log/slog"
	"slices"
	"strconv"
	"sync"
	"testing/fstest"

	"lianban/internal/base/fault"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
)

// Book answers releases as catalogues: the one that counts, and older ones on demand. A few stay in memory. All methods may be
// called from many goroutines.
type Book struct {
	Store *store.Store
	Log   *slog.Logger

	ahead *ahead // what is to be published; nil: nothing

	mu   sync.Mutex // one catalogue is made at a time: each takes seconds and a processor
	kept []kept     // the last used at the end
}

type kept struct {
	tree string
	cat  *scenario.Catalogue
}

// mostKept is how many catalogues stay in memory besides the one that is served.
const mostKept = 4

// mostVersions bounds how far back one question looks.
const mostVersions = 100

// Folder is the files of a release as a folder.
func (b *Book) Folder(ctx context.Context, release int64) (fs.FS, error) {
	files, err := b.Store.ReleaseFiles(ctx, release)
	if err != nil {
		return nil, err
	}
	return folder(files), nil
}

func folder(files map[string][]byte) fs.FS {
	out := fstest.MapFS{}
	for name, content := range files {
		out[name] = &fstest.MapFile{Data: content}
	}
	return out
}

// Keep gives the book a catalogue that was made already.
func (b *Book) Keep(tree string, cat *scenario.Catalogue) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.keep(tree, cat)
}

func (b *Book) keep(tree string, cat *scenario.Catalogue) {
	b.kept = append(slices.DeleteFunc(b.kept, func(k kept) bool { return k.tree == tree }), kept{tree, cat})
	if len(b.kept) > mostKept {
		b.kept = slices.Delete(b.kept, 0, len(b.kept)-mostKept)
	}
}

// Catalogue answers what a release says. Faults: NotFound store.no_release; Internal when its packs cannot be read any more.
func (b *Book) Catalogue(ctx context.Context, release int64) (*scenario.Catalogue, error) {
	r, err := b.Store.Release(ctx, release)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if i := slices.IndexFunc(b.kept, func(k kept) bool { return k.tree == r.Tree }); i >= 0 {
		k := b.kept[i]
		b.keep(k.tree, k.cat)
		return k.cat, nil
	}
	packs, err := b.Folder(ctx, release)
	if err != nil {
		return nil, err
	}
	cat, findings, err := pack.Load(packs)
	if err != nil {
		return nil, fault.Wrap(err, "reading release "+strconv.FormatInt(release, 10))
	}
	if bad := pack.Errors(findings); len(bad) > 0 { // a newer program may be stricter: what was published stays served
		b.Log.Warn("a published release has errors by today's rules", "release", release, "errors", len(bad), "first", bad[0].String())
	}
	b.keep(r.Tree, cat)
	return cat, nil
}

// Under answers the catalogue in which a scenario in an area has a content. Fault: NotFound publishing.no_version when this
// content was never published there.
func (b *Book) Under(ctx context.Context, slug, area, hash string) (*scenario.Catalogue, error) {
	cat, _, err := b.find(ctx, slug, area, hash)
	return cat, err
}

func (b *Book) find(ctx context.Context, slug, area, hash string) (*scenario.Catalogue, store.ScenarioVersion, error) {
	rows, err := b.Store.VersionsWith(ctx, slug, hash, mostKept*2)
	if err != nil {
		return nil, store.ScenarioVersion{}, err
	}
	for _, v := range rows {
		cat, err := b.Catalogue(ctx, v.Release)
		if err != nil {
			return nil, v, err
		}
		if cat.Hash(slug, area) == hash {
			return cat, v, nil
		}
	}
	return nil, store.ScenarioVersion{}, fault.New(fault.NotFound, "publishing.no_version", "scenario", slug, "hash", hash)
}

// Running answers what becomes of something that was begun on a content of a scenario in an area: the most that any version
// since then demands. scenario.RunningFinish when nothing was published since.
func (b *Book) Running(ctx context.Context, slug, area, hash string) (string, error) {
	cat, begun, err := b.find(ctx, slug, area, hash)
	if err != nil {
		return "", err
	}
	rows, err := b.versionsOf(ctx, slug)
	if err != nil {
		return "", err
	}
	running := scenario.RunningFinish
	for _, v := range rows {
		if v.Release <= begun.Release || !counts(cat, v.Area, area) {
			continue
		}
		if v.Running != scenario.RunningFinish {
			running = v.Running
		}
	}
	return running, nil
}

// counts says whether what is published in an area counts in another one.
func counts(cat *scenario.Catalogue, published, here string) bool {
	if published == "" {
		return true
	}
	for _, a := range cat.Chain(here) {
		if a.Slug == published {
			return true
		}
	}
	return false
}

// Version answers which published version a content of a scenario is, in the narrowest place around an area; ok is false when
// it was never published.
func (b *Book) Version(ctx context.Context, slug, area, hash string) (v store.ScenarioVersion, ok bool, err error) {
	_, v, err = b.find(ctx, slug, area, hash)
	if fault.Is(err, fault.NotFound) {
		return v, false, nil
	}
	return v, err == nil, err
}

// Number is the number of that version; 0 when it was never published.
func (b *Book) Number(ctx context.Context, slug, area, hash string) (int, error) {
	rows, err := b.Store.VersionsWith(ctx, slug, hash, mostKept*2)
	for _, v := range rows {
		if v.Area == area {
			return v.Number, err
		}
	}
	if len(rows) > 0 {
		return rows[0].Number, err
	}
	return 0, err
}
