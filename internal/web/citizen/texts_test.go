package citizen_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"lianban/internal/base/lang"
)

var (
	said   = regexp.MustCompile(`\b(?:say|has)\("([a-z0-9_.]+)"[,)]`)
	framed = regexp.MustCompile(`\bT\("([a-z0-9_.]+)"[,)]`)
)

// Every text that this room or the shared page asks for is there.
func TestEveryTextThatIsAskedForExists(t *testing.T) {
	t.Parallel()
	texts := lang.Chinese()
	n := 0
	for _, glob := range []string{"*.go", "*.templ", "../page/*.go", "../page/*.templ"} {
		files, err := filepath.Glob(glob)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
				continue
			}
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range said.FindAllStringSubmatch(string(b), -1) {
				if n++; !texts.Has("citizen." + m[1]) {
					t.Errorf("%s asks for citizen.%s", name, m[1])
				}
			}
			for _, m := range framed.FindAllStringSubmatch(string(b), -1) {
				if n++; !texts.Has(m[1]) {
					t.Errorf("%s asks for %s", name, m[1])
				}
			}
		}
	}
	if n < 200 {
		t.Errorf("only %d texts found: the pattern no longer fits the code", n)
	}
}

// The rules of words (61-screens §12): short sentences, none of the forbidden phrases, full-width punctuation.
func TestWordsArePlain(t *testing.T) {
	t.Parallel()
	texts := lang.Chinese()
	forbidden := []string{"请知悉", "敬请谅解", "系统异常", "操作失败", "相关部门", "有关材料", "点击此处", "点击这里", "输入有误"}
	half := regexp.MustCompile(`\p{Han}[,;!?:]|[,;!?:]\p{Han}`)
	for _, key := range texts.Keys() {
		if !strings.HasPrefix(key, "citizen.") && !strings.HasPrefix(key, "page.") {
			continue
		}
		text := texts.Say(key)
		for _, f := range forbidden {
			if strings.Contains(text, f) {
				t.Errorf("%s says %q", key, f)
			}
		}
		if m := half.FindString(text); m != "" {
			t.Errorf("%s has half-width punctuation: %q", key, m)
		}
		plain := regexp.MustCompile(`\{[a-z_]+\}`).ReplaceAllString(strings.ReplaceAll(text, "**", ""), "12")
		for _, sentence := range regexp.MustCompile(`[。！？；：\n]`).Split(plain, -1) {
			if n := utf8.RuneCountInString(sentence); n > 40 {
				t.Errorf("%s: a sentence of %d characters", key, n)
			}
		}
	}
}

// No Chinese stands in the code of this room or of the shared page: words are data.
func TestNoChineseInTheCode(t *testing.T) {
	t.Parallel()
	literal := regexp.MustCompile("(?m)^[^/\n]*[\"`>][^\"`\n/<]*\\p{Han}")
	for _, glob := range []string{"*.go", "*.templ", "../page/*.go", "../page/*.templ"} {
		files, err := filepath.Glob(glob)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") || strings.HasSuffix(name, "_templ.go") {
				continue
			}
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, line := range strings.Split(string(b), "\n") {
				code, _, _ := strings.Cut(line, "//")
				if literal.MatchString(code) {
					t.Errorf("%s: %s", name, strings.TrimSpace(line))
				}
			}
		}
	}
}
