package citizen_test

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2/memstore"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/base/clock"
	"lianban/internal/crypt"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
	"lianban/internal/store/storetest"
	"lianban/internal/web/citizen"
	"lianban/internal/web/page"
	"lianban/packs"
)

// portal is the real door on the shipped packs and a real SQLite file; nobody is signed in.
type portal struct {
	http   http.Handler
	filing *filing.Service
}

func newPortal(t *testing.T) portal {
	t.Helper()
	log := slog.New(slog.DiscardHandler)
	at := clock.NewFrozen(time.Date(2026, 9, 29, 9, 30, 0, 0, clock.Zone))
	catalogue, err := city()
	if err != nil {
		t.Fatal(err)
	}
	cal, err := pack.LoadCalendars(packs.FS, "calendars")
	if err != nil {
		t.Fatal(err)
	}
	engine := casework.Engine{Cal: cal, Params: casework.DefaultParameters()}
	keys, err := crypt.OpenKeys(filepath.Join(t.TempDir(), "keys.json"), crypt.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), storetest.URL(t), store.Options{Clock: at, Logger: log, Seal: keys, Dues: engine.Dues})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	tree, err := permission.NewTree(map[string]string{})
	if err != nil {
		t.Fatal(err)
	}
	guard := permission.NewGuard(tree)
	in := &access.Service{Store: s, Guard: guard, Clock: at, Log: log}
	f := &filing.Service{Store: s, Catalogue: catalogue, Engine: engine, Guard: guard, Clock: at, Log: log}
	gate := page.NewGate(memstore.New(), in, log, false)
	door := &citizen.Door{Filing: f, Access: in, Gate: gate, Log: log, Frame: func(*http.Request) *page.Frame { return frame() }}
	return portal{gate.Wrap(door.Handler()), f}
}

func (p portal) get(t *testing.T, path string) string {
	t.Helper()
	w := httptest.NewRecorder()
	p.http.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("%s answers %d\n%s", path, w.Code, w.Body)
	}
	html := w.Body.String()
	if m := missing.FindString(html); m != "" {
		t.Errorf("%s: a text is missing or not filled in: %s", path, m)
	}
	return html
}

func (p portal) remember(t *testing.T, in filing.ExploreInput) string {
	t.Helper()
	id, err := p.filing.Remember(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return string(id)
}

func contains(t *testing.T, where, html string, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(html, w) {
			t.Errorf("%s does not say %q", where, w)
		}
	}
}

// Every scenario has its sheet and its guide, before and after its questions are answered.
func TestEveryScenarioHasASheetAndAGuide(t *testing.T) {
	t.Parallel()
	p := newPortal(t)
	for _, sc := range p.filing.Catalogue.Scenarios() {
		at := "/scenarios/" + sc.Slug
		plan := p.get(t, at)
		contains(t, at, plan, at+"/checklist", at+"/guide", "打印一次性告知单")
		contains(t, at+"/checklist", p.get(t, at+"/checklist"), sc.Name+"一次性告知单", "到哪里办", "示例")
		contains(t, at+"/guide", p.get(t, at+"/guide"), sc.Name+"办事指南", "谁可以申请", "怎么办", "示例")
		helped := func(q scenario.QuestionDef) bool {
			d, _ := p.filing.Catalogue.Field(q.Field)
			return q.Help != "" || d.Help != ""
		}
		if slices.ContainsFunc(sc.Questions, helped) {
			contains(t, at+"/guide", p.get(t, at+"/guide"), "常见问题")
		}
		if starts := strings.Contains(plan, "/drafts/start"); starts != sc.Online {
			t.Errorf("%s: the page offers to start: %v, online: %v", at, starts, sc.Online)
		}
		if !sc.Online {
			contains(t, at, plan, "还没有开通网上申请", "窗口")
			contains(t, at+"/checklist", p.get(t, at+"/checklist?print=1"), "还没有开通网上申请")
		}
	}
}

// The sheet of sea use has all that a person must know: ten papers, the fee with its relief, the basis of each item.
func TestTheSheetOfSeaUse(t *testing.T) {
	t.Parallel()
	p := newPortal(t)
	plan := p.remember(t, filing.ExploreInput{Scenario: "sea_use", Area: "zhifu", Role: "agent", Answers: map[string]any{
		"sea_class": "cable", "sea_area": "3.935", "sea_changes_shape": "no", "near_military": "no", "wants_relief": "yes", "sea_years": "40"}})
	html := p.get(t, "/scenarios/sea_use/checklist?plan="+plan+"&print=1")
	contains(t, "the sheet", html, "您要准备的 10 份材料", "宗海图", "每年 2.7545 万元", "海域使用金征收标准 × 用海面积", "0.38563 万元", "110.18 万元", "15.4252 万元", "财政局", "海域使用管理法第十六条",
		"芝罘区海洋发展和渔业局", "海底电缆管道", "3.935 公顷", "DWG", "行政许可法第三十二条")
	if strings.Contains(html, "/drafts/start") {
		t.Error("a sheet of paper has no button to start")
	}
}

// The sheet of a company's change says what waits for what, where somebody must come, and that results come one by one.
func TestTheSheetOfACompanyChange(t *testing.T) {
	t.Parallel()
	p := newPortal(t)
	plan := p.remember(t, filing.ExploreInput{Scenario: "company_change", Area: "zhifu", Role: "owner", Answers: map[string]any{
		"company_kind": "limited", "changes": []any{"name"}, "uses_tax_device": "no", "pays_insurance": "no", "pays_fund": "no", "has_basic_account": "yes"}})
	html := p.get(t, "/scenarios/company_change/checklist?plan="+plan)
	contains(t, "the sheet", html, "谁来决定", "到开户网点核对", "哪项办好先给哪项", "变更登记（公司）", "要等先办好", "市场主体登记管理条例第二十四条", "某银行芝罘支行企业服务柜台（示例）")
}

// A person whom the scenario sends elsewhere gets no list of papers.
func TestTheSheetOfSomebodyWhoIsSentElsewhere(t *testing.T) {
	t.Parallel()
	p := newPortal(t)
	plan := p.remember(t, filing.ExploreInput{Scenario: "ride_driver", Area: "zhifu", Answers: map[string]any{"licensed_three_years": "no"}})
	html := p.get(t, "/scenarios/ride_driver/checklist?plan="+plan)
	contains(t, "the sheet", html, "驾龄不满三年", "网络预约出租汽车经营服务管理暂行办法第十四条")
	if strings.Contains(html, "您要准备的") {
		t.Error("papers are listed for somebody who cannot apply here")
	}
}

// Home, catalogue and stages know all scenarios.
func TestEveryScenarioStandsInTheCatalogue(t *testing.T) {
	t.Parallel()
	p := newPortal(t)
	contains(t, "home", p.get(t, "/"), "企业信息变更", "开办餐饮店", "新生儿出生")
	contains(t, "catalogue", p.get(t, "/scenarios"), fmt.Sprintf("全部 %d 件事", len(p.filing.Catalogue.Scenarios())), "企业注销登记", "残疾人服务", "教育入学", "开办运输企业")
	contains(t, "the stage of change", p.get(t, "/stages/yantai_2024/change"), "企业信息变更")
	contains(t, "the city's own", p.get(t, "/stages/yantai_2024/special"), "用海", "苹果产业")
	contains(t, "the stage of work", p.get(t, "/stages/yantai_2024/work"), "网约车驾驶员从业资格")
}
