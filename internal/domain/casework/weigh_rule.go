package casework

import (
	"lianban/internal/domain/form"
	"lianban/internal/domain/rule"
	"lianban/internal/domain/scenario"
)

// Fetched is what one register answered: values by field, or why there are none.
type Fetched struct {
	Values   map[string]string
	Down     bool // it did not answer
	Withheld bool // it was not asked: the consent was taken back
}

// Weigh answers one rule on fetched values and on what items of the same case have given: yes or no if everything that it
// reads is known, else why not.
func (c *Case) Weigh(r AutoRule, fetched map[string]Fetched) string {
	facts := map[string]any{}
	for _, x := range r.Reads {
		if it := c.Latest(x.GivenBy); x.GivenBy != "" && it != nil && it.State.Satisfied() {
			facts[x.Field] = true // the house granted it itself: no register knows better
			continue
		}
		f := fetched[x.Register]
		switch {
		case f.Withheld:
			return AnswerWithheld
		case f.Down:
			return AnswerDown
		}
		facts[x.Field] = f.Values[x.Field]
	}
	return answerOf[scenario.Weigh(planned(r), facts)]
}

// answerOf is what the journal says of a rule.
var answerOf = map[rule.Truth]string{rule.True: AnswerYes, rule.False: AnswerNo, rule.Unknown: AnswerUnknown}

// planned is a frozen rule as the plan described it.
func planned(r AutoRule) scenario.Rule {
	out := scenario.Rule{Slug: r.Slug, Must: r.Must, Values: r.Values}
	for _, x := range r.Reads {
		out.Facts = append(out.Facts, scenario.Fact{Key: x.Field, Field: x.Field, Name: x.Name, Type: form.Type(x.Type), Options: x.Options})
	}
	return out
}
