package casework

import (
	"slices"
	"strconv"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
)

// MigrateInput is the input of MigrateVersion: what the plan of a case comes to, with the answers that it was submitted
// with, under the version that counts now.
type MigrateInput struct {
	Version int    // number of that version
	Hash    string // of its content
	Name    string // of the scenario
	Promise int    // of the joint result in working days; 0: none
	Items   []NewTerms
	Shown   []VersionChange // the difference, as people read it
}

// NewTerms are the name and the limits of one item under another version.
type NewTerms struct {
	Slot      string
	Name      string
	Promised  Limit
	Statutory Limit
}

// VersionChange is one line of the difference that is shown (规则变化). What is a text key under "versions.word.".
type VersionChange struct {
	Name string `json:"name"`           // of the item, question, paper or fee
	What string `json:"what,omitempty"` // limit, office …; empty: the thing as a whole
	Old  string `json:"old,omitempty"`  // empty: it was not there
	New  string `json:"new,omitempty"`  // empty: it is gone
}

// VersionMove says that a submitted case went over to a newer version of its scenario (换成新版).
type VersionMove struct {
	From    int             `json:"from"` // numbers
	To      int             `json:"to"`
	On      calendar.Day    `json:"on"`
	By      int             `json:"by"` // journal entry
	Changes []VersionChange `json:"changes,omitempty"`
}

// migrated is written for the whole case. Items holds those that became different.
type migrated struct {
	Version int             `json:"version"`
	Hash    string          `json:"hash"`
	Name    string          `json:"name"`
	Promise int             `json:"promise,omitempty"`
	Items   []migratedItem  `json:"items,omitempty"`
	Clocks  []shortened     `json:"clocks,omitempty"` // of the whole
	Changes []VersionChange `json:"changes,omitempty"`
}

type migratedItem struct {
	Slot      string      `json:"slot"`
	Name      string      `json:"name"`
	Promised  *Limit      `json:"promised,omitempty"`
	Statutory *Limit      `json:"statutory,omitempty"`
	Clocks    []shortened `json:"clocks,omitempty"`
}

// shortened is one running clock that ends sooner: its new rule, and the last day that was and is told. Old and New are 0
// while a pause without an end runs.
type shortened struct {
	Clock string        `json:"clock"`
	Rule  calendar.Rule `json:"rule"`
	Was   int           `json:"was"` // length
	Old   calendar.Day  `json:"old,omitempty"`
	New   calendar.Day  `json:"new,omitempty"`
}

func (ev *migrated) apply(c *Case, _ *ItemCase, en *Entry) {
	c.Moves = append(c.Moves, VersionMove{From: c.ScenarioVersion, To: ev.Version, On: en.Day, By: en.Seq, Changes: ev.Changes})
	c.ScenarioVersion, c.PackHash, c.ScenarioName, c.JointPromise = ev.Version, ev.Hash, ev.Name, ev.Promise
	for _, s := range ev.Clocks {
		runningIn(c.Clocks, s.Clock).shorten(s, en)
	}
	for _, x := range ev.Items {
		it := c.Latest(x.Slot)
		it.Name = x.Name
		if x.Promised != nil {
			it.Promised = *x.Promised
		}
		if x.Statutory != nil {
			it.Statutory = *x.Statutory
		}
		for _, s := range x.Clocks {
			it.running(s.Clock).shorten(s, en)
		}
		it.Version++
	}
}

func (k *Clock) shorten(s shortened, en *Entry) {
	k.Rule = s.Rule
	k.History.Shortened = append(k.History.Shortened, calendar.Shortening{On: en.Day, Was: s.Was, To: s.Rule.Length, Ground: s.Rule.Ground, By: en.Seq})
	if s.New != 0 {
		k.Told = s.New
	}
}

// MigrateVersion moves a submitted case to the version of its scenario that counts now (换成新版), where nobody loses by it.
// Names and limits of items that are not decided follow the new version; a running limit gets shorter from its own start, but
// ends neither before the next working day nor later than it would have. Papers, steps, decisions and what was frozen at
// submission stay as they are. Doing it twice changes nothing. Faults: NotNow casework.migrate_over when every item is
// decided; casework.migrate_campaign where results are told on one day; casework.migrate_items when an item is lost or new; casework.migrate_longer when a limit is longer.
func (e Engine) MigrateVersion(c *Case, m Moment, in MigrateInput) (Change, error) {
	w := e.open(c, m, engineActor)
	if c.PackHash == in.Hash {
		return w.done(), nil
	}
	w.settle()
	if f := e.mayMigrate(w.c, in); f != nil {
		return Change{}, f
	}
	w.migrate(in)
	w.settle() // a clock that became shorter may be near its end
	return w.done(), nil
}

// Undecided says that an item can still be moved: a decision that waits for its day is one.
func (it *ItemCase) Undecided() bool { return it.State.Live() && it.Sealed == nil }

func (e Engine) mayMigrate(c *Case, in MigrateInput) *fault.Fault {
	now := c.Current()
	if c.Publishes != 0 {
		return notNow("migrate_campaign") // which of its items move would tell which are decided
	}
	if !slices.ContainsFunc(now, (*ItemCase).Undecided) {
		return notNow("migrate_over")
	}
	if len(now) != len(in.Items) {
		return notNow("migrate_items")
	}
	if c.JointPromise > 0 && (in.Promise == 0 || in.Promise > c.JointPromise) {
		return notNow("migrate_longer")
	}
	for _, it := range now {
		to := in.terms(it.Slot)
		switch {
		case to == nil:
			return notNow("migrate_items")
		case it.Undecided() && (it.Promised.exceeds(to.Promised) || e.statutory(it, it.Statutory).exceeds(e.statutory(it, to.Statutory))):
			return notNow("migrate_longer")
		}
	}
	return nil
}

func (in MigrateInput) terms(slot string) *NewTerms {
	for i := range in.Items {
		if in.Items[i].Slot == slot {
			return &in.Items[i]
		}
	}
	return nil
}

// statutory is a limit of the law for an item: that of a licence whose own law says nothing is 20 working days.
func (e Engine) statutory(it *ItemCase, l Limit) Limit {
	if l.Days == 0 && it.licence() {
		return Limit{Days: e.Params.DecisionDays, Source: "xk42_1"}
	}
	return l
}

// exceeds says that the other limit is longer than this one, is gone, or could be longer: working days in place of as many
// calendar days, or of more, may end later.
func (l Limit) exceeds(other Limit) bool {
	switch {
	case l.Days == 0:
		return false
	case other.Days == 0, l.Calendar && !other.Calendar:
		return true
	}
	return other.Days > l.Days
}

// shortens says that a limit is shorter than another one, whatever the calendar.
func (l Limit) shortens(was Limit) bool {
	if l.Days == 0 || was.Days == 0 || was.Calendar && !l.Calendar {
		return false
	}
	return l.Days < was.Days || l.Days == was.Days && l.Calendar && !was.Calendar
}

// migrate writes down the move and tells it.
func (w *work) migrate(in MigrateInput) {
	ev := &migrated{Version: in.Version, Hash: in.Hash, Name: in.Name, Promise: w.c.JointPromise, Changes: in.Shown}
	if w.c.JointPromise > 0 {
		ev.Promise = in.Promise
		if k := runningIn(w.c.Clocks, "K6"); k != nil {
			ev.Promise = w.c.JointPromise
			ev.Clocks = w.shorter(nil, k, w.c.JointHistory(*k), Limit{Days: in.Promise, Source: "joint_promise"})
			if len(ev.Clocks) > 0 {
				ev.Promise = ev.Clocks[0].Rule.Length
			}
		}
	}
	for _, it := range w.c.Current() {
		if it.Undecided() {
			if x := w.terms(it, in.terms(it.Slot)); x != nil {
				ev.Items = append(ev.Items, *x)
			}
		}
	}
	w.record(VerbMigrateVersion, nil, w.today, engineActor, ev)
	if len(ev.Changes) > 0 {
		w.toApplicant("version_migrated", nil, "version", strconv.Itoa(ev.Version), "n", strconv.Itoa(len(ev.Changes)))
	}
	for _, x := range ev.Items {
		w.tellTerms(w.c.Latest(x.Slot), x)
	}
}

// terms is what becomes different for an item; nil: nothing. What rests on a promise of the applicant keeps its limits, and so
// does what an order of review gave.
func (w *work) terms(it *ItemCase, to *NewTerms) *migratedItem {
	x := &migratedItem{Slot: it.Slot, Name: to.Name}
	if it.mayShorten(to.Promised) {
		x.Promised, x.Clocks = w.limit(it, "K4", it.Promised, to.Promised, x.Clocks)
		x.Statutory, x.Clocks = w.limit(it, "K3", w.e.statutory(it, it.Statutory), to.Statutory, x.Clocks)
	}
	if x.Name == it.Name && x.Promised == nil && x.Statutory == nil {
		return nil
	}
	return x
}

// limit answers the limit that an item has from now on, and adds its clock where that runs; nil: as it was. While a clock runs
// the limit is what the clock came to.
func (w *work) limit(it *ItemCase, clock string, was, to Limit, clocks []shortened) (*Limit, []shortened) {
	k := it.running(clock)
	switch {
	case k == nil && it.State != Accepted && (to.shortens(was) || was.Days == 0 && to.Days > 0):
		return &to, clocks
	case k == nil || !to.shortens(was):
		return nil, clocks
	}
	more := w.shorter(clocks, k, k.History, to)
	if len(more) == len(clocks) {
		return nil, clocks
	}
	to.Days = more[len(more)-1].Rule.Length
	return &to, more
}

func (it *ItemCase) mayShorten(to Limit) bool {
	if x := it.Commitment; x != nil && x.State == CommitmentSigned {
		return false
	}
	if g := it.Gap; g != nil && (g.State == GapOffered || g.State == GapPromised) && to.exceeds(g.Days) {
		return false // the paper may come later than the decision would be due
	}
	return it.ReopenedOn == 0
}

// shorter adds a running clock to what gets shorter, if it does: to the new limit, or to the least length above it with which it
// does not end before the next working day. One that was extended by law stays.
func (w *work) shorter(to []shortened, k *Clock, h calendar.History, l Limit) []shortened {
	rule := l.rule(k.Rule.Ground)
	was := Limit{Days: k.Rule.Length, Calendar: k.Rule.Unit == calendar.CalendarDay}
	if !l.shortens(was) || len(h.Extensions) > 0 {
		return to
	}
	rule.Kind, rule.CapPause, rule.Roll = k.Rule.Kind, k.Rule.CapPause, k.Rule.Roll
	old := calendar.Project(w.e.Cal, k.Rule, h, w.today)
	floor := w.e.Cal.NextWorking(w.today)
	if old.Due == 0 && calendar.Project(w.e.Cal, rule, h, w.today).Due != 0 {
		return to // nobody knows when it goes on, and it would have ended before the pause
	}
	early := resumed(h, w.today) // a pause may end any day from now on
	most := k.Rule.Length - 1
	if rule.Unit != k.Rule.Unit { // as many calendar days never end later than working days, whatever pauses come; more may
		most++
	}
	for ; rule.Length <= most; rule.Length++ {
		due := calendar.Project(w.e.Cal, rule, h, w.today).Due
		if old.Due != 0 && due >= old.Due {
			break
		}
		if calendar.Project(w.e.Cal, rule, early, w.today).Due >= floor {
			return append(to, shortened{Clock: k.Kind, Rule: rule, Was: k.Rule.Length, Old: old.Due, New: due})
		}
	}
	return to
}

// resumed is a history whose open pauses end on a day.
func resumed(h calendar.History, on calendar.Day) calendar.History {
	h.Pauses = slices.Clone(h.Pauses)
	for i, p := range h.Pauses {
		if p.To == 0 {
			h.Pauses[i].To = on
		}
	}
	return h
}

// tellTerms tells the new last day of a decision to the applicant and to who has the item in hand.
func (w *work) tellTerms(it *ItemCase, x migratedItem) {
	for _, s := range x.Clocks {
		if s.New == 0 || s.Clock != "K4" {
			continue
		}
		words := []string{"old", s.Old.String(), "due", s.New.String()}
		w.toApplicant("version_sooner", it, words...)
		w.tell(handler(it), "version_sooner_desk", it, words...)
	}
}
