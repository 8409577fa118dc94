package officer

import (
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
	}
	return out
}
