package officer

import (
	"strconv"
	"strings"

	"lianban/internal/base/lang"
	"lianban/internal/web/page"
	"lianban/internal/web/page/console"
)

// The sample city's pages, with every state that a page can be in: what the tests look at and what is
// written for the browser checks.

func sampleShell(title string) Shell {
	return Shell{
		Root: "/officer", Product: say("shell.product"), Hint: say("search.hint"),
		Frame: &page.Frame{
			Texts: lang.Chinese(), Door: page.Console, Home: "/officer/worklist", Here: "/officer/worklist?stage=all",
			Site: page.Site{City: "烟台", Name: "烟台市政务服务（演示）"},
			Nav: []page.NavItem{
				{Link: page.Link{Label: "我的待办", Href: "/officer/worklist"}, Icon: "inbox", Count: 86, Group: "办件", Current: true},
				{Link: page.Link{Label: "受理", Href: "/officer/worklist?stage=answer"}, Icon: "rubber-stamp", Count: 12},
				{Link: page.Link{Label: "部门审批", Href: "/officer/worklist?stage=decide"}, Icon: "clipboard-list", Count: 41},
				{Link: page.Link{Label: "出证送达", Href: "/officer/worklist?stage=deliver"}, Icon: "certificate", Count: 17},
			},
			Demo:  &page.Demo{Day: "2026年9月29日（周二）", NextDay: "/demo/next-day", Accounts: "/about-demo"},
			Title: title,
		},
		Office: "芝罘区住房和城乡建设局", Now: "9月29日 周二 10:42", Post: "办理岗", Staff: "林晓",
	}
}

func lit(marks string, own int) []StripItem {
	names := map[rune]string{'市': "营业执照，市场监管局", '食': "食品经营许可，审批服务局", '招': "户外招牌备案，执法局", '环': "环评登记表，生态环境局",
		'排': "排水许可，住建局", '税': "税务信息确认，税务局", '规': "规划许可，自然资源局", '建': "施工许可，住建局", '消': "消防审核，住建局", '人': "人防备案，人防办",
		'城': "装修备案，城管局", '发': "项目备案，发改局"}
	fills := map[rune]Fill{'d': FillDone, 'w': FillDoing, 'p': FillPaused, 't': FillTodo, 'f': FillFailed}
	states := map[Fill]string{FillDone: "已办结", FillDoing: "办理中", FillPaused: "等申请人补充", FillTodo: "没开始", FillFailed: "不予许可"}
	runes := []rune(marks)
	var out []StripItem
	for i := 0; i+1 < len(runes); i += 2 {
		f := fills[runes[i+1]]
		out = append(out, StripItem{Char: string(runes[i]), Name: names[runes[i]], State: states[f], Fill: f, Own: i/2 == own})
	}
	return out
}

func clk(level Level, used, paused int, lead, note string) ClockCell {
	return ClockCell{Bar: Bar{Level: level, Used: used, Paused: paused}, Lead: lead, Note: note, Due: "最晚 10月9日（周五）"}
}

func sampleRows() []Row {
	row := func(c ClockCell, who, no, scenario, item, step string, state Tag, s []StripItem, have int, channel, handler, act string) Row {
		return Row{Value: no, Claimable: handler == "", Clock: c, Applicant: who, CaseNo: no, URL: "/officer/cases/" + no + "/items/drainage.new",
			Scenario: scenario, Item: item, Step: step, State: state, Strip: s, Have: have, Channel: channel, Handler: handler, Act: act}
	}
	ok := Tag{Tone: page.Good, Icon: "check", Word: "材料齐"}
	fresh := Tag{Tone: page.Info, Icon: "inbox", Word: "新到"}
	rows := []Row{
		row(clk(LevelOver, 100, 0, "超期 1 工作日", "承诺 5"), "盛丰渔港餐饮有限公司", "370602-20260918-00391-7", "开办餐饮店", "排水许可", "决定", Tag{Tone: page.Bad, Icon: "x", Word: "现场核查不合格"}, lit("市d食d招d环d排w税d", 4), 9, "网上", "林晓", "办理"),
		row(clk(LevelSoon, 92, 0, "今天到期", "承诺 5"), "李*梅", "370602-20260921-00402-3", "开办餐饮店", "排水许可", "签发", Tag{Tone: page.Info, Icon: "signature", Word: "等签发"}, lit("市d食d招d环d排w税d", 4), 8, "窗口", "林晓", "签发"),
		row(clk(LevelSoon, 90, 0, "今天到期", "承诺 3"), "东岸建设集团", "370602-20260923-00515-0", "工程项目开工", "施工许可", "审查", Tag{Tone: page.Warn, Icon: "clock", Word: "等消防意见"}, lit("规d建w消w人p", 1), 14, "网上", "林晓", "办理"),
		row(clk(LevelRunning, 74, 0, "剩 1 工作日", "承诺 5"), "赵*鹏", "370602-20260922-00433-8", "开办便利店", "排水许可", "审查", ok, lit("市d食d招t排w税d", 3), 6, "App", "林晓", "办理"),
		row(clk(LevelRunning, 55, 0, "剩 1 工作日", "法定 5"), "烟台蓝湾物业", "370602-20260925-00561-2", "装修开工", "装修备案", "受理", fresh, lit("规t消t建w城w", 2), 7, "网上", "", "受理"),
		row(clk(LevelRunning, 60, 0, "剩 2 工作日", "承诺 5"), "海月湾酒店", "370602-20260922-00467-1", "开办酒店", "排水许可", "审查", Tag{Tone: page.Brand, Icon: "calendar", Word: "9月30日 15:00 上门"}, lit("市d食w招w环w排w税d", 4), 12, "窗口", "周岩", "看"),
		row(clk(LevelPaused, 0, 40, "暂停 1 工作日", "已用 2"), "海风小馆（王*军）", "370602-20260923-00482-5", "开办餐饮店", "排水许可", "补正", Tag{Tone: page.Warn, Icon: "player-pause", Word: "等补 1 份"}, lit("市d食w招d环d排p税w", 4), 8, "网上", "林晓", "看"),
		row(clk(LevelPaused, 0, 20, "暂停 3 工作日", "已用 1"), "孙*", "370602-20260918-00410-6", "开办洗车店", "排水许可", "补正", Tag{Tone: page.Warn, Icon: "player-pause", Word: "等补 2 份"}, lit("市d招t排p税d", 2), 4, "街道", "林晓", "看"),
		row(clk(LevelRunning, 40, 0, "剩 3 工作日", "承诺 5"), "面包树烘焙坊", "370602-20260924-00520-9", "开办餐饮店", "排水许可", "审查", ok, lit("市d食w招w环d排w税d", 4), 8, "12345", "林晓", "办理"),
		row(clk(LevelRunning, 38, 0, "剩 3 天", "自然日 8"), "万客来超市", "370602-20260924-00533-4", "开办超市", "排水许可", "审查", Tag{Tone: page.Warn, Icon: "alert-circle", Word: "证照待核"}, lit("市d食w招w环t排w税d", 4), 10, "银行", "周岩", "看"),
		row(clk(LevelRunning, 20, 0, "剩 4 工作日", "承诺 5"), "陈*芳", "370602-20260928-00580-1", "开办餐饮店", "排水许可", "审查", Tag{Tone: page.Info, Icon: "refresh", Word: "已补正"}, lit("市w食f招t环w排w税t", 4), 8, "网上", "林晓", "办理"),
		row(clk(LevelRunning, 18, 0, "剩 4 工作日", "法定 5"), "东岸小厨", "370602-20260928-00592-6", "开办餐饮店", "排水许可", "受理", fresh, lit("市w食w招t环t排w税t", 4), 8, "窗口", "", "受理"),
		row(clk(LevelRunning, 4, 0, "剩 5 工作日", "法定 5"), "北岸咖啡", "370602-20260929-00603-9", "开办餐饮店", "排水许可", "受理", fresh, lit("市w食t招t环t排w税t", 4), 7, "App", "", "受理"),
		row(clk(LevelRunning, 22, 0, "剩 8 工作日", "承诺 10"), "烟台预制菜产业园", "370602-20260924-00508-7", "预制菜项目", "排水方案", "审核", Tag{Tone: page.Info, Icon: "eye", Word: "等审核"}, lit("发w规w环t建w食w", 3), 16, "园区", "周岩", "审核"),
		row(clk(LevelNone, 0, 0, "当地公布为准", ""), "刘*", "370602-20260924-00511-1", "装修开工", "装修备案", "送达", Tag{Tone: page.Good, Icon: "circle-check", Word: "已准予"}, lit("规d消d建d城w", 2), 5, "网上", "林晓", "送达"),
		row(clk(LevelDone, 60, 0, "已办结", "用 3"), "吴*明", "370602-20260917-00377-0", "开办餐饮店", "排水许可", "办结", Tag{Tone: page.Bad, Icon: "circle-x", Word: "不予许可"}, lit("市d食d招d环d排f税d", 4), 9, "网上", "林晓", "看"),
	}
	rows[4].Chosen = true
	rows[0].Marks = []Tag{{Tone: page.Bad, Icon: "gavel", Word: say("mark.supervised", "day", "10月9日")}, {Tone: page.Warn, Icon: "bell", Word: say("mark.urged", "day", "9月28日")}}
	rows[8].Marks = []Tag{{Tone: page.Info, Icon: "user", Word: say("mark.given", "day", "9月29日")}}
	return rows
}

func sampleWorklist() Worklist {
	options := func(texts ...string) []Option {
		out := make([]Option, len(texts))
		for i, t := range texts {
			out[i] = Option{Value: t, Text: t, Chosen: i == 0}
		}
		return out
	}
	return Worklist{
		Shell: sampleShell("我的待办"), Materials: true, Picks: true, Give: true, Export: "/officer/worklist/export?stage=over", Save: "/officer/filters?stage=over",
		Saved: []Count{{Text: "超期没人认领", URL: "?stage=over&handler=none", Here: true}, {Text: "窗口来的", URL: "?channel=window"}}, Order: "按剩余时限排序，暂停的办件排在同日之后", Total: 86,
		Counts: []Count{
			{Text: "全部待办", N: 86, URL: "?stage=all", Here: true}, {Text: "已超期", N: 1, URL: "?state=over", Tone: page.Bad},
			{Text: "今天到期", N: 6, URL: "?state=today", Tone: page.Warn}, {Text: "待受理", N: 12, URL: "?state=answer"},
			{Text: "审查中", N: 41, URL: "?state=decide"}, {Text: "等补正", N: 9, URL: "?state=supplement"},
			{Text: "等审核签发", N: 15, URL: "?state=sign"}, {Text: "今日已办", N: 23, URL: "?state=done"},
		},
		Filters: []Filter{
			{Name: "scenario", Label: "一件事", Options: options("全部", "开办餐饮店", "工程项目开工")},
			{Name: "stage", Label: "环节", Options: options("全部", "受理", "审查", "决定")},
			{Name: "channel", Label: "渠道", Options: options("全部", "网上", "窗口")},
			{Name: "handler", Label: "经办", Options: options("我和没人认领的", "我的", "全部")},
			{Name: "received", Label: "收件日期", Options: options("近 30 天", "今天", "近 7 天")},
		},
		Action: "/officer/worklist", Clear: "/officer/worklist",
		ByClock: true, Resort: Link{Label: "改按收件日期排", Href: "?sort=received"}, Done: "认领了 2 件。",
		Rows: sampleRows(), Claim: "/officer/worklist/take", PickAll: "?pick=all", Back: "/officer/worklist", Print: "?print=1",
		Pages: []PageLink{{Text: "1", URL: "?page=1", Here: true}, {Text: "2", URL: "?page=2"}, {Text: "3", URL: "?page=3"}, {Text: "…"}, {Text: "7", URL: "?page=7"}},
	}
}

func sampleEmpty() Worklist {
	w := sampleWorklist()
	w.Rows, w.Pages, w.Claim, w.Total = nil, nil, "", 0
	w.Empty = &Empty{Title: "没有到期的办件", Text: "今天已办 23 件。新办件到了会排在这里。", Act: Link{Label: "看今天办了什么", Href: "?state=done"}}
	return w
}

func sampleHead() CaseHead {
	return CaseHead{Applicant: "海风小馆（王*军）", Item: "排水许可", State: Tag{Tone: page.Info, Icon: "refresh", Word: "申请人已补正"},
		CaseNo: "370602-20260923-00482-5", Scenario: "开办餐饮店", Channel: "网上提交", URL: "/officer/cases/370602-20260923-00482-5/items/drainage.new",
		Version: Link{Label: "第 2 版", Href: "/scenarios/restaurant/versions"}}
}

func sampleCase() CasePage {
	url := "?paper="
	return CasePage{
		Shell: sampleShell("海风小馆（王*军）· 排水许可"), Head: sampleHead(),
		Links: []Link{{Label: "为什么是这个日期", Href: "/c/clock"}, {Label: "全部记录", Href: "/c/journal"}, {Label: "打印", Href: "?print=1"}},
		Next:  Link{Label: "下一件", Href: "/c/next"},
		Lanes: []Lane{
			{Item: "营业执照", Department: "市场监管局", Line: "已办结，用 1 工作日", Bar: Bar{Level: LevelDone, Used: 100}},
			{Item: "食品经营许可", Department: "审批服务局", Line: "办理中，剩 2 工作日", Bar: Bar{Level: LevelRunning, Used: 60}},
			{Item: "户外招牌备案", Department: "执法局", Line: "已办结，用 2 工作日", Bar: Bar{Level: LevelDone, Used: 100}},
			{Item: "环评登记表", Department: "生态环境局", Line: "已办结，当场", Bar: Bar{Level: LevelDone, Used: 100}},
			{Item: "排水许可", Department: "住建局", Line: "审查中，剩 3 工作日", Bar: Bar{Level: LevelRunning, Used: 40, Paused: 12}, Own: true},
			{Item: "税务信息确认", Department: "税务局", Line: "今天到期", Bar: Bar{Level: LevelSoon, Used: 86}},
		},
		Checked: "8 份已核验",
		Materials: []Material{
			{Name: "排水接管位置照片", Note: "9月29日 10:31 补正，替换第 1 版", Icon: "photo", Tag: Tag{Tone: page.Seal, Icon: "file-plus", Word: "新补"}, URL: url + "pipe", Here: true, Fresh: true},
			{Name: "经营场所平面图", Note: "申请人上传，4 个部门共用", Icon: "file-text", Tag: Tag{Tone: page.Good, Icon: "check", Word: "齐"}, URL: url + "plan"},
			{Name: "经营者身份证", Note: "电子证照，实时核验有效", Icon: "id", Tag: Tag{Tone: page.Good, Icon: "check", Word: "证照"}, URL: url + "id"},
			{Name: "租赁备案", Note: "住建租赁备案库，2029年2月到期", Icon: "building", Tag: Tag{Tone: page.Good, Icon: "database-share", Word: "共享"}, URL: url + "lease"},
			{Name: "营业执照", Note: "9月24日由市场监管局产生", Icon: "license", Tag: Tag{Tone: page.Info, Icon: "arrow-right", Word: "前序"}, URL: url + "licence"},
			{Name: "排水申请表", Note: "由统一表单自动生成，可看原文", Icon: "file-text", Tag: Tag{Tone: page.Brand, Icon: "file-check", Word: "生成"}, URL: url + "form"},
			{Name: "隔油设施承诺书", Note: "电子签名有效", Icon: "signature", Tag: Tag{Tone: page.Brand, Icon: "signature", Word: "承诺"}, URL: url + "promise"},
			{Name: "隔油池产品说明", Note: "申请人上传", Icon: "tools", Tag: Tag{Tone: page.Good, Icon: "check", Word: "齐"}, URL: url + "trap"},
			{Name: "管网接入点位图", Note: "还没有收到", Icon: "map-pin", Tag: Tag{Tone: page.Warn, Icon: "clock", Word: "缺"}},
		},
		Viewer: Viewer{Title: "排水接管位置照片", Kind: "image", Source: "/assets/sample.svg", Alt: "排水接管位置照片，第 2 版", Size: "1.2 MB", Version: "第 2 版",
			Versions: []Link{{Label: "看第 1 版", Href: url + "pipe&version=1"}}, Full: "/files/1"},
		Fields: []FieldRow{
			{Label: "排水户名称", Value: "海风小馆", Source: "市场监管局企业登记库"}, {Label: "统一代码", Value: "9237****K3R", Source: "市场监管局企业登记库"},
			{Label: "地址", Value: "芝罘区示例路 88 号 1 层 106", Source: "住建局租赁备案库", Wide: true},
			{Label: "使用面积", Value: "126.5 平方米"}, {Label: "日排水量", Value: "3.2 立方米（估算）"},
			{Label: "隔油设施", Value: "地埋式 0.6 立方米"}, {Label: "接入井号", Value: "W-0817", Note: "与管网图一致"},
		},
		Journal: []JournalLine{
			{When: "今天 10:31", Text: "申请人补正「排水接管位置照片」，答复时限重新计算"},
			{When: "9月28日 16:20", Who: "住建局 林晓", Text: "一次性告知补正 1 份", Detail: "照片看不清检查井编号，请正对井盖重拍一张。"},
			{When: "9月24日 16:48", Who: "系统", Text: "收到前序结果：营业执照"},
		},
		All: Link{Label: "全部 14 条", Href: "/c/journal"},
		Desk: Desk{Clock: "剩 3 工作日，10月9日（周五）止", Level: LevelRunning,
			Rules: []Rule{{Text: "补正前发现的问题须已一次性告知，本次不能再提新的补正要求。", Source: "依据《行政许可法》第三十二条", Tone: page.Warn}},
			Acts: []Act{
				{Text: "准予：拟写决定", Hint: "送审核岗，签发后生成排水许可证", URL: "/c/propose-grant", Main: true},
				{Text: "不予：拟写决定", Hint: "须写明理由、依据和救济途径", URL: "/c/propose-refuse"},
				{Text: "退给没人认领的", Hint: "别人可以接着办，时限不变", URL: "/c/release", Plain: true, Token: []Hidden{{Name: "version", Value: "7"}}},
			},
			Barred: []Barred{{"一次性补正", "已经告知过一次，只能就补来的材料提。"}, {"签发", "还没有拟写的决定；签发人不能是拟写人。"}, {"延期", "须由本局负责人批准。"}},
			Note:   "提交后申请人进度页同步更新。签发前可以撤回。",
			Papers: []Paper{{Name: "补正通知书", No: "烟芝住建补〔2026〕0117号", At: "9月28日", URL: "/d/1"}},
		},
	}
}

func sampleSign() CasePage {
	c := sampleCase()
	c.Done = "已受理，受理通知书已发给申请人。决定时限从今天起算，最晚 10月23日（周五）。"
	c.Trial = true
	c.Viewer = Viewer{Title: "租赁备案", Kind: "data", Facts: []Fact{{Label: "备案号", Value: "370602-2026-000117"}, {Label: "出租人", Value: "孙*成"}, {Label: "到期", Value: "2029年2月28日"}}, Note: "9月23日 10:12 查自住建局租赁备案库"}
	c.Desk = Desk{Clock: "超期 1 工作日", Level: LevelOver,
		Rules: []Rule{{Text: "签发人不能是拟写人。", Source: "本局办理规程", Tone: page.Info}},
		Draft: &Draft{Verdict: Tag{Tone: page.Good, Icon: "check", Word: "拟准予"}, By: "林晓拟写，周岩审核", At: "今天 10:31", Opinion: "材料齐全，接入点位与管网图一致，拟准予许可。", Grounds: "《城镇污水排入排水管网许可管理办法》第六条"},
		Acts:  []Act{{Text: "签发", Hint: "先看将要发出的文书", URL: "/c/grant", Main: true}, {Text: "退回重拟", Hint: "写明理由，时限照走", URL: "/c/send-back"}},
	}
	return c
}

func sampleOver() CasePage {
	c := sampleCase()
	c.Head.State = Tag{Tone: page.Bad, Icon: "circle-x", Word: "不予许可"}
	c.Materials, c.Fields = nil, nil
	c.Checked = ""
	c.Viewer = Viewer{Title: "材料", Kind: "none", Note: "本事项没有材料。"}
	c.Desk = Desk{Clock: "用 4 工作日", Level: LevelDone, Over: "9月28日决定：不予许可。申请人可在 60 日内申请行政复议。", Papers: []Paper{{Name: "不予行政许可决定书", No: "烟芝住建不许〔2026〕0003号", At: "9月28日", URL: "/d/2"}}}
	return c
}

func sampleRefuse() ActPage {
	return ActPage{
		Shell: sampleShell("不予许可：拟写决定"), Head: sampleHead(), Lead: "写好后送审核岗，签发以后才生效。签发前可以改，也可以撤回。",
		Rules: []Rule{{Text: "不予许可必须说明理由，并告知申请行政复议和提起行政诉讼的权利。", Source: "依据《行政许可法》第三十八条", Tone: page.Warn}},
		Effects: []Fact{{Label: "时限", Value: "决定时限照走，最晚 10月23日（周五）签发。"}, {Label: "其他事项", Value: "不影响其他 5 个事项，各办各的。"},
			{Label: "申请人", Value: "签发后收到《不予行政许可决定书》，上面有理由、依据和救济途径。"}, {Label: "材料", Value: "申请人可以改好后只向本部门再次申请。"}},
		Inputs: []page.Field{
			{Kind: page.LongText, Name: "reason", Label: "理由", Help: "申请人在决定书上看到的就是这段话。说哪一条不符合、查到了什么。", Longest: 1000},
			{Kind: page.Select, Name: "grounds", Label: "依据", Options: []page.Option{{Value: "1", Label: "《城镇污水排入排水管网许可管理办法》第六条"}}},
			{Kind: page.OneOf, Name: "reviewer", Label: "下一步送给", Value: "a", Options: []page.Option{{Value: "a", Label: "周岩，审核岗", Hint: "今天在岗"}, {Value: "b", Label: "孙启，审核岗"}}},
			{Kind: page.Text, Name: "opinion", Label: "给审核岗的话", Help: "不给申请人看。", Optional: true},
		},
		Action: "/c/propose-refuse", Hidden: []Hidden{{Name: "version", Value: "7"}}, Submit: "送审核岗", Grave: true,
	}
}

func sampleSupplement() ActPage {
	p := sampleRefuse()
	p.Shell = sampleShell("一次性补正")
	p.Shell.Failed = true
	p.Lead = "把缺的、不对的一次说全。发出后不能再就现有材料提新的要求。"
	p.Rules = []Rule{{Text: "应当当场或者在五日内一次告知需要补正的全部内容；逾期不告知的，自收到申请材料之日起即为受理。", Source: "依据《行政许可法》第三十二条第四项", Tone: page.Warn}}
	p.Inputs = nil
	p.Submit, p.Grave, p.Action = "发出补正通知书", false, "/c/request-supplement"
	p.Errors = []page.Problem{{Field: "reason-m.plan", Text: "写明「经营场所平面图」哪里不行，怎么改"}}
	row := func(value, label, now, reason, rule, problem string, chosen bool) DefectRow {
		return DefectRow{Value: value, Label: label, Now: now, Chosen: chosen,
			Reason: page.Field{Kind: page.LongText, Name: "reason-" + value, Label: say("act.defect.reason", "label", label), Help: say("act.defect.hint"), Value: reason, Error: problem},
			Rule:   page.Field{Kind: page.Text, Name: "rule-" + value, Label: say("act.defect.rule", "label", label), Value: rule}}
	}
	p.Defects = &Defects{Groups: []DefectGroup{
		{Name: "材料", Rows: []DefectRow{
			row("m.pipe", "排水接管位置照片", "第 1 版，9月23日上传", "照片看不清检查井编号，请正对井盖重拍一张。", "《城镇污水排入排水管网许可管理办法》第五条", "", true),
			row("m.plan", "经营场所平面图", "第 1 版，9月23日上传", "", "", "写明「经营场所平面图」哪里不行，怎么改", true),
			row("m.trap", "隔油池产品说明", "第 1 版，9月23日上传", "", "", "", false)}},
		{Name: "表单内容", Rows: []DefectRow{row("f.area", "使用面积", "126.5 平方米", "", "", "", false), row("f.water", "日排水量", "3.2 立方米", "", "", "", false)}},
	}}
	return p
}

func sampleGrant() ActPage {
	p := sampleRefuse()
	p.Shell = sampleShell("签发准予决定")
	p.Lead = "签发后决定生效，立即发给申请人。"
	p.Inputs, p.Submit, p.Grave, p.Action = nil, "签发", false, "/c/grant"
	p.Rules = nil
	p.Preview = "/assets/paper.html"
	return p
}

func sampleBarred() ActPage {
	p := sampleRefuse()
	p.Shell = sampleShell("签发准予决定")
	p.Inputs, p.Rules = nil, nil
	p.Barred = "现在不能签发：拟写人是林晓，签发人不能是同一个人。可以签发的有：周岩、孙启。"
	return p
}

// month draws days from "9-14 plain|9-20 makeup 第1|…"; a single dash is a place outside the month.
func month(name, cells string) page.Month {
	m := page.Month{Name: name}
	for cell := range strings.SplitSeq(cells, " ") {
		part := strings.Split(cell, "/")
		d := page.DayCell{Kind: part[0]}
		if len(part) > 1 {
			d.Day, _ = strconv.Atoi(part[1])
		}
		if len(part) > 2 {
			d.Word = part[2]
		}
		d.Today = len(part) > 3
		m.Days = append(m.Days, d)
	}
	return m
}

func sampleClock() ClockPage {
	m9 := month("2026年9月", "plain/14 plain/15 plain/16 plain/17 start/18/受理 rest/19/休 makeup/20/第1 "+
		"counted/21/第2 paused/22/暂停 paused/23/暂停 paused/24/暂停 rest/25/休 rest/26/休 rest/27/休 counted/28/第3 counted/29/第4/今 counted/30/第5 out out out out")
	m10 := month("2026年10月", "out out out rest/1/休 rest/2/休 rest/3/休 rest/4/休 rest/5/休 rest/6/休 rest/7/休 counted/8/第6 counted/9/第7 makeup/10/第8 rest/11/休 "+
		"counted/12/第9 counted/13/第10 counted/14/第11 counted/15/第12 counted/16/第13 rest/17/休 rest/18/休 counted/19/第14 counted/20/第15 counted/21/第16 counted/22/第17 counted/23/第18 rest/24/休 rest/25/休 "+
		"counted/26/第19 due/27/第20 plain/28 plain/29 plain/30 plain/31 out")
	return ClockPage{
		Shell: sampleShell("为什么是 10月27日"), Head: sampleHead(), Title: "为什么是 10月27日（周二）",
		Clocks: []ClockTab{{Text: "承诺办结", Note: "10月27日（周二）", URL: "?clock=K4", Here: true}, {Text: "法定决定", Note: "10月27日（周二）", URL: "?clock=K3"}, {Text: "答复受理", Note: "已停，用 3 工作日", URL: "?clock=K1"}},
		Text:   "承诺 20 个工作日办完，从受理的第二天数起。中间专家评审 3 天不计入，放假不算，周末上班的要算。",
		Sum:    []Figure{{N: 4, Text: "已用", Unit: "工作日"}, {Join: "＋", N: 16, Text: "还剩", Unit: "工作日"}, {Join: "＝", N: 20, Text: "承诺", Unit: "工作日"}}, Stopped: "另停 3 天",
		Bar: Bar{Level: LevelRunning, Used: 18, Paused: 12}, Months: []page.Month{m9, m10},
		Steps: []ClockStep{{"9月18日", "受理，第二天开始计时", "《行政许可法》第四十二条、第八十二条"}, {"9月20日", "周日上班，算第 1 天", "2026 年放假安排，中秋节调休"},
			{"9月22–24日", "专家评审，停 3 天", "《行政许可法》第四十五条，9月21日已书面告知"}, {"9月25–27日", "中秋节放假，不算", ""}, {"10月27日", "第 20 天，最晚这天作决定", "决定后 10 日内送达"}},
		Late:    []Fact{{Label: "可以延长吗", Value: "可以一次，最多 10 个工作日，由本机关负责人批准，并把理由告知申请人。"}, {Label: "没有理由就超期", Value: "记为超期，通知监督岗。"}},
		Changes: []JournalLine{{When: "9月21日", Who: "住建局", Text: "专家评审 3 天，从 10月22日改为 10月27日", Detail: "已发短信"}},
		Version: "日历第 3 版",
	}
}

func sampleJournal() JournalPage {
	c := sampleCase()
	day := func(name string, n int, own bool) JournalDay {
		d := JournalDay{Day: name}
		for i, l := range c.Journal {
			d.Lines = append(d.Lines, JournalEntry{Seq: n - i, Line: l, Own: own || i == 0, Hash: "8f3a…c21d"})
		}
		return d
	}
	return JournalPage{Shell: sampleShell("全部记录"), Head: sampleHead(), Count: 6, Chain: "8f3a77b0…c21d", State: Tag{Tone: page.Good, Icon: "shield-check", Word: "完整，没有被改过"},
		Days: []JournalDay{day("9月29日（周二）", 14, true), day("9月28日（周一）", 11, false)}}
}

func sampleConflict() Conflict {
	return Conflict{Shell: sampleShell("这个办件刚刚变了"), Head: sampleHead(), Act: "不予许可：拟写决定",
		Changes: []JournalLine{{When: "今天 10:40", Who: "住建局 周岩", Text: "拟写准予决定"}},
		Before:  []Fact{{Label: "状态", Value: "审查中"}, {Label: "经办", Value: "林晓"}, {Label: "拟写的决定", Value: "没有", Changed: true}},
		After:   []Fact{{Label: "状态", Value: "审查中"}, {Label: "经办", Value: "林晓"}, {Label: "拟写的决定", Value: "准予，周岩", Changed: true}},
		Kept:    []Fact{{Label: "理由", Value: "接入点位与管网图不一致。"}}, Again: Link{Label: "看现在的，再决定", Href: "/c"}, Gone: "已有一份拟写的决定，退回以后才能另拟。"}
}

func sampleLogin() console.Login {
	s := sampleShell("工作人员登录")
	s.Failed = true
	return console.Login{Shell: s, Action: "/officer/login", Next: "/officer/worklist", Errors: []page.Problem{{Field: "password", Text: "账号或密码不对，请再填一次"}},
		Fields: []page.Field{{Kind: page.Text, Name: "account", Label: console.Say("login.account"), Value: "linxiao"}, {Kind: page.Secret, Name: "password", Label: console.Say("login.password"), Error: "账号或密码不对，请再填一次"}},
		Notice: "太久没有操作，请再登录一次。登录后回到刚才那一页。", Password: "yantai-demo",
		Accounts: []console.Account{
			{Login: "linxiao", Person: "林晓", Department: "芝罘区住房和城乡建设局", Post: "办理岗", URL: "?account=linxiao"},
			{Login: "zhouyan", Person: "周岩", Department: "芝罘区住房和城乡建设局", Post: "签发岗", URL: "?account=zhouyan"},
		}}
}

func sampleTroubles() map[string]page.Trouble {
	back := &page.Link{Label: "回到我的待办", Href: "/officer/worklist"}
	return map[string]page.Trouble{
		"404": {Status: 404, Say: "没有找到这个办件，或者它不归本部门办。", Do: "核对办件编号：最后一位是校验码，抄错一个数字就查不到。", Act: back},
		"403": {Status: 403, Say: "签发要由签发岗来做，不能签自己拟写的。", Do: "请周岩或孙启签发。", Act: back},
		"500": {Status: 500, Say: "这一页没有打开。", Kept: "刚才提交的没有丢，也没有做两次。", Do: "过一会儿再试。", No: "K7-2231", Act: back},
	}
}

func sampleSupervised() CasePage {
	p := sampleCase()
	p.Desk.Order = &Order{Title: say("order.open", "opened", "9月28日", "due", "10月9日（周五）"), What: "查明为什么超期，三个工作日内作出决定。", Open: true}
	p.Desk.Urged = say("urged", "n", 2, "day", "9月28日")
	p.Viewer.Compare, p.Viewer.Now = Link{Label: say("viewer.alone"), Href: "/c?paper=photo#viewer"}, say("viewer.now", "when", "9月28日 10:31")
	p.Viewer.Before = &Beside{Title: say("viewer.before", "when", "9月23日 16:20"), Kind: "image", Source: p.Viewer.Source, Alt: "排水接管位置照片，9月23日收到"}
	p.Fields[0].After = say("case.after", "note", "名称以执照为准。", "day", "9月28日")
	return p
}

func sampleGive() GivePage {
	return GivePage{
		Shell: sampleShell(say("give.title")), Lead: say("give.lead"), Action: "/officer/worklist/transfer-officer", Back: home, Hidden: []Hidden{{Name: "back", Value: home}},
		Errors: []page.Problem{{Field: fieldTo, Text: say("missing.to")}},
		Fields: []page.Field{
			{Kind: page.Select, Name: fieldTo, Label: say("act.to"), Help: say("act.to.help"), Error: say("missing.to"), Options: []page.Option{{Value: "s1", Label: say("act.to.one", "name", "周岩", "title", "签发岗")}}},
			{Kind: page.Text, Name: fieldReason, Label: say("act.transfer-officer.reason"), Optional: true, Longest: 200},
		},
		Rows: []GiveRow{{Applicant: "海风小馆（王*军）", Item: "排水许可", No: "370602-20260923-00482-5"}, {Applicant: "孙*", Item: "排水许可", No: "370602-20260918-00410-6", Why: "别人经办的件和没人认领的件，由签发岗分派。"}},
	}
}

func sampleFilters() FiltersPage {
	row := SavedRow{Link: Link{Label: "超期没人认领", Href: home + "?stage=over"}, What: "已超期、经办 没人认领", Rename: "/r", Delete: "/d"}
	row.Field = page.Field{Kind: page.Text, Name: "name-1", Label: say("filters.rename_of", "name", row.Label), Value: row.Label, Longest: 20}
	return FiltersPage{
		Shell: sampleShell(say("filters.title")), Done: say("filters.saved"), Query: "stage=over", What: "已超期", Back: home, Saved: []SavedRow{row},
		Name: page.Field{Kind: page.Text, Name: "name", Label: say("filters.name"), Help: say("filters.name.help"), Longest: 20},
	}
}

func samplePrint() PrintPage {
	c := sampleSupervised()
	sheet := CaseSheet{Head: c.Head, Clock: c.Desk.Clock, Handler: "林晓", Lanes: c.Lanes, Materials: c.Materials, Fields: c.Fields, Journal: c.Journal, Order: c.Desk.Order}
	p := PrintPage{Shell: sampleShell(say("print.title")), Note: say("print.left", "n", 1, "most", mostPrinted), Sheets: []CaseSheet{sheet, sheet}}
	p.Shell.Print = true
	return p
}
