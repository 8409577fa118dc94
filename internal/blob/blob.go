// Package blob keeps files: content-addressed, sniffed, size-limited and optionally scanned. What a file is
// called or claims to be is never believed; what it is decides.
package blob

import (
	"context"
	"io"

	"lianban/internal/base/ident"
)

// Limits is what a file may be. The zero value allows every accepted kind up to DefaultMaxBytes.
type Limits struct {
	MinBytes, MaxBytes int64    // 0: none, DefaultMaxBytes
	Formats            []string // of "jpg", "png", "pdf", "ofd" …; empty: all that the store accepts
	MinPixels          int      // of each side of an image; 0: no limit
	MaxPixels          int
}

// DefaultMaxBytes is the size limit where no rule says otherwise.
const DefaultMaxBytes = 20 << 20

// Info is what is known of a stored file.
type Info struct {
	ID     ident.BlobID // SHA-256 of the stored bytes, hex
	Size   int64
	MIME   string
	Ext    string // with the dot, of the real kind
	Width  int    // of images, as shown (after the camera's orientation)
	Height int
}

// Store keeps files.
type Store interface {
	// Put reads a file to its end, checks it and keeps it. A fault (Invalid) says the rule and the cure.
	// The same content twice is stored once.
	Put(ctx context.Context, r io.Reader, l Limits) (Info, error)
	// Open answers a stored file and its size. Fault: NotFound blob.not_found.
	Open(ctx context.Context, id ident.BlobID) (io.ReadSeekCloser, int64, error)
}
