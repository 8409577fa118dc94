package pack_test

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"lianban/internal/pack"
	"lianban/packs"
)

const restaurantFile = "scenarios/restaurant/scenario.yaml"

// A condition that cannot be understood stops a server when it reads the packs, not an applicant when it plans.
func TestACityWithABrokenConditionIsNotServed(t *testing.T) {
	t.Parallel()
	files := copyOf(t, packs.FS)
	whole := string(files[restaurantFile].Data)
	files[restaurantFile].Data = []byte(strings.Replace(whole, "{when: wants_sign, after", "{when: want_sign, after", 1))
	_, findings, err := pack.Load(files)
	if err != nil {
		t.Fatal(err)
	}
	found := func(f pack.Finding) bool { return f.Code == "C301" && f.File == restaurantFile }
	if !slices.ContainsFunc(pack.Errors(findings), found) {
		t.Errorf("no C301 among %v", findings)
	}
}

// copyOf copies pack files into memory, where a test may change them.
func copyOf(t *testing.T, fsys fs.FS) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(fsys, ".", func(p string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || path.Ext(p) != ".yaml" {
			return err
		}
		b, err := fs.ReadFile(fsys, p)
		out[p] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
