// Package packtest changes packs for tests of what a change means.
package packtest

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"lianban/internal/pack"
)

// Edited is a folder of packs with texts replaced: file, old, new, file, old, new … The test fails where an old text does not
// stand in its file.
func Edited(t testing.TB, from fs.FS, edits ...string) fs.FS {
	t.Helper()
	files, err := pack.Files(from)
	if err != nil {
		t.Fatal(err)
	}
	out := fstest.MapFS{}
	for name, b := range files {
		out[name] = &fstest.MapFile{Data: b}
	}
	for i := 0; i < len(edits); i += 3 {
		f := out[edits[i]]
		if f == nil || !strings.Contains(string(f.Data), edits[i+1]) {
			t.Fatalf("%s does not contain %q", edits[i], edits[i+1])
		}
		out[edits[i]] = &fstest.MapFile{Data: []byte(strings.Replace(string(f.Data), edits[i+1], edits[i+2], 1))}
	}
	return out
}
