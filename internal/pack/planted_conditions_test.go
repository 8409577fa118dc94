package pack_test

import (
	"regexp"
	"strings"

	"lianban/internal/domain/form"
	"lianban/internal/domain/rule"
	"lianban/internal/pack"
)

// rebased renews the bases of the overlays, as pack rebase does.
func (s *soil) rebased() bool {
	changed, err := pack.Rebase(s.files)
	for _, c := range changed {
		s.files[c.File].Data = c.Content
	}
	return err == nil && len(changed) > 0
}

// use writes the condition of a use that is always done anew.
func use(with string) func(*soil) (string, bool) {
	return func(s *soil) (string, bool) {
		for _, u := range s.always() {
			quoted := regexp.QuoteMeta(u)
			if m, ok := s.scen(`^      `+quoted+`: always$`, "      "+u+": '"+with+"'"); ok {
				return m, true
			}
			if m, ok := s.scen(`^      `+quoted+`: \{when: always, `, "      "+u+": {when: '"+with+"', "); ok {
				return m, true
			}
		}
		return "", false
	}
}

// asked adds a question about something new.
func (s *soil) asked(slug, kind, when string) (string, bool) {
	s.more("fields:\n  " + slug + ": {name: 新问的事, " + kind + ", topic: applicant, ask: 是不是新问的事？, why: 试一试}\n")
	m, ok := s.scen(`^    questions:\n`, "    questions:\n      "+slug+": "+when+"\n")
	return strings.Replace(m, "    questions:", "      "+slug+": ", 1), ok
}

var conditionDefects = []planting{
	{code: "C301", name: "condition of the wrong type", seed: use("1 + 1")},
	{code: "C301", name: "undeclared name", seed: use("no_such_fact")},
	{code: "C301", name: "number compared with a sum", seed: func(s *soil) (string, bool) {
		if _, ok := s.asked("odd_number", "type: number, unit: people", "always"); !ok {
			return "", false
		}
		return use("odd_number >= 2.0 + 1.0")(s)
	}},
	{code: "C302", name: "no option", seed: scen(`(\w+) == "(\w+)"`, `$1 == "${2}zz"`)},
	{code: "C303", name: "unasked fact", seed: func(s *soil) (string, bool) {
		s.more("fields:\n  odd_fact: {name: 没人问的事, type: yes_no, topic: applicant}\n")
		return use("odd_fact")(s)
	}},
	{code: "C303", name: "question taken out", seed: func(s *soil) (string, bool) {
		for _, q := range s.sc.Questions {
			d := s.lib.Fields[q.Field]
			if !q.When.IsAlways() || d.Otherwise != nil || d.Type != form.Choice && d.Type != form.YesNo {
				continue
			}
			// It must decide about a use, not only about what follows another condition.
			if !regexp.MustCompile(`(?m)^      \w+\.\w+: (\{when: )?'?` + q.Field + ` == `).MatchString(s.text("scenarios", s.slug)) {
				continue
			}
			_, ok := s.scen(`^      `+q.Field+`: .*\n`, "")
			return q.Field, ok
		}
		return "", false
	}},
	{code: "C304", name: "different units", seed: func(s *soil) (string, bool) {
		s.more("parameters:\n  odd_limit: {name: 起点, value: 3 hectares, source: planted}\nreferences:\n  planted: {name: 示例, kind: example}\n")
		if _, ok := s.asked("odd_number", "type: number, unit: people", "always"); !ok {
			return "", false
		}
		return use("odd_number >= odd_limit")(s)
	}},
	{code: "C307", name: "today in an item", seed: use(`today > "2026-01-01"`)},
	{code: "C308", name: "useless question", warning: true, seed: func(s *soil) (string, bool) { return s.asked("odd_wish", "type: yes_no", "always") }},
	{code: "C309", name: "question that waits for itself", seed: func(s *soil) (string, bool) { return s.asked("odd_wish", "type: yes_no", "odd_wish") }},
	{code: "C309", name: "questions that wait for one another", seed: func(s *soil) (string, bool) {
		if _, ok := s.asked("odd_wish", "type: yes_no", "odder_wish"); !ok {
			return "", false
		}
		return s.asked("odder_wish", "type: yes_no", "odd_wish")
	}},
	{code: "C309", name: "item that waits for its own menu", seed: func(s *soil) (string, bool) {
		us := s.always()
		if len(us) < 2 || strings.Contains(s.text("scenarios", s.slug), "    choices:") {
			return "", false
		}
		if _, ok := s.scen(`^    items:\n`, "    choices:\n      odd_menu: {ask: 要办哪些？, at_least: one, of: ["+us[0]+", "+us[1]+"]}\n    items:\n"); !ok {
			return "", false
		}
		return use(`"` + us[1] + `" in odd_menu`)(s)
	}},
	{code: "C309", name: "menu that waits for itself", seed: func(s *soil) (string, bool) {
		us := s.always()
		if len(us) < 2 || strings.Contains(s.text("scenarios", s.slug), "    choices:") {
			return "", false
		}
		_, ok := s.scen(`^    items:\n`, "    choices:\n      odd_menu: {ask: 要办哪些？, when: '\""+us[1]+"\" in odd_menu', of: ["+us[0]+"]}\n    items:\n")
		return "odd_menu:", ok
	}},
	{code: "T901", name: "long sentence", warning: true, seed: scen(`^    summary: (.*?)。?$`, "    summary: $1，这一句话写得很长很长，一口气念不完，读到后面已经忘了前面说的是什么，所以应当拆成两句或者三句")},
	{code: "T901", name: "half-width punctuation", warning: true, seed: scen(`^    summary: (.*)$`, `    summary: "先问,再办"`)},
	{code: "T901", name: "words of the office", warning: true, seed: scen(`^    summary: (.*)$`, "    summary: 并联审批。")},
	{code: "T902", name: "question that asks nothing", warning: true, seed: func(s *soil) (string, bool) {
		for _, q := range s.sc.Questions {
			if m, ok := s.in("fields", q.Field, `ask: [^,}\n]*`, "ask: 这件事的情况"); ok && q.Ask == "" {
				return m, true
			}
		}
		return "", false
	}},
	{code: "T902", name: "question with two noes", warning: true, seed: func(s *soil) (string, bool) {
		for _, q := range s.sc.Questions {
			if m, ok := s.in("fields", q.Field, `ask: [^,}\n]*`, "ask: 是不是没有不办的？"); ok && q.Ask == "" {
				return m, true
			}
		}
		return "", false
	}},
	{code: "T903", name: "stop without a way on", seed: func(s *soil) (string, bool) {
		for _, x := range s.sc.Stops {
			if x.When != rule.Never {
				return s.scen(`^        say: .*$`, "        say: 不符合条件。")
			}
		}
		return "", false
	}},
}
