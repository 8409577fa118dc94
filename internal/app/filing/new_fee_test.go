package filing

import (
	"fmt"
	"testing"
	"time"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar/calendartest"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
)

// The case of Qingdao, 2025-04-14, from the shipped pack over the plan and the case to the order: a cable of 3.935 ha costs
// 2.7545 万元 a year, a key project is relieved of 0.38563 万元 of it, in forty years of 15.4252 万元.
func TestTheFeeOfTheSeaComesExactFromPlanToOrder(t *testing.T) {
	t.Parallel()
	cat, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	p, err := cat.Compile("sea_use", "yantai", scenario.Situation{Applicant: "owner", Known: scenario.Known{All: true}, Answers: map[string]any{
		"sea_class": "cable", "sea_area": "3.935", "sea_changes_shape": "no", "near_military": false, "wants_relief": true, "sea_years": "40",
	}})
	if err != nil {
		t.Fatal(err)
	}
	var item *casework.ItemCase
	for _, it := range p.Items {
		if it.Item != "sea_fee" {
			continue
		}
		item = &casework.ItemCase{Slot: it.Slot, Item: it.Item, Name: it.Name, Department: it.Office.Slug, Area: it.Office.Area, Regime: it.Regime, SignOff: it.SignOff, Promised: casework.Limit(it.Promised)}
		item.Steps = newSteps(p, it)
	}
	if item == nil || len(item.Steps) != 1 {
		t.Fatalf("the fee has no step: %+v", item)
	}
	o := item.Steps[0].Order
	if o.Gate != casework.GateDecision || o.Unpaid == "" || len(o.Lines) != 1 || len(o.Reliefs) != 1 {
		t.Fatalf("the order is %+v", o)
	}
	if l := o.Lines[0]; l.Exact != "2.7545" || l.Unit != "万元" || l.Term != 40 || l.Every != "year" || len(l.Values) != 2 || l.Basis == "" {
		t.Errorf("the line is %+v", l)
	}
	if r := o.Reliefs[0]; r.Exact != "0.38563" || r.Department != "finance" || r.Area == "" {
		t.Errorf("the relief is %+v", r)
	}
	e := casework.Engine{Cal: calendartest.City(), Params: casework.DefaultParameters()}
	n := 0
	at := time.Date(2025, 4, 14, 2, 0, 0, 0, time.UTC)
	m := casework.Moment{At: at, Salt: func() string { return "salt" }, NewID: func() string { n++; return fmt.Sprint(n) }}
	who := func(id string, r casework.Role) casework.Actor { return casework.Actor{Kind: "staff", ID: id, Role: r} }
	c := &casework.Case{
		No: ident.NewCaseNo("370600", at, 1), Scenario: "sea_use", Area: "yantai", Channel: "window",
		Applicant: casework.Applicant{Person: "p", Name: "某公司", Kind: "enterprise"}, Items: []*casework.ItemCase{item},
	}
	to := casework.Target{Slot: item.Slot}
	step := func(ch casework.Change, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		c = ch.Case
	}
	step(e.Submit(m, casework.Actor{Kind: "applicant", Role: casework.Own, ID: "p"}, casework.SubmitInput{Case: c, OrderAgreed: true, SnapshotHash: "x"}))
	step(e.Accept(c, m, who("a", casework.Answer), casework.AcceptInput{Target: to}))
	one, err := e.AssessFee(c, m, who("f", casework.Fee), casework.AssessFeeInput{Target: to})
	if err != nil {
		t.Fatal(err)
	}
	if o := one.Case.Items[0].Steps[0].Order; o.Amount != 27545_00 || o.Reliefs[0].Fen != 3856_30 || o.Lines[0].Whole != 1101800_00 || o.Reliefs[0].Whole != 154252_00 {
		t.Errorf("a year costs %d, relief %d; the term %d, relief %d", o.Amount, o.Reliefs[0].Fen, o.Lines[0].Whole, o.Reliefs[0].Whole)
	}
	step(e.AssessFee(c, m, who("f", casework.Fee), casework.AssessFeeInput{Target: to, Times: 40}))
	step(e.RequestRelief(c, m, casework.Actor{Kind: "applicant", Role: casework.Own, ID: "p"}, casework.RequestReliefInput{Target: to, Reason: "省重点项目"}))
	step(e.DecideRelief(c, m, who("z", casework.Relieve), casework.DecideReliefInput{Target: to, Relieved: 154252_00, Reason: "列入名单"}))
	if o := c.Items[0].Steps[0].Order; o.Amount != 947548_00 {
		t.Errorf("to pay %d", o.Amount)
	}
}
