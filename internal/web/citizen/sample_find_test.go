package citizen_test

import (
	"lianban/internal/app/filing"
	"lianban/internal/web/citizen"
	"lianban/internal/web/page"
)

func figures(dept, was, days, mwas, mats string) []citizen.Figure {
	return []citizen.Figure{{Name: "部门", Now: dept + " 个"}, {Name: "最长用时", Was: was, Now: days + " 个工作日"}, {Name: "要交材料", Was: mwas, Now: mats + " 份"}}
}

func stages(rows ...[2]string) []citizen.Stage {
	var ss []citizen.Stage
	for i, r := range rows {
		ss = append(ss, citizen.Stage{Slug: r[0], Name: r[1], Count: 3 + i, Href: "/stages/yantai_2024/" + r[0]})
	}
	return ss
}

var personStages = stages([2]string{"birth", "出生"}, [2]string{"education", "教育"}, [2]string{"work", "工作"}, [2]string{"discharge", "退役"},
	[2]string{"life", "生活"}, [2]string{"home", "置业"}, [2]string{"travel", "出行"}, [2]string{"health", "就医"}, [2]string{"elderly", "养老"}, [2]string{"death", "身后"})

var enterpriseStages = stages([2]string{"start", "企业开办"}, [2]string{"entry", "企业准营"}, [2]string{"construction", "投资建设"},
	[2]string{"operation", "企业运营"}, [2]string{"change", "企业变更"}, [2]string{"exit", "企业退出"})

func sampleHome() citizen.HomePage {
	return citizen.HomePage{
		Hot: []page.Link{{Label: "开饭店", Href: "/search?q=1"}, {Label: "给孩子上户口", Href: "/search?q=2"}, {Label: "二手房过户", Href: "/search?q=3"}, {Label: "办退休", Href: "/search?q=4"}},
		Resume: &citizen.Resume{
			Title: "开办餐饮店（海风小馆）正在办理", Say: "5 个部门已有 2 个办结，预计 **10月27日** 前办好。", Alert: "有 1 项需要您补充",
			States: []page.State{{Code: page.Done}, {Code: page.Done}, {Code: page.Doing}, {Code: page.DueSoon}, {Code: page.WaitsYou}},
			Button: page.Link{Label: "去补充", Href: "/cases/1/supplements/1"},
		},
		Total: 127,
		Groups: []citizen.StageGroup{
			{Name: "个人", Count: 28, Stages: personStages, Note: "不知道属于哪一类？", Links: []page.Link{{Label: "看个人全部 28 件事", Href: "/scenarios?audience=person"}}},
			{Name: "企业和个体工商户", Enterprise: true, Count: 99, Stages: enterpriseStages, Note: "本市特色：", Links: []page.Link{{Label: "用海", Href: "/scenarios/sea_use"}, {Label: "预制菜", Href: "/scenarios?special=1"}, {Label: "科创服务", Href: "/scenarios?special=2"}}, After: "等 16 件事"},
		},
		All: "/scenarios",
		Common: []citizen.Thing{
			{Name: "开办餐饮店", Href: "/scenarios/restaurant", Summary: "食品许可、消防检查、门头招牌，一次申请", Figures: figures("4", "28", "11", "31", "4")},
			{Name: "新生儿出生", Href: "/scenarios/newborn", Summary: "出生证明、落户、医保、社保卡，医院就能办", Figures: figures("5", "20", "5", "14", "1")},
			{Name: "教育入学", Href: "/scenarios/school", Summary: "房产、户籍、居住证数据自动核验", Figures: figures("4", "15", "3", "9", "0")},
			{Name: "企业信息变更", Href: "/scenarios/change", Summary: "营业执照、税务、银行、社保、公积金同步变更", Figures: figures("6", "15", "2", "18", "2")},
			{Name: "网约车从业资格", Href: "/scenarios/ride", Summary: "报名、背景核查、考试、发证一次申请", Figures: figures("3", "30", "10", "10", "1")},
			{Name: "用海", Href: "/scenarios/sea_use", Summary: "海域使用审核、登记、使用金征收一起办", Figures: figures("3", "60", "30", "23", "10")},
		},
		Totals: []citizen.Total{{Value: "−72", Unit: "%", Name: "办理时间", Kind: "设计"}, {Value: "−61", Unit: "%", Name: "跑动次数", Kind: "设计"}, {Value: "−35", Unit: "%", Name: "申请材料", Kind: "设计"}, {Value: "—", Unit: "件", Name: "上月办好", Kind: "实际"}},
		Basis:  "2 件可办的事合计，与逐项单办相比（示例）；", HowTo: "/about-demo",
	}
}

func entry(name, sub string, marks ...page.Tag) citizen.Entry {
	return citizen.Entry{Name: name, Href: "/scenarios/" + name, Sub: sub, Marks: marks}
}

func sampleCatalogue() citizen.CataloguePage {
	special := page.Tag{Tone: page.Warn, Icon: "star", Word: "特色"}
	pilot := page.Tag{Tone: page.Info, Icon: "award", Word: "省级试点"}
	person := []citizen.CatalogueStage{
		{Stage: personStages[0], Sub: "卫健牵头", Entries: []citizen.Entry{entry("新生儿出生", ""), entry("育儿补贴申领", ""), entry("结婚落户", "民政牵头")}},
		{Stage: personStages[2], Sub: "人社牵头", Entries: []citizen.Entry{entry("个人创业", ""), entry("灵活就业参保", ""), entry("网约车驾驶员从业资格", "交通运输牵头", special), {Name: "退休（企业职工）", Sub: "还不能在这里办"}}},
		{Stage: personStages[3], Sub: "退役军人牵头", Entries: []citizen.Entry{entry("退役军人服务", "", pilot)}},
	}
	enterprise := []citizen.CatalogueStage{
		{Stage: enterpriseStages[0], Sub: "审批服务牵头", Entries: []citizen.Entry{entry("企业开办（设立登记）", ""), entry("个体工商户开办", ""), entry("合格境外投资者资格审批", "")}},
		{Stage: enterpriseStages[1], Sub: "审批服务牵头", Entries: []citizen.Entry{entry("开办餐饮店", "市场监管牵头"), entry("开办运输企业", "交通运输牵头"), entry("开办超市便利店", ""), entry("开办药店", "")}},
	}
	return citizen.CataloguePage{
		Lead: "个人 28 件，企业和个体工商户 99 件，其中烟台特色 16 件。每件事一张表、一套材料、一次办。",
		Facets: []citizen.FacetView{
			{Name: "给谁办", Options: []citizen.FacetOption{{Label: "个人", Count: 28, Href: "/scenarios?audience=person"}, {Label: "企业、个体户", Count: 99, Href: "/scenarios", On: true}}},
			{Name: "只看", Options: []citizen.FacetOption{{Label: "省级试点", Count: 2, Href: "/scenarios?only=pilot"}, {Label: "今天能申请"}}},
			{Name: "在哪个区市办", Folded: true, Options: []citizen.FacetOption{{Label: "芝罘区", Count: 127, Href: "/scenarios?area=zhifu"}}},
		},
		Picked:     []citizen.Picked{{Label: "企业、个体户", Href: "/scenarios", Count: 127}},
		Taxonomies: []citizen.Tab{{Link: page.Link{Label: "国家2025年", Href: "/scenarios?taxonomy=national_2025"}}, {Link: page.Link{Label: "烟台2024年", Href: "/scenarios"}, On: true}},
		Groups:     []citizen.CatalogueGroup{{Name: "个人", Count: 28, Stages: person}, {Name: "企业和个体工商户", Enterprise: true, Count: 99, Stages: enterprise}},
		Note:       "示例目录：名称来自公开清单或推断，不是官方清单。", Clear: "/scenarios",
	}
}

func sampleHits() []citizen.Entry {
	return []citizen.Entry{
		{Name: "开办餐饮店", Href: "/scenarios/restaurant", Summary: "食品许可、消防检查、门头招牌，一次申请，一次上门检查。", Sub: "市场监管牵头，4 个部门"},
		{Name: "开办小餐馆", Href: "/scenarios/small", Summary: "小餐馆登记和招牌一起办。", Sub: "市场监管牵头", Marks: []page.Tag{{Tone: page.Warn, Icon: "star", Word: "特色"}}},
	}
}

func sampleFound() []citizen.HitGroup {
	return []citizen.HitGroup{
		{Name: "一件事", Hits: []citizen.Found{
			{
				Name: []filing.SearchPart{{Text: "开办餐饮"}, {Text: "店", Mark: true}}, Href: "/scenarios/restaurant", Why: "因为您搜的“开饭店”就是“开办餐饮店”",
				Summary: "食品许可、消防检查、门头招牌，一次申请，一次上门检查。", Sub: "市场监管牵头，4 个部门",
			},
			{Name: []filing.SearchPart{{Text: "开办小餐馆"}}, Href: "/scenarios/small", Summary: "小餐馆登记和招牌一起办。", Marks: []page.Tag{{Tone: page.Warn, Icon: "star", Word: "特色"}}},
		}},
		{Name: "事项", Hits: []citizen.Found{
			{Name: []filing.SearchPart{{Text: "食品经营许可"}}, Href: "/scenarios/restaurant/items/food_licence.new", Why: "因为您搜的“食品证”就是“食品经营许可”", Of: []page.Link{{Label: "开办餐饮店", Href: "/scenarios/restaurant"}}},
		}},
	}
}
