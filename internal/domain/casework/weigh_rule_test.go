package casework

import (
	"testing"

	"lianban/internal/domain/scenario"
)

// What an item of the same case has given counts as known, also while the register does not know of it yet or is down;
// until it is granted only the register speaks.
func TestARuleKnowsWhatItsOwnCaseHasGiven(t *testing.T) {
	t.Parallel()
	passed := AutoRule{Slug: "passed", Must: "ride_exam_passed == true", Reads: []AutoRead{
		{Field: "ride_exam_passed", Type: "yes_no", Register: "transport_exams", GivenBy: "ride_exam.take"},
	}}
	for _, x := range []struct {
		exam    State
		fetched map[string]Fetched
		want    string
	}{
		{Granted, map[string]Fetched{"transport_exams": {}}, AnswerYes},
		{Delivered, map[string]Fetched{"transport_exams": {Down: true}}, AnswerYes},
		{Accepted, map[string]Fetched{"transport_exams": {}}, AnswerUnknown},
		{Refused, map[string]Fetched{"transport_exams": {Values: map[string]string{"ride_exam_passed": "no"}}}, AnswerNo},
		{Refused, map[string]Fetched{"transport_exams": {Down: true}}, AnswerDown},
	} {
		c := &Case{Items: []*ItemCase{{Slot: "ride_exam.take", Attempt: 1, State: x.exam}}}
		if got := c.Weigh(passed, x.fetched); got != x.want {
			t.Errorf("exam %s, register %+v: %s, want %s", x.exam, x.fetched, got, x.want)
		}
	}
}

// A rule with a parameter decides equally in the examples of a pack and in a case, on either side of the number, and where
// nothing is known.
func TestOneEvaluatorForExamplesAndCases(t *testing.T) {
	t.Parallel()
	frozen := AutoRule{
		Slug: "three_years", Must: "licensed_years >= least_years && licence_class in [\"C1\", \"C2\"]", Values: map[string]float64{"least_years": 3},
		Reads: []AutoRead{
			{Field: "licensed_years", Type: "number", Register: "licences"},
			{Field: "licence_class", Type: "choice", Options: []string{"C1", "C2", "D"}, Register: "licences"},
		},
	}
	for _, x := range []struct{ years, class, want string }{
		{"3", "C1", AnswerYes}, {"2.5", "C1", AnswerNo}, {"4", "D", AnswerNo},
		{"", "C1", AnswerUnknown}, {"4", "Z9", AnswerUnknown}, {"many", "C1", AnswerUnknown},
	} {
		values := map[string]string{"licensed_years": x.years, "licence_class": x.class}
		inCase := (&Case{}).Weigh(frozen, map[string]Fetched{"licences": {Values: values}})
		inExample := answerOf[scenario.Weigh(planned(frozen), map[string]any{"licensed_years": x.years, "licence_class": x.class})]
		if inCase != x.want || inExample != x.want {
			t.Errorf("%v: case %s, example %s, want %s", x, inCase, inExample, x.want)
		}
	}
	delete(frozen.Values, "least_years")
	if got := (&Case{}).Weigh(frozen, map[string]Fetched{"licences": {Values: map[string]string{"licensed_years": "9", "licence_class": "C1"}}}); got != AnswerUnknown {
		t.Errorf("a number that nobody knows: %s", got)
	}
}
