package store

import (
	"context"

	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Filter narrows a worklist.
type Filter struct {
	Scope      permission.Filter // what the person who asks may see; without a clause nothing
	States     []casework.State  // empty: what lies on a desk (received, supplement_requested, accepted, granted)
	Scenario   string
	Item       string
	Channel    string
	Handler    ident.StaffID // handled by this person
	Unassigned bool          // handled by nobody; together with Handler: either
	DueBefore  calendar.Day  // due day < this: overdue when it is today
	DueOn      calendar.Day  // due day = this
	Since      calendar.Day  // received on or after
	Until      calendar.Day  // received on or before
	DecidedOn  calendar.Day  // decided on this day; States empty then means every state
	Text       string        // exact case number, or beginning of subject or applicant
	Newest     bool          // sort by day of receipt, newest first, instead of by due day
}

// WorkRow is one line of a worklist: an item case, with the strip of its siblings.
type WorkRow struct {
	Case         ident.CaseID
	No           ident.CaseNo
	Item         ident.ItemCaseID
	Slot         string
	Attempt      int
	Slug         string // of the item
	Name         string
	Short        string
	Scenario     string
	ScenarioName string // as shown at submission
	Area         string
	Department   string
	Channel      string
	Trial        bool
	Applicant    string
	Person       ident.PersonID
	Subject      string
	State        casework.State
	Kind         string
	Handler      ident.StaffID
	Received     calendar.Day
	Accepted     calendar.Day
	Decided      calendar.Day
	Delivered    calendar.Day
	Clock        DeskClock
	Promised     int // working days, 0 = none
	Statutory    int
	Version      int64
	Strip        []Sibling // all item cases of the joint case in the order of the plan, latest attempts
}

// Sibling is one square of the parallel strip.
type Sibling struct {
	Item       ident.ItemCaseID
	Slot       string
	Name       string
	Short      string
	Department string
	State      casework.State
}

// Worklist is one page of a worklist.
type Worklist struct {
	Rows  []WorkRow
	Pages Pages
}

// Worklist lists item cases by due day (or day of receipt), with the siblings of each. Two statements.
func (s *Store) Worklist(ctx context.Context, f Filter, p Page) (Worklist, error) {
	panic("filled in next")
}

// Counts are the buckets over a worklist.
type Counts struct {
	Desk       int // everything that lies on a desk
	Mine       int // handled by the one who asks
	Unassigned int
	Overdue    int
	DueToday   int
	Received   int // to be accepted
	Supplement int // waiting for the applicant
	Accepted   int // under review
	Granted    int // to be delivered
	Waiting    int // waiting for another item, or held
	DoneToday  int // decided today
}

// Counts counts the buckets of a scope in one statement; the rest of a filter does not matter to them.
func (s *Store) Counts(ctx context.Context, scope permission.Filter, me ident.StaffID, today calendar.Day) (Counts, error) {
	panic("filled in next")
}
