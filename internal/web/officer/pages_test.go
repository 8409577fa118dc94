package officer

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"lianban/internal/web/page/console"
)

// samplePages are all pages by the name of the file that the browser checks read.
func samplePages() map[string]templ.Component {
	print := sampleWorklist()
	print.Shell.Print = true
	search := sampleWorklist()
	search.Counts, search.Filters, search.Pages, search.Rows = nil, nil, nil, search.Rows[:3]
	search.Shell.Title, search.Claim = "查到 3 件", ""
	pages := map[string]templ.Component{
		"worklist": WorklistPage(sampleWorklist()), "worklist-empty": WorklistPage(sampleEmpty()), "worklist-print": WorklistPage(print), "search": WorklistPage(search),
		"case": CasePageView(sampleCase()), "case-sign": CasePageView(sampleSign()), "case-over": CasePageView(sampleOver()),
		"act-refuse": ActPageView(sampleRefuse()), "act-supplement": ActPageView(sampleSupplement()), "act-grant": ActPageView(sampleGrant()), "act-barred": ActPageView(sampleBarred()),
		"clock": ClockPageView(sampleClock()), "journal": JournalPageView(sampleJournal()), "conflict": ConflictPage(sampleConflict()), "case-supervised": CasePageView(sampleSupervised()), "give": GivePageView(sampleGive()), "filters": FiltersView(sampleFilters()), "print-rows": PrintView(samplePrint()),
		"login": console.LoginPage(sampleLogin()),
	}
	for name, p := range sampleTroubles() {
		pages["trouble-"+name] = console.TroublePage(sampleShell(name), p)
	}
	return pages
}

func render(t *testing.T, c templ.Component) string {
	t.Helper()
	var b bytes.Buffer
	if err := c.Render(context.Background(), &b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

var (
	ids      = regexp.MustCompile(` id="([^"]+)"`)
	pointers = regexp.MustCompile(` (?:for|aria-labelledby|aria-describedby|href)="#?([^"]+)"`)
	unsaid   = regexp.MustCompile(`\[(officer|console|page|fault)\.[^\]]*\]`)
)

// TestEveryPageIsWhole holds for all pages and states: one heading, every text known, no identifier twice, every
// reference to an identifier answered, no style or script inside the page (the content policy forbids them).
func TestEveryPageIsWhole(t *testing.T) {
	t.Parallel()
	for name, page := range samplePages() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			html := render(t, page)
			whole(t, html)
			write(t, name, html)
		})
	}
}

// whole holds one page to the rules.
func whole(t *testing.T, html string) {
	t.Helper()
	if n := strings.Count(html, "<h1"); n != 1 {
		t.Errorf("%d headings of the first rank, want 1", n)
	}
	if m := unsaid.FindAllString(html, -1); m != nil {
		t.Errorf("texts missing: %v", m)
	}
	for _, bad := range []string{" style=", "<style", "onclick=", "javascript:", "unsafe"} {
		if strings.Contains(html, bad) {
			t.Errorf("page contains %q", bad)
		}
	}
	seen := map[string]bool{}
	for _, m := range ids.FindAllStringSubmatch(html, -1) {
		if seen[m[1]] {
			t.Errorf("id %q stands twice", m[1])
		}
		seen[m[1]] = true
	}
	for _, m := range pointers.FindAllStringSubmatch(html, -1) {
		isLink := strings.Contains(m[0], "href=")
		if isLink && !strings.Contains(m[0], `"#`) {
			continue
		}
		for _, id := range strings.Fields(m[1]) {
			if !seen[id] {
				t.Errorf("%s leads nowhere", m[0])
			}
		}
	}
}

// write leaves the page where the browser checks look for it, if they asked.
func write(t *testing.T, name, html string) {
	t.Helper()
	dir := os.Getenv("LIANBAN_PREVIEW")
	if dir == "" {
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".html"), []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
}
