package citizen_test

import (
	"lianban/internal/web/citizen"
	"lianban/internal/web/page"
)

func sampleSection() citizen.SectionPage {
	return citizen.SectionPage{
		Draft: "d1", Section: "venue", Scenario: "开办餐饮店", Heading: "经营场所", Step: 2, Steps: 5, Version: "3",
		Prefill: []page.Prefilled{{
			Verified: true, Source: "电子身份证、不动产登记、租赁备案。", WrongHref: "/drafts/d1/venue?open=venue",
			Rows: []page.Row{{Name: "经营者", Value: "曲*霞　3706**********0823"}, {Name: "经营场所", Value: "芝罘区示例路 88 号 1 层 106"}, {Name: "房屋性质", Value: "商业，租赁至 2029年2月", Act: &page.Post{To: "/drafts/d1/venue/reopen", Label: "这一项不对", Hidden: []page.Hidden{{Name: "field", Value: "use"}}}}},
		}},
		Fields: []page.Field{
			{Kind: page.Text, Name: "shop_name", Label: "店铺招牌名称", Help: "顾客在门头上看到的名字，可以和执照名称不同", Value: "海风小馆"},
			{Kind: page.Number, Name: "venue_area", Label: "店面使用面积", Unit: "平方米", Value: "一百二", Error: "填写店面使用面积，只填数字，如 126.5"},
			{Kind: page.OneOf, Name: "fuel", Label: "厨房用什么燃料？", Value: "pipe", Options: []page.Option{{Value: "pipe", Label: "管道天然气"}, {Value: "bottle", Label: "瓶装液化气"}, {Value: "power", Label: "只用电"}}},
			{Kind: page.DateField, Name: "opening_date", Label: "计划哪天开业？", Year: "2025", Month: "2", Day: "10", Error: "计划开业日期要晚于今天"},
			{Kind: page.File, Name: "plan", Label: "经营场所平面图", Help: "手画、拍照都可以，要看得清厨房、就餐区和面积。JPG、PNG 或 PDF，不超过 10MB", Accept: "image/*,application/pdf", Error: "上传经营场所平面图"},
			{Kind: page.Promise, Name: "promise", Label: "我承诺已建立食品安全管理制度，愿意接受事后核查。", Value: "yes", Link: &page.Link{Label: "看承诺书全文", Href: "/promise"}},
		},
		Problems: []page.Problem{{Field: "venue_area", Text: "填写店面使用面积，只填数字，如 126.5"}, {Field: "opening_date", Text: "计划开业日期要晚于今天"}, {Field: "plan", Text: "上传经营场所平面图"}},
		Save:     "/drafts/d1/venue/save", Later: "/drafts/d1/venue/save-later",
	}
}

func sampleKinds() citizen.SectionPage {
	v := sampleSection()
	v.Problems, v.Down = nil, "不动产登记暂时查不到，请您自己填写，不影响办理。"
	v.Fields = []page.Field{
		{Kind: page.USCC, Name: "uscc", Label: "统一社会信用代码", Why: "核验营业执照", Value: "91370602MA3EXAMPLE", Source: "市场主体登记库"},
		{Kind: page.IDNumber, Name: "id_number", Label: "身份证号"},
		{Kind: page.Phone, Name: "phone", Label: "联系电话", Value: "13800002290"},
		{Kind: page.Address, Name: "address", Label: "经营地址"},
		{Kind: page.BankAccount, Name: "bank", Label: "银行账号", Optional: true},
		{Kind: page.Select, Name: "area", Label: "区市", Options: []page.Option{{Value: "zhifu", Label: "芝罘区"}, {Value: "longkou", Label: "龙口市"}}},
		{Kind: page.SomeOf, Name: "dishes", Label: "卖哪几类？", Values: []string{"hot"}, Options: []page.Option{{Value: "hot", Label: "热食类", Hint: "现场加热后卖"}, {Value: "cold", Label: "冷食类"}}},
		{Kind: page.YesNo, Name: "agent", Label: "是不是请人代办？", Value: "yes", Options: []page.Option{
			{Value: "yes", Label: "是", Reveal: []page.Field{{Kind: page.Text, Name: "agent_name", Label: "代办人姓名"}}}, {Value: "no", Label: "不是"}}},
		{Kind: page.LongText, Name: "note", Label: "要说明的", Optional: true, Longest: 200},
	}
	return v
}

func sampleMaterials() citizen.MaterialsPage {
	plan := sampleScenario()
	return citizen.MaterialsPage{
		Draft: "d1", Scenario: "开办餐饮店", Step: 4, Steps: 5, Meter: plan.Meter, Ours: plan.Materials[4:], Next: "/drafts/d1/materials/continue", Later: "/drafts/d1/save-later",
		Mine: []citizen.HandIn{
			{Key: "floor_plan", Name: "经营场所平面图", Why: "看厨房、就餐区怎么分", Post: "/u/1", Upload: page.Field{Kind: page.File, Name: "floor_plan-file", Label: "选择文件", Help: "JPG、PNG 或 PDF，不超过 10MB", Accept: "image/*,application/pdf", Error: "这个文件 14MB，超过 10MB。拍照时选小一点的尺寸再传。"}},
			{Key: "sign", Name: "招牌效果图", Done: true, Post: "/u/2", Files: []citizen.FileRow{{Name: "招牌效果图.jpg", Note: "1.8MB，已上传", Href: "/f/1", Remove: "/f/1/remove", Image: true}}, Upload: page.Field{Kind: page.File, Name: "sign-file", Label: "换一个文件", Accept: "image/*"}},
			{Key: "lease", Name: "租赁合同", Moved: "不动产登记暂时查不到，您可以先上传，或稍后再试。", Post: "/u/3", Upload: page.Field{Kind: page.File, Name: "lease-file", Label: "选择文件"}, Offers: []citizen.Offer{{Say: "可以先办，5 个工作日内补上。", Act: page.Post{To: "/p", Label: "先不交，以后补"}}}},
			{Key: "rules", Name: "食品安全管理制度", Done: true, Chosen: "您选择了告知承诺，不用交。", Undo: &page.Post{To: "/p/undo", Label: "改为上传"}},
		},
		Problems: []page.Problem{{Field: "floor_plan", Text: "经营场所平面图：这个文件超过 10MB"}},
	}
}

func sampleCheck() citizen.CheckPage {
	change := []page.Link{{Label: "修改", Href: "/drafts/d1/venue"}}
	return citizen.CheckPage{
		Draft: "d1", Scenario: "开办餐饮店", Step: 5, Steps: 5, Submit: "/drafts/d1/submit", Hash: "ab12", Version: "7",
		Sections: []citizen.CheckSection{
			{Name: "申请人", Rows: []page.Row{{Name: "姓名", Value: "曲*霞", Note: "来自电子身份证"}, {Name: "联系电话", Value: "138****2290", Links: change}}},
			{Name: "经营场所", Rows: []page.Row{{Name: "店铺招牌名称", Value: "海风小馆", Links: change}, {Name: "店面使用面积", Value: "126.5 平方米", Links: change}, {Name: "备注", Links: change}}},
		},
		Receivers: []citizen.Receiver{
			{Department: "芝罘区行政审批服务局", Item: "食品经营许可", Fields: []string{"姓名", "经营场所", "面积"}, Materials: []string{"经营场所平面图"}},
			{Department: "芝罘区综合行政执法局", Item: "户外招牌设置", Fields: []string{"店铺招牌名称"}, Materials: []string{"招牌效果图"}},
		},
		WaitingItems: []string{"食品经营许可：等「营业执照信息核验」办好"},
		Promises:     []page.Field{{Kind: page.Promise, Name: "truth", Label: "以上内容属实，材料真实有效。"}, {Kind: page.Promise, Name: "share", Label: "同意按上面列出的范围，把内容交给相应部门办理。"}},
		Changed:      []string{"「招牌效果图」改为必交，因为您选了要挂户外招牌"},
		Unfinished:   []page.Link{{Label: "上传经营场所平面图", Href: "/drafts/d1/materials#f-floor_plan"}},
	}
}

func sampleReceipt() citizen.ReceiptPage {
	return citizen.ReceiptPage{
		No: "370602-260929-0117-4", Name: "开办餐饮店（海风小馆）", At: "9月29日 10:15 提交", Promise: "10月27日（周二）",
		Wait:   []string{"各部门同时开始，5 个工作日内告诉您是否受理。", "需要您做的事会发消息，也会出现在首页。"},
		Items:  []page.Row{{Name: "营业执照信息核验", Value: "已收件"}, {Name: "食品经营许可", Value: "等前一项", Note: "办好后自动开始"}},
		Follow: page.Link{Label: "看办理进度", Href: "/cases/370602-260929-0117-4"}, Paper: &page.Link{Label: "下载收件凭证", Href: "/documents/1.pdf"},
		QR: "凭证上有二维码和查验码，任何人都能查真伪。",
	}
}
