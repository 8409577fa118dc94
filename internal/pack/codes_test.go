package pack

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"lianban/internal/base/lang"
)

// The list of codes is what the check can say, what has texts, and what the documentation lists; nothing is missing anywhere.
func TestTheListOfCodesIsWhole(t *testing.T) {
	t.Parallel()
	listed := slices.Sorted(slices.Values(Codes))
	if len(slices.Compact(slices.Clone(listed))) != len(Codes) {
		t.Error("a code is listed twice")
	}
	agree := func(where string, codes []string) {
		slices.Sort(codes)
		codes = slices.Compact(codes)
		for _, c := range codes {
			if !slices.Contains(Codes, c) {
				t.Errorf("%s has %s, the list has not", where, c)
			}
		}
		for _, c := range Codes {
			if !slices.Contains(codes, c) {
				t.Errorf("%s lacks %s", where, c)
			}
		}
	}
	agree("the code", said(t))
	agree("the documentation", documented(t))
	var worded []string
	for _, k := range lang.Chinese().Keys() {
		if m := regexp.MustCompile(`^pack\.([A-Z]\d{3})$`).FindStringSubmatch(k); m != nil {
			worded = append(worded, m[1])
			if !lang.Chinese().Has(k + ".cure") {
				t.Errorf("%s has no cure", m[1])
			}
		}
	}
	agree("the texts", worded)
}

// said are the codes that stand in the code of the check.
func said(t *testing.T) []string {
	t.Helper()
	var out []string
	files, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`"([A-Z]\d{3})"`)
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") || name == "codes.go" {
			continue
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range code.FindAllStringSubmatch(string(b), -1) {
			out = append(out, m[1])
		}
	}
	return out
}

// documented are the codes in the table of findings.
func documented(t *testing.T) []string {
	t.Helper()
	b, err := os.ReadFile("../../docs/pack-format.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(b), "\n## Findings\n")
	var out []string
	for line := range strings.Lines(table) {
		if first, _, ok := strings.Cut(strings.TrimPrefix(line, "| "), " |"); ok && strings.HasPrefix(line, "| ") {
			out = append(out, regexp.MustCompile(`[A-Z]\d{3}`).FindAllString(first, -1)...)
		}
	}
	return out
}
