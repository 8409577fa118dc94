package publishing

import (
	"context"
	"io/fs"

	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// Counting answers the release that counts, with its catalogue. Fault: NotFound store.no_release before the first.
func (b *Book) Counting(ctx context.Context) (store.Release, *scenario.Catalogue, error) {
	if b.ahead != nil {
		return b.ahead.release, b.ahead.cat, nil
	}
	r, err := b.Store.LastRelease(ctx)
	if err != nil {
		return r, nil, err
	}
	cat, err := b.Catalogue(ctx, r.Seq)
	return r, cat, err
}

// Moves answers the version to which a submitted case on a content of a scenario in an area goes over: the one that counts,
// where every version since says so. ok is false where it finishes on its own.
func (b *Book) Moves(ctx context.Context, slug, area, hash string) (to store.ScenarioVersion, ok bool, err error) {
	_, cat, err := b.Counting(ctx)
	if err != nil || cat.Hash(slug, area) == hash {
		return to, false, err
	}
	begun, ok, err := b.Version(ctx, slug, area, hash)
	if err != nil || !ok {
		return to, false, err
	}
	rows, err := b.versionsOf(ctx, slug)
	if err != nil {
		return to, false, err
	}
	found := false
	for _, v := range rows { // newest first
		if v.Release <= begun.Release {
			return to, found, nil
		}
		if !counts(cat, v.Area, area) {
			continue
		}
		if v.Running != scenario.RunningMigrate || v.Hash == "" {
			return to, false, nil
		}
		if !found && v.Hash == cat.Hash(slug, area) {
			to, found = v, true
		}
	}
	return to, false, nil // it is older than one question looks back
}

// ahead is a publication as if it counted already.
type ahead struct {
	release store.Release
	cat     *scenario.Catalogue
	rows    []store.ScenarioVersion
}

// Ahead is a book in which a publication counts already, with the catalogue that it makes: it predicts what would become of
// what was begun before. Nothing is written.
func (b *Book) Ahead(p *Publication, cat *scenario.Catalogue) (*Book, error) {
	rows, err := p.rows()
	if err != nil {
		return nil, err
	}
	next := &ahead{release: store.Release{Seq: p.Parent.Seq + 1, Tree: p.Tree}, cat: cat, rows: rows}
	for i := range next.rows {
		next.rows[i].Release = next.release.Seq
	}
	return &Book{Store: b.Store, Log: b.Log, ahead: next}, nil
}

// versionsOf lists the versions of a scenario, newest first, with those that are to be published.
func (b *Book) versionsOf(ctx context.Context, slug string) ([]store.ScenarioVersion, error) {
	rows, err := b.Store.VersionsOf(ctx, slug, mostVersions)
	if b.ahead == nil || err != nil {
		return rows, err
	}
	var out []store.ScenarioVersion
	for _, v := range b.ahead.rows {
		if v.Scenario == slug {
			out = append(out, v)
		}
	}
	return append(out, rows...), nil
}

// Folder is the files of a publication as a folder.
func (p *Publication) Folder() fs.FS {
	return folder(p.files)
}
