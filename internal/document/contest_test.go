package document

import (
	"strings"
	"testing"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/calendar/calendartest"
	"lianban/internal/domain/casework"
)

// contestPapers lets rules grant an item, its applicant object and a person change what it says.
func contestPapers(t testing.TB, applicant string) []casework.Document {
	t.Helper()
	o := &office{t: t, e: casework.Engine{Cal: calendartest.City(), Params: casework.DefaultParameters()}, day: calendar.MustDay("2025-03-03")}
	it := item("a", "licence")
	it.Steps = []casework.Step{{ID: "auto", Kind: casework.AutomaticDecision, Name: "智能审批", State: casework.StepTodo, Auto: &casework.Auto{
		Version: "c80b88104534", Objection: casework.Limit{Days: 5}, Rules: []casework.AutoRule{{Slug: "clean", Name: "没有处罚记录"}},
	}}}
	c := &casework.Case{
		No: ident.NewCaseNo("370602", o.day.Time(), 9), Scenario: "restaurant", ScenarioName: "开办餐饮店", Area: "zhifu", Channel: "portal",
		Applicant: casework.Applicant{Person: "p1", Name: applicant, Kind: "person"}, Items: []*casework.ItemCase{it},
	}
	at := casework.Target{Slot: "a"}
	o.take(o.e.Submit(o.moment(), citizen, casework.SubmitInput{Case: c, OrderAgreed: true, SnapshotHash: "x"}))
	o.take(o.e.Accept(o.c, o.moment(), checker, casework.AcceptInput{Target: at}))
	o.take(o.e.DecideAutomatically(o.c, o.moment(), casework.AutoInput{Slot: "a", Answers: map[string]string{"clean": casework.AnswerYes}}))
	o.take(o.e.ContestDecision(o.c, o.moment(), citizen, casework.ContestInput{Target: at, Reason: "名称少了一个字"}))
	o.take(o.e.ReexamineDecision(o.c, o.moment(), officer, casework.ReexamineInput{
		Target: at, Outcome: casework.ContestChanged, Reasons: "执照上的名称是海风小馆", Old: "海风馆", New: "海风小馆",
	}))
	o.take(o.e.AnswerContest(o.c, o.moment(), signer, casework.AnswerContestInput{Target: at}))
	return o.all
}

func TestThePapersOfAnObjectionToRulesSayUntilWhenAndWhy(t *testing.T) {
	t.Parallel()
	r, docs := renderer(t), contestPapers(t, "王小满")
	for kind, want := range map[string][]string{
		DecisionGrant: {"本决定由规则自动作出", "2025年3月10日（星期一）前可以提出异议", "行政复议", "行政诉讼"},
		ContestAnswer: {"复核决定书", "2025年3月3日", "名称少了一个字", "更改如下", "海风馆", "海风小馆", "执照上的名称", "原来的结果作废", "行政复议"},
	} {
		page, err := r.HTML(t.Context(), find(t, docs, kind, nil), yantai, verifyAt)
		if err != nil {
			t.Errorf("%s: %v", kind, err)
			continue
		}
		shown := dense(plain(t, page))
		for _, words := range want {
			if !strings.Contains(shown, words) {
				t.Errorf("%s does not say %s: %s", kind, words, shown)
			}
		}
	}
}
