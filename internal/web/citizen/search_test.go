package citizen_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Everyday words, typos and pinyin lead to the page of what is meant, and the page says why.
func TestSearchSaysWhyItFound(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	for words, want := range map[string][]string{
		"开饭馆":     {"开办餐饮店", "因为您搜的“开饭馆”就是“开办餐饮店”", `href="/scenarios/restaurant"`},
		"参饮店":     {"读音相近", `href="/scenarios/restaurant"`},
		"xse":     {"拼音首字母", `href="/scenarios/newborn"`},
		"执照换地址":   {`href="/scenarios/company_change"`},
		"出生证":     {"事项", "出生医学证明签发", `href="/scenarios/newborn/items/birth_certificate.first"`},
		"父母户口簿":   {"材料", `href="/scenarios/newborn/materials/household_book"`},
		"海域使用权登记": {`<mark>海域使用权登记</mark>`, `href="/scenarios/sea_use"`},
	} {
		b.open("/search?q=" + url.QueryEscape(words))
		b.want(http.StatusOK, "/search", "找到")
		for _, w := range want {
			if !strings.Contains(b.html, w) && !strings.Contains(strings.ReplaceAll(b.html, "\n", ""), w) {
				t.Errorf("%s: the page does not have %s", words, w)
			}
		}
	}
}

// Every page that a search leads to is there.
func TestHitsLeadSomewhere(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	for _, words := range []string{"营业执照", "户口", "公章", "海域", "网约车", "消防", "申请书", "新生儿"} {
		b.open("/search?q=" + url.QueryEscape(words))
		page := b.html
		for _, at := range strings.Split(page, `href="`)[1:] {
			if at = at[:strings.Index(at, `"`)]; strings.HasPrefix(at, "/scenarios/") {
				b.open(at)
				b.want(http.StatusOK, at)
			}
		}
	}
}

// Whatever is typed, the answer is a kind page: never an error, never an empty list, nothing of it as markup.
func TestOddSearchesGetAKindAnswer(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	for _, words := range []string{"", "  ", "🎉👶", "？！。。。", "\x00", strings.Repeat("开一家很大的店", 80), strings.Repeat("x", 500), `"><script>alert(1)</script>`, "<b>开饭馆</b>", "%", "a:b AND ("} {
		b.open("/search?q=" + url.QueryEscape(words))
		b.want(http.StatusOK, "/search")
		if !strings.Contains(b.html, `href="/scenarios/`) {
			t.Errorf("%q: a dead end", words)
		}
		if strings.Contains(b.html, "<script>alert") || strings.Contains(b.html, "<b>开饭馆") {
			t.Errorf("%q came through as markup", words)
		}
	}
	b.open("/search")
	b.want(http.StatusOK, "/search", "说说您要办的事")
	b.open("/search?q=" + url.QueryEscape(strings.Repeat("开一家很大的店", 80)))
	b.want(http.StatusOK, "/search", "写得太长了")
}
