package pack

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"lianban/internal/base/lang"
)

// Finding is one thing that is wrong with the packs: a code, a place, a sentence and its cure.
type Finding struct {
	Code      string            // P101, R201 … (pack format §6)
	Variant   string            // which sentence of the code, where it has several
	Warning   bool              // false: an error, which blocks publishing
	Scenario  string            // slug, where it depends on one
	File      string            // path inside the packs
	Line      int               // from 1
	Column    int               // from 1
	Params    map[string]string // of the sentence
	Situation string            // the smallest situation that shows it, where it depends on answers
}

// Level is E for an error and W for a warning.
func (f Finding) Level() string {
	if f.Warning {
		return "W"
	}
	return "E"
}

func (f Finding) key() string {
	k := "pack." + f.Code
	if f.Variant != "" {
		k += "." + f.Variant
	}
	return k
}

// Sentence says what is wrong.
func (f Finding) Sentence(l *lang.Texts) string { return l.SayMap(f.key(), f.Params) }

// Cure says how to mend it.
func (f Finding) Cure(l *lang.Texts) string {
	if k := f.key() + ".cure"; l.Has(k) {
		return l.SayMap(k, f.Params)
	}
	return l.SayMap("pack."+f.Code+".cure", f.Params)
}

// String writes file:line:column, level, code and sentence, for logs and tests.
func (f Finding) String() string {
	s := fmt.Sprintf("%s:%d:%d: %s %s %s", f.File, f.Line, f.Column, f.Level(), f.Code, f.Sentence(lang.Chinese()))
	if f.Situation != "" {
		s += " [" + f.Situation + "]"
	}
	return s
}

// MarshalJSON writes the finding with its sentence and cure.
func (f Finding) MarshalJSON() ([]byte, error) {
	l := lang.Chinese()
	return json.Marshal(struct {
		Code      string `json:"code"`
		Level     string `json:"level"`
		File      string `json:"file"`
		Line      int    `json:"line"`
		Column    int    `json:"column"`
		Scenario  string `json:"scenario,omitempty"`
		Sentence  string `json:"sentence"`
		Cure      string `json:"cure"`
		Situation string `json:"situation,omitempty"`
	}{f.Code, f.Level(), f.File, f.Line, f.Column, f.Scenario, f.Sentence(l), f.Cure(l), f.Situation})
}

// Errors answers the findings that block.
func Errors(fs []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(fs), func(f Finding) bool { return f.Warning })
}

// arrange sorts findings by place and takes out doubles: one defect seen from two scenarios is one finding.
func arrange(fs []Finding) []Finding {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Code, b.Code), cmp.Compare(a.Sentence(lang.Chinese()), b.Sentence(lang.Chinese())),
			cmp.Compare(len(a.Situation), len(b.Situation)), cmp.Compare(a.Situation, b.Situation))
	})
	return slices.CompactFunc(fs, func(a, b Finding) bool {
		return a.File == b.File && a.Line == b.Line && a.Column == b.Column && a.Code == b.Code &&
			a.Sentence(lang.Chinese()) == b.Sentence(lang.Chinese())
	})
}
