package pack

import (
	"io/fs"
	"testing"
	"testing/fstest"

	"lianban/packs"
)

// No file, however broken, makes the loader panic or hang; it answers findings.
func FuzzCheck(f *testing.F) {
	err := fs.WalkDir(packs.FS, ".", func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(packs.FS, p)
		f.Add(string(b))
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	for _, s := range []string{"a: &x [*x]", "items: {a: {variants: {b: {owner: never}}}}", "scenarios: {s: {items: [a.b]}}",
		"overlays: {o: {area: a, of: s, items: {x: never}}}", "fields: {f: {otherwise: [1]}}", "- a\n- b", "? {a: b}\n: c", "examples: {e: {of: x, expect: {order: [x]}}}"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		_, report, err := Check(fstest.MapFS{"library/a.yaml": {Data: []byte(text)}})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range report.Findings {
			_ = x.String()
		}
	})
}
