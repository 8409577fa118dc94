package handling

import (
	"testing"

	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
)

// What an item of the same case has given counts as known, also while the register does not know of it yet or is down;
// until it is granted only the register speaks.
func TestARuleKnowsWhatItsOwnCaseHasGiven(t *testing.T) {
	t.Parallel()
	passed := casework.AutoRule{Slug: "passed", Must: "ride_exam_passed == true", Reads: []casework.AutoRead{
		{Field: "ride_exam_passed", Type: "yes_no", Register: "transport_exams", GivenBy: "ride_exam.take"},
	}}
	for _, x := range []struct {
		exam    casework.State
		fetched map[string]AutoFetched
		want    string
	}{
		{casework.Granted, map[string]AutoFetched{"transport_exams": {}}, casework.AnswerYes},
		{casework.Delivered, map[string]AutoFetched{"transport_exams": {Down: true}}, casework.AnswerYes},
		{casework.Accepted, map[string]AutoFetched{"transport_exams": {}}, casework.AnswerUnknown},
		{casework.Refused, map[string]AutoFetched{"transport_exams": {Values: map[string]string{"ride_exam_passed": "no"}}}, casework.AnswerNo},
		{casework.Refused, map[string]AutoFetched{"transport_exams": {Down: true}}, casework.AnswerDown},
	} {
		c := &casework.Case{Items: []*casework.ItemCase{{Slot: "ride_exam.take", Attempt: 1, State: x.exam}}}
		if got := weigh(c, passed, x.fetched); got != x.want {
			t.Errorf("exam %s, register %+v: %s, want %s", x.exam, x.fetched, got, x.want)
		}
	}
}

// A rule with a parameter decides equally in the examples of a pack and in a case, on either side of the number, and where
// nothing is known.
func TestOneEvaluatorForExamplesAndCases(t *testing.T) {
	t.Parallel()
	frozen := casework.AutoRule{
		Slug: "three_years", Must: "licensed_years >= least_years && licence_class in [\"C1\", \"C2\"]", Values: map[string]float64{"least_years": 3},
		Reads: []casework.AutoRead{
			{Field: "licensed_years", Type: "number", Register: "licences"},
			{Field: "licence_class", Type: "choice", Options: []string{"C1", "C2", "D"}, Register: "licences"},
		},
	}
	for _, x := range []struct{ years, class, want string }{
		{"3", "C1", casework.AnswerYes}, {"2.5", "C1", casework.AnswerNo}, {"4", "D", casework.AnswerNo},
		{"", "C1", casework.AnswerUnknown}, {"4", "Z9", casework.AnswerUnknown}, {"many", "C1", casework.AnswerUnknown},
	} {
		values := map[string]string{"licensed_years": x.years, "licence_class": x.class}
		inCase := weigh(&casework.Case{}, frozen, map[string]AutoFetched{"licences": {Values: values}})
		inExample := answers[scenario.Weigh(planned(frozen), map[string]any{"licensed_years": x.years, "licence_class": x.class})]
		if inCase != x.want || inExample != x.want {
			t.Errorf("%v: case %s, example %s, want %s", x, inCase, inExample, x.want)
		}
	}
	delete(frozen.Values, "least_years")
	if got := weigh(&casework.Case{}, frozen, map[string]AutoFetched{"licences": {Values: map[string]string{"licensed_years": "9", "licence_class": "C1"}}}); got != casework.AnswerUnknown {
		t.Errorf("a number that nobody knows: %s", got)
	}
}
