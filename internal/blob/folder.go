package blob

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
)

// Folder keeps files in a folder of this machine or of a shared file system, as ab/cd/abcd….
type Folder struct {
	dir     string
	scanner Scanner
	seats   chan struct{} // images decoded at once; a large photo takes some hundred megabytes
}

// Options of a Folder.
type Options struct {
	Scanner Scanner // nil: nobody scans
}

// NewFolder makes a store in a folder, which it creates. Fault: Unavailable blob.no_space.
func NewFolder(dir string, o Options) (*Folder, error) {
	if err := os.MkdirAll(filepath.Join(dir, "incoming"), 0o700); err != nil {
		return nil, spaceFault(err)
	}
	return &Folder{dir: dir, scanner: o.Scanner, seats: make(chan struct{}, 2)}, nil
}

// Put stores a file.
func (f *Folder) Put(ctx context.Context, r io.Reader, l Limits) (Info, error) {
	in, err := f.receive(ctx, r, l)
	if err != nil {
		return Info{}, err
	}
	defer in.discard()
	kind, err := sniff(in.file, l)
	if err != nil {
		return Info{}, err
	}
	scanned, err := f.scan(ctx, in.file)
	if err != nil {
		return Info{}, err
	}
	info := Info{MIME: kind.mime, Ext: kind.ext, Scanned: scanned}
	if kind.decode != nil {
		clean, err := f.cleanImage(ctx, in, kind, l, &info)
		if err != nil {
			return Info{}, err
		}
		defer clean.discard()
		in = clean
	}
	info.Size, info.ID = in.size, ident.BlobID(hex.EncodeToString(in.sum.Sum(nil)))
	return info, f.keep(in, info.ID)
}

// Open opens a stored file.
func (f *Folder) Open(_ context.Context, id ident.BlobID) (io.ReadSeekCloser, int64, error) {
	path, ok := f.path(id)
	if !ok {
		return nil, 0, fault.New(fault.NotFound, "blob.not_found")
	}
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, 0, fault.New(fault.NotFound, "blob.not_found")
	}
	if err != nil {
		return nil, 0, fault.Wrap(err, "open a file")
	}
	stat, err := file.Stat()
	if err != nil {
		file.Close()
		return nil, 0, fault.Wrap(err, "open a file")
	}
	return file, stat.Size(), nil
}

// Check reads a stored file and says whether it still is what its name says; for "lianban verify".
func (f *Folder) Check(ctx context.Context, id ident.BlobID) error {
	file, _, err := f.Open(ctx, id)
	if err != nil {
		return err
	}
	defer file.Close()
	sum := sha256.New()
	if _, err := io.Copy(sum, file); err != nil {
		return fault.Wrap(err, "read a file")
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != string(id) {
		return fault.Wrap(fmt.Errorf("%s holds the bytes of %s", id, got), "check a file")
	}
	return nil
}

var digest = regexp.MustCompile(`^[0-9a-f]{64}$`)

func (f *Folder) path(id ident.BlobID) (string, bool) {
	s := string(id)
	if !digest.MatchString(s) {
		return "", false
	}
	return filepath.Join(f.dir, s[:2], s[2:4], s), true
}

// incoming is a file that is not yet accepted.
type incoming struct {
	file *os.File
	sum  hash.Hash
	size int64
}

func (in *incoming) discard() {
	in.file.Close()
	os.Remove(in.file.Name()) // gone already if it was kept
}

// Write appends to the file, the sum and the size.
func (in *incoming) Write(p []byte) (int, error) {
	n, err := in.file.Write(p)
	in.sum.Write(p[:n])
	in.size += int64(n)
	return n, err
}

func (f *Folder) newIncoming() (*incoming, error) {
	file, err := os.CreateTemp(filepath.Join(f.dir, "incoming"), "file-*")
	if err != nil {
		return nil, spaceFault(err)
	}
	return &incoming{file: file, sum: sha256.New()}, nil
}

// receive streams an upload to disk and refuses it as soon as it is too large.
func (f *Folder) receive(ctx context.Context, r io.Reader, l Limits) (*incoming, error) {
	in, err := f.newIncoming()
	if err != nil {
		return nil, err
	}
	limit := l.MaxBytes
	if limit <= 0 {
		limit = DefaultMaxBytes
	}
	from := &upload{ctx: ctx, r: io.LimitReader(r, limit+1)}
	_, err = io.Copy(in, from)
	switch {
	case from.err != nil:
		err = interrupted(from.err)
	case err != nil:
		err = spaceFault(err)
	case in.size == 0:
		err = fault.New(fault.Invalid, "blob.empty")
	case in.size > limit:
		err = fault.New(fault.Invalid, "blob.too_large", "max", bytesText(limit))
	case in.size < l.MinBytes:
		err = fault.New(fault.Invalid, "blob.too_small", "min", bytesText(l.MinBytes), "size", bytesText(in.size))
	}
	if err != nil {
		in.discard()
		return nil, err
	}
	return in, nil
}

// upload reads while the context lives and remembers whose fault an end was.
type upload struct {
	ctx context.Context
	r   io.Reader
	err error
}

// Read reads.
func (u *upload) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		u.err = err
		return 0, err
	}
	n, err := u.r.Read(p)
	if err != nil && err != io.EOF {
		u.err = err
	}
	return n, err
}

// keep gives an accepted file its name. It is on disk, under its name, when keep answers.
func (f *Folder) keep(in *incoming, id ident.BlobID) error {
	path, _ := f.path(id)
	if _, err := os.Stat(path); err == nil {
		return nil // the same content is here already
	}
	folder := filepath.Dir(path)
	err := in.file.Sync()
	if err == nil {
		err = in.file.Chmod(0o400)
	}
	if err == nil {
		err = os.MkdirAll(folder, 0o700)
	}
	if err == nil {
		err = os.Rename(in.file.Name(), path)
	}
	for _, d := range []string{folder, filepath.Dir(folder), f.dir} {
		if err == nil {
			err = syncFolder(d)
		}
	}
	return spaceFault(err)
}

func syncFolder(path string) error {
	d, err := os.Open(path)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}

// scan asks the scanner. One that is down blocks nobody: the file is kept as not scanned.
func (f *Folder) scan(ctx context.Context, file *os.File) (bool, error) {
	if f.scanner == nil {
		return false, nil
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return false, fault.Wrap(err, "scan a file")
	}
	found, err := f.scanner.Scan(ctx, file)
	if err != nil {
		slog.WarnContext(ctx, "the scanner did not answer; the file is kept as not scanned", "error", err)
		return false, nil
	}
	if found != "" {
		slog.WarnContext(ctx, "the scanner refused a file", "found", found)
		return false, fault.New(fault.Invalid, "blob.infected")
	}
	return true, nil
}

func spaceFault(err error) error {
	if err == nil {
		return nil
	}
	f := fault.New(fault.Unavailable, "blob.no_space")
	f.Cause = err
	return f
}

func interrupted(err error) error {
	f := fault.New(fault.Invalid, "blob.interrupted")
	f.Cause = err
	return f
}

// bytesText writes a size in thousands, as phones, packs and the pages do: a limit of 10 MB is 10 million bytes.
func bytesText(n int64) string {
	switch {
	case n >= 1e6:
		return strings.TrimSuffix(fmt.Sprintf("%.1f", float64(n)/1e6), ".0") + "MB"
	case n >= 1e3:
		return fmt.Sprintf("%dKB", n/1000)
	default:
		return fmt.Sprintf("%dB", n)
	}
}
