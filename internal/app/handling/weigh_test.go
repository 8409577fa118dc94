package handling

import (
	"testing"

	"lianban/internal/domain/casework"
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
