package pack_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"lianban/internal/pack"
	"lianban/packs"
)

// Both ways of going through a scenario, all sets of answers and part by part, find nothing in the sample city, and
// the parts are what the way says.
func TestBothWaysFindNothingInTheSampleCity(t *testing.T) {
	t.Parallel()
	_, parts, err := pack.CheckUpTo(packs.FS, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range parts.Findings {
		t.Error(f)
	}
	for _, w := range parts.Ways {
		if w.Way != "parts" || w.Parts == 0 {
			t.Errorf("%+v", w)
		}
	}
	var a, b int
	for _, w := range parts.Ways { a+=w.Sets; b+= w.Parts }
	fmt.Println(a,b)
}

// same writes findings without what depends on the way: which situation shows it, and which of several equal paths.
func same(fs []pack.Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, fmt.Sprintf("%s:%d %s %s days=%s n=%s", f.File, f.Line, f.Code, f.Variant, f.Params["days"], f.Params["n"]))
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}
