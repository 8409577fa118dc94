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

// Part by part nothing is found in the sample city either: in every scenario in a whole run, else in some of many kinds
// (repeated topics, menus, stops, answers that pick variants, joint conclusions, areas that differ).
func TestPartsFindNothingInTheSampleCity(t *testing.T) {
	t.Parallel()
	only := strings.Fields("restaurant newborn sea_use transport utilities_joint company_change kindergarten_setup ride_driver")
	if howMany() > 1 {
		only = nil
	}
	_, parts, err := pack.CheckInParts(packs.FS, only...)
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

// same writes findings without what depends on the way: which situation shows it, which of several equal paths is the
// longest, and beside whose rule a clash is shown.
func same(fs []pack.Finding) []string {
	var out []string
	for _, f := range fs {
		if f.Code == "M504" {
			f.File, f.Line = f.Params["material"], 0
		}
		out = append(out, fmt.Sprintf("%s:%d %s %s days=%s n=%s", f.File, f.Line, f.Code, f.Variant, f.Params["days"], f.Params["n"]))
	}
	slices.Sort(out)
	return slices.Compact(out)
}
