package handling_test

import (
	"context"
	"crypto/rand"
	"slices"
	"testing"

	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/fault"
	"lianban/internal/domain/casework"
	"lianban/internal/store"
)

// What rules decided is looked at again by a person when the applicant objects: one examines, another signs, and both papers
// can be printed. How long there is to object was frozen from the pack.
func TestAnObjectionToRulesIsAnsweredByTwoPeople(t *testing.T) {
	t.Parallel()
	ctx, c := context.Background(), newCity(t)
	who := c.applicant(t)
	made := c.fileAll(t, who, filing.ExploreInput{Scenario: "ride_driver", Area: "zhifu", Answers: map[string]any{"licensed_three_years": "yes", "passed_exam": "yes"}})
	const slot = "ride_driver.new"
	it := made.Latest(slot)
	desk := c.officersOf(t, made)[it.Department]
	at := handling.Target{No: made.No, Slot: slot}
	_, err := c.handling.Accept(ctx, desk.examines, at)
	must(t, err)
	_, err = c.filing.Store.Apply(ctx, store.ByNo(made.No), func(x *casework.Case) (casework.Change, error) {
		answers := map[string]string{}
		for _, r := range x.Latest(slot).Automatic().Auto.Rules {
			answers[r.Slug] = casework.AnswerYes
		}
		return c.handling.Engine.DecideAutomatically(x, casework.MomentAt(c.clock.Now(), rand.Reader), casework.AutoInput{Slot: slot, Answers: answers})
	})
	must(t, err)
	now := c.stands(t, who, made, slot)
	if until := now.ContestUntil(); now.State != casework.Granted || until.String() != "2026-10-12" { // five working days, after the holiday
		t.Fatalf("%s, to be objected to until %s", now.State, until)
	}
	_, err = c.handling.ReexamineDecision(ctx, desk.examines, at, casework.ReexamineInput{Outcome: casework.ContestConfirmed, Reasons: "核对无误"})
	wantKey(t, err, fault.NotNow, "casework.no_contest")
	_, err = c.filing.ContestDecision(ctx, who, made.No, slot, "", "")
	wantKey(t, err, fault.Invalid, "casework.required.reason")
	_, err = c.filing.ContestDecision(ctx, who, made.No, slot, "证上的准驾车型写错了", "click")
	must(t, err)
	_, err = c.handling.ReexamineDecision(ctx, desk.signs, at, casework.ReexamineInput{Outcome: casework.ContestConfirmed, Reasons: "核对无误"})
	wantKey(t, err, fault.Forbidden, "permission.missing.handle")
	_, err = c.handling.ReexamineDecision(ctx, desk.examines, at, casework.ReexamineInput{
		Outcome: casework.ContestChanged, Reasons: "登记系统里是A1", Old: "C1", New: "A1",
	})
	must(t, err)
	_, err = c.handling.AnswerContest(ctx, desk.signs, at)
	must(t, err)
	if x := c.stands(t, who, made, slot).Contest; x.Open() || x.New != "A1" {
		t.Errorf("%+v", x)
	}
	if kinds := c.printed(t, who, made); !slices.Contains(kinds, "contest_answer") {
		t.Errorf("the applicant has %v", kinds)
	}
}
