package pack_test

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

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

// A scenario with more sets of answers than anybody can go through is cut into parts, and what is wrong with it is found.
func TestAHugeScenarioIsCut(t *testing.T) {
	t.Parallel()
	var fields, questions, items, uses strings.Builder
	for i := range 24 {
		fmt.Fprintf(&fields, "  ask%d: {name: 问题%d, type: yes_no, topic: company, ask: 要吗？, why: 要知道}\n", i, i)
		fmt.Fprintf(&questions, "      ask%d: always\n", i)
		fmt.Fprintf(&items, "  item%d: {name: 事项%d, type: service, owner: first, limit: {promised: %d working days}, variants: {one: 办理}}\n", i, i, 1+i%3)
		fmt.Fprintf(&uses, "      item%d.one: {when: ask%d, after: {%s}}\n", i, i, map[bool]string{true: "item0.one: lapse"}[i == 2])
	}
	files := fstest.MapFS{
		"library/ground.yaml": {Data: []byte("areas: {yantai: {name: 烟台市, code: \"370600\"}}\ntaxonomies: {ours: {name: 阶段, person: {life: 生活}, enterprise: {entry: 开办}}}\n" +
			"departments: {first: 甲局}\ntopics: {company: 企业}\nfields:\n" + fields.String() + "items:\n" + items.String())},
		"scenarios/huge/scenario.yaml": {Data: []byte("scenarios:\n  huge:\n    name: 大事\n    summary: 试一试。\n    evidence: example\n    origin: city\n    audience: enterprise\n" +
			"    stages: {ours: entry}\n    lead: first\n    joint_result: yes\n    promise: 3 working days\n    applicants: {owner: {name: 业主, acts_for: company}}\n" +
			"    questions:\n" + questions.String() + "    items:\n" + uses.String() + "    history: {\"1\": {from: 2026-03-01, running: finish}}\n")},
	}
	_, report, err := pack.Check(files)
	if err != nil || len(report.Ways) != 1 {
		t.Fatal(report, err)
	}
	if w := report.Ways[0]; w.Way != "parts" || !w.All || w.Parts < 24 || w.Sets > 1000 {
		t.Errorf("%+v", w)
	}
	var got []string
	for _, f := range report.Findings {
		got = append(got, f.Code+" "+f.Params["days"])
	}
	slices.Sort(got)
	if want := []string{"F703 ", "G603 ", "L403 4"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", report.Findings, want)
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
