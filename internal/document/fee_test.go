package document

import (
	"strings"
	"testing"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/calendar/calendartest"
	"lianban/internal/domain/casework"
)

// feePapers lets casework assess a fee, relieve it in part, take the money and give it back.
func feePapers(t testing.TB, applicant string) []casework.Document {
	t.Helper()
	o := &office{t: t, e: casework.Engine{Cal: calendartest.City(), Params: casework.DefaultParameters()}, day: calendar.MustDay("2025-03-03")}
	it := item("a", "levy")
	it.Name, it.Steps = "海域使用金征收", []casework.Step{{ID: "fee", Kind: casework.FeeStep, Name: "缴费", State: casework.StepTodo, Order: &casework.FeeOrder{
		Gate: casework.GateDecision, LateRate: "0.001",
		Lines: []casework.FeeLine{{Name: "海域使用金", Formula: "征收标准×用海面积", Exact: "2.7545", Unit: "万元", Every: "year", Term: 40, Basis: "《海域使用管理法》第三十三条",
			Values: []casework.FeeTerm{{Name: "征收标准", Value: "0.7", Basis: "鲁财综〔2021〕6号"}, {Name: "用海面积", Value: "3.935"}}}},
		Reliefs: []casework.FeeRelief{{Slug: "key_project", Name: "重点项目减免", Exact: "0.38563", Department: "market", Basis: "鲁财综〔2024〕31号"}},
	}}}
	c := &casework.Case{
		No: ident.NewCaseNo("370602", o.day.Time(), 7), Scenario: "sea_use", ScenarioName: "用海", Area: "zhifu", Channel: "window",
		Applicant: casework.Applicant{Person: "p1", Name: applicant, Kind: "person"}, Items: []*casework.ItemCase{it},
	}
	o.take(o.e.Submit(o.moment(), citizen, casework.SubmitInput{Case: c, OrderAgreed: true, SnapshotHash: "x"}))
	at := casework.Target{Slot: "a"}
	fee := casework.Actor{Kind: "staff", Role: casework.Fee, ID: "s5", Name: "收费岗"}
	finance := casework.Actor{Kind: "staff", Role: casework.Relieve, ID: "s6", Name: "减免岗"}
	o.take(o.e.Accept(o.c, o.moment(), checker, casework.AcceptInput{Target: at}))
	o.take(o.e.AssessFee(o.c, o.moment(), fee, casework.AssessFeeInput{Target: at, Times: 40}))
	o.take(o.e.RequestRelief(o.c, o.moment(), citizen, casework.RequestReliefInput{Target: at, Reason: "省重点项目"}))
	o.take(o.e.DecideRelief(o.c, o.moment(), finance, casework.DecideReliefInput{Target: at, Relieved: 15425200, Reason: "列入年度重点项目名单"}))
	o.take(o.e.Pay(o.c, o.moment(), citizen, casework.PayInput{Target: at, Provider: "demo", Receipt: "P0001", Fen: 94754800}))
	o.take(o.e.Withdraw(o.c, o.moment(), citizen, casework.WithdrawInput{Target: at, Reason: "不办了"}))
	o.take(o.e.Refund(o.c, o.moment(), fee, casework.RefundInput{Target: at, Number: "TF-0001"}))
	return o.all
}

func TestThePapersOfMoneySayWhy(t *testing.T) {
	t.Parallel()
	r, docs := renderer(t), feePapers(t, "王小满")
	for kind, want := range map[string][]string{
		FeeNotice:      {"1101800.00元", "征收标准×用海面积", "鲁财综〔2021〕6号", "全部期限40期，合计1101800.00元；本次缴40期", "重点项目减免"},
		ReliefDecision: {"决定减免154252.00元，还要缴947548.00元", "14%", "列入年度重点项目名单", "鲁财综〔2024〕31号", "行政复议"},
		PaymentReceipt: {"947548.00元", "P0001"},
		RefundNotice:   {"947548.00元", "TF-0001"},
	} {
		page, err := r.HTML(t.Context(), find(t, docs, kind, nil), yantai, verifyAt)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		shown := dense(plain(t, page))
		for _, w := range want {
			if !strings.Contains(shown, w) {
				t.Errorf("%s lacks %q", kind, w)
			}
		}
	}
}
