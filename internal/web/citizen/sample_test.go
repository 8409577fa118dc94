package citizen_test

import (
	"github.com/a-h/templ"

	"lianban/internal/base/lang"
	"lianban/internal/web/citizen"
	"lianban/internal/web/page"
)

// A sample page: everything that a handler would have filled in, with invented people of the sample city.
type sample struct {
	name  string
	frame func(*page.Frame)
	view  func(*page.Frame) templ.Component
}

func frame() *page.Frame {
	assets, _ := page.Built() // without a build the pages render with plain names
	return &page.Frame{
		Assets: assets, Texts: lang.Chinese(), Door: page.Citizen, Home: "/",
		Site: page.Site{City: "烟台", Name: "烟台市政务服务（演示）"},
		Nav: []page.NavItem{
			{Link: page.Link{Label: "首页", Href: "/"}},
			{Link: page.Link{Label: "个人办事", Href: "/scenarios?audience=person"}},
			{Link: page.Link{Label: "企业办事", Href: "/scenarios?audience=enterprise"}, Current: true},
			{Link: page.Link{Label: "办件查询", Href: "/cases"}},
			{Link: page.Link{Label: "查验", Href: "/verify"}},
		},
		Person: &page.Person{Masked: "曲*霞", Href: "/me"},
		Demo:   &page.Demo{Day: "2026年9月29日（周二）", NextDay: "/demo/next-day"},
		Here:   "/scenarios/restaurant?plan=p1",
		Title:  "开办餐饮店一件事",
	}
}

func crumbs(f *page.Frame) {
	f.Crumbs = []page.Link{{Label: "首页", Href: "/"}, {Label: "企业准营", Href: "/stages/yantai_2024/entry"}, {Label: "开办餐饮店"}}
}

func formFrame(f *page.Frame) {
	f.Plain = true
	f.Back = &page.Link{Label: "上一步", Href: "/drafts/d1/applicant"}
	f.Title = "经营场所"
}

var samples = []sample{
	{"home", func(f *page.Frame) { f.Title = "首页"; f.Here = "/" }, func(f *page.Frame) templ.Component { return citizen.Home(f, sampleHome()) }},
	{"home-stranger", func(f *page.Frame) { f.Title = "首页"; f.Person = nil }, func(f *page.Frame) templ.Component {
		v := sampleHome()
		v.Resume, v.Totals = nil, nil
		return citizen.Home(f, v)
	}},
	{"catalogue", func(f *page.Frame) { crumbs(f); f.Title = "全部 127 件事" }, func(f *page.Frame) templ.Component { return citizen.Catalogue(f, sampleCatalogue()) }},
	{"catalogue-empty", func(f *page.Frame) { crumbs(f); f.Title = "全部 0 件事" }, func(f *page.Frame) templ.Component {
		v := sampleCatalogue()
		v.Groups = nil
		return citizen.Catalogue(f, v)
	}},
	{"search", func(f *page.Frame) { crumbs(f); f.Title = "“开饭店”的搜索结果" }, func(f *page.Frame) templ.Component {
		return citizen.Search(f, citizen.SearchPage{Query: "开饭店", Groups: sampleFound()})
	}},
	{"search-none", func(f *page.Frame) { crumbs(f); f.Title = "“造飞船”的搜索结果" }, func(f *page.Frame) templ.Component {
		return citizen.Search(f, citizen.SearchPage{Query: "造飞船", Nearest: sampleFound()[0].Hits})
	}},
	{"stage", func(f *page.Frame) { crumbs(f); f.Title = "企业准营" }, func(f *page.Frame) templ.Component {
		return citizen.StageView(f, citizen.StagePage{Stage: citizen.Stage{Slug: "entry"}, Others: []citizen.OtherStages{{Taxonomy: "国家2025年", Links: []page.Link{{Label: "准入准营", Href: "/stages/national_2025/entry"}}}}, Entries: sampleHits()})
	}},
	{"scenario", crumbs, func(f *page.Frame) templ.Component { return citizen.Scenario(f, sampleScenario()) }},
	{"scenario-print", func(f *page.Frame) { crumbs(f); f.Print = true }, func(f *page.Frame) templ.Component { return citizen.Scenario(f, sampleScenario()) }},
	{"scenario-stop", crumbs, func(f *page.Frame) templ.Component {
		v := sampleScenario()
		v.Stops = []citizen.Stop{{Say: "总质量4.5吨及以下的普通货运车辆不用办道路运输证，可以直接经营。", Basis: "《道路货物运输及站场管理规定》第八条", Go: &page.Link{Label: "看其他事项", Href: "/scenarios"}}}
		return citizen.Scenario(f, v)
	}},
	{"item", crumbs, func(f *page.Frame) templ.Component { return citizen.Item(f, sampleItem()) }},
	{"material", crumbs, func(f *page.Frame) templ.Component { return citizen.Material(f, sampleMaterial()) }},
	{"drafts", func(f *page.Frame) { crumbs(f); f.Title = "没办完的申请" }, func(f *page.Frame) templ.Component {
		return citizen.Drafts(f, citizen.DraftsPage{Drafts: []citizen.DraftRow{{Name: "开办餐饮店（海风小馆）", Saved: "9月28日 16:20 保存。", Left: "还差 2 份材料。", Href: "/drafts/d1", Drop: "/drafts/d1/discard"}}})
	}},
	{"drafts-empty", crumbs, func(f *page.Frame) templ.Component { return citizen.Drafts(f, citizen.DraftsPage{}) }},
	{"section", formFrame, func(f *page.Frame) templ.Component {
		v := sampleSection()
		v.Problems = nil
		return citizen.Section(f, v)
	}},
	{"section-errors", func(f *page.Frame) { formFrame(f); f.Failed = true }, func(f *page.Frame) templ.Component { return citizen.Section(f, sampleSection()) }},
	{"section-kinds", formFrame, func(f *page.Frame) templ.Component { return citizen.Section(f, sampleKinds()) }},
	{"materials", formFrame, func(f *page.Frame) templ.Component { return citizen.Materials(f, sampleMaterials()) }},
	{"check", formFrame, func(f *page.Frame) templ.Component { return citizen.Check(f, sampleCheck()) }},
	{"check-ready", formFrame, func(f *page.Frame) templ.Component {
		v := sampleCheck()
		v.Unfinished, v.Changed = nil, nil
		return citizen.Check(f, v)
	}},
	{"receipt", func(f *page.Frame) { f.Plain = true; f.Title = "已提交" }, func(f *page.Frame) templ.Component { return citizen.Receipt(f, sampleReceipt()) }},
	{"cases", caseFrame, func(f *page.Frame) templ.Component { return citizen.Cases(f, sampleCases()) }},
	{"cases-empty", caseFrame, func(f *page.Frame) templ.Component { return citizen.Cases(f, citizen.CasesPage{}) }},
	{"case", caseFrame, func(f *page.Frame) templ.Component { return citizen.Case(f, sampleCase()) }},
	{"case-calm", caseFrame, func(f *page.Frame) templ.Component {
		v := sampleCase()
		v.Todos, v.Trial = nil, true
		return citizen.Case(f, v)
	}},
	{"item-case", caseFrame, func(f *page.Frame) templ.Component { return citizen.ItemCase(f, sampleItemCase()) }},
	{"clock", func(f *page.Frame) {
		f.Back = &page.Link{Label: "回到办件进度", Href: "/cases/1"}
		f.Title = "为什么是 10月27日（周二）"
	}, func(f *page.Frame) templ.Component { return citizen.ClockExplained(f, sampleClock()) }},
	{"supplement", formFrame, func(f *page.Frame) templ.Component { return citizen.Supplement(f, sampleSupplement()) }},
	{"journal", caseFrame, func(f *page.Frame) templ.Component { return citizen.Journal(f, sampleJournal()) }},
	{"results", caseFrame, func(f *page.Frame) templ.Component { return citizen.Results(f, sampleResults()) }},
	{"results-empty", caseFrame, func(f *page.Frame) templ.Component {
		return citizen.Results(f, citizen.ResultsPage{No: "370602-260918-0117-4", Name: "开办餐饮店"})
	}},
	{"withdraw", formFrame, func(f *page.Frame) templ.Component { return citizen.Confirm(f, sampleWithdraw()) }},
	{"me", caseFrame, func(f *page.Frame) templ.Component {
		return citizen.Me(f, citizen.MePage{Name: "曲*霞", Rows: []page.Row{{Name: "身份证号", Value: "3706**********0823"}, {Name: "手机号", Value: "138****2290"}}, Unread: 2, Cases: 1, Logout: "/logout"})
	}},
	{"messages", caseFrame, func(f *page.Frame) templ.Component { return citizen.Messages(f, sampleMessages()) }},
	{"messages-empty", caseFrame, func(f *page.Frame) templ.Component { return citizen.Messages(f, citizen.MessagesPage{}) }},
	{"messages-settings", formFrame, func(f *page.Frame) templ.Component { return citizen.Settings(f, sampleSettings()) }},
	{"messages-settings-nothing", formFrame, func(f *page.Frame) templ.Component { return citizen.Settings(f, citizen.SettingsPage{Version: "0"}) }},
	{"verify", formFrame, func(f *page.Frame) templ.Component { return citizen.Verify(f, sampleVerify()) }},
	{"login", func(f *page.Frame) { f.Plain = true; f.Title = "登录"; f.Person = nil }, func(f *page.Frame) templ.Component { return citizen.Login(f, sampleLogin(f)) }},
	{"menu", func(f *page.Frame) { f.Title = "菜单" }, words("citizen.menu")},
	{"sitemap", func(f *page.Frame) { f.Title = "网站地图" }, words("citizen.sitemap")},
	{"accessibility", func(f *page.Frame) { f.Title = "无障碍声明" }, words("citizen.accessibility")},
	{"privacy", func(f *page.Frame) { f.Title = "隐私政策" }, words("citizen.privacy")},
	{"about-demo", func(f *page.Frame) { f.Title = "演示说明" }, words("citizen.about")},
	{"trouble-403", trouble, troubleView(403)},
	{"trouble-404", trouble, troubleView(404)},
	{"trouble-409", trouble, troubleView(409)},
	{"trouble-413", trouble, troubleView(413)},
	{"trouble-422", trouble, troubleView(422)},
	{"trouble-429", trouble, troubleView(429)},
	{"trouble-500", trouble, troubleView(500)},
	{"trouble-503", trouble, troubleView(503)},
}

func caseFrame(f *page.Frame) {
	f.Crumbs = []page.Link{{Label: "首页", Href: "/"}, {Label: "我的办件", Href: "/cases"}, {Label: "开办餐饮店"}}
	f.Title = "我的办件"
}

func trouble(f *page.Frame) { f.Title = "出错了" }

func troubleView(status int) func(*page.Frame) templ.Component {
	return func(f *page.Frame) templ.Component {
		return citizen.Trouble(f, page.TroubleOf(f, status, nil, "3f2a9c01"))
	}
}

func words(key string) func(*page.Frame) templ.Component {
	return func(f *page.Frame) templ.Component { return citizen.TextView(f, citizen.WrittenPage(f, key)) }
}
