package pack_test

import (
	"fmt"
	"slices"
	"strings"

	"lianban/internal/domain/item"
	"lianban/internal/domain/material"
	"lianban/internal/domain/scenario"
)

// once answers the items whose limit is written in one place only.
func (s *soil) once() []*item.Variant {
	return slices.DeleteFunc(s.items(), func(v *item.Variant) bool { return strings.Count(s.text("items", v.Item), "promised:") != 1 })
}

// step puts a step before the others of an item.
func (s *soil) step(slug, how string, fits func(*item.Variant) bool) (string, bool) {
	for _, v := range s.items() {
		if !fits(v) {
			continue
		}
		if _, ok := s.in("items", v.Item, `^    steps:\n`, "    steps:\n      "+slug+": "+how+"\n"); ok {
			return "      " + slug + ": ", true
		}
	}
	return "", false
}

func anyItem(*item.Variant) bool { return true }

var clockDefects = []planting{
	{code: "L401", name: "promise above the law", seed: func(s *soil) (string, bool) {
		for _, v := range s.once() {
			if n, _ := v.Limit.Statutory.InWorkingDays(); v.Limit.Statutory.IsSet() {
				return s.in("items", v.Item, `promised: \d+ working days?`, fmt.Sprintf("promised: %d working days", n+5))
			}
		}
		return "", false
	}},
	{code: "L402", name: "steps longer than the promise", seed: func(s *soil) (string, bool) {
		for _, v := range s.once() {
			if d := days(v); d > 1 && len(v.Steps) > 1 && !strings.Contains(s.text("items", v.Item), "not_counted") && strings.Contains(s.text("items", v.Item), "\n    steps:") {
				_, ok := s.in("items", v.Item, `promised: \d+ working days?`, "promised: 1 working day")
				if ok && sum(v) >= d {
					return "steps:", true
				}
			}
		}
		return "", false
	}},
	{code: "L403", name: "joint promise too short", seed: scen(`^    promise: (?:[2-9]|\d\d+) working days$`, "    promise: 1 working day")},
	{code: "L404", name: "joint handling too long", seed: func(s *soil) (string, bool) {
		if !s.sc.Joint {
			return "", false
		}
		for _, v := range s.once() {
			if !v.Limit.Statutory.IsSet() && len(v.Steps) == 0 && days(v) > 0 && !s.decides(v) {
				_, ok := s.in("items", v.Item, `promised: \d+ working days?`, "promised: 60 working days")
				return "    items:", ok
			}
		}
		return "", false
	}},
	{code: "L405", name: "uncounted without law", seed: func(s *soil) (string, bool) {
		s.more("references:\n  planted: {name: 示例, kind: example}\n")
		return s.step("odd_query", "{kind: query, takes: 0 working days, not_counted: planted}", anyItem)
	}},
	{code: "L406", name: "no limit", seed: func(s *soil) (string, bool) {
		for _, v := range s.once() {
			if _, ok := s.in("items", v.Item, `^    limit: .*\n`, ""); ok {
				return "  " + v.Item + ":", true
			}
		}
		return "", false
	}},
	{code: "L408", name: "old declaration", seed: func(s *soil) (string, bool) {
		for slug, f := range s.lib.Fields {
			if f.Act != "" && strings.Contains(s.text("fields", slug), "reuse: ask") {
				return s.in("fields", slug, `reuse: ask`, "reuse: confirm")
			}
		}
		return "", false
	}},
	{code: "L410", name: "consult without silence", seed: func(s *soil) (string, bool) {
		return s.step("odd_consult", "{kind: consult, takes: 0 working days, ask: "+s.sc.Lead+"}", anyItem)
	}},
	{code: "L411", name: "automatic decision without a rule", seed: func(s *soil) (string, bool) {
		fits := func(v *item.Variant) bool {
			return !slices.ContainsFunc(v.Conditions, func(c item.Condition) bool { return !c.Must.IsAlways() })
		}
		return s.step("automatic_decision", "{takes: 0 working days}", fits)
	}},
	{code: "L412", name: "closes before it opens", least: 3, seed: scen(`opens: 20(\d\d)`, "opens: 2099", "")},
	{code: "L413", name: "made late by a joint visit", seed: func(s *soil) (string, bool) {
		for _, late := range s.once() {
			for _, slow := range s.once() {
				if late.Item == slow.Item || slow.Limit.Statutory.IsSet() || len(slow.Owners) == 0 || !shareVisit(late, slow) {
					continue
				}
				if _, ok := s.in("items", slow.Item, `promised: \d+ working days?`, "promised: 190 working days"); !ok {
					continue
				}
				if _, ok := s.in("items", slow.Item, `(site_inspection: \{[^}\n]*takes: )\d+ working days?`, "${1}90 working days"); !ok {
					return "", false
				}
				return s.in("items", late.Item, `promised: (\d+ working days?)`, "promised: ${1}")
			}
		}
		return "", false
	}},
	{code: "L414", name: "no days to object", least: 1, seed: func(s *soil) (string, bool) {
		for _, v := range s.items() {
			if _, ok := s.in("items", v.Item, `objection: \d+ working days?`, "objection: 0 working days"); ok {
				return "objection: 0", true
			}
		}
		return "", false
	}},
	{code: "L414", name: "objection without end", least: 1, seed: func(s *soil) (string, bool) {
		for _, v := range s.items() {
			if _, ok := s.in("items", v.Item, `objection: \d+ working days?`, "objection: 3 months"); ok {
				return "objection: 3 months", true
			}
		}
		return "", false
	}},
	{code: "L414", name: "objection to the decision of a person", seed: func(s *soil) (string, bool) {
		for _, v := range s.items() {
			if _, ok := s.in("items", v.Item, `^(      decision: \{(?:name: [^,\n]*, )?takes: \d+ working days?)`, "${1}, objection: 5 working days"); ok {
				return "objection: 5", true
			}
		}
		return "", false
	}},
	{code: "C402", name: "stands alone without its paper", seed: func(s *soil) (string, bool) {
		for i := range s.sc.Uses {
			u := &s.sc.Uses[i]
			for _, a := range u.After {
				m := s.given(u, a.Name)
				if m == "" || u.By != "" || a.Gate == "decide" {
					continue
				}
				if _, ok := s.in("materials", m, `(?s), arrives: \{.*\}\}$|^    arrives: .*$`, map[bool]string{true: "", false: "}"}[strings.Contains(s.text("materials", m), "\n    arrives:")]); !ok && strings.Contains(s.text("materials", m), "arrives") {
					continue
				}
				if _, ok := s.in("scenarios", s.slug, `^(      `+u.Name+`: .*)`+a.Name+`: lapse`, "${1}"+a.Name+": stand_alone"); ok {
					return "      " + u.Name + ":", true
				}
			}
		}
		return "", false
	}},
	{code: "C403", name: "waits for a decision that comes too late", seed: func(s *soil) (string, bool) {
		for i := range s.sc.Uses {
			u := &s.sc.Uses[i]
			v := s.lib.Variant(u.Item, u.Variant)
			if u.By != "" || len(u.After) != 1 || u.After[0].Gate == "decide" {
				continue
			}
			first := s.named(u.After[0].Name)
			if first == nil || days(first) <= days(v) {
				continue
			}
			if m, ok := s.scen(`^      `+u.Name+`: (.*)`+first.Use()+`: \w+\}`, "      "+u.Name+": ${1}"+first.Use()+": {gate: decide}}"); ok {
				return m, true
			}
		}
		return "", false
	}},
	{code: "C404", name: "results that cannot wait", warning: true, seed: scen(`\bC404: `, "C308: ", "joint_result:")},
	{code: "C405", name: "silence without law", seed: func(s *soil) (string, bool) {
		return s.step("odd_consult", "{kind: consult, takes: 0 working days, ask: "+s.sc.Lead+", silence: no objection}", anyItem)
	}},
	{code: "C406", name: "papers later than the decision", seed: func(s *soil) (string, bool) {
		for _, v := range s.items() {
			for _, m := range v.Needs.Materials {
				if s.lib.Materials[m.Material].Arrives.Generated != "" || !m.When.IsAlways() {
					continue
				}
				if _, ok := s.in("items", v.Item, `^        `+m.Material+`: always$`, "        "+m.Material+": {when: always, later: 300 working days}"); ok {
					return "later: 300", true
				}
			}
		}
		return "", false
	}},
	{code: "C407", name: "pause that the law does not know", seed: func(s *soil) (string, bool) {
		s.more("references:\n  planted_45: {name: 行政许可法第四十五条（示例）, kind: law}\n")
		return s.step("odd_query", "{kind: query, takes: 0 working days, not_counted: planted_45}", anyItem)
	}},
}

// shareVisit says that two items share a visit.
func shareVisit(a, b *item.Variant) bool {
	return slices.ContainsFunc(a.Steps, func(s item.Step) bool {
		return s.Joins != "" && slices.ContainsFunc(b.Steps, func(o item.Step) bool { return o.Joins == s.Joins })
	})
}

// sum is how long the counted steps take one after another along the longest way, from below: the longest step and the
// first one.
func sum(v *item.Variant) int {
	n := 0
	for _, s := range v.Steps {
		d, _ := s.Takes.InWorkingDays()
		n += d
	}
	return n
}

// decides says whether something waits for the decision of an item, or joins it.
func (s *soil) decides(v *item.Variant) bool {
	return slices.ContainsFunc(s.sc.Uses, func(u scenario.Use) bool {
		return slices.ContainsFunc(u.After, func(a scenario.After) bool { return a.Gate == "decide" })
	})
}

// named finds the variant of a prerequisite.
func (s *soil) named(use string) *item.Variant {
	it, variant, _ := strings.Cut(use, ".")
	return s.lib.Variant(it, variant)
}

// given is a paper that a use needs and that a prerequisite of it gives.
func (s *soil) given(u *scenario.Use, first string) string {
	v, giver := s.lib.Variant(u.Item, u.Variant), s.named(first)
	if v == nil || giver == nil {
		return ""
	}
	for _, m := range v.Needs.Materials {
		if slices.Contains(giver.GivesPaper, m.Material) && m.Commitment == "" && m.When.IsAlways() {
			return m.Material
		}
	}
	return ""
}

// handed is a paper that an item always needs and that nobody but the person can hand in.
func (s *soil) handed(fits func(*item.Variant, *material.Material) bool) (v *item.Variant, paper string) {
	for _, u := range s.always() {
		v := s.named(u)
		for _, m := range v.Needs.Materials {
			d := s.lib.Materials[m.Material]
			gives := func(o *item.Variant) bool { return slices.Contains(o.GivesPaper, m.Material) }
			if m.When.IsAlways() && d.Arrives.Generated == "" && d.Arrives.Certificate == "" && len(d.Arrives.Verified) == 0 &&
				!slices.ContainsFunc(s.items(), gives) && fits(v, d) {
				return v, m.Material
			}
		}
	}
	return nil, ""
}
