package officer

import (
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/web/page/console"
)

// Standing is one thing that runs beside the item, or ran: an expert review, a special procedure, a hearing, a question.
type Standing struct {
	Name  string
	State string
	Facts []Fact
}

// standing says what stands between acceptance and decision besides the steps themselves, in the order of the rulebook.
func (f *file) standing() []Standing {
	var out []Standing
	for i := range f.Item.Steps {
		if s := &f.Item.Steps[i]; s.Kind == casework.ExpertReview {
			out = append(out, expertStanding(s))
		}
	}
	for _, p := range f.Item.Procedures {
		out = append(out, f.procedureStanding(p))
	}
	if h := f.Item.Hearing; h != nil {
		out = append(out, hearingStanding(h))
	}
	if q := f.Item.Clarification; q != nil {
		out = append(out, clarificationStanding(q))
	}
	if x := f.Item.Contest; x != nil {
		out = append(out, contestStanding(x))
	}
	return append(out, f.outside()...)
}

// fact appends a line that has something to say.
func (s *Standing) fact(key, value string) {
	if value != "" {
		s.Facts = append(s.Facts, Fact{Label: say("stand." + key), Value: value})
	}
}

// day appends a line with a day that has come.
func (s *Standing) day(key string, d calendar.Day) {
	if d != 0 {
		s.fact(key, console.DayText(d))
	}
}

func expertStanding(s *casework.Step) Standing {
	out := Standing{Name: s.Name, State: say("stand.experts." + string(s.State))}
	if x := s.Experts; x != nil {
		out.fact("who", join(x.Who))
		out.day("from", x.Called)
		out.fact("length", lengthWords(x.Announced))
		if x.Opinion != "" {
			out.fact("opinion", say("opinion."+x.Opinion))
		}
		out.fact("text", x.Text)
		out.day("given", x.Given)
	}
	if s.Excluded != "" {
		out.fact("excluded", s.Excluded)
	}
	return out
}

func (f *file) procedureName(p casework.Procedure) string {
	for _, x := range f.Item.Excludable {
		if x.Ground == p.Ground {
			return x.Name
		}
	}
	return say("law_ground." + p.Ground)
}

func (f *file) procedureStanding(p casework.Procedure) Standing {
	out := Standing{Name: f.procedureName(p), State: say("stand.procedure.open")}
	switch {
	case p.Overrun:
		out.State = say("stand.procedure.overrun")
	case p.To != 0:
		out.State = say("stand.procedure.closed")
	}
	out.day("from", p.From)
	out.fact("length", lengthWords(p.Announced))
	out.day("to", p.To)
	out.fact("reason", p.Reason)
	out.fact("result", p.Result)
	out.fact("excluded", p.Basis)
	return out
}

func hearingStanding(h *casework.Hearing) Standing {
	out := Standing{Name: say("stand.hearing"), State: say("stand.hearing." + h.State)}
	out.fact("matter", h.Matter)
	out.day("told", h.Told)
	out.day("asked", h.Asked)
	if h.By != "" {
		out.fact("by", say("stand.by."+h.By))
		out.fact("by_name", h.Name)
	}
	out.fact("words", h.Reason)
	if h.Day != 0 {
		out.fact("hearing_day", say("stand.hearing_at", "day", console.BindingDay(h.Day), "time", h.Time, "place", h.Place))
	}
	out.day("closed", h.Closed)
	out.fact("record", h.Record)
	return out
}

func clarificationStanding(q *casework.Clarification) Standing {
	out := Standing{Name: say("stand.question"), State: say("stand.question." + q.State)}
	out.fact("asked_what", q.Question)
	out.day("told", q.Asked)
	out.fact("answer", q.Answer)
	out.day("given", q.Answered)
	return out
}

func lengthWords(l casework.Limit) string {
	unit := say("clock.units.working")
	if l.Calendar {
		unit = say("clock.units.calendar")
	}
	return say("stand.days", "n", l.Days, "unit", unit)
}
