package pack

import (
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"lianban/packs"
)

func keptFigures(t *testing.T, folder string) string {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(folder, "*"+figuresEnding))
	if err != nil || len(all) != 1 {
		t.Fatalf("files of figures: %v, %v", all, err)
	}
	return all[0]
}

func TestKeptFiguresAreThoseThatWouldBeComputed(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	first, _, err := LoadKept(packs.FS, folder)
	if err != nil {
		t.Fatal(err)
	}
	want := first.Reductions()
	keptFigures(t, folder)
	next, _, err := LoadKept(packs.FS, folder)
	if err != nil {
		t.Fatal(err)
	}
	got := next.Reductions()
	for i, r := range want {
		if !reflect.DeepEqual(got[i], r) {
			t.Fatalf("kept\n%+v\nis not computed\n%+v", got[i], r)
		}
	}
	if !reflect.DeepEqual(next.Overall(), first.Overall()) || len(got) != len(want) {
		t.Error("averages of what was kept differ")
	}
}

func TestKeptFiguresAreBelievedOnlyWhole(t *testing.T) {
	t.Parallel()
	files, folder := small(t), t.TempDir()
	figures := func() int {
		cat, _, err := LoadKept(files, folder)
		if err != nil {
			t.Fatal(err)
		}
		return len(cat.Reductions())
	}
	if figures() != 1 {
		t.Fatal("one scenario has one line of figures")
	}
	file := keptFigures(t, folder)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"empty": {}, "cut": whole[:len(whole)-3], "changed": append(whole[:len(whole)-1:len(whole)-1], 'x'),
		"of other packs": wrap(figuresMagic, [32]byte{1}, []byte("[]")), "no JSON": append([]byte(figuresMagic), make([]byte, 70)...),
	} {
		if err := os.WriteFile(file, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if n := figures(); n != 1 {
			t.Errorf("%s: %d lines of figures", name, n)
		}
		if mended, err := os.ReadFile(file); err != nil || !reflect.DeepEqual(mended, whole) {
			t.Errorf("%s: not written again, %v", name, err)
		}
	}
}
