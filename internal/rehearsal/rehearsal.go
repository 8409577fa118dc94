// Package rehearsal plays the examples of scenario packs to their end (演练): a played applicant files each of them as a trial
// case through the same services that people use, played officers of every department decide it, and the clock is moved over
// the working days between. What cannot be finished is a mistake of the pack or of the house, and is named.
package rehearsal

import (
	"context"
	"fmt"
	"time"

	"lianban/internal/app/access"
	"lianban/internal/app/filing"
	"lianban/internal/app/handling"
	"lianban/internal/base/clock"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
	"lianban/internal/domain/scenario"
	"lianban/internal/pack"
	"lianban/internal/store"
)

// Stage is the house in which it is played. The clock is moved, forwards and back, so nobody else may live in it; its
// registers must be those of the stage (Registers), or none answers.
type Stage struct {
	Access   *access.Service
	Filing   *filing.Service
	Handling *handling.Service
	Store    *store.Store
	Clock    *clock.Movable

	cast cast
}

// Registers are the played registers of a stage: each example says what they know.
type Registers struct{ knows *knowing }

// Report is what became of one example.
type Report struct {
	Scenario string       `json:"scenario"`
	Example  string       `json:"example"`
	Name     string       `json:"name"`
	No       ident.CaseNo `json:"no,omitempty"`
	Outcome  Outcome      `json:"outcome"`
	Stops    []string     `json:"stops,omitempty"` // what sends the person elsewhere
	Items    []Item       `json:"items,omitempty"`

	Filed     string `json:"filed,omitempty"`     // day
	Concluded string `json:"concluded,omitempty"` // day
	Result    string `json:"result,omitempty"`    // of the joint case: all_granted …
	Acts      int    `json:"acts"`                // journal entries
	ByPeople  int    `json:"by_people"`           // of them acts of the applicant and of officers
	Documents int    `json:"documents"`
	Letters   int    `json:"letters"`  // what would have been told to the world, and stayed in the house
	Elapsed   int    `json:"elapsed"`  // working days from filing until the last item is through: decided, its paper made, its money paid out
	Legal     int    `json:"legal"`    // of them working days that count against the joint ceiling
	Planned   int    `json:"planned"`  // working days that the plan computed (elapsed)
	Verified  int    `json:"verified"` // journal entries whose chain was checked

	Differs string `json:"differs,omitempty"` // why Elapsed is not Planned; none where it is, or where nothing explains it

	Why string `json:"why,omitempty"` // of a failure: what could not be finished, and why
}

// Outcome is how the play of one example ended.
type Outcome string

// The outcomes.
const (
	Decided Outcome = "decided" // filed, and every item came to its end
	Stopped Outcome = "stopped" // the person was sent elsewhere, as the example says
	Offline Outcome = "offline" // the scenario shows its plan only; nothing can be filed
	Failed  Outcome = "failed"
)

// Item is what became of one item of a case.
type Item struct {
	Slot    string `json:"slot"`
	Name    string `json:"name"`
	Office  string `json:"office"`
	State   string `json:"state"`
	Steps   int    `json:"steps"`
	Planned int    `json:"planned"`            // working days that the plan computed from its first step to its last
	Elapsed int    `json:"elapsed"`            // working days from receipt until it was through
	Legal   int    `json:"legal"`              // working days of its own limit that were used
	Limit   int    `json:"limit"`              // its promise in working days; 0: none
	Late    string `json:"late,omitempty"`     // last day that ended with something due and not done
	WhyLate string `json:"why_late,omitempty"` // what of the pack makes it late; none: nothing explains it
}

// play is one example while it is played.
type play struct {
	*Stage
	ex        pack.Example
	applicant permission.Principal
	plan      *scenario.Plan // of the draft
	id        ident.CaseID
	no        ident.CaseNo
	filed     calendar.Day
	passed    map[string]calendar.Day // by step of the plan: when it came to its end
	signed    map[string]calendar.Day // by slot: when it was decided, if only behind the doors of a campaign
	waits     map[string]string       // by slot: why nothing could be done last
}

// mostDays is how long one case may take: longer is a case that never ends.
const mostDays = 600

// hour is the time of day at which a played day begins.
const hour = 9*time.Hour + 20*time.Minute

// Play plays one example from a day on, at the earliest: an example with a day of its own, or a campaign, has another. The
// error is for a house that is broken; an example that cannot be finished is Failed, with the reason.
func (s *Stage) Play(ctx context.Context, ex pack.Example, from calendar.Day) (Report, error) {
	p := &play{Stage: s, ex: ex, passed: map[string]calendar.Day{}, signed: map[string]calendar.Day{}, waits: map[string]string{}}
	r := Report{Scenario: ex.Scenario, Example: ex.Slug, Name: ex.Name}
	p.begin(from)
	err := p.run(ctx, &r)
	if ctx.Err() != nil {
		return r, ctx.Err()
	}
	if err != nil {
		r.Outcome, r.Why = Failed, err.Error()
	}
	if p.no == "" {
		return r, nil
	}
	return r, p.tally(ctx, &r)
}

func (p *play) run(ctx context.Context, r *Report) error {
	p.registers().knows.set(p.ex.Situation.Known)
	if len(p.ex.Stops) > 0 {
		r.Outcome, r.Stops = Stopped, p.ex.Stops
		return p.stopped(ctx)
	}
	if sc, ok := p.Filing.Catalogue.ScenarioIn(p.ex.Scenario, p.ex.Area); ok && !sc.Online {
		r.Outcome = Offline
		return nil
	}
	r.Outcome = Decided
	if err := p.file(ctx); err != nil {
		return fmt.Errorf("%s: %w", say("file"), worded(err))
	}
	return p.decide(ctx)
}

// registers are the played registers of the house; a house with others asks nobody, because the case is a rehearsal.
func (s *Stage) registers() Registers {
	if r, ok := s.Filing.Registers.(Registers); ok {
		return r
	}
	return NewRegisters(s.Filing.Catalogue)
}

// begin sets the clock to the first working day from which the example can be played.
func (p *play) begin(from calendar.Day) {
	if t := p.ex.Situation.Today; t != 0 {
		from = t
	} else if sc, ok := p.Filing.Catalogue.ScenarioIn(p.ex.Scenario, p.ex.Area); ok && sc.Campaign.On(from) != scenario.Open {
		from = sc.Campaign.Opens
	}
	if !p.Filing.Engine.Cal.Working(from) && p.ex.Situation.Today == 0 {
		from = p.Filing.Engine.Cal.NextWorking(from)
	}
	p.set(from)
}

func (p *play) set(day calendar.Day) { p.Clock.Set(day.Time().Add(hour)) }

func (p *play) today() calendar.Day { return calendar.DayOf(p.Clock.Now()) }

// tomorrow moves the clock to the next working day and lets the law do what it does when days end.
func (p *play) tomorrow(ctx context.Context) error {
	p.set(p.Filing.Engine.Cal.NextWorking(p.today()))
	if p.id == "" {
		return nil
	}
	return p.Handling.Settle(ctx, p.id)
}

// tally writes down what happened, and checks the chain of the journal.
func (p *play) tally(ctx context.Context, r *Report) error {
	c, err := p.Store.Case(ctx, store.ByNo(p.no))
	if err != nil {
		return err
	}
	entries, err := p.Store.Journal(ctx, c.ID, 0, 0)
	if err != nil {
		return err
	}
	if broken := casework.Verify(entries); broken != nil {
		r.Outcome, r.Why = Failed, broken.Error()
	}
	documents, err := p.Store.Documents(ctx, c.ID)
	if err != nil {
		return err
	}
	if r.Letters, err = p.Store.OutboxKept(ctx, c.ID); err != nil {
		return err
	}
	r.No, r.Filed, r.Result = p.no, p.filed.String(), string(casework.ResultOf(c))
	r.Acts, r.Verified, r.Documents, r.Planned = len(entries), len(entries), len(documents), p.plan.Days.Elapsed
	for _, e := range entries {
		if e.Actor.Kind == string(permission.Applicant) || e.Actor.Kind == string(permission.Staff) {
			r.ByPeople++
		}
	}
	if c.Concluded != 0 {
		through := c.Concluded
		for _, it := range c.Current() {
			through = max(through, p.done(c, it))
		}
		r.Concluded, r.Elapsed = c.Concluded.String(), p.Filing.Engine.Cal.Between(p.filed, through)
	}
	if r.Elapsed != r.Planned {
		r.Differs = p.whyOtherDay(c, r)
	}
	for _, v := range p.Filing.Engine.JointClockViews(c, p.today()) {
		r.Legal = max(r.Legal, v.Used)
	}
	for _, it := range c.Current() {
		r.Items = append(r.Items, p.item(c, it))
	}
	return nil
}

func (p *play) item(c *casework.Case, it *casework.ItemCase) Item {
	out := Item{
		Slot: it.Slot, Name: it.Name, Office: it.Office, State: string(it.State), Steps: len(it.Steps),
		Limit: it.Promised.Days, Late: it.Late.String(),
	}
	for _, x := range p.plan.Items {
		if x.Slot == it.Slot {
			out.Planned = x.End - x.Start
		}
	}
	if out.Late != "" {
		out.WhyLate = p.whyLate(c, it)
	}
	if it.Decided != 0 {
		out.Elapsed = p.Filing.Engine.Cal.Between(it.Received, p.done(c, it))
	}
	for _, v := range p.Filing.Engine.ClockViews(c, it.Slot, p.today()) {
		if v.Kind == "K4" || v.Kind == "K3" && out.Legal == 0 {
			out.Legal = v.Used
		}
	}
	return out
}

// Totals add reports up.
type Totals struct {
	Scenarios map[string]bool // slugs that were played
	Examples  int
	Filed     int
	Decided   int
	Stopped   int
	Offline   int
	Failed    int
	Items     int // that came to an end
	Acts      int
	Documents int
	Letters   int
	Verified  int
	Late      int      // items that were late
	Baffling  int      // of them those that nothing explains
	Other     int      // cases that ended on another day than planned
	Strange   int      // of them those that nothing explains
	Failures  []string // scenario/example of what could not be finished
}

// Add adds a report.
func (t *Totals) Add(r Report) {
	if t.Scenarios == nil {
		t.Scenarios = map[string]bool{}
	}
	t.Scenarios[r.Scenario] = true
	t.Examples++
	if r.No != "" {
		t.Filed++
	}
	switch r.Outcome {
	case Decided:
		t.Decided++
		if r.Elapsed != r.Planned {
			t.Other++
		}
		if r.Elapsed != r.Planned && r.Differs == "" {
			t.Strange++
		}
		t.Items += len(r.Items)
	case Stopped:
		t.Stopped++
	case Offline:
		t.Offline++
	default:
		t.Failed++
		t.Failures = append(t.Failures, r.Scenario+"/"+r.Example)
	}
	t.Acts += r.Acts
	t.Documents += r.Documents
	t.Letters += r.Letters
	t.Verified += r.Verified
	for _, it := range r.Items {
		if it.Late != "" {
			t.Late++
			if it.WhyLate == "" {
				t.Baffling++
			}
		}
	}
}
