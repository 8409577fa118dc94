package pack

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lianban/internal/base/lang"
)

var (
	textKey = regexp.MustCompile(`"((?:plan|pack)\.[a-z_]+(?:\.[a-z_]+)+|(?:field|form|plan)\.[a-z_]+(?:\.[a-z_]+)?)"`)
	codeOf  = regexp.MustCompile(`[aA]dd(?:At|Variant)?\("([A-Z]\d{3})"(?:, "([a-z]+)")?`)
)

// Every text key and every code in the source has its words; a finding without a cure helps nobody.
func TestEveryKeyHasAText(t *testing.T) {
	t.Parallel()
	l := lang.Chinese()
	seen := 0
	for _, dir := range []string{".", "../domain/scenario", "../domain/form", "../../cmd/lianban"} {
		files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			for _, m := range textKey.FindAllStringSubmatch(string(b), -1) {
				seen++
				if !l.Has(m[1]) && !l.Has("fault."+m[1]) {
					t.Errorf("%s: %s has no text", f, m[1])
				}
			}
			if dir != "." {
				continue
			}
			for _, m := range codeOf.FindAllStringSubmatch(string(b), -1) {
				seen++
				key := "pack." + m[1]
				if m[2] != "" && l.Has(key+"."+m[2]) {
					key += "." + m[2]
				}
				if !l.Has(key) || !l.Has("pack."+m[1]+".cure") {
					t.Errorf("%s: finding %s has no sentence or no cure", f, m[1])
				}
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d keys seen: the test looks in the wrong place", seen)
	}
}
