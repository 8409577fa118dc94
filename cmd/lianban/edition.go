package main

import (
	"context"
	"io/fs"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"time"

	"lianban/internal/api"
	"lianban/internal/app/access"
	"lianban/internal/app/publishing"
	"lianban/internal/base/fault"
	"lianban/internal/pack"
	"lianban/internal/store"
)

// readPacks makes the catalogue of the release that counts, or of the folder where nothing was published yet. Fault: Invalid
// cli.packs when the folder has an error and nothing was published.
func (h *house) readPacks(ctx context.Context, folder fs.FS, dir string) error {
	h.book = &publishing.Book{Store: h.store, Log: h.log}
	h.folder = folder
	last, err := h.store.LastRelease(ctx)
	if fault.Is(err, fault.NotFound) {
		if h.catalogue, err = readCity(folder, dir, h.kept()); err != nil {
			return err
		}
		h.finder, err = finder(folder, h.catalogue)
		return err
	}
	if err != nil {
		return err
	}
	return h.readRelease(ctx, last)
}

// readRelease makes the catalogue of a release and what is found in it. Where the folder holds the same files it is read from
// there, where what was made of it before can be used again.
func (h *house) readRelease(ctx context.Context, r store.Release) error {
	from := h.folder
	if same, err := holds(from, r); err != nil || !same {
		var err error
		if from, err = h.book.Folder(ctx, r.Seq); err != nil {
			return err
		}
	}
	cat, findings, err := pack.LoadKept(from, h.kept())
	if err != nil {
		return fault.Wrap(err, "reading a release")
	}
	if bad := pack.Errors(findings); len(bad) > 0 { // a newer program may be stricter: what was published stays served
		h.log.Warn("the published packs have errors by today's rules", "release", r.Seq, "errors", len(bad), "first", bad[0].String())
	}
	h.release, h.catalogue = r, cat
	h.book.Keep(r.Tree, cat)
	h.finder, err = finder(from, cat)
	return err
}

// holds says whether a folder has exactly the files of a release.
func holds(folder fs.FS, r store.Release) (bool, error) {
	files, err := pack.Files(folder)
	return err == nil && pack.TreeHash(files) == r.Tree, err
}

// publishFirst publishes the folder where nothing was published yet: at the first start of a house.
func (h *house) publishFirst(ctx context.Context) error {
	if h.release.Seq > 0 {
		return nil
	}
	files, err := pack.Files(h.folder)
	if err != nil {
		return err
	}
	r, err := publishing.First(ctx, h.store, access.AtTheMachine().Principal, files, h.catalogue)
	if err != nil {
		return err
	}
	if r.Tree != pack.TreeHash(files) { // another node was first, with other packs
		return h.turn(ctx, r)
	}
	h.release = r
	h.book.Keep(r.Tree, h.catalogue)
	return nil
}

// publishFolder makes what the folder holds count: the sample city follows its program. Where something would be taken from
// those who applied, they finish on their version.
func (h *house) publishFolder(ctx context.Context, note string) error {
	if err := h.publishFirst(ctx); err != nil {
		return err
	}
	p, found, err := publishing.Prepare(ctx, h.store, h.folder, publishing.Options{Note: note})
	if err != nil || p.Same {
		return err
	}
	for _, f := range found {
		h.log.Warn("the packs of this program", "finding", f.String())
	}
	p.LetFinish()
	r, err := publishing.Publish(ctx, h.store, access.AtTheMachine().Principal, p)
	if err != nil {
		return err
	}
	return h.turn(ctx, r)
}

// warnOfFolder says that the folder is not what is served.
func (h *house) warnOfFolder(dir string) {
	if same, err := holds(h.folder, h.release); err == nil && !same {
		h.log.Warn("the packs in the folder are not published; the last release is served. Publish them with: lianban pack publish",
			"folder", dir, "release", h.release.Seq)
	}
}

// turn makes this house serve a release, before it has doors.
func (h *house) turn(ctx context.Context, r store.Release) error {
	old := h.finder
	if err := h.readRelease(ctx, r); err != nil {
		return err
	}
	if old != nil {
		_ = old.Close() // nobody looks for anything yet
	}
	return h.wire()
}

// next is this house on another release: with services and rights of its own, over the same store. What is wired to it from
// outside goes with it.
func (h *house) next(ctx context.Context, r store.Release) (*house, error) {
	n := *h
	if err := n.readRelease(ctx, r); err != nil {
		return nil, err
	}
	if err := n.wire(); err != nil {
		return nil, err
	}
	n.access.AdministratorsNeedCodes = h.access.AdministratorsNeedCodes
	n.filing.Cashier, n.filing.Told = h.filing.Cashier, h.filing.Told
	n.handling.Told, n.custody.Told, n.improvement.Told = h.handling.Told, h.custody.Told, h.improvement.Told
	return &n, nil
}

// editions serves what counts. A request ends on the release on which it began.
type editions struct {
	now  *house
	site site
	door atomic.Pointer[http.Handler]
}

// lookEvery is how often a node looks whether another release counts: one row by its key.
const lookEvery = 3 * time.Second

// editions opens the doors and follows what is published, here or by another node, until ctx ends. settle is called when what
// goes on in the background of a start has ended.
func (h *house) editions(ctx context.Context, settle func(), s site) (http.Handler, error) {
	e := &editions{now: h, site: s}
	first, err := h.doors(s)
	if err != nil {
		return nil, err
	}
	e.door.Store(&first)
	go func() {
		h.warm(ctx, first)
		h.finder.Size() // waits for the index
		settle()
	}()
	go func() {
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if err := e.look(ctx); err != nil && ctx.Err() == nil {
					h.log.Warn("another release was not taken up; the last one is served", "error", err.Error())
				}
			}
		}
	}()
	return e, nil
}

// look takes up the release that counts, if it is another one.
func (e *editions) look(ctx context.Context) error {
	last, err := e.now.store.LastRelease(ctx)
	if err != nil || last.Seq == e.now.release.Seq {
		return err
	}
	next, err := e.now.next(ctx, last)
	if err != nil {
		return err
	}
	door, err := next.doors(e.site)
	if err != nil {
		return err
	}
	next.warm(ctx, door) // before anybody waits for it
	old := e.now
	e.now = next
	next.takeUp()
	e.door.Store(&door)
	next.log.Info("another release of the packs is served now", "release", last.Seq, "by", last.By)
	time.AfterFunc(2*readTime, func() { _ = old.finder.Close() }) // whoever began on it has ended
	return nil
}

// warm draws the pages on which nearly everybody begins, which are kept for all who are not signed in, and makes what else is
// made when it is first asked for: the operations of the API and the fonts of papers.
func (h *house) warm(ctx context.Context, door http.Handler) {
	for _, path := range []string{"/", "/scenarios", api.Prefix + "/"} {
		w := &kept{header: http.Header{}, status: http.StatusOK}
		r, err := http.NewRequestWithContext(context.WithoutCancel(ctx), http.MethodGet, "http://127.0.0.1"+path, nil)
		if err != nil || ctx.Err() != nil {
			return
		}
		r.RequestURI, r.RemoteAddr = path, "127.0.0.1:0"
		door.ServeHTTP(w, r)
	}
	if _, err := h.papers(); err != nil {
		h.log.Error("papers cannot be printed", "error", err.Error())
	}
}

// ServeHTTP answers by the doors of the release that counts.
func (e *editions) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	(*e.door.Load()).ServeHTTP(w, r)
}

// kept is the folder with what earlier starts made of the packs.
func (h *house) kept() string { return filepath.Join(h.where.Data, "kept") }
