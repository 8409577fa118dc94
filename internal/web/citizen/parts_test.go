package citizen

import (
	"strings"
	"testing"

	"lianban/internal/domain/casework"
)

func reviewed(state casework.StepState) *casework.ItemCase {
	return &casework.ItemCase{Slot: "sea.new", State: casework.Accepted, Accepted: 1, Steps: []casework.Step{
		{ID: "consult", Kind: casework.Consult, Name: "征求意见", State: casework.StepTodo},
		{ID: "review", Kind: casework.ExpertReview, Name: "专家评审", State: state, Experts: &casework.Experts{}},
	}}
}

// An expert review stands once on the page of its item: among what stops the clock.
func TestAnExpertReviewIsToldOnce(t *testing.T) {
	t.Parallel()
	it := reviewed(casework.StepCalled)
	v := &visit{}
	n := 0
	for _, r := range append(v.standing(&casework.Case{}, it), stepRows(it)...) {
		if r.Name == "专家评审" {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the review stands %d times", n)
	}
}

// Items that wait for another are nobody's work yet.
func TestOnlyWhoHasWorkIsSaidToWork(t *testing.T) {
	t.Parallel()
	c := &casework.Case{Items: []*casework.ItemCase{
		{Slot: "a", Department: "ocean", State: casework.Accepted}, {Slot: "b", Department: "tax", State: casework.Waiting},
		{Slot: "c", Department: "land", State: casework.Waiting},
	}}
	if got := together(c); got != say("case.joined", "n", 3) {
		t.Errorf("one works and two wait: %q", got)
	}
	c.Items[1].State = casework.Received
	if got := together(c); got != say("case.together", "n", 2) {
		t.Errorf("two work and one waits: %q", got)
	}
}

func TestStepsStandBesideOneAnotherWhileTheyRun(t *testing.T) {
	t.Parallel()
	v, it := &visit{}, reviewed(casework.StepDone)
	if parts := v.parts(it); len(parts) != 2 || parts[0].Tag.Word != say("steps.todo") || parts[1].Tag.Word != say("steps.done") {
		t.Errorf("%+v", parts)
	}
	it.State = casework.Granted
	if parts := v.parts(it); parts != nil {
		t.Errorf("after the decision: %+v", parts)
	}
}

// What a fee will be is said before anybody assessed it, with what can be taken off.
func TestTheCardSaysWhatToExpect(t *testing.T) {
	t.Parallel()
	order := &casework.FeeOrder{
		Lines:   []casework.FeeLine{{Name: "海域使用金", Formula: "标准 × 面积", Exact: "27.96", Unit: "万元", Every: "year", Term: 15}},
		Reliefs: []casework.FeeRelief{{Slug: "key", Name: "重点项目减免", Exact: "3.9144"}},
	}
	c := &casework.Case{No: "370602-20260929-00001-1", Items: []*casework.ItemCase{{Slot: "fee", State: casework.Waiting, Steps: []casework.Step{
		{ID: "fee", Kind: casework.FeeStep, State: casework.StepTodo, Order: order},
	}}}}
	card := (&visit{}).feeCard(c)
	if card == nil || !strings.Contains(card.Rows[0].Value, "279,600 元/年") || !strings.Contains(card.Rows[1].Value, "39,144") || card.Total.Value != "240,456 元/年" {
		t.Fatalf("%+v", card)
	}
	if !strings.Contains(calm(c), "缴费") {
		t.Errorf("what comes next is not said: %s", calm(c))
	}
	order.No, order.Full, order.Amount = "1", 27960000, 24045600
	c.Items[0].Steps[0].State = casework.StepDue
	if card = (&visit{}).feeCard(c); card.Total.Value != "240,456 元" {
		t.Errorf("as served: %+v", card)
	}
}
