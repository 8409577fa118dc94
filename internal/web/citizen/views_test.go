package citizen_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"lianban/internal/web/page"
)

func render(t *testing.T, s sample, change func(*page.Frame)) string {
	t.Helper()
	f := frame()
	s.frame(f)
	if change != nil {
		change(f)
	}
	var b bytes.Buffer
	if err := s.view(f).Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	idAttr  = regexp.MustCompile(` id="([^"]*)"`)
	refAttr = regexp.MustCompile(` (?:for|aria-labelledby|aria-describedby|data-reveal)="([^"]*)"`)
	href    = regexp.MustCompile(` href="([^"]*)"`)
	missing = regexp.MustCompile(`\[(citizen|page|fault)\.[^\]]*\]|[^%]\{[a-z_]+\}`)
)

// What holds for every page of the portal, on every sample.
func TestEveryPageHoldsTheRules(t *testing.T) {
	t.Parallel()
	for _, s := range samples {
		t.Run(s.name, func(t *testing.T) {
			t.Parallel()
			html := render(t, s, nil)
			if n := strings.Count(html, "<h1"); n != 1 {
				t.Errorf("a page has one h1, this one has %d", n)
			}
			for _, never := range []string{" style=", "<style", " onclick=", " onchange=", "javascript:", "target=\"_blank\"", "hx-on"} {
				if strings.Contains(html, never) {
					t.Errorf("the content policy and the rules of links forbid %q", never)
				}
			}
			if m := missing.FindString(html); m != "" {
				t.Errorf("a text is missing or not filled in: %s", m)
			}
			ids := map[string]bool{}
			for _, m := range idAttr.FindAllStringSubmatch(html, -1) {
				if ids[m[1]] {
					t.Errorf("id %q stands twice", m[1])
				}
				ids[m[1]] = true
			}
			for _, m := range refAttr.FindAllStringSubmatch(html, -1) {
				for _, ref := range strings.Fields(m[1]) {
					if !ids[ref] {
						t.Errorf("%s names an id that is not there", strings.TrimSpace(m[0]))
					}
				}
			}
			for _, m := range href.FindAllStringSubmatch(html, -1) {
				if m[1] == "" || strings.HasPrefix(m[1], "about:") {
					t.Errorf("a link leads nowhere: %q", m[1])
				}
				if strings.HasPrefix(m[1], "#") && !ids[m[1][1:]] {
					t.Errorf("%s leads to nothing on this page", m[1])
				}
			}
			if !strings.Contains(html, `lang="zh-CN"`) || !strings.Contains(html, "演示") {
				t.Error("every page names its language and carries the demo mark")
			}
		})
	}
}

// The budget of a citizen page is 20 K of compressed HTML.
func TestPagesStayWithinTheirBudget(t *testing.T) {
	t.Parallel()
	for _, s := range samples {
		var b bytes.Buffer
		z, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		_, _ = z.Write([]byte(render(t, s, nil)))
		_ = z.Close()
		if b.Len() > 20<<10 {
			t.Errorf("%s: %d bytes", s.name, b.Len())
		}
	}
}

func TestAFailedFormSaysSoInItsTitleAndSummary(t *testing.T) {
	t.Parallel()
	for _, s := range samples {
		if s.name != "section-errors" {
			continue
		}
		html := render(t, s, nil)
		if !strings.Contains(html, "<title>错误：经营场所") {
			t.Error("the title of a failed form starts with 错误")
		}
		if strings.Count(html, "填写店面使用面积，只填数字，如 126.5") != 2 {
			t.Error("the same words stand in the summary and above the field")
		}
		if !strings.Contains(html, `value="一百二"`) {
			t.Error("what was typed is kept")
		}
	}
}

func TestWordsOfThePersonAreEscaped(t *testing.T) {
	t.Parallel()
	got := render(t, sample{frame: func(*page.Frame) {}, view: samples[0].view}, func(f *page.Frame) {
		f.Title = `<script>alert(1)</script>`
		f.Person.Masked = `"><img src=x>`
	})
	if strings.Contains(got, "<script>alert") || strings.Contains(got, "<img src=x>") {
		t.Error("words of a person reach the page as markup")
	}
}

// With LIANBAN_PREVIEW=folder every sample is written there in normal and large text, with the built assets, to be
// looked at and checked by e2e/preview.mjs.
func TestPreview(t *testing.T) {
	t.Parallel()
	dir := os.Getenv("LIANBAN_PREVIEW")
	if dir == "" {
		t.Skip("LIANBAN_PREVIEW is not set")
	}
	for _, s := range samples {
		for suffix, large := range map[string]bool{"": false, "@large": true} {
			html := render(t, s, func(f *page.Frame) { f.Large = large })
			if err := os.WriteFile(filepath.Join(dir, s.name+suffix+".html"), []byte(html), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}
