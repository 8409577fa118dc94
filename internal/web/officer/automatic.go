package officer

import (
	"slices"

	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// autoRules say why a person decides what rules could have decided, with the answer of every rule; nothing while the
// rules have not spoken.
func (f *file) autoRules() []Rule {
	var out []Rule
	for i := range f.Item.Steps {
		a := f.Item.Steps[i].Auto
		if a == nil || f.Item.Steps[i].State != casework.StepFallenBack {
			continue
		}
		name := ""
		for _, r := range a.Rules {
			if r.Slug == a.Rule {
				name = r.Name
			}
		}
		out = append(out, Rule{Text: say("auto.why."+a.Why, "rule", name), Tone: page.Warn})
		out = append(out, f.learnt(a)...)
	}
	return out
}

// learnt are the answers of rules that only the applicant's consent brought.
func (f *file) learnt(a *casework.Auto) []Rule {
	var out []Rule
	for _, r := range a.Rules {
		asked := slices.ContainsFunc(f.Item.Consents, func(x casework.Consent) bool { return slices.Contains(x.Rules, r.Slug) })
		switch {
		case asked && r.Answer == casework.AnswerYes:
			out = append(out, Rule{Text: say("auto.learnt.yes", "rule", r.Name), Tone: page.Good})
		case asked && r.Answer == casework.AnswerNo:
			out = append(out, Rule{Text: say("auto.learnt.no", "rule", r.Name), Tone: page.Warn})
		}
	}
	return out
}
