package pack_test

import (
	"fmt"
	"io/fs"
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
	_, parts, err := pack.CheckInParts(packs.FS)
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
}

// failing are the findings of what cannot be compiled.
var failing = []string{"C301", "C303", "C401", "G601"}

// bothWays checks packs by all sets of answers and part by part: the findings are the same. Where a plan cannot be compiled
// in some situation, what else is wrong there is found by parts only; what makes it fail is found by both.
func bothWays(files fs.FS) error {
	_, sets, err := pack.Check(files)
	if err != nil {
		return err
	}
	_, parts, err := pack.CheckInParts(files)
	if err != nil {
		return err
	}
	a, b := same(sets.Findings), same(parts.Findings)
	fails := slices.ContainsFunc(sets.Findings, func(f pack.Finding) bool { return slices.Contains(failing, f.Code) })
	if slices.Equal(a, b) || fails && len(lacking(a, b)) == 0 {
		return nil
	}
	return fmt.Errorf("by sets\n%s\nby parts\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
}

// lacking are the findings of a failure that only one way has.
func lacking(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(x string) bool {
		return slices.Contains(b, x) || !slices.ContainsFunc(failing, func(code string) bool { return strings.Contains(x, " "+code+" ") })
	})
}

// same writes findings without what depends on the way: which situation shows it, and which of several equal paths.
func same(fs []pack.Finding) []string {
	var out []string
	for _, f := range fs {
		out = append(out, fmt.Sprintf("%s:%d %s %s days=%s n=%s", f.File, f.Line, f.Code, f.Variant, f.Params["days"], f.Params["n"]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
