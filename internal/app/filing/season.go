package filing

import (
	"fmt"
	"time"

	"lianban/internal/base/fault"
	"lianban/internal/base/lang"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/scenario"
)

// reminderHour is when on its first day a person is told that a draft can be submitted.
const reminderHour = 9 * time.Hour

// inTime refuses what may not be submitted on this day: outside the time of a campaign, or before a day that the law
// sets. Faults: NotNow filing.not_yet with the first day, filing.over with where to go, filing.not_before.
func (s *Service) inTime(f *Filing) *fault.Fault {
	if bad := s.inSeason(f.Plan); bad != nil {
		return bad
	}
	for _, g := range f.Plan.Gates {
		if first, ok := s.firstDay(f, g); ok && s.today() < first {
			return fault.New(fault.NotNow, "filing.not_before", "name", g.Name, "day", dayWords(first), "say", g.Say)
		}
	}
	return nil
}

// inSeason refuses what is outside the time of its campaign.
func (s *Service) inSeason(p *scenario.Plan) *fault.Fault {
	switch p.Campaign.On(s.today()) {
	case scenario.NotYet:
		return fault.New(fault.NotNow, "filing.not_yet", "scenario", p.Scenario.Name,
			"opens", dayWords(p.Campaign.Opens), "closes", dayWords(p.Campaign.Closes))
	case scenario.Over:
		return fault.New(fault.NotNow, "filing.over", "scenario", p.Scenario.Name,
			"closes", dayWords(p.Campaign.Closes), "missed", p.Campaign.Missed)
	}
	return nil
}

// dayWords writes a day as people read it.
func dayWords(d calendar.Day) string {
	t := d.Time()
	return lang.Chinese().Say("filing.date", "y", t.Year(), "m", int(t.Month()), "d", t.Day())
}

// firstDay answers from when a gate lets the draft through; ok is false while its day is not known, and for a gate
// that waits for an event.
func (s *Service) firstDay(f *Filing, g scenario.Gate) (first calendar.Day, ok bool) {
	if g.Day == "" {
		return 0, false
	}
	day, err := calendar.ParseDay(fmt.Sprint(f.fact(g.Day)))
	if err != nil {
		return 0, false
	}
	return g.FirstDay(day, s.Engine.Cal), true
}

// fact is the value of a data element of the draft, from the form or the guide; nil: not known.
func (f *Filing) fact(slug string) any {
	for _, sec := range f.Plan.Form.Sections {
		for _, x := range sec.Fields {
			if v := f.Value(x); x.Slug == slug && v != nil {
				return v
			}
		}
	}
	for _, q := range f.Plan.Questions {
		if q.Field == slug && q.Answer != nil {
			return q.Answer
		}
	}
	return nil
}

// opening answers the first day on which the draft can be submitted, when that is still to come and its person wants to
// be told: the first of a campaign, or of the last gate that says so.
func (s *Service) opening(f *Filing) (first calendar.Day, ok bool) {
	if c := f.Plan.Campaign; c.On(s.today()) == scenario.NotYet {
		first = c.Opens
	}
	for _, g := range f.Plan.Gates {
		if day, known := s.firstDay(f, g); known && g.Remind && day > s.today() {
			first = max(first, day)
		}
	}
	return first, first != 0
}

// keepFor sets how long a draft is kept and when its person is told that it can be submitted: a draft for a campaign
// stays until that is over.
func (s *Service) keepFor(f *Filing, expires time.Time) (until, remind time.Time) {
	if f.Plan == nil || f.Draft.Person == "" {
		return expires, time.Time{}
	}
	if first, ok := s.opening(f); ok {
		remind = first.Time().Add(reminderHour)
	}
	if !remind.IsZero() && expires.Before(remind.Add(draftLife)) {
		expires = remind.Add(draftLife)
	}
	return expires, remind
}
