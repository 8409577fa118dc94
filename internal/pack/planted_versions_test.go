package pack_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"

	"lianban/internal/domain/item"
	"lianban/internal/pack"
)

// moved compares two states of a scenario as if what was begun before moved over.
func moved(before, after fs.FS) ([]pack.Finding, error) {
	old, err := pack.Open(before)
	if err != nil {
		return nil, err
	}
	now, err := pack.Open(after)
	if err != nil {
		return nil, err
	}
	return pack.Refusals(old, now, pack.Compare(old, now), func(pack.Changed) string { return "migrate" }), nil
}

// crowded checks with less patience: as many sets of answers as one part may have.
func crowded(_, after fs.FS) ([]pack.Finding, error) {
	_, report, err := pack.CheckUpTo(after, 100)
	return report.Findings, err
}

// renamed gives a thing another slug everywhere.
func (s *soil) renamed(slug string) {
	word := regexp.MustCompile(`\b` + slug + `\b`)
	for _, f := range s.files {
		f.Data = word.ReplaceAll(f.Data, []byte(slug+"_anew"))
	}
}

var versionDefects = []planting{
	{code: "O806", name: "moved over to a longer promise", find: moved, seed: scen(`^    promise: (\d+) working days?`, "    promise: 9$1 working days", "history:")},
	{code: "O806", name: "moved over to a longer limit", find: moved, seed: func(s *soil) (string, bool) {
		for _, v := range s.items() {
			if _, ok := s.in("items", v.Item, `promised: (\d+) working days?`, "promised: 9$1 working days"); ok {
				return "history:", true
			}
		}
		return "", false
	}},
	{code: "O806", name: "moved over without an item", find: moved, seed: func(s *soil) (string, bool) {
		delete(s.files, s.examples())
		for _, use := range s.always() {
			if strings.Count(s.text("scenarios", s.slug), strings.Split(use, ".")[0]+".") != 1 {
				continue
			}
			_, ok := s.scen(`^      `+regexp.QuoteMeta(use)+`: always\n`, "")
			return "history:", ok
		}
		return "", false
	}},
	{code: "O807", name: "paper with another slug", find: moved, seed: func(s *soil) (string, bool) {
		for _, v := range s.items() {
			for _, m := range v.Needs.Materials {
				s.renamed(m.Material)
				return "history:", true
			}
		}
		return "", false
	}},
	{code: "O807", name: "question with another slug", find: moved, seed: func(s *soil) (string, bool) {
		if len(s.sc.Questions) == 0 {
			return "", false
		}
		s.renamed(s.sc.Questions[0].Field)
		return "history:", true
	}},
	{code: "G606", name: "too many questions that hang together", warning: true, find: crowded, seed: func(s *soil) (string, bool) {
		var fields, questions, names strings.Builder
		for i := range 7 {
			fmt.Fprintf(&fields, "  odd_%d: {name: 问题, topic: %s, ask: 是吗？, why: 要知道, options: {a: 甲, b: 乙}}\n", i, s.sc.Applicants[0].ActsFor)
			fmt.Fprintf(&questions, "      odd_%d: always\n", i)
			fmt.Fprintf(&names, " && odd_%d == \"a\"", i)
		}
		s.more("fields:\n" + fields.String())
		if _, ok := s.scen(`^    questions:\n`, "    questions:\n"+questions.String()); !ok {
			return "", false
		}
		for _, u := range s.always() {
			if _, ok := s.scen(`^      `+regexp.QuoteMeta(u)+`: always$`, "      "+u+": '1 < 2"+names.String()+"'"); ok {
				return "  " + s.slug + ":", true
			}
		}
		return "", false
	}},
	{code: "F704", name: "example wrong in order", seed: test(`^        - ([\w.]+) beside ([\w.]+)$`, "        - $1 then $2")},
	{code: "O801", name: "locked parameter", seed: func(s *soil) (string, bool) {
		for slug := range s.lib.Parameters {
			if t := s.text("parameters", slug); strings.Contains(t, "value: ") && !strings.Contains(t, "local: yes") {
				_, size, _ := strings.Cut(t, "value: ")
				s.overlay("parameters: {" + slug + ": {value: " + strings.FieldsFunc(size, func(r rune) bool { return r == ',' || r == '}' })[0] + "}}")
				return "parameters: {" + slug, true
			}
		}
		return "", false
	}, least: 2},
	{code: "O801", name: "takes out what is not there in a variant", seed: func(s *soil) (string, bool) {
		for _, v := range s.items() {
			if _, ok := s.in("items", v.Item, `^      `+v.Slug+`: ([^{\s]+)$`, "      "+v.Slug+": {name: $1, needs: {fields: {no_such_field: never}}}"); ok && !has(v, "no_such_field") {
				return "no_such_field: never", true
			}
		}
		return "", false
	}},
}

func has(v *item.Variant, field string) bool {
	for _, f := range v.Needs.Fields {
		if f.Field == field {
			return true
		}
	}
	return false
}
