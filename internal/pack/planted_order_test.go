package pack_test

import (
	"fmt"
	"regexp"
	"strings"

	"lianban/internal/domain/form"
	"lianban/internal/domain/item"
	"lianban/internal/domain/material"
)

// follower is a use that waits for another one that is always done, and that one.
func (s *soil) follower() (use, first string) {
	for _, u := range s.always() {
		for i := range s.sc.Uses {
			v := &s.sc.Uses[i]
			if v.By == "" && len(v.After) > 0 && v.After[0].Name == u {
				return v.Name, u
			}
		}
	}
	return "", ""
}

// waits makes a use that waits for nothing wait for another one.
func (s *soil) waits(use, edge string) bool {
	_, ok := s.scen(`^      `+regexp.QuoteMeta(use)+`: always$`, "      "+use+": {after: {"+edge+"}}")
	return ok
}

// two answers two uses that are always done together.
func (s *soil) two() (a, b string, ok bool) {
	us := s.always()
	if len(us) < 2 {
		return "", "", false
	}
	return us[0], us[1], true
}

func hasDecision(v *item.Variant) bool {
	for _, s := range v.Steps {
		if s.Decides() {
			return true
		}
	}
	return false
}

var orderDefects = []planting{
	{code: "G601", name: "circle of items", seed: func(s *soil) (string, bool) {
		use, first := s.follower()
		return "    items:", use != "" && s.waits(first, use+": lapse") && !strings.Contains(s.text("scenarios", s.slug), "gate: decide")
	}},
	{code: "C401", name: "circle with a decision", seed: func(s *soil) (string, bool) {
		use, first := s.follower()
		return "    items:", use != "" && s.waits(first, use+": {gate: decide}")
	}},
	{code: "G602", name: "item that never comes", seed: use("1 > 2")},
	{code: "G603", name: "nothing to do and no word", seed: func(s *soil) (string, bool) {
		for _, q := range s.sc.Questions {
			if !q.When.IsAlways() || s.lib.Fields[q.Field].Type != form.YesNo || len(s.sc.Stops) > 0 || len(s.sc.Choices) > 0 {
				continue
			}
			for _, u := range s.sc.Uses {
				key := u.Name
				if u.By != "" {
					key = u.Item + ".<" + u.By + ">"
				}
				if _, ok := s.scen(`^      `+regexp.QuoteMeta(key)+`:.*(\n        .*)*`, "      "+key+": "+q.Field); !ok && u.By == "" {
					return "", false
				}
			}
			return "    items:", true
		}
		return "", false
	}},
	{code: "G604", name: "two of exactly one", seed: func(s *soil) (string, bool) {
		a, b, ok := s.two()
		if !ok || strings.Contains(s.text("scenarios", s.slug), "    choices:") {
			return "", false
		}
		_, ok = s.scen(`^    items:\n`, "    choices:\n      odd_choice: {exactly: one, of: ["+a+", "+b+"]}\n    items:\n")
		return "odd_choice", ok
	}},
	{code: "G605", name: "excluded together", seed: func(s *soil) (string, bool) {
		a, b, ok := s.two()
		if !ok || s.named(a).Item == s.named(b).Item {
			return "", false
		}
		_, ok = s.in("items", s.named(a).Item, `^    owner: `, "    excludes: ["+s.named(b).Item+"]\n    owner: ")
		return "excludes:", ok
	}},
	{code: "G607", name: "decision before the notice ends", seed: func(s *soil) (string, bool) {
		_, m := s.handed(func(*item.Variant, *material.Material) bool { return true })
		if m == "" {
			return "", false
		}
		_, ok := s.step("odd_notice", "{kind: public_notice, takes: 0 working days, shows: "+m+"}", hasDecision)
		return "decision:", ok
	}},
	{code: "G608", name: "no owner", seed: func(s *soil) (string, bool) {
		for _, u := range s.always() {
			v := s.named(u)
			if m, ok := s.in("items", v.Item, `^    owner: (\w+)$`, "    owner: {$1: 1 > 2}"); ok && strings.Count(s.text("items", v.Item), "owner:") == 1 {
				return m, true
			}
		}
		return "", false
	}},
	{code: "G609", name: "registered before it is paid", seed: func(s *soil) (string, bool) {
		if _, ok := s.step("odd_fee", "{kind: fee, takes: 0 working days, amount: '100.0', unit: 元}", anyItem); !ok {
			return "", false
		}
		return s.step("registration", "{takes: 0 working days}", anyItem)
	}},
	{code: "G610", name: "two scenarios that are one", seed: func(s *soil) (string, bool) {
		var uses []string
		for _, u := range s.sc.Uses {
			uses = append(uses, u.Name+": always")
		}
		st := s.sc.Stages[0]
		s.more(fmt.Sprintf("scenarios:\n  odd_twin: {name: 同一件事, summary: 一样的事。, evidence: example, origin: city, audience: %s, stages: {%s: %s}, lead: %s, joint_result: no, "+
			"applicants: {owner: {name: 申请人, acts_for: %s}}, items: {%s}}\n", s.sc.Audience, st.Taxonomy, st.Stage, s.sc.Lead, s.sc.Applicants[0].ActsFor, strings.Join(uses, ", ")))
		return "odd_twin", true
	}},
}

// published adds totals of a source.
func published(totals string) func(*soil) (string, bool) {
	return func(s *soil) (string, bool) {
		if len(s.sc.Published) > 0 {
			return "", false
		}
		s.more("references:\n  planted: {name: 示例, kind: example}\n")
		return s.scen(`^    history:`, "    published: {odd: {source: planted, "+totals+"}}\n    history:")
	}
}

var figureDefects = []planting{
	{code: "F701", name: "days must agree", seed: published("days: 999 -> 998, agree: [days]")},
	{code: "F701", name: "trips must agree", seed: published("trips: 99 -> 98, agree: [trips]")},
	{code: "F701", name: "materials must agree", seed: published("materials: 99 -> 98, agree: [materials]")},
	{code: "F701", name: "steps must agree", seed: published("steps: 99 -> 98, agree: [steps]")},
	{code: "F701", name: "a percentage must agree", seed: published("materials: -99.9 %, agree: [materials]")},
	{code: "F702", name: "days differ", warning: true, seed: published("days: 72 -> 5")},
	{code: "F702", name: "trips differ", warning: true, seed: published("trips: 99 -> 0")},
	{code: "F702", name: "materials differ", warning: true, seed: published("materials: 99 -> 4")},
	{code: "F702", name: "steps differ", warning: true, seed: published("steps: 99 -> 1")},
	{code: "F702", name: "fields differ", warning: true, seed: published("fields: 999 -> 1")},
	{code: "F702", name: "forms differ", warning: true, seed: published("forms: 99 -> 1")},
	{code: "F702", name: "a percentage of days differs", warning: true, seed: published("days: -99.9 %")},
	{code: "F702", name: "a percentage of steps differs", warning: true, seed: published("steps: -99.9 %")},
	{code: "F703", name: "no figures", seed: func(s *soil) (string, bool) {
		_, ok := s.sub(s.examples(), `^    figures: yes\n`, "")
		return "  " + s.slug + ":", ok
	}},
	{code: "F704", name: "example wrong in days", seed: test(`days: \{elapsed: (\d+)`, "days: {elapsed: 9$1")},
	{code: "F704", name: "example wrong in items", seed: test(`^      items: \[[\w.~]+, `, "      items: [")},
	{code: "F704", name: "example wrong in a paper", seed: test(`: upload\b`, ": certificate")},
	{code: "F705", name: "answer to nothing", seed: test(`^    answers: \{`, "    answers: {odd_answer: yes, ")},
	{code: "F706", name: "answer missing", seed: func(s *soil) (string, bool) {
		m, ok := s.sub(s.examples(), `^    answers: \{\w+: \w+, `, "    answers: {")
		return m, ok && len(s.sc.Choices) == 0 && len(s.sc.Repeats) == 0
	}},
}
