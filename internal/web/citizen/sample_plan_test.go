package citizen_test

import (
	"lianban/internal/web/citizen"
	"lianban/internal/web/page"
)

func pills(name, label, help, value string, options ...string) page.Field {
	d := page.Field{Kind: page.OneOf, Name: name, Label: label, Help: help, Value: value, Pills: true}
	for i := 0; i+1 < len(options); i += 2 {
		d.Options = append(d.Options, page.Option{Value: options[i], Label: options[i+1]})
	}
	return d
}

func sampleScenario() citizen.ScenarioPage {
	return citizen.ScenarioPage{
		Code: "restaurant", Name: "开办餐饮店一件事", PlanID: "p1",
		Summary: "适合在烟台市开饭店、小吃店、奶茶店、面包房的个人和企业。回答几个问题，马上知道要办什么、交什么、几天办好。",
		Note:    "示例，依据公开资料整理，非官方",
		AskLead: "共 5 个问题，大约 1 分钟。改动后点「更新办理方案」。",
		Questions: []page.Field{
			pills("applicant", "以什么身份开店？", "", "sole", "sole", "个体工商户", "company", "公司", "open", "还没想好"),
			{Kind: page.Number, Name: "venue_area", Label: "店面建筑面积多大？", Help: "以租赁合同或产权证上的面积为准", Unit: "平方米", Value: "126.5"},
			pills("dishes", "主要卖什么？", "", "hot", "hot", "现做现卖热菜、凉菜", "drink", "饮品、甜品", "packed", "只卖预包装食品"),
			{Kind: page.YesNo, Name: "smoke", Label: "会产生油烟吗？", Value: "yes", Pills: true},
			{Kind: page.YesNo, Name: "wants_sign", Label: "要挂户外招牌吗？", Value: "yes", Pills: true},
		},
		CutLead: "按您目前的选择计算，与 6 个事项分别去办相比。",
		Cuts: []page.Cut{
			{Label: "办理时间", Was: 28, Now: 8, Unit: "个工作日", Saved: "少 71%"},
			{Label: "申请材料", Was: 31, Now: 4, Unit: "份", Saved: "少 87%"},
			{Label: "办理环节", Was: 18, Now: 5, Unit: "个", Saved: "少 72%"},
			{Label: "跑动次数", Was: 9, Now: 0, Unit: "次", Saved: "全程网办"},
		},
		Items: []page.PlanItem{
			{Name: "市场主体设立登记（个体工商户）", Dept: "芝罘区市场监督管理局", Limit: "承诺 1 个工作日", Why: "所有餐饮店都要办", Href: "/scenarios/restaurant/items/1"},
			{Name: "食品经营许可（含热食类、冷食类制售）", Dept: "芝罘区行政审批服务局", Limit: "承诺 5 个工作日", Why: "因为您选了「现做现卖热菜、凉菜」", Href: "/scenarios/restaurant/items/2"},
			{Name: "户外招牌设置备案", Dept: "芝罘区综合行政执法局", Limit: "承诺 2 个工作日", Why: "因为您选了「要挂户外招牌」", Choice: &page.Choice{Name: "leave", Value: "sign_board.set", Label: "这一项先不办"}},
			{Name: "排水户排水许可", Dept: "芝罘区住房和城乡建设局", Limit: "承诺 5 个工作日", Why: "因为餐饮店会向城镇管网排含油污水"},
			{Name: "环境影响登记表备案", Dept: "市生态环境局芝罘分局", Limit: "承诺 即时", Why: "因为您选了「会产生油烟」"},
			{Name: "公章刻制备案与税务信息确认", Dept: "公安、税务", Limit: "承诺 1 个工作日", Why: "新设主体同步办理，不用另外申请"},
		},
		Out:      []page.PlanItem{{Name: "公众聚集场所投入使用、营业前消防安全检查", Why: "因为面积不到 300 平方米"}, {Name: "仅销售预包装食品备案", Why: "因为您选了「现做现卖热菜、凉菜」"}},
		NotHere:  []string{"卷烟零售许可"},
		MatTitle: "一套材料：31 份减到 4 份", MatLead: "同一份材料只交一次，各部门共用。",
		Meter: page.Meter{Label: "一共 31 份，您准备 4 份", Parts: []page.MeterPart{{Kind: "upload", Word: "您准备", N: 4}, {Kind: "share", Word: "证照、数据共享免交", N: 11}, {Kind: "result", Word: "前序结果复用", N: 5}, {Kind: "generated", Word: "承诺、自动生成", N: 8}, {Kind: "merged", Word: "重复合并", N: 3}}},
		Materials: []page.PlanMaterial{
			{Name: "经营场所平面图", Sub: "标明厨房、就餐区和面积", Arrival: page.Upload, Note: "可用手机拍照上传，", Links: []page.Link{{Label: "看要求", Href: "/m/1"}}},
			{Name: "招牌效果图", Arrival: page.Upload, Note: "照片或设计图均可"},
			{Name: "从业人员健康证明", Arrival: page.Later, Note: "5 个工作日内补上就行"},
			{Name: "排水接管位置照片", Arrival: page.Upload, Note: "3 张以内"},
			{Name: "经营者身份证", Arrival: page.Certificate, Note: "登录后自动调用，不用上传"},
			{Name: "经营场所产权或租赁证明", Arrival: page.Verified, Note: "市不动产登记、租赁备案数据自动核验"},
			{Name: "营业执照", Arrival: page.Result, Note: "本件事中先办出，自动用于后面的许可"},
			{Name: "食品安全管理制度", Arrival: page.Commitment, Note: "勾选承诺代替提交，事后核查"},
			{Name: "各部门申请表 6 张", Arrival: page.Generated, Note: "合并成一张表单，您只填 23 项"},
		},
		ChartHead: "8 个工作日怎么安排", ChartLead: "从受理次日起算。补充材料、现场核查整改的时间不计入。",
		Chart: page.DayChart{Days: 8, Rows: []page.DayRow{
			{Name: "统一受理", Bar: "受理", From: 1, To: 1, Tone: "start"}, {Name: "营业执照", Bar: "登记、刻章、税务", From: 1, To: 2},
			{Name: "现场核查", Bar: "一次上门", From: 3, To: 4, Tone: "visit"}, {Name: "食品经营许可", Bar: "审查、决定", From: 2, To: 6},
			{Name: "招牌、排水", Bar: "同步审查", From: 2, To: 5}, {Name: "统一出件", Bar: "一次送达", From: 7, To: 8, Tone: "result"},
		}},
		Fees:    []page.Row{{Name: "全部事项", Value: "不收费"}},
		Figures: []page.Row{{Name: "事项", Value: "6 个"}, {Name: "涉及部门", Value: "6 个"}, {Name: "表单", Value: "1 张", Note: "填 23 项"}, {Name: "要交材料", Value: "4 份"}, {Name: "最长用时", Value: "8 个工作日"}, {Name: "跑动", Value: "0 次"}, {Name: "费用", Value: "不收费"}},
		Ways:    []string{"芝罘区政务服务中心 2 楼「一件事」窗口（示例）", "向阳街道便民服务中心（示例）", "12345 预约帮办代办"},
		Start:   &page.Post{To: "/drafts/start", Label: "开始办理", Hidden: []page.Hidden{{Name: "plan", Value: "p1"}}}, Dock: "6 个事项 · 4 份材料", DockNote: "8 个工作日，不收费",
		Changed: "方案已更新：6 个事项、4 份材料",
	}
}

func sampleItem() citizen.ItemPage {
	return citizen.ItemPage{
		Official: "食品经营许可（新办）", Plain: "做餐饮前要办的证，看场所和制度能不能保证食品安全。", Department: "芝罘区行政审批服务局",
		Rows:       []page.Row{{Name: "事项类型", Value: "行政许可"}, {Name: "承诺时限", Value: "10 个工作日"}, {Name: "法定时限", Value: "20 个工作日"}, {Name: "收费", Value: "不收费"}},
		Conditions: []citizen.Clause{{Say: "有与经营的食品品种、数量相适应的场所。", Basis: "《食品安全法》第三十三条"}, {Say: "有保证食品安全的规章制度。", Basis: "《食品安全法》第三十三条"}},
		Needs:      sampleScenario().Materials[:4], Gives: []string{"食品经营许可证（电子证照）"}, Basis: []string{"《食品安全法》第三十五条", "《行政许可法》第四十二条"},
		Remedy: "对决定不服，可以在 60 日内申请行政复议，或在 6 个月内提起行政诉讼。",
	}
}

func sampleMaterial() citizen.MaterialPage {
	return citizen.MaterialPage{
		Name: "经营场所平面图", Why: "看厨房、就餐区怎么分，生熟分不分得开。", Arrival: page.Upload,
		Rows:  []page.Row{{Name: "格式", Value: "JPG、PNG 或 PDF"}, {Name: "大小", Value: "不超过 10MB"}, {Name: "份数", Value: "1 份"}, {Name: "原件", Value: "不用带"}},
		Users: []citizen.Clause{{Say: "芝罘区行政审批服务局：食品经营许可", Basis: "《食品经营许可和备案管理办法》第十五条"}, {Say: "芝罘区消防救援大队：消防安全检查"}},
		Ways:  []string{"没有可以共享的数据源，所以要您提供。"},
	}
}
