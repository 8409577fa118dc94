package citizen

import (
	"lianban/internal/domain/casework"
	"lianban/internal/web/page"
)

// stepRows are the steps of an accepted item as its applicant sees them: how far each is, and the public page of a
// notice. Who was asked and what they said is the department's own until the decision. Expert reviews stand among what
// stops the clock, a payment order with its amounts.
func stepRows(it *casework.ItemCase) []page.Row {
	if it.Accepted == 0 {
		return nil
	}
	var out []page.Row
	for i := range it.Steps {
		s := &it.Steps[i]
		if s.Kind == casework.ExpertReview || s.Order != nil && s.Order.No != "" {
			continue
		}
		row := page.Row{Name: s.Name, Value: stepWords(s)}
		if s.Notice != nil && s.Notice.ID != "" {
			row.Links = []page.Link{{Label: say("steps.look"), Href: noticeURL(s.Notice.ID)}}
		}
		out = append(out, row)
	}
	return out
}

func stepWords(s *casework.Step) string {
	switch {
	case s.Passed():
		return say("steps.done")
	case s.State == casework.StepTodo && s.Notice != nil && s.Notice.Hole != 0:
		return say("steps.interrupted")
	case s.State == casework.StepOpen && s.Asked != nil:
		n := 0
		for _, r := range s.Asked.Requests {
			if r.State != casework.RequestSent {
				n++
			}
		}
		return say("steps.open", "n", n, "of", len(s.Asked.Requests))
	case s.OnDisplay():
		return say("steps."+string(s.State), "until", bindingDay(s.Notice.Until))
	}
	if key := "steps." + string(s.State); has(key) {
		return say(key)
	}
	return say("steps.other")
}
