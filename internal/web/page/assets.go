// Package page is what all doors share: the frame of a page, the components that own the markup, the
// rendering of form fields, the error page, and the built style and script. Nobody outside writes class names
// of the engine by hand. Words come from the texts of package lang; a component takes them from its Frame.
package page

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"sync"
)

//go:embed all:dist
var dist embed.FS

// ErrNoAssets says that the binary was compiled before "make assets" had run: there is no style to serve.
var ErrNoAssets = errors.New("style and script are not built: run \"make assets\" and build again")

// AssetRoot is the address below which every door finds style and script.
const AssetRoot = "/assets/"

// Assets are the built style and script files with their hashed names, and the icons.
type Assets struct {
	files  fs.FS
	hashed map[string]string // "citizen.css" -> "citizen.3f2a….css"
	known  map[string]bool   // hashed names, for the handler
	icons  map[string]string // inner markup by name
}

var built = sync.OnceValues(func() (*Assets, error) {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, err
	}
	return OpenAssets(sub)
})

// Built answers the assets that are compiled into this binary, or ErrNoAssets.
func Built() (*Assets, error) { return built() }

// OpenAssets reads a folder that web/build.mjs has written. Without a manifest the error is ErrNoAssets.
func OpenAssets(files fs.FS) (*Assets, error) {
	a := &Assets{files: files, known: map[string]bool{}}
	b, err := fs.ReadFile(files, "manifest.json")
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNoAssets
	}
	if err != nil {
		return nil, err
	}
	if err := json.Unmarshal(b, &a.hashed); err != nil {
		return nil, fmt.Errorf("manifest.json: %w", err)
	}
	for _, name := range a.hashed {
		a.known[name] = true
	}
	if b, err = fs.ReadFile(files, "icons.json"); err != nil {
		return nil, err
	}
	if err := json.Unmarshal(b, &a.icons); err != nil {
		return nil, fmt.Errorf("icons.json: %w", err)
	}
	return a, nil
}

// URL answers the address of an asset by its plain name, such as citizen.css. On nil assets it answers the plain
// name, so that pages render in tests without a build.
func (a *Assets) URL(name string) string {
	if a == nil {
		return AssetRoot + name
	}
	if h, ok := a.hashed[name]; ok {
		return AssetRoot + h
	}
	return AssetRoot + name
}

// ServeHTTP serves one hashed file below AssetRoot, in the best encoding that the browser takes. Names carry
// their content hash, so a file never changes and is kept for a year.
func (a *Assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, AssetRoot)
	if a == nil || !a.known[name] {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Add("Vary", "Accept-Encoding")
	for _, enc := range []struct{ token, ext string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !accepts(r.Header.Get("Accept-Encoding"), enc.token) {
			continue
		}
		if b, err := fs.ReadFile(a.files, name+enc.ext); err == nil {
			h.Set("Content-Encoding", enc.token)
			send(w, r, b)
			return
		}
	}
	b, err := fs.ReadFile(a.files, name)
	if err != nil {
		http.NotFound(w, r)
		return
	}
	send(w, r, b)
}

func send(w http.ResponseWriter, r *http.Request, b []byte) {
	w.Header().Set("Content-Length", fmt.Sprint(len(b)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(b) // the browser went away: nobody left to tell
	}
}

// accepts says whether an Accept-Encoding header names the token without refusing it (q=0).
func accepts(header, token string) bool {
	for part := range strings.SplitSeq(header, ",") {
		name, q, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(name), token) {
			q = strings.ReplaceAll(q, " ", "")
			return q != "q=0" && q != "q=0.0" && q != "q=0.00" && q != "q=0.000"
		}
	}
	return false
}
