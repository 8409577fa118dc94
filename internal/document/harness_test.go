package document

import (
	"bytes"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/calendar/calendartest"
	"lianban/internal/domain/casework"
)

// words are the names of a small city.
type words map[string]string

func (w words) Department(slug, area string) string {
	if w[slug] == "" || w[area] == "" {
		return ""
	}
	return w[area] + w[slug]
}
func (w words) Area(slug string) string      { return w[slug] }
func (w words) Material(slug string) string  { return w["material."+slug] }
func (w words) Field(slug string) string     { return w["field."+slug] }
func (w words) Reference(slug string) string { return w["law."+slug] }

var yantai = City{Name: "烟台市", Demo: true, Names: words{
	"zhifu": "芝罘区", "market": "市场监督管理局", "fire": "消防救援大队",
	"material.food_licence": "食品经营许可证", "material.layout": "设备布局和操作流程文件", "field.venue_area": "店面使用面积",
	"law.food_law_35": "《中华人民共和国食品安全法》第三十五条",
}}

const verifyAt = "https://lianban.example/verify?code=ABCDEFGH&no=370602-20260929-00001-6-01A3"

var (
	citizen = casework.Actor{Kind: "applicant", Role: casework.Own, ID: "p1", Name: "王小满"}
	checker = casework.Actor{Kind: "staff", Role: casework.Answer, ID: "s1", Name: "受理岗"}
	officer = casework.Actor{Kind: "staff", Role: casework.Handle, ID: "s2", Name: "承办岗"}
	signer  = casework.Actor{Kind: "staff", Role: casework.Sign, ID: "s3", Name: "签发岗"}
)

// office plays casework, so that the papers under test are those that it really issues.
type office struct {
	t   testing.TB
	e   casework.Engine
	c   *casework.Case
	day calendar.Day
	ids int
	all []casework.Document
}

func (o *office) moment() casework.Moment {
	return casework.Moment{
		At: o.day.Time().Add(10 * time.Hour), Salt: func() string { return "salt" },
		NewID: func() string { o.ids++; return fmt.Sprintf("id-%d", o.ids) },
	}
}

func (o *office) take(ch casework.Change, err error) {
	o.t.Helper()
	if err != nil {
		o.t.Fatal(err)
	}
	o.c, o.all = ch.Case, append(o.all, ch.Documents...)
}

// item is one item of the case, as the plan has it.
func item(slot, regime string) *casework.ItemCase {
	return &casework.ItemCase{
		Slot: slot, Item: slot, Name: "食品经营许可（新办）" + slot, Department: "market", Area: "zhifu", Regime: regime,
		SignOff: 2, Gives: []string{"food_licence"}, Grounds: []string{"food_law_35"},
		Promised: casework.Limit{Days: 10}, Statutory: casework.Limit{Days: 20, Source: "xk42_1"},
	}
}

// papers lets casework handle one case so that every kind of paper is issued, by an applicant of this name.
func papers(t testing.TB, applicant string) []casework.Document {
	t.Helper()
	o := &office{t: t, e: casework.Engine{Cal: calendartest.City(), Params: casework.DefaultParameters()}, day: calendar.MustDay("2025-03-03")}
	c := &casework.Case{
		No: ident.NewCaseNo("370602", o.day.Time(), 1), Scenario: "restaurant", ScenarioName: "开办餐饮店", Area: "zhifu",
		Channel: "portal", Applicant: casework.Applicant{Person: "p1", Name: applicant, Kind: "person"}, Subject: "立春小馆",
		Items: []*casework.ItemCase{
			item("a", "licence"), reviewed(item("b", "licence")), item("c", "licence"), item("d", "filing"), item("e", "licence"),
			item("f", "licence"), item("g", "licence"), item("h", "filing"), item("w", "licence"),
			item("x", "licence"), inspected("v"), inspected("y"), item("p", "licence"), item("q", "licence"),
		},
		Edges: []casework.Edge{{From: "a", To: "w", Gate: casework.GateStart, OnFail: "lapse"}},
	}
	c.Items[9].Excludable = []casework.Excludable{{Ground: "testing", Name: "水质检测", Basis: "《中华人民共和国行政许可法》第四十五条"}}
	last := c.Items[len(c.Items)-2:]
	last[0].MayGap, last[0].GapDays = []string{"layout"}, casework.Limit{Days: 5}
	last[1].MayPromise = &casework.CommitmentOffer{Text: "符合消防技术标准", Ground: "国办发〔2020〕42号", Papers: []string{"layout"}, Promise: casework.Limit{Days: 1}}
	o.take(o.e.Submit(o.moment(), citizen, casework.SubmitInput{Case: c, OrderAgreed: true, SnapshotHash: "x", Kept: []casework.KeptPaper{{Name: "不动产权证书", Original: true, Copies: 2, Bag: "ZF-250303-007"}}}))
	at := func(slot string) casework.Target { return casework.Target{Slot: slot} }
	defects := []casework.Defect{
		{Material: "layout", Reason: "没有标出冷藏设备的位置", Rule: "《食品经营许可和备案管理办法》第十二条"},
		{Field: "venue_area", Reason: "与平面图不一致", Rule: "同上"},
	}
	o.take(o.e.RequestSupplement(o.c, o.moment(), checker, casework.RequestSupplementInput{Target: at("a"), Defects: defects}))
	o.take(o.e.Supply(o.c, o.moment(), citizen, casework.SupplyInput{Target: at("a"), Answered: []string{"layout", "venue_area"}}))
	for _, slot := range []string{"a", "b", "d"} {
		o.take(o.e.Accept(o.c, o.moment(), checker, casework.AcceptInput{Target: at(slot)}))
	}
	o.take(o.e.ProposeGrant(o.c, o.moment(), officer, casework.ProposeGrantInput{Target: at("a"), Opinion: "同意"}))
	o.take(o.e.Grant(o.c, o.moment(), signer, casework.GrantInput{Target: at("a")}))
	o.take(o.e.ProposeGrant(o.c, o.moment(), officer, casework.ProposeGrantInput{Target: at("d"), Opinion: "同意"}))
	o.take(o.e.Grant(o.c, o.moment(), signer, casework.GrantInput{Target: at("d")}))
	window := casework.Actor{Kind: "staff", Role: casework.HandOver, ID: "s4", Name: "出件岗"}
	o.take(o.e.HandOver(o.c, o.moment(), window, casework.HandOverInput{
		Targets: []casework.Target{at("a")}, Channel: casework.ByWindow, Name: "李四", Mandate: "授权委托书（示例）",
		Handover: casework.Handover{Capacity: "mandate", Checked: "id_card", Code: true},
	}))
	o.take(o.e.HandOver(o.c, o.moment(), window, casework.HandOverInput{
		Targets: []casework.Target{at("d")}, Channel: casework.ByPost, Name: applicant,
		Handover: casework.Handover{Carrier: "邮政EMS", Tracking: "EX000000000CN"},
	}))
	o.asks("b")
	o.take(o.e.ProposeRefuse(o.c, o.moment(), officer, casework.ProposeRefuseInput{
		Target: at("b"), Reason: "操作间与厕所相通，不符合卫生要求", Grounds: "《食品经营许可和备案管理办法》第十一条",
	}))
	o.take(o.e.Refuse(o.c, o.moment(), signer, casework.RefuseInput{Target: at("b")}))
	o.take(o.e.Decline(o.c, o.moment(), checker, casework.DeclineInput{Target: at("c"), Reason: "申请人在限制申请期内", Grounds: "《中华人民共和国行政许可法》第七十八条"}))
	o.take(o.e.ReturnToRightBody(o.c, o.moment(), checker, casework.ReturnInput{Target: at("e"), Body: "山东省示例部门", Reason: "不属于本部门职权"}))
	o.take(o.e.DeclareNotNeeded(o.c, o.moment(), checker, casework.DeclareNotNeededInput{Target: at("f"), Reason: "这项许可已经取消"}))
	o.take(o.e.Withdraw(o.c, o.moment(), citizen, casework.WithdrawInput{Target: at("h"), Reason: "暂时不开店"}))
	o.procedures(at("x"))
	o.visits()
	o.promises(at)
	o.day = calendar.MustDay("2025-03-17") // nobody answered g, nobody brought what was promised for p: it is accepted by silence
	ch, err := o.e.Settle(o.c, o.moment())
	o.take(ch, err)
	return append(append(o.all, feePapers(t, applicant)...), told(applicant))
}

// promises promises a paper for p that never comes, and commits q, which is granted, found in breach, corrected and revoked.
func (o *office) promises(at func(string) casework.Target) {
	o.t.Helper()
	o.take(o.e.OfferGap(o.c, o.moment(), checker, casework.OfferGapInput{Target: at("p"), Materials: []string{"layout"}}))
	o.take(o.e.PromiseGap(o.c, o.moment(), citizen, casework.PromiseGapInput{Target: at("p"), Signature: "f3a9c2"}))
	o.take(o.e.Accept(o.c, o.moment(), checker, casework.AcceptInput{Target: at("p")}))
	o.take(o.e.SignCommitment(o.c, o.moment(), citizen, casework.SignCommitmentInput{Target: at("q"), Text: "b81d07"}))
	o.take(o.e.Accept(o.c, o.moment(), checker, casework.AcceptInput{Target: at("q")}))
	o.take(o.e.ProposeGrant(o.c, o.moment(), officer, casework.ProposeGrantInput{Target: at("q"), Opinion: "同意"}))
	o.take(o.e.Grant(o.c, o.moment(), signer, casework.GrantInput{Target: at("q")}))
	o.take(o.e.FindBreach(o.c, o.moment(), officer, casework.FindBreachInput{Target: at("q"), Findings: "灭火器不足两具"}))
	o.take(o.e.CorrectCertificate(o.c, o.moment(), officer, casework.CorrectInput{Target: at("q"), Old: "立村小馆", New: "立春小馆"}))
	o.take(o.e.CorrectCertificate(o.c, o.moment(), signer, casework.CorrectInput{Target: at("q")}))
	o.take(o.e.Revoke(o.c, o.moment(), signer, casework.RevokeInput{
		Target: at("q"), Ground: casework.RevokeOwnError, Reason: "核对有误", Law: "《中华人民共和国行政许可法》第六十九条", Heard: "3月3日听取本人陈述", Compensation: "退还制证费用",
	}))
	o.take(o.e.Reapply(o.c, o.moment(), citizen, casework.ReapplyInput{Target: at("b"), SnapshotHash: "again"}))
}

// procedures has every paper of a procedure issued on one item.
func (o *office) procedures(at casework.Target) {
	o.t.Helper()
	mayor := casework.Actor{Kind: "staff", Role: casework.ExtendGovernment, ID: "s5", Name: "政府负责人"}
	head := casework.Actor{Kind: "staff", Role: casework.ExtendAgency, ID: "s6", Name: "机关负责人"}
	o.take(o.e.Accept(o.c, o.moment(), checker, casework.AcceptInput{Target: at}))
	o.take(o.e.AskClarification(o.c, o.moment(), officer, casework.AskClarificationInput{Target: at, Question: "后厨的排水接到哪里"}))
	o.take(o.e.Suspend(o.c, o.moment(), officer, casework.SuspendInput{
		Target: at, Ground: "testing", Reason: "自备水源要检测", Length: casework.Limit{Days: 5},
	}))
	o.take(o.e.ExtendDecision(o.c, o.moment(), head, casework.ExtendInput{Target: at, Reason: "情况复杂，需要补充核查"}))
	o.take(o.e.ExtendJoint(o.c, o.moment(), mayor, casework.ExtendInput{Reason: "涉及多个部门"}))
	o.take(o.e.TellHearingRight(o.c, o.moment(), officer, casework.TellHearingRightInput{
		Target: at, Whose: casework.HearingOfAffected, Matter: "拟准予，涉及相邻住户的采光",
	}))
	o.take(o.e.RequestHearing(o.c, o.moment(), citizen, casework.RequestHearingInput{Target: at}))
	o.take(o.e.SetHearing(o.c, o.moment(), officer, casework.SetHearingInput{
		Target: at, Day: o.e.EarliestHearing(o.day), Time: "09:30", Place: "政务服务中心三楼听证室",
	}))
}

// inspected is an item whose place is visited, together with the others of its case.
func inspected(slot string) *casework.ItemCase {
	it := item(slot, "licence")
	it.Steps = []casework.Step{{
		ID: "site_inspection", Kind: casework.SiteInspection, Name: "现场勘验", State: casework.StepTodo, Seat: &casework.Seat{Joins: "shop_visit"},
	}}
	return it
}

// visits has two items visited at once: one must mend something, the other passes.
func (o *office) visits() {
	for _, slot := range []string{"v", "y"} {
		at := casework.Target{Slot: slot}
		o.take(o.e.Accept(o.c, o.moment(), checker, casework.AcceptInput{Target: at}))
		o.take(o.e.ScheduleVisit(o.c, o.moment(), officer, casework.ScheduleVisitInput{
			Target: at, On: o.day, Time: "09:30", Place: "芝罘区示例路18号",
			Officers: []casework.Inspector{{ID: "s2", Name: "林晓"}, {ID: "s9", Name: "周岩"}},
		}))
	}
	found := casework.JudgeVisitInput{Target: casework.Target{Slot: "v"}, Second: casework.Inspector{ID: "s9", Name: "周岩"}, Record: "通道堆放杂物", Rectify: "清空疏散通道"}
	o.take(o.e.VisitRectify(o.c, o.moment(), officer, found))
	found.Slot = "y"
	o.take(o.e.VisitPass(o.c, o.moment(), officer, found))
}

// reviewed gives an item the steps that write to others.
func reviewed(it *casework.ItemCase) *casework.ItemCase {
	it.Materials = []string{"layout"}
	it.Steps = []casework.Step{
		{ID: "consult", Kind: casework.Consult, Name: "征求意见", State: casework.StepTodo, Length: casework.Limit{Days: 7}, Asked: &casework.Asked{
			SilenceConsents: true, SilenceBasis: "《中华人民共和国海域使用管理法》第十七条",
			Requests: []casework.Request{{Department: "maritime", Name: "海事局", Area: "yantai"}, {Department: "ecology", Name: "生态环境局", Area: "yantai"}},
		}},
		{ID: "notice", Kind: casework.PublicNotice, Name: "公示", State: casework.StepTodo, Length: casework.Limit{Days: 10}, Notice: &casework.Notice{}},
	}
	return it
}

// asks writes to other departments, to everybody and to who objected.
func (o *office) asks(slot string) {
	at := casework.Target{Slot: slot}
	o.take(o.e.StartConsult(o.c, o.moment(), officer, casework.StartConsultInput{Target: at, Question: "请对选址提出意见。", Papers: []string{"layout"}}))
	o.take(o.e.PublishNotice(o.c, o.moment(), officer, casework.PublishNoticeInput{
		Target: at, Text: "拟开展开放式养殖，用海18公顷。\n不填海。", Places: []string{"镇政府公告栏"},
	}))
	neighbour := casework.Actor{Kind: "applicant", Role: casework.Object, ID: "p9", Name: "李大海"}
	o.take(o.e.ObjectNotice(o.c, o.moment(), neighbour, casework.ObjectNoticeInput{Slot: slot, Text: "影响捕捞"}))
	o.take(o.e.AnswerObjection(o.c, o.moment(), officer, casework.AnswerObjectionInput{Target: at, Answer: "已让出进港航道。"}))
}

// told is the one-time notice of a window, as app/filing makes it: there is no case that could issue it.
func told(applicant string) casework.Document {
	return casework.Document{
		ID: "told", No: "370602-20250303-00002-4-00T1", Kind: IntakeNotice, At: calendar.MustDay("2025-03-03").Time(),
		Data: map[string]string{
			"case_no": "370602-20250303-00002-4", "scenario": "restaurant", "scenario_name": "开办餐饮店", "applicant": applicant,
			"area": "zhifu", "day": "2025-03-03", "trial": "no", "reason": "顾客没有带平面图", "ground": "xk32_4",
		},
		Lists: map[string][]string{
			"names": {"经营场所平面图", "店面使用面积"}, "reasons": {"上传经营场所平面图", "写明店面使用面积"}, "rules": {"核对布局", ""},
		},
	}
}

func renderer(t testing.TB) *Renderer {
	t.Helper()
	r, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var shared = sync.OnceValues(func() (*Renderer, error) { return NewRenderer(Options{}) })

// text runs pdftotext, as a reader or a search engine would.
func text(t testing.TB, pdf []byte) string {
	t.Helper()
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is missing: apt-get install poppler-utils")
	}
	cmd := exec.Command(tool, "-layout", "-enc", "UTF-8", "-", "-")
	cmd.Stdin = bytes.NewReader(pdf)
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// dense takes white space out, so that line breaks do not matter.
func dense(s string) string { return strings.Join(strings.Fields(s), "") }
