package search_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"lianban/internal/base/lang"
	"lianban/internal/search"
)

func first(t *testing.T, words string) search.Hit {
	t.Helper()
	a := index(t).Find(words, 10)
	if len(a.Hits) == 0 {
		t.Fatalf("%q finds nothing", words)
	}
	return a.Hits[0]
}

func TestAResultSaysWhyItIsHere(t *testing.T) {
	t.Parallel()
	for words, why := range map[string]string{
		"开饭馆":          "因为您搜的“开饭馆”就是“开办餐饮店”",
		"我想开饭馆，怎么办":    "因为您搜的“开饭馆”就是“开办餐饮店”",
		"开办餐饮店":        "名称就是“开办餐饮店”",
		"企业信息":         "“企业信息”和名称“企业信息变更”相近",
		"参饮店":          "因为您搜的“参饮店”和“餐饮店”读音相近，“餐饮店”就是“开办餐饮店”",
		"新生儿出升":        "“新生儿出升”和“新生儿出生”读音相近",
		"shengxiaohai": "因为您搜的“shengxiaohai”是“生小孩”的拼音，“生小孩”就是“新生儿出生”",
		"xse":          "因为您搜的“xse”是“新生儿”的拼音首字母，“新生儿”就是“新生儿出生”",
		"公章刻制备案":       "这件事包含“公章刻制备案”",
		"财务章":          "因为您搜的“财务章”就是“公章刻制备案”，这件事包含它",
		"灭火和应急疏散预案":    "这件事用到“灭火和应急疏散预案”",
		"卖刺身":          "这件事会问：卖刺身、凉菜这类生冷食品吗？",
		"上门检查":         "说明里有“上门检查”",
	} {
		if got := first(t, words).Why; got != why {
			t.Errorf("%s: %q, want %q", words, got, why)
		}
	}
}

func TestScenariosStandBeforeItemsBeforeMaterials(t *testing.T) {
	t.Parallel()
	a := index(t).Find("营业执照", 200)
	var kinds []search.Kind
	for _, h := range a.Hits {
		kinds = append(kinds, h.Kind)
		if len(h.Scenarios) == 0 {
			t.Errorf("%s stands in no scenario", h.Slug)
		}
	}
	want := slices.Clone(kinds)
	order := []search.Kind{search.Scenario, search.Item, search.Material}
	slices.SortStableFunc(want, func(a, b search.Kind) int { return slices.Index(order, a) - slices.Index(order, b) })
	if !slices.Equal(kinds, want) || len(slices.Compact(want)) != 3 {
		t.Errorf("kinds %v", kinds)
	}
	i := slices.IndexFunc(a.Hits, func(h search.Hit) bool { return h.Kind == search.Material && h.Slug == "business_licence" })
	for _, sc := range []string{"company_cancel", "company_change", "construction_start", "restaurant", "sea_use", "transport"} {
		if i < 0 || !slices.Contains(a.Hits[i].Scenarios, sc) {
			t.Errorf("the licence is needed in %s: %+v", sc, a.Hits)
		}
	}
}

func TestWhatIsNotOfferedGetsTheNearestThree(t *testing.T) {
	t.Parallel()
	a := index(t).Find("造飞船", 10)
	if len(a.Hits) != 0 || len(a.Nearest) != 3 || a.Empty {
		t.Errorf("%+v", a)
	}
	for _, h := range a.Nearest {
		if h.Kind != search.Scenario || h.Why != "" {
			t.Errorf("%+v", h)
		}
	}
}

func TestOddWordsGetAnAnswer(t *testing.T) {
	t.Parallel()
	for words, empty := range map[string]bool{
		"": true, "   ": true, "？！。、": true, "🎉👶": true, "\x00\xff": true, "<script>": false, "*": true, "\"": true,
		"饭": false, strings.Repeat("饭", 500): false, "a:b AND (c": false, "12345": false,
	} {
		a := index(t).Find(words, 10)
		if a.Empty != empty || empty && (len(a.Hits) > 0 || len(a.Nearest) == 0) {
			t.Errorf("%q: %+v", words, a)
		}
		if !utf8.ValidString(a.Words) || utf8.RuneCountInString(a.Words) > search.MostWords {
			t.Errorf("%q was understood as %q", words, a.Words)
		}
	}
	if a := index(t).Find("开饭馆"+strings.Repeat("，我想开一家很大的", 60), 10); !a.Cut || len(a.Hits) == 0 || a.Hits[0].Slug != "restaurant" {
		t.Errorf("a long story: %+v", a)
	}
	if a := index(t).Find("开饭馆", 0); len(a.Hits) != 0 {
		t.Errorf("no hit was wanted: %+v", a.Hits)
	}
}

// Whatever somebody types: the answer is the same every time and from every index, hits are explained and above the
// bar, and the parts of a name are the name.
func TestAnswersAreTheSameEveryTime(t *testing.T) {
	t.Parallel()
	x := index(t)
	other, err := search.New(city().catalogue, city().synonyms)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Close() })
	said := []string{"开", "饭馆", "生", "小孩", "执照", "换", "地址", "shengxiaohai", "xse", "海", "网约车", "证", " ", "，", "<b>", "怎么办", "12", "𠮷", "é", "ß", "İ", "ﬁ"}
	same := cmpopts.IgnoreUnexported(search.Hit{})
	rapid.Check(t, func(t *rapid.T) {
		words := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(said), rapid.String()), 0, 6).Draw(t, "words"), "")
		a := x.Find(words, 50)
		if diff := cmp.Diff(a, other.Find(words, 50), same); diff != "" {
			t.Fatal(diff)
		}
		for _, h := range append(a.Hits, a.Nearest...) {
			var name strings.Builder
			for _, p := range h.Marked {
				name.WriteString(p.Text)
			}
			if name.String() != h.Name {
				t.Fatalf("%q is shown as %q", h.Name, name.String())
			}
		}
		for _, h := range a.Hits {
			if h.Why == "" || strings.Contains(h.Why, "[search.") || h.Fit < 45 != a.Guessed || h.Fit > 100 {
				t.Fatalf("%+v", h)
			}
		}
		if len(a.Hits) == 0 && len(a.Nearest) == 0 {
			t.Fatal("nothing at all")
		}
	})
}

func TestTheWordsAreMarkedInNames(t *testing.T) {
	t.Parallel()
	got := first(t, "想开餐饮店").Marked
	want := []search.Part{{Text: "开办"}, {Text: "餐饮店", Mark: true}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	a := index(t).Find("户口簿新生儿", 20)
	for _, h := range a.Hits {
		if h.Slug == "child_household_page" && !slices.Equal(h.Marked, []search.Part{{Text: "户口簿（新生儿", Mark: true}, {Text: "登记页）"}}) {
			t.Errorf("%+v", h.Marked)
		}
	}
}

func TestOnlyWordsAreKept(t *testing.T) {
	t.Parallel()
	for words, kept := range map[string]string{
		"  造 飞船 ":                 "造 飞船",
		"":                        "",
		"🎉🎉":                      "",
		"Kai FanGuan":             "kai fanguan",
		"查13800138000的进度":         "查***的进度",
		"110101 19900307 447X 查询": "*** 查询",
		"１３８００１３８０００":             "",
		"0535-6123456转8":          "***转8",
		"邮箱 a.b@example.org":      "邮箱 ***",
		"2026年3月":                 "2026年3月",
		"12345投诉":                 "12345投诉",
		strings.Repeat("长", 50):   strings.Repeat("长", 40),
		strings.Repeat("长", 38) + "13800138000": strings.Repeat("长", 38) + "**",
	} {
		if got := search.Kept(words); got != kept {
			t.Errorf("Kept(%q) = %q, want %q", words, got, kept)
		}
	}
}

// Nobody's number survives, wherever it stands and however it is broken up.
func TestNoLongNumberIsKept(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		digits := rapid.StringMatching(`[0-9０-９]{6,20}`).Draw(t, "digits")
		gap := rapid.SampledFrom([]string{"", " ", "-", "·"}).Draw(t, "gap")
		words := rapid.StringN(0, 30, -1).Draw(t, "before") + "号" + strings.Join(strings.Split(digits, ""), gap) + "号" + rapid.StringN(0, 30, -1).Draw(t, "after")
		run := 0
		for _, r := range search.Kept(words) {
			switch {
			case r >= '0' && r <= '9':
				if run++; run >= 6 {
					t.Fatalf("%q keeps %q", words, search.Kept(words))
				}
			default:
				run = 0
			}
		}
	})
}

// Each way in which something fits has its sentence, for names and for everyday words.
func TestEveryReasonHasWords(t *testing.T) {
	t.Parallel()
	texts := lang.Chinese()
	for _, how := range []string{"same", "inside", "near", "slip", "sound", "spelling", "spelled", "initials"} {
		for _, kind := range []string{"name", "word"} {
			if key := "search.why." + kind + "." + how; !texts.Has(key) {
				t.Errorf("no text for %s", key)
			}
		}
	}
}

// What fits nothing but shares telling words is shown as a guess, which says so and names the words.
func TestAGuessSaysThatItIsOne(t *testing.T) {
	t.Parallel()
	x := index(t)
	a := x.Find("棋牌娱乐城", 5)
	if !a.Guessed || len(a.Hits) == 0 || len(a.Hits) > 3 || len(a.Nearest) != 0 {
		t.Fatalf("%+v", a)
	}
	for _, h := range a.Hits {
		if h.Kind != search.Scenario || h.Fit >= 45 || !strings.Contains(h.Why, "也说到") {
			t.Errorf("%+v", h)
		}
	}
	if a := x.Find("饭馆", 5); a.Guessed {
		t.Error("what is found is called a guess")
	}
	if a := x.Find("天气预报", 5); a.Guessed || len(a.Nearest) != 3 {
		t.Errorf("%+v", a)
	}
}
