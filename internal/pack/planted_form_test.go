package pack_test

import (
	"fmt"
	"strings"
)

// plantings are the mistakes of the catalogue; those of form and names are here, the others beside.
var plantings = joined(formDefects, conditionDefects, clockDefects, paperDefects, orderDefects, figureDefects, overlayDefects, versionDefects)

func joined(lists ...[]planting) []planting {
	var out []planting
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

// scen makes a mistake in the file of the scenario; mark overrides the line of the finding.
func scen(find, with string, mark ...string) func(*soil) (string, bool) {
	return func(s *soil) (string, bool) {
		m, ok := s.scen(find, with)
		if len(mark) > 0 {
			m = strings.ReplaceAll(mark[0], "SLUG", s.slug)
		}
		return m, ok
	}
}

// library makes a mistake in the first file of the library that has a place for it.
func inLibrary(find, with string) func(*soil) (string, bool) {
	return func(s *soil) (string, bool) { return s.inLibrary(find, with) }
}

// test makes a mistake in the examples.
func test(find, with string, mark ...string) func(*soil) (string, bool) {
	return func(s *soil) (string, bool) {
		m, ok := s.sub(s.examples(), find, with)
		if len(mark) > 0 {
			m = strings.ReplaceAll(mark[0], "SLUG", s.slug)
		}
		return m, ok
	}
}

var formDefects = []planting{
	{code: "P101", name: "broken YAML", seed: scen(`^    lead: (\w+)$`, "    lead: [$1", "")},
	{code: "P101", name: "anchor", seed: scen(`^    lead: (\w+)$`, "    lead: &a $1", "")},
	{code: "P101", name: "tag", seed: scen(`^    lead: (\w+)$`, "    lead: !!str $1", "")},
	{code: "P101", name: "two documents", seed: scen(`\z`, "\n---\nscenarios: {}\n", "")},
	{code: "P101", name: "double key", seed: scen(`^    lead: (\w+)$`, "    lead: $1\n    lead: $1", "lead:")},
	{code: "P102", name: "unknown key", seed: scen(`^    lead: `, "    leed: ")},
	{code: "P102", name: "unknown word", seed: scen(`^    audience: \w+$`, "    audience: everybody")},
	{code: "P102", name: "unknown kind", seed: scen(`^scenarios:$`, "scenarioz:")},
	{code: "P102", name: "unknown key of an example", seed: test(`^    known: `, "    knwon: ")},
	{code: "P102", name: "unknown key of an item", seed: inLibrary(`^    sign_off: `, "    sign_of: ")},
	{code: "P103", name: "bad slug", seed: scen(`^    applicants:\n      (\w+): `, "    applicants:\n      Bad-$1: ", "      Bad-")},
	{code: "P103", name: "bad slug of a paper", seed: func(s *soil) (string, bool) { s.more("materials:\n  Bad-Paper: 材料\n"); return "Bad-Paper", true }},
	{code: "P103", name: "code without quotes", seed: inLibrary(`code: "(\d+)"`, "code: $1")},
	{code: "P104", name: "defined twice", seed: func(s *soil) (string, bool) {
		for _, v := range s.items() {
			for _, m := range v.Needs.Materials {
				_, ok := s.scen(`^scenarios:$`, "materials:\n  "+m.Material+": {name: 又一个, why: 重复}\nscenarios:")
				return "又一个", ok
			}
		}
		return "", false
	}},
	{code: "P105", name: "no kind of day", seed: inLibrary(`promised: (\d+) working days?`, "promised: $1 days")},
	{code: "P105", name: "no kind of day in the promise", seed: scen(`^    promise: (\d+) working days?$`, "    promise: $1 days")},
	{code: "P105", name: "bad size", seed: inLibrary(`size: up to (\d+)`, "size: about $1")},
	{code: "P107", name: "no lead", seed: scen(`^    lead: \w+\n`, "", "  SLUG:")},
	{code: "P107", name: "no summary", seed: scen(`^    summary: .*\n`, "", "  SLUG:")},
	{code: "P107", name: "plan only without a word", seed: scen(`^    joint_result: `, "    online: no\n    joint_result: ", "  SLUG:")},
	{code: "R201", name: "unknown paper or field", seed: func(s *soil) (string, bool) {
		for _, v := range s.items() {
			for _, m := range v.Needs.Materials {
				return s.in("items", v.Item, `\b`+m.Material+`\b`, m.Material+"z")
			}
		}
		return "", false
	}},
	{code: "R201", name: "unknown office", seed: scen(`^    lead: (\w+)$`, "    lead: ${1}z")},
	{code: "R201", name: "unknown prerequisite", seed: scen(`after: \{(\w+)\.`, "after: {${1}z.")},
	{code: "R201", name: "unknown reference", seed: inLibrary(`source: (\w+)`, "source: ${1}z")},
	{code: "R202", name: "unknown variant", seed: scen(`^      (\w+)\.(\w+): `, "      $1.nosuch: never\n      $1.$2: ")},
	{code: "R203", name: "option without variant", seed: func(s *soil) (string, bool) {
		for _, u := range s.sc.Uses {
			if u.By == "" {
				continue
			}
			_, ok := s.in("fields", u.By, `options: \{`, "options: {strange: 奇怪的, ")
			return "<" + u.By + ">", ok
		}
		return "", false
	}},
}

var overlayDefects = []planting{
	{code: "O801", name: "locked by law", seed: func(s *soil) (string, bool) {
		for _, v := range s.items() {
			s.overlay("items: {" + v.Item + ": {limit: {statutory: 90 working days}}}")
			return "statutory: 90", true
		}
		return "", false
	}},
	{code: "O801", name: "takes out what is not there", seed: func(s *soil) (string, bool) {
		s.overlay("scenarios: {" + s.slug + ": {items: {licence_check.nosuch: never}}}")
		return "nosuch: never", true
	}},
	{code: "O802", name: "base moved, nobody knows where", seed: func(s *soil) (string, bool) {
		s.overlay("scenarios: {" + s.slug + ": {summary: 本地的说法。}}")
		return "base:", true
	}},
	{code: "O802", name: "base moved where patched", seed: func(s *soil) (string, bool) {
		s.overlay("scenarios: {" + s.slug + ": {summary: 本地的说法。}}")
		if !s.rebased() {
			return "", false
		}
		_, ok := s.scen(`^    summary: .*$`, "    summary: 市里换了一种说法。")
		return "本地的说法", ok
	}},
	{code: "O803", name: "base moved elsewhere", warning: true, seed: func(s *soil) (string, bool) {
		s.overlay("scenarios: {" + s.slug + ": {summary: 本地的说法。}}")
		if !s.rebased() {
			return "", false
		}
		_, ok := s.scen(`^    name: (.*)$`, "    name: 新的$1")
		return "base:", ok
	}},
}

// overlay adds a difference of a functional zone for the scenario.
func (s *soil) overlay(patch string) {
	s.more(fmt.Sprintf("areas:\n  planted_zone: {name: 示例区, zone: yes, within: yantai}\noverlays:\n  planted_overlay:\n    name: 示例差异\n"+
		"    area: planted_zone\n    of: %s\n    base: \"000000000000\"\n    reason: 示例\n    from: 2026-03-01\n    %s\n", s.slug, patch))
}
