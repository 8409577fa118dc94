// Package blob keeps files: content-addressed, sniffed, size-limited and optionally scanned. What a file is
// called or claims to be is never believed; what it is decides.
package blob

import (
	"context"
	"io"

	"lianban/internal/base/ident"
)

// Limits is what one upload may be. The zero value takes every accepted kind up to DefaultMaxBytes.
type Limits struct {
	MinBytes, MaxBytes int64    // of the file as sent; 0: none, DefaultMaxBytes
	Formats            []string // lower-case endings (jpg, png, pdf, ofd, docx, xlsx, dwg); empty: the first four
	MinPixels          int64    // of the longer side of an image; 0: none
	MaxPixels          int64
}

// DefaultMaxBytes is the size limit where no rule says otherwise.
const DefaultMaxBytes = 20 << 20

// Info is what is known of a stored file.
type Info struct {
	ID      ident.BlobID // SHA-256 of the stored bytes, hex
	Size    int64        // of the stored bytes
	MIME    string
	Ext     string // ending of the real kind, without the dot
	Width   int    // of images, upright
	Height  int
	Scanned bool // a scanner looked at it and found nothing
}

// Store keeps files.
type Store interface {
	// Put reads a file to its end, checks it and keeps it; the same content twice is stored once. Photos
	// are stored upright and without what the camera wrote into them (place, device, time).
	//
	// Faults (Invalid, with the rule and the cure): blob.empty, blob.too_small, blob.too_large, blob.kind,
	// blob.macros, blob.heic, blob.image_damaged, blob.image_huge, blob.image_small, blob.image_large, blob.infected,
	// blob.interrupted. Unavailable blob.no_space if it cannot be written.
	Put(ctx context.Context, r io.Reader, l Limits) (Info, error)
	// Open answers a stored file and its size. Fault: NotFound blob.not_found.
	Open(ctx context.Context, id ident.BlobID) (io.ReadSeekCloser, int64, error)
}

// Scanner looks for malware.
type Scanner interface {
	// Scan answers the name of what it found, or nothing. An error means that it could not look.
	Scan(ctx context.Context, r io.Reader) (found string, err error)
}
