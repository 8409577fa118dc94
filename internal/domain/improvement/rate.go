package improvement

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
)

// MostWords is how long what somebody says in their own words may be, in characters.
const MostWords = 500

// Said is what a form brings: the grade of the whole, marks of items, words.
type Said struct {
	Grade     Grade
	Reasons   []Reason // of the whole; kept where it is bad and no item is
	Legs      []SaidLeg
	Words     string
	Anonymous bool
	Seen      int64 // Review.Version on the page; another one is a conflict, 0 is not checked
}

// SaidLeg is what a form says of one item. No mark: nothing.
type SaidLeg struct {
	Slot    string
	Mark    Mark
	Reasons []Reason // kept where it was poor
}

// Rateable answers the items of which somebody can say now what they were like. The case must be as its applicant knows it
// (casework.Engine.Told).
func Rateable(c *casework.Case, by casework.Actor) []*casework.ItemCase {
	var out []*casework.ItemCase
	for _, it := range c.Current() {
		if casework.Why(c, it.Slot, casework.VerbRateItem, by) == nil {
			out = append(out, it)
		}
	}
	return out
}

// Due is the day by which what was said on a day is to be answered.
func Due(e casework.Engine, day calendar.Day) calendar.Day {
	return e.Cal.AddWorking(day, e.Params.ReviewDays)
}

// Rate writes down what an applicant says of a case (评价), or what they say now instead (had is not nil). What is bad
// starts a clock; what was bad before keeps its day. newID must tell no time. Faults: NotNow casework.state.<state> when
// nothing has ended, improvement.answered when somebody answered; Invalid improvement.incomplete; Conflict
// improvement.changed.
func Rate(e casework.Engine, c *casework.Case, had *Review, by casework.Actor, today calendar.Day, newID func() string, in Said) (*Review, error) {
	if err := mayRate(c, had, by, in.Seen); err != nil {
		return nil, err
	}
	r, verb := &Review{}, VerbRate
	if had != nil {
		r, verb = had.clone(), VerbAmend
	}
	r.Case, r.No, r.Person, r.Name = c.ID, c.No, c.Applicant.Person, c.Applicant.Name
	r.Scenario, r.Title, r.Area, r.Trial = c.Scenario, c.ScenarioName, c.Area, c.Trial
	r.Grade, r.Anonymous, r.On, r.Words = in.Grade, in.Anonymous, today, strings.TrimSpace(in.Words)
	wrong := fault.New(fault.Invalid, "improvement.incomplete")
	if !slices.Contains(Grades, in.Grade) {
		wrong.With("grade", "improvement.required.grade")
	}
	var err error
	if r.Legs, err = legs(c, by, in.Legs, wrong); err != nil {
		return nil, err
	}
	poor := slices.ContainsFunc(r.Legs, func(l Leg) bool { return l.Mark == Poor })
	if r.Reasons = nil; r.Grade.Bad() && !poor {
		r.Reasons = reasons("reason", in.Reasons, wrong)
	}
	words(r.Words, c, r.Anonymous, wrong)
	if err := wrong.OrNil(); err != nil {
		return nil, err
	}
	r.owe(e, today, newID)
	r.did(verb, today, "applicant", "")
	return r, nil
}

func mayRate(c *casework.Case, had *Review, by casework.Actor, seen int64) error {
	current := c.Current()
	if len(Rateable(c, by)) == 0 && len(current) > 0 {
		return casework.Why(c, current[0].Slot, casework.VerbRateItem, by)
	}
	switch {
	case had == nil:
		return nil
	case had.Settled():
		return fault.New(fault.NotNow, "improvement.answered")
	case seen != 0 && seen != had.Version:
		return fault.New(fault.Conflict, "improvement.changed")
	}
	return nil
}

// legs reads what was said of items, in the order of the plan. Every item is there, so that a department can be found for
// what was bad of the whole; those of which nothing was said have no mark.
func legs(c *casework.Case, by casework.Actor, said []SaidLeg, wrong *fault.Fault) ([]Leg, error) {
	var out []Leg
	for _, it := range c.Current() {
		l := Leg{Slot: it.Slot, Item: it.Name, Office: it.Office, Area: it.Area, Department: it.Department}
		i := slices.IndexFunc(said, func(x SaidLeg) bool { return x.Slot == it.Slot && x.Mark != "" })
		if i >= 0 {
			if err := casework.Why(c, it.Slot, casework.VerbRateItem, by); err != nil {
				return nil, err
			}
			if l.Mark = said[i].Mark; !slices.Contains(Marks, l.Mark) {
				wrong.With("leg."+it.Slot, "improvement.required.mark")
			}
			if l.Mark == Poor {
				l.Reasons = reasons("reason."+it.Slot, said[i].Reasons, wrong)
			}
		}
		out = append(out, l)
	}
	for _, x := range said {
		if c.Latest(x.Slot) == nil {
			return nil, fault.New(fault.NotFound, "casework.no_such_item")
		}
	}
	return out, nil
}

// reasons keeps those of the list, in its order, each once.
func reasons(field string, said []Reason, wrong *fault.Fault) []Reason {
	var out []Reason
	for _, x := range Reasons {
		if slices.Contains(said, x) {
			out = append(out, x)
		}
	}
	if slices.ContainsFunc(said, func(x Reason) bool { return !slices.Contains(Reasons, x) }) {
		wrong.With(field, "improvement.no_such_reason")
	}
	return out
}

// words refuses what is too long, and what would say who somebody is: nobody else takes it out for them.
func words(text string, c *casework.Case, anonymous bool, wrong *fault.Fault) {
	if n := utf8.RuneCountInString(text); n > MostWords {
		wrong.With("words", "improvement.too_long", "most", itoa(MostWords), "n", itoa(n))
	}
	switch {
	case hasNumber(text):
		wrong.With("words", "improvement.personal")
	case anonymous && names(text, c):
		wrong.With("words", "improvement.names_you")
	}
}

// owe makes what has to be answered of what was bad.
func (r *Review) owe(e casework.Engine, today calendar.Day, newID func() string) {
	had := r.Bad
	r.Bad = nil
	put := func(b Bad) {
		b.State, b.On, b.Due = Owed, today, Due(e, today)
		i := slices.IndexFunc(had, func(x Bad) bool { return x.Slot == b.Slot })
		if i >= 0 { // it stays bad: its day does not move
			b.ID, b.On, b.Due = had[i].ID, had[i].On, had[i].Due
		} else {
			b.ID = newID()
		}
		r.Bad = append(r.Bad, b)
	}
	for _, l := range r.Legs {
		if l.Mark == Poor {
			put(Bad{Slot: l.Slot, Item: l.Item, Area: l.Area, Department: l.Department, Reasons: l.Reasons})
		}
	}
	if r.Grade.Bad() && len(r.Bad) == 0 {
		put(Bad{Area: r.Area, Reasons: r.Reasons})
	}
}
