package pack_test

import (
	"strings"

	"lianban/internal/domain/item"
	"lianban/internal/domain/material"
)

var paperDefects = []planting{
	{code: "M501", name: "same fact twice", seed: func(s *soil) (string, bool) {
		for _, v := range s.items() {
			for _, f := range v.Needs.Fields {
				d := s.lib.Fields[f.Field]
				s.more("fields:\n  odd_twin: {name: " + d.Name + ", type: text, topic: " + d.Topic + "}\n")
				return "odd_twin", true
			}
		}
		return "", false
	}},
	{code: "M502", name: "nobody waits for the giver", seed: func(s *soil) (string, bool) {
		for i := range s.sc.Uses {
			u := &s.sc.Uses[i]
			if u.By != "" || len(u.After) != 1 {
				continue
			}
			m := s.given(u, u.After[0].Name)
			if m == "" {
				continue
			}
			if _, ok := s.scen(`^(      `+u.Name+`: \{.*), after: \{[^{}]*\}`, "$1"); ok {
				return m, true
			}
			if _, ok := s.scen(`^      `+u.Name+`: \{after: \{[^{}]*\}\}`, "      "+u.Name+": always"); ok {
				return m, true
			}
		}
		return "", false
	}},
	{code: "M502", name: "waits by way of an item that may be left out", seed: func(s *soil) (string, bool) {
		always := s.always()
		for i := range s.sc.Uses {
			u := &s.sc.Uses[i]
			if u.By != "" || len(u.After) != 1 {
				continue
			}
			m := s.given(u, u.After[0].Name)
			if m == "" || len(always) == 0 {
				continue
			}
			// The new one in between can be left out, and takes no time.
			s.more("items:\n  odd_between:\n    name: 中间的事\n    type: service\n    owner: " + s.sc.Lead + "\n    limit: {promised: 1 working day}\n" +
				"    variants: {new: 办理}\n    steps: {decision: {takes: 0 working days}}\n")
			if _, ok := s.scen(`^(      `+u.Name+`: .*after: \{)`+u.After[0].Name+`: \w+`, "      odd_between.new: {after: {"+u.After[0].Name+": lapse}, optional: yes}\n${1}odd_between.new: lapse"); ok {
				return m, true
			}
		}
		return "", false
	}},
	{code: "M503", name: "could be verified", seed: func(s *soil) (string, bool) {
		v, m := s.handed(func(_ *item.Variant, d *material.Material) bool {
			t := s.text("materials", d.Slug)
			return d.IssuedBy == "" && strings.Count(t, "\n") == 1 && strings.Contains(t, "{name:")
		})
		if v == nil {
			return "", false
		}
		s.more("departments:\n  odd_office: 新的部门\nregisters:\n  odd_register: {name: 新的库, owner: odd_office, connected: yes, ground: consent}\n")
		return s.in("materials", m, `\{name: `, "{issued_by: odd_office, name: ")
	}},
	{code: "M504", name: "clashing rules", seed: func(s *soil) (string, bool) {
		for _, v := range s.items() {
			for _, m := range v.Needs.Materials {
				if s.lib.Materials[m.Material].Arrives.Generated != "" || !m.When.IsAlways() {
					continue
				}
				if _, ok := s.in("items", v.Item, `^        `+m.Material+`: always$`, "        "+m.Material+": {when: always, upload: {formats: [zip]}}"); ok {
					return "[zip]", true
				}
			}
		}
		return "", false
	}},
	{code: "M504", name: "clashing limits of a field", seed: func(s *soil) (string, bool) {
		s.more("fields:\n  odd_number: {name: 新的数, type: number, unit: people, topic: applicant, least: 10, most: 20}\n")
		_, ok := s.scen(`^    needs: \{fields: \[([\w, ]+)\]\}`, "    needs: {fields: {odd_number: {least: 30}}}")
		return "odd_number: {name", ok
	}},
	{code: "M505", name: "orphan field", seed: func(s *soil) (string, bool) {
		s.more("fields:\n  odd_seats: {name: 没人用的数, type: number, unit: seats, topic: applicant}\n")
		return "odd_seats", true
	}},
	{code: "M506", name: "paper without why", warning: true, seed: func(s *soil) (string, bool) {
		v, m := s.handed(func(_ *item.Variant, d *material.Material) bool {
			return strings.Contains(s.text("materials", d.Slug), ", why: ")
		})
		if v == nil {
			return "", false
		}
		_, ok := s.in("materials", m, `, why: [^,}\n]*`, "")
		return "  " + m + ":", ok
	}},
	{code: "M506", name: "question without why", warning: true, seed: func(s *soil) (string, bool) {
		for _, q := range s.sc.Questions {
			if q.Why != "" {
				continue
			}
			if _, ok := s.in("fields", q.Field, `, why: [^,}\n]*|^    why: .*\n`, ""); ok {
				return "      " + q.Field + ":", true
			}
		}
		return "", false
	}},
	{code: "M507", name: "record without register", seed: func(s *soil) (string, bool) {
		s.more("registers:\n  odd_register: {name: 没接通的库, owner: " + s.sc.Lead + ", connected: no, ground: consent}\n" +
			"fields:\n  odd_record: {name: 只有库里有, type: yes_no, topic: applicant, reuse: record, from: odd_register}\n")
		_, ok := s.scen(`^    needs: \{fields: \[([\w, ]+)\]\}`, "    needs: {fields: [$1, odd_record]}")
		return "odd_record", ok
	}},
}
