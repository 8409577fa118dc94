package filing

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"

	"lianban/internal/base/clock"
	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/scenario"
	"lianban/internal/store"
)

// Why a submitted case stays on the version on which it was begun; the words are "publishing.stays.<why>".
const (
	StaysDecided   = "over"      // every item is decided
	StaysItems     = "items"     // an item would be lost, new, or another office's
	StaysLonger    = "longer"    // a limit would be longer
	StaysQuestions = "questions" // something would have to be answered, or answered again
	StaysFields    = "fields"    // something would have to be filled in
	StaysPapers    = "papers"    // a paper would have to be handed in
	StaysFees      = "fees"      // a fee would be another one
	StaysSteps     = "steps"     // the work, its order or its papers of others would be another one
	StaysCampaign  = "campaign"  // its results are told on one day
	StaysOut       = "out"       // it would be sent elsewhere
)

// moving is one submitted case with what it would come to under the version that counts.
type moving struct {
	from     string // content of its own version
	to       store.ScenarioVersion
	old, now *scenario.Plan
	why      string // why it stays; "": the plans do not forbid it
}

// moving compiles the answers with which a case was submitted under the version that counts, as on the day of its
// submission. nil: it is on that version, or finishes on its own.
func (s *Service) moving(ctx context.Context, c *casework.Case, book Versions, cat *scenario.Catalogue) (*moving, error) {
	to, ok, err := book.Moves(ctx, c.Scenario, c.Area, c.PackHash)
	if err != nil || !ok {
		return nil, err
	}
	m := &moving{from: c.PackHash, to: to}
	snapshot, err := s.Store.Snapshot(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	var frozen struct {
		Work json.RawMessage `json:"work"`
		Plan *scenario.Plan  `json:"plan"`
	}
	if err := json.Unmarshal(snapshot.Data, &frozen); err != nil {
		return nil, fault.Wrap(err, "read snapshot")
	}
	if frozen.Plan == nil {
		return nil, fault.Wrap(errors.New("it holds no plan"), "read snapshot")
	}
	m.old = frozen.Plan
	f := &Filing{Draft: store.Draft{Scenario: c.Scenario, Area: c.Area, Person: c.Applicant.Person}, Plan: m.old}
	if err := readWork(frozen.Work, &f.Work); err != nil {
		return nil, fault.Wrap(err, "read snapshot")
	}
	if f.Papers, err = s.Store.PapersOfCase(ctx, c.ID); err != nil {
		return nil, err
	}
	return m, s.replan(m, f, cat)
}

// replan compiles the case and says what its plan forbids.
func (s *Service) replan(m *moving, f *Filing, cat *scenario.Catalogue) error {
	sc, ok := cat.ScenarioIn(f.Draft.Scenario, f.Draft.Area)
	if !ok {
		m.why = StaysOut
		return nil
	}
	next, err := f.onto(sc.Renamed(m.old.Scenario.Version))
	if err != nil {
		return err
	}
	next.catalogue = cat
	again, err := s.recompileKeeping(next)
	switch {
	case fault.Is(err, fault.Invalid):
		m.why = StaysQuestions
		return nil
	case fault.Is(err, fault.NotFound), fault.Is(err, fault.NotNow): // it is not offered there any more
		m.why = StaysOut
		return nil
	case err != nil:
		return err
	}
	if m.now, err = reread(next.Plan); err != nil {
		return err
	}
	m.why = stays(m.old, m.now, next, len(again) > 0)
	return nil
}

// stays says what in its new plan keeps a case on its version; "": nothing.
func stays(old, now *scenario.Plan, next *Filing, again bool) string {
	switch {
	case now.Stopped:
		return StaysOut
	case again || !now.Complete:
		return StaysQuestions
	case !sameItems(old, now):
		return StaysItems
	}
	for _, sec := range now.Form.Sections {
		if len(problems(sec, next.Work.Values)) > 0 {
			return StaysFields
		}
	}
	for _, x := range now.Materials {
		if x.Disposition == "upload" && len(next.PapersFor(x)) == 0 {
			return StaysPapers
		}
	}
	switch {
	case len(scenario.Differ(old, now).Fees) > 0:
		return StaysFees
	case !reflect.DeepEqual(frozenWork(old), frozenWork(now)):
		return StaysSteps
	}
	return ""
}

func sameItems(old, now *scenario.Plan) bool {
	return slices.EqualFunc(sortedItems(old), sortedItems(now), func(a, b scenario.Item) bool {
		return a.Slot == b.Slot && a.Office.Slug == b.Office.Slug && a.Office.Area == b.Office.Area && a.Regime == b.Regime
	})
}

func sortedItems(p *scenario.Plan) []scenario.Item {
	return slices.SortedFunc(slices.Values(p.Items), func(a, b scenario.Item) int {
		if a.Slot < b.Slot {
			return -1
		}
		return 1
	})
}

// frozenPart is what a submission freezes of how items are worked on: it cannot become different afterwards.
type frozenPart struct {
	Joint   bool
	Day     string
	Edges   []casework.Edge
	Gates   []casework.Gate
	SignOff map[string]int
	Steps   map[string][]casework.Step
}

func frozenWork(p *scenario.Plan) frozenPart {
	out := frozenPart{Joint: p.Joint, SignOff: map[string]int{}, Steps: map[string][]casework.Step{}}
	if p.Campaign != nil {
		out.Day = p.Campaign.Publishes.String()
	}
	out.Edges, out.Gates = newEdges(p)
	for _, it := range p.Items {
		out.SignOff[it.Slot] = it.SignOff
		steps := newSteps(p, it)
		for i := range steps {
			steps[i].Name, steps[i].Basis = "", nil
			if k := steps[i].Kind; k != casework.Consult && k != casework.PublicNotice { // only theirs run a clock
				steps[i].Length = casework.Limit{}
			}
			if steps[i].Auto != nil {
				steps[i].Auto.Version = "" // the rules themselves are compared
			}
		}
		out.Steps[it.Slot] = steps
	}
	return out
}

// reread is a plan as it would come out of a snapshot, so that two of them can be compared.
func reread(p *scenario.Plan) (*scenario.Plan, error) {
	data, err := json.Marshal(p)
	if err != nil {
		return nil, fault.Wrap(err, "copy plan")
	}
	out := &scenario.Plan{}
	return out, fault.Wrap(json.Unmarshal(data, out), "copy plan")
}

// input is what casework is told of a move.
func (m *moving) input(c *casework.Case) casework.MigrateInput {
	in := casework.MigrateInput{
		Version: m.to.Number, Hash: m.now.Scenario.Hash, Name: m.now.Scenario.Name, Promise: m.now.Promise.Days,
	}
	for _, it := range m.now.Items {
		in.Items = append(in.Items, casework.NewTerms{
			Slot: it.Slot, Name: it.Name, Promised: casework.Limit(it.Promised), Statutory: casework.Limit(it.Statutory),
		})
	}
	in.Shown = m.shown(c)
	return in
}

// shown is the difference as the applicant and the officer read it: of what is not decided yet.
func (m *moving) shown(c *casework.Case) []casework.VersionChange {
	var out []casework.VersionChange
	add := func(name, what, old, now string) {
		if old != now {
			out = append(out, casework.VersionChange{Name: name, What: what, Old: old, New: now})
		}
	}
	add(m.old.Scenario.Name, "word", m.old.Scenario.Name, m.now.Scenario.Name)
	add(m.now.Scenario.Name, "limit", m.old.Promise.Words(), m.now.Promise.Words())
	for _, was := range m.old.Items {
		it := c.Latest(was.Slot)
		i := slices.IndexFunc(m.now.Items, func(x scenario.Item) bool { return x.Slot == was.Slot })
		if i < 0 || it == nil || !it.Undecided() {
			continue
		}
		is := m.now.Items[i]
		add(was.Name, "word", was.Name, is.Name)
		add(is.Name, "limit", was.Promised.Words(), is.Promised.Words())
		add(is.Name, "law", was.Statutory.Words(), is.Statutory.Words())
	}
	return out
}

// asOf is this room as it was on the day on which a case was submitted: what depends on the day came out as it did then.
func (s *Service) asOf(c *casework.Case) *Service {
	then := *s
	then.Clock = clock.NewFrozen(c.FiledAt)
	return &then
}

// errMoved says that a case moved while it was looked at.
var errMoved = fault.New(fault.Conflict, "filing.upgrade_changed")

// migrate moves one case, or keeps why it stays.
func (s *Service) migrate(ctx context.Context, id ident.CaseID, book Versions, cat *scenario.Catalogue) error {
	c, err := s.Store.Case(ctx, store.ByID(id))
	if err != nil {
		return err
	}
	m, err := s.asOf(c).moving(ctx, c, book, cat)
	if err != nil || m == nil {
		return err
	}
	row := store.VersionMove{Scenario: c.Scenario, Area: m.to.Area, Number: m.to.Number, Case: id, Why: m.why}
	if m.why != "" {
		return s.Store.PutVersionMove(ctx, row)
	}
	change, err := s.Store.Apply(ctx, store.ByID(id), func(c *casework.Case) (casework.Change, error) {
		if c.PackHash != m.from {
			return casework.Change{}, errMoved
		}
		return s.Engine.MigrateVersion(c, s.moment(), m.input(c))
	}, store.KeepVersionMove(row))
	if row.Why = refusedMove(err); row.Why != "" {
		return s.Store.PutVersionMove(ctx, row)
	}
	if errors.Is(err, errMoved) {
		return nil
	}
	if err == nil {
		s.told(change)
	}
	return err
}

// refusedMove is the reason behind a refusal of casework; "": it is none.
func refusedMove(err error) string {
	return map[string]string{
		"casework.migrate_over": StaysDecided, "casework.migrate_items": StaysItems, "casework.migrate_longer": StaysLonger,
		"casework.migrate_campaign": StaysCampaign,
	}[fault.Of(err).Key]
}
