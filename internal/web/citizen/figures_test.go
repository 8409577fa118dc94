package citizen_test

import (
	"encoding/csv"
	"html"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"lianban/internal/domain/scenario"
)

var (
	listed  = regexp.MustCompile(`<p class="lx-entry__name[^"]*"><a href="/scenarios/([a-z0-9_]+)"`)
	options = regexp.MustCompile(`<li><a href="(/scenarios[^"]*)">[^<]*<i>(\d+)</i></a></li>`)
	chips   = regexp.MustCompile(`<a class="lx-chip" href="(/scenarios[^"#]*)"><span class="govuk-visually-hidden">`)
	rowName = regexp.MustCompile(`<th role="rowheader" scope="row"><a href="/scenarios/([a-z0-9_]+)#figures"`)
)

func slugsOf(page string, at *regexp.Regexp) []string {
	var out []string
	for _, m := range at.FindAllStringSubmatch(page, -1) {
		out = append(out, m[1])
	}
	return out
}

// Every filter is a link, and its number is how many things the list has behind it; two steps deep, so that filters
// combine. Each condition can be taken back by itself.
func TestFiltersOfTheCatalogueSayWhatIsBehindThem(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.open("/scenarios")
	b.want(http.StatusOK, "/scenarios", "全部 127 件事")
	seen := map[string]bool{}
	var follow func(depth int)
	follow = func(depth int) {
		for _, m := range options.FindAllStringSubmatch(b.html, -1) {
			path := html.UnescapeString(m[1])
			if seen[path] || len(seen) > 120 {
				continue
			}
			seen[path] = true
			b.open(path)
			if got := strconv.Itoa(len(slugsOf(b.html, listed))); got != m[2] || !strings.Contains(b.html, "符合条件的 "+got+" 件事") {
				t.Errorf("%s: %s things, %s were promised", path, got, m[2])
			}
			if depth < 2 {
				here := b.html
				follow(depth + 1)
				b.html = here
			}
		}
	}
	follow(1)
	if len(seen) < 60 {
		t.Errorf("only %d filters", len(seen))
	}
	b.open("/scenarios?audience=enterprise&only=special&area=zhifu")
	var back []string
	for _, s := range slugsOf(b.html, chips) {
		back = append(back, html.UnescapeString(s))
	}
	want := []string{"/scenarios?only=special&area=zhifu", "/scenarios?audience=enterprise&area=zhifu", "/scenarios?audience=enterprise&only=special"}
	if strings.Join(back, " ") != strings.Join(want, " ") {
		t.Errorf("conditions are taken back one by one: %v", back)
	}
}

func TestTheCatalogueIsSortedByBothTaxonomies(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	for taxonomy, stage := range map[string]string{"yantai_2024": "企业开办", "national_2025": "准入准营"} {
		b.open("/scenarios?taxonomy=" + taxonomy)
		b.want(http.StatusOK, "/scenarios", "全部 127 件事", "<h3>"+stage+"</h3>")
		if n := len(slugsOf(b.html, listed)); n != 127 {
			t.Errorf("%s lists %d", taxonomy, n)
		}
	}
	b.open("/stages/national_2025/birth")
	b.want(http.StatusOK, "/stages/national_2025/birth", "烟台2024年全生命周期", `href="/stages/yantai_2024/birth"`)
}

func TestAnEmptyListSaysWhatToLeaveOut(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.open("/scenarios?audience=person&only=pilot&origin=city")
	b.want(http.StatusOK, "/scenarios", "没有符合这些条件的事", "去掉「省级试点」", `href="/scenarios?audience=person&amp;origin=city"`)
}

// The whole catalogue is a page of plain numbers: the article's percentages stand beside what the items add up to, and
// nothing is called actual.
func TestFiguresStandBesideTheirDefinitions(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.open("/figures")
	b.want(http.StatusOK, "/figures", "个人 28 件，企业和个体工商户 99 件", "特色 16 件", "试点 2 件", "−72%", "−61%", "−35%",
		"每个事项单独办的用时相加", "逐件平均：", "合计：", "还没有，写「—」", "和公布的不一样", "共 127 件，这页是第 1–20 件")
	for path, want := range map[string]int{"/figures": 20, "/figures?page=7": 7, "/figures?page=99": 7, "/figures?print=1": 127, "/figures?audience=person&print=1": 28, "/figures/days?audience=enterprise&print=1": 99} {
		b.open(path)
		if got := slugsOf(b.html, rowName); b.status != http.StatusOK || len(got) != want {
			t.Errorf("%s: %d rows, want %d", path, len(got), want)
		}
	}
	b.open("/figures?sort=luck")
	b.want(http.StatusOK, "/figures", "看不懂")
	b.open("/figures/luck")
	b.want(http.StatusNotFound, "/figures/luck", "12345")
}

func TestFiguresAreSortedByWhatIsSaved(t *testing.T) {
	t.Parallel()
	cat, err := city()
	if err != nil {
		t.Fatal(err)
	}
	b := newHouse(t).browser()
	for path, least := range map[string]bool{"/figures?sort=fields&print=1": false, "/figures/fields?sort=fields&order=least&print=1": true} {
		b.open(path)
		rows := slugsOf(b.html, rowName)
		for i := 1; i < len(rows); i++ {
			x, _ := cat.Reduction(rows[i-1])
			y, _ := cat.Reduction(rows[i])
			if c := scenario.Compare(x.Figure("fields"), y.Figure("fields")); c < 0 && !least || c > 0 && least {
				t.Fatalf("%s: %s before %s", path, rows[i-1], rows[i])
			}
		}
	}
}

// A scenario shows its own figures with definitions, and published totals beside them, whatever is answered.
func TestAScenarioShowsItsFigures(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.open("/scenarios/sea_use")
	b.want(http.StatusOK, "/scenarios/sea_use", "这件事少花多少", "由各事项推算", "公开数字", "57 → 30，−47.4%", "−50%", "不一致", "23 → 10，−56.5%", "一致",
		"扣掉依法不计时的步骤是 27 个工作日", "牵头部门", "个区市都在办", "国家2025年全生命周期", "同时用地、用林、用草的项目")
}

func TestFiguresCanBeDownloaded(t *testing.T) {
	t.Parallel()
	b := newHouse(t).browser()
	b.open("/figures.csv")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.html, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 1+127*len(scenario.FigureNames()) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	for i, cell := range rows[0] {
		if cell == "实际" && rows[1][i] != "" {
			t.Errorf("the actual is %q before there are cases", rows[1][i])
		}
	}
	b.open("/figures.xlsx") // this house has no spreadsheets
	b.want(http.StatusServiceUnavailable, "/figures.xlsx", "CSV")
}
