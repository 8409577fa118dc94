package citizen_test

import (
	"strconv"

	"lianban/internal/web/citizen"
	"lianban/internal/web/page"
)

const no = "370602-260918-0117-4"

func seg(kv ...any) page.ClockBar {
	c := page.ClockBar{Label: "承诺 5 个工作日，已用 3 个，暂停 0 个"}
	for i := 0; i+1 < len(kv); i += 2 {
		c.Segments = append(c.Segments, page.Segment{Kind: kv[i].(string), Percent: kv[i+1].(int)})
	}
	return c
}

func sampleCases() citizen.CasesPage {
	return citizen.CasesPage{Drafts: 1, Next: "/cases?after=x", Cases: []citizen.CaseRow{
		{No: no, Name: "开办餐饮店（海风小馆）", Href: "/cases/" + no, Alert: "需要您补充 1 份材料", State: page.State{Code: page.WaitsYou}, Say: "6 个部门已有 3 个办结，10月27日（周二）前办好", Filed: "9月18日提交"},
		{No: "370602-260301-0003-1", Name: "新生儿出生（曲小*）", Href: "/cases/2", State: page.State{Code: page.Done}, Say: "3月6日全部办结", Filed: "3月2日提交", Trial: true},
	}}
}

func sampleCase() citizen.CasePage {
	lane := func(name, dept string, code page.StateCode, say string, bar page.ClockBar, links ...page.Link) page.Lane {
		return page.Lane{Name: name, Department: dept, State: page.State{Code: code, N: 2, Who: "营业执照核验"}, Sentence: say, Clock: bar, Links: links, Href: "/cases/1/items/1"}
	}
	return citizen.CasePage{
		No: no, Name: "开办餐饮店（海风小馆）", Filed: "9月18日 10:15 统一受理", Ring: page.Ring{Done: 3, All: 8},
		Together: "8 个部门同时在办", Promise: "10月27日（周二）前办好", Left: "还剩 16 个工作日", Why: &page.Link{Label: "为什么是这一天", Href: "/cases/1/clock"},
		Todos: []page.Todo{{Tone: page.Seal, Title: "需要您补充 1 份材料", Body: "排水许可：上传的接管位置照片看不清检查井编号，请重新拍一张。请在 \uE00010月9日（周五）\uE000 前补充，过期未补会按原材料作决定。", Button: page.Link{Label: "现在补充", Href: "/cases/1/supplements/1"}}},
		Calm:  "\uE000现在没有要您做的事。\uE000下一次轮到您：全部办好后取件，大约在 10月底。",
		Lanes: []page.Lane{
			lane("营业执照登记", "芝罘区市场监督管理局", page.Done, "用时 \uE0001\uE000 个工作日，承诺 1 个工作日。", seg("done", 100), page.Link{Label: "查看电子营业执照", Href: "/r"}),
			lane("户外招牌设置备案", "芝罘区综合行政执法局", page.Done, "用时 \uE0002\uE000 个工作日，承诺 2 个工作日。", seg("done", 100), page.Link{Label: "查看备案回执", Href: "/r"}),
			lane("环境影响登记表备案", "市生态环境局芝罘分局", page.ResultSent, "当天办结。", seg("done", 100)),
			lane("食品经营许可", "芝罘区行政审批服务局", page.Doing, "已用 \uE0003\uE000 天，还剩 \uE0002\uE000 天（承诺 5 天，法定 20 天）。现场核查已通过", seg("used", 60)),
			lane("排水许可", "芝罘区住房和城乡建设局", page.WaitsYou, "计时已暂停 \uE0001\uE000 天，暂停的时间不计入。已用 \uE0002\uE000 天，还剩 \uE0003\uE000 天", seg("used", 40, "pause", 18)),
			lane("税务信息确认", "芝罘区税务局", page.DueSoon, "今天 \uE00017:00\uE000 前办结", seg("soon", 88)),
			lane("消防安全检查", "芝罘区消防救援大队", page.Overdue, "应在 9月25日前办结，已超期 \uE0002\uE000 个工作日。", seg("over", 100)),
			lane("烟草零售许可", "市烟草专卖局（示例）", page.Refused, "决定不予许可，其他事项继续办。", seg("done", 100), page.Link{Label: "看理由和怎么办", Href: "/r"}),
		},
		Keys: []page.Legend{{Kind: "used", Word: "已用时间"}, {Kind: "pause", Word: "暂停（不计时）"}, {Kind: "done", Word: "已办结"}, {Kind: "soon", Word: "快到期"}},
		Events: []page.Event{
			{When: "9月29日 10:20", What: "排水许可等您补充材料", Note: "计时暂停", Now: true}, {When: "9月28日 15:05", What: "联合现场核查完成，4 个部门一次上门"},
			{When: "9月24日 11:30", What: "招牌设置备案办结"}, {When: "9月21日 16:48", What: "营业执照办结，自动送到食品经营许可"}, {When: "9月18日 10:15", What: "统一受理，分送 6 个部门"},
		},
		AllLog: page.Link{Label: "查看全部 14 条记录", Href: "/cases/1/journal"}, Collect: "全部办结后，许可证一次邮寄到示例路 88 号；电子证照随时可下载。",
		Results: &page.Link{Label: "查看证照和文书", Href: "/cases/1/results"},
		Acts:    []page.Link{{Label: "打 12345 问进度", Href: "tel:12345"}, {Label: "撤回申请", Href: "/cases/1/withdraw"}},
		Papers:  []page.Link{{Label: "收件凭证", Href: "/d/1"}, {Label: "补正告知书（排水许可）", Href: "/d/2"}},
	}
}

func sampleItemCase() citizen.ItemCasePage {
	c := sampleCase()
	return citizen.ItemCasePage{
		No: no, CaseName: "开办餐饮店（海风小馆）", Name: "食品经营许可", Dept: "芝罘区行政审批服务局", Phone: "0535-1234567",
		State: page.State{Code: page.Refused}, Sentence: "用时 \uE0008\uE000 个工作日，承诺 10 个工作日。", Clock: seg("done", 80), Why: &page.Link{Label: "为什么是这一天", Href: "/clock"},
		Todo: &page.Todo{Tone: page.Seal, Title: "需要您选择怎么办", Body: "前一项没有办成，户外招牌可以单独继续。", Button: page.Link{Label: "去选择", Href: "/choose"}},
		Decision: &citizen.Decision{Title: "不予许可", When: "10月12日决定，10月13日送达", Reason: "厨房与卫生间直接相通，不符合场所布局要求。", Basis: []string{"《食品安全法》第三十三条第一款第一项"},
			Next: "改造后可以重新申请，已交的材料不用再交。", Remedy: "收到决定 60 日内可以申请行政复议，6 个月内可以提起行政诉讼。"},
		Rows: []page.Row{{Name: "承诺时限", Value: "10 个工作日"}, {Name: "法定时限", Value: "20 个工作日"}, {Name: "收费", Value: "不收费"}}, Events: c.Events,
		Documents: c.Papers, Acts: []page.Link{{Label: "撤回这一项", Href: "/w"}},
		Machine: &citizen.Machine{Rule: "全部条件由共享数据核实时当场准予（示例）", Data: []string{"营业执照", "信用记录"}, Ask: page.Link{Label: "请人来看", Href: "/ask"}},
	}
}

func month(name string, first, days int, kind func(int) (string, string)) page.Month {
	m := page.Month{Name: name}
	for range first {
		m.Days = append(m.Days, page.DayCell{Kind: "out"})
	}
	for d := 1; d <= days; d++ {
		k, w := kind(d)
		m.Days = append(m.Days, page.DayCell{Day: d, Kind: k, Word: w, Today: name == "2026年9月" && d == 29})
	}
	for len(m.Days)%7 != 0 {
		m.Days = append(m.Days, page.DayCell{Kind: "out"})
	}
	return m
}

func sampleClock() citizen.ClockPage {
	september := month("2026年9月", 1, 30, func(d int) (string, string) {
		switch {
		case d == 18:
			return "start", "受理"
		case d == 20:
			return "makeup", "第1"
		case d == 21:
			return "counted", "第2"
		case d >= 22 && d <= 24:
			return "paused", "暂停"
		case d >= 25 && d <= 27, d == 19:
			return "rest", "休"
		case d >= 28:
			return "counted", "第" + strconv.Itoa(d-25)
		}
		return "plain", ""
	})
	october := month("2026年10月", 3, 31, func(d int) (string, string) {
		switch {
		case d <= 7, d == 11, d == 17, d == 18, d == 24, d == 25, d == 31:
			return "rest", "休"
		case d == 10:
			return "makeup", "第8"
		case d == 27:
			return "due", "第20"
		case d < 27:
			return "counted", "第" + strconv.Itoa(min(d-2, 19))
		}
		return "plain", ""
	})
	return citizen.ClockPage{
		Item: "海域使用申请审核", No: no, Heading: "为什么是 \uE00010月27日（周二）\uE000", Lead: "承诺 20 个工作日办完，从受理的第二天数起。中间专家评审 3 天不计入，放假不算，周末上班的要算。",
		Sum: []citizen.SumPart{{Text: "已用 \uE0004\uE000 天"}, {Op: "+", Text: "还剩 \uE00016\uE000 天"}, {Op: "=", Text: "承诺 \uE00020\uE000 天"}}, SumNote: "（另停 3 天）",
		Bar: seg("used", 20, "pause", 12), Months: []page.Month{september, october},
		Keys: []page.Legend{{Kind: "counted", Word: "算一天，标第几天"}, {Kind: "makeup", Word: "周末上班，也算"}, {Kind: "pause", Word: "暂停，不算"}, {Kind: "rest", Word: "休息，不算"}, {Kind: "today", Word: "今天"}},
		Trace: []citizen.Reason{
			{Days: "9月18日", What: "\uE000受理\uE000，第二天开始计时", Basis: "《行政许可法》第四十二条、第八十二条"}, {Days: "9月20日", What: "\uE000周日上班，算第 1 天\uE000", Basis: "2026 年放假安排，中秋节调休"},
			{Days: "9月22–24日", What: "\uE000专家评审，停 3 天\uE000", Basis: "《行政许可法》第四十五条。9月21日已书面告诉您要 3 天，", Link: &page.Link{Label: "看告知书", Href: "/d/1"}}, {Days: "9月25–27日", What: "\uE000中秋节放假，不算\uE000"},
			{Days: "10月27日", What: "\uE000第 20 天，最晚这天作决定\uE000", Basis: "决定后 10 日内送达，多数当天发电子件"},
		},
		IfLate:  []page.Row{{Name: "可以延长吗", Value: "可以一次，最多 10 个工作日，要本机关负责人批准，并写明理由告诉您"}, {Name: "没有理由就超了", Value: "您可以打 12345 催办，也可以申请行政复议", Links: []page.Link{{Label: "打 12345", Href: "tel:12345"}}}},
		Changes: "变过 1 次：受理时是 10月22日；专家评审停 3 天后，9月21日改为 10月27日，已发短信。", Records: &page.Link{Label: "看计算用到的全部记录", Href: "/j"}, Note: "日历第 3 版",
		Unsure: "明年放假安排还没有公布，这一天可能调整。",
	}
}

func sampleSupplement() citizen.SupplementPage {
	return citizen.SupplementPage{
		No: no, Item: "排水许可", Dept: "芝罘区住房和城乡建设局", Due: "10月9日（周五）", Lead: "补正期间不计入办理时间。", Submit: "/s/1",
		Asked: []citizen.AskedFor{
			{Key: "photo", Name: "排水接管位置照片", Reason: "看不清检查井编号，请重新拍一张。", Rule: "《城镇污水排入排水管网许可管理办法》第八条", Post: "/u", Files: []citizen.FileRow{{Name: "接管位置.jpg", Note: "2.1MB，已上传", Image: true, Remove: "/r"}}, Upload: &page.Field{Kind: page.File, Name: "photo-file", Label: "选择文件", Accept: "image/*"}},
			{Key: "volume", Name: "每天排水量", Reason: "与面积不相符，请核对。", InNote: true},
		},
		Note: page.Field{Kind: page.LongText, Name: "note", Label: "要说明的", Optional: true, Longest: 500}, Paper: &page.Link{Label: "看补正告知书", Href: "/d/2"}, All: page.Field{Kind: page.Promise, Name: "all", Label: "就补这些，没有的不再补"},
	}
}

func sampleJournal() citizen.JournalPage {
	return citizen.JournalPage{No: no, Count: 14, Head: "3f2a9c0177aa4be1c2d3e4f5a6b7c8d9e0f1a2b3c4d5e6f708192a3b4c5d6e7f", Proof: &page.Link{Label: "下载证明", Href: "/p"}, Verify: page.Link{Label: "去查验", Href: "/verify"},
		Days: []citizen.JournalDay{{Day: "9月29日（周二）", Events: sampleCase().Events[:2]}, {Day: "9月18日（周五）", Events: sampleCase().Events[3:]}}}
}

func sampleResults() citizen.ResultsPage {
	return citizen.ResultsPage{No: no, Name: "开办餐饮店（海风小馆）", Collect: "电子证照随时可下载，纸质证一次邮寄。", Wait: []string{"食品经营许可办结后，许可证会出现在这里。"},
		Results: []citizen.Result{{Name: "营业执照", No: "91370602MA3EXAMPLE", By: "芝罘区市场监督管理局", When: "9月21日签发", Valid: "长期有效", Sample: true, Links: []page.Link{{Label: "下载 PDF", Href: "/d"}, {Label: "在网页上看", Href: "/d/html"}}}},
		Papers:  []citizen.Result{{Name: "收件凭证", No: "SJ-370602-260918-0001", By: "芝罘区市场监督管理局", When: "9月18日", Links: []page.Link{{Label: "下载 PDF", Href: "/d"}}}}}
}

func sampleWithdraw() citizen.ConfirmPage {
	return citizen.ConfirmPage{Heading: "撤回「开办餐饮店（海风小馆）」的申请", Effects: []string{"还没有办结的事项停止办理。", "以后要办，需要重新申请。"}, Stays: []string{"已经办结的事项和证照继续有效。"},
		Fields: []page.Field{{Kind: page.LongText, Name: "reason", Label: "为什么撤回", Optional: true, Longest: 200}}, Post: "/cases/1/withdraw", Button: "确认撤回", Cancel: page.Link{Label: "不撤了，回到办件", Href: "/cases/1"}, Version: "4"}
}

func sampleMessages() citizen.MessagesPage {
	return citizen.MessagesPage{Unread: 2, Read: "/me/messages/read", UpTo: "12", Next: "/me/messages?after=1", Messages: []citizen.Message{
		{When: "9月29日 10:20", Title: "排水许可要补充 1 份材料", Do: "请在 10月9日（周五）前补充。", Case: no, Button: &page.Link{Label: "现在补充", Href: "/cases/1/supplements/1"}, Read: "/me/messages/12/read", Unread: true, Seal: true},
		{When: "9月21日 16:48", Title: "营业执照已办结", Case: no, Button: &page.Link{Label: "看证照", Href: "/cases/1/results"}, Unread: true},
		{When: "9月18日 10:15", Title: "申请已收件", Case: no},
	}}
}

func sampleVerify() citizen.VerifyPage {
	return citizen.VerifyPage{
		Fields: []page.Field{{Kind: page.Text, Name: "no", Label: "文书编号", Help: "印在文书右上角", Value: "SJ-370602-260918-0001"}, {Kind: page.Text, Name: "code", Label: "查验码", Help: "二维码下面的 8 位字符", Longest: 8}},
		Answer: &citizen.VerifyAnswer{Tone: page.Good, Title: "这份文书是真的", Say: "编号和查验码与签发时的记录一致。", Rows: []page.Row{{Name: "文书", Value: "收件凭证（示例）"}, {Name: "签发时间", Value: "9月18日 10:15"}}},
	}
}

func sampleLogin(f *page.Frame) citizen.LoginPage {
	v := citizen.LoginPage{Back: "/cases", Accept: page.Field{Kind: page.Promise, Name: "noticed", Label: f.T("citizen.login.accept")},
		People: []citizen.DemoPerson{{ID: "p1", Name: "曲*霞", Say: "个人，开餐馆（示例）"}, {ID: "p2", Name: "王*军", Say: "企业法定代表人（示例）"}}, Staff: &page.Link{Label: f.T("citizen.login.staff"), Href: "/officer/login"}}
	for _, n := range []string{"1", "2", "3"} {
		v.Notice = append(v.Notice, citizen.Clause{Say: f.T("citizen.login.notice." + n + ".say"), Basis: f.T("citizen.login.notice." + n + ".basis")})
	}
	return v
}

func sampleSettings() citizen.SettingsPage {
	return citizen.SettingsPage{Version: "2", Saved: "已保存。", Known: "已确认：w***@example.org", Drop: "/me/messages/settings/drop-address",
		Channels: page.Field{Kind: page.SomeOf, Name: "channels", Label: "还要怎样告诉您", Values: []string{"sms"}, Options: []page.Option{
			{Value: "sms", Label: "短信", Hint: "发到 138****2290"}, {Value: "mail", Label: "邮件", Hint: "发到 w***@example.org"}}},
		Night: page.Field{Kind: page.OneOf, Name: "night", Label: "晚上要不要发", Value: "quiet", Options: []page.Option{
			{Value: "quiet", Label: "21:00 到第二天 08:00 不发，早上再发"}, {Value: "any", Label: "随时都发"}}},
		Sent: "确认码已发到 q***@example.org。", Confirm: "/me/messages/settings/confirm-address",
		Code:    page.Field{Kind: page.Once, Name: "code", Label: "确认码", Error: "确认码不对。"},
		Address: page.Field{Kind: page.Email, Name: "address", Label: "邮箱地址"}, Ask: "/me/messages/settings/ask-address",
	}
}
