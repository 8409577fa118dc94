package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"sync/atomic"

	"lianban/internal/base/fault"
)

// display looks at the portal from inside the process, the way anybody's browser does from outside.
type display struct {
	site atomic.Pointer[http.Handler]
}

// open lets it look at a site that now serves.
func (d *display) open(h http.Handler) { d.site.Store(&h) }

// look asks for the public page of a notice and answers the SHA-256 of what was served. The page must say that it shows
// the notice. Fault: Unavailable cli.notice_unseen.
func (d *display) look(ctx context.Context, notice string) (string, error) {
	h := d.site.Load()
	if h == nil {
		return "", fault.New(fault.Unavailable, "cli.notice_unseen", "notice", notice)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://127.0.0.1/notices/"+url.PathEscape(notice), nil)
	if err != nil {
		return "", fault.Wrap(err, "asking for a notice")
	}
	r.RemoteAddr = "127.0.0.1:0"
	w := &kept{header: http.Header{}, status: http.StatusOK}
	(*h).ServeHTTP(w, r)
	if w.status != http.StatusOK || !bytes.Contains(w.body.Bytes(), []byte(`data-text="`)) {
		return "", fault.New(fault.Unavailable, "cli.notice_unseen", "notice", notice)
	}
	sum := sha256.Sum256(w.body.Bytes())
	return hex.EncodeToString(sum[:]), nil
}

// kept is an answer that stays in memory.
type kept struct {
	header http.Header
	status int
	body   bytes.Buffer
}

// Header answers the header of the answer.
func (k *kept) Header() http.Header { return k.header }

// WriteHeader keeps the status.
func (k *kept) WriteHeader(status int) { k.status = status }

// Write keeps the body.
func (k *kept) Write(b []byte) (int, error) { return k.body.Write(b) }
