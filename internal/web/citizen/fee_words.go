package citizen

import (
	"regexp"
	"strings"
)

var formulaNames = regexp.MustCompile(`[a-z][a-z0-9_]*`)

// formulaWords writes a fee's formula with the names that people know: 海域使用金征收标准 × 用海面积.
func (m *planDrawer) formulaWords(formula string) string {
	lib := m.v.d.Filing.Catalogue.LibraryFor(m.p.Scenario.Slug, m.p.Area.Slug)
	words := formulaNames.ReplaceAllStringFunc(formula, func(name string) string {
		if p := lib.Parameters[name]; p != nil {
			return p.Name
		}
		if f := lib.Fields[name]; f != nil {
			return f.Name
		}
		return name
	})
	return strings.NewReplacer("*", "×", "/", "÷").Replace(words)
}
