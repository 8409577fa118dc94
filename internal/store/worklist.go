package store

import (
	"context"
	"slices"
	"strings"

	"lianban/internal/base/fault"
	"lianban/internal/base/ident"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// Filter narrows a worklist.
type Filter struct {
	Scope      permission.Filter // what the person who asks may see; without a clause nothing
	States     []casework.State  // empty: what lies on a desk (received, supplement_requested, accepted, granted)
	OnDesk     bool              // of States only what lies on a desk: a sealed decision does not
	Scenario   string
	Item       string
	Channel    string
	Handler    ident.StaffID  // handled by this person
	Unassigned bool           // handled by nobody; together with Handler: either
	DueBefore  calendar.Day   // due day < this: overdue when it is today
	DueOn      calendar.Day   // due day = this
	Since      calendar.Day   // received on or after
	Until      calendar.Day   // received on or before
	DecidedOn  calendar.Day   // decided on this day; States empty then means every state
	Nos        []ident.CaseNo // of these cases only; nil: of all
	Department string
	Area       string
	Assigned   bool         // handled by somebody
	Ground     string       // law or document of the clock that an officer sees first
	DueFrom    calendar.Day // due day on or after
	Clocks     []string     // kinds of the clock that an officer sees first; empty: any
	DueUntil   calendar.Day // due day on or before
	Failed     bool         // what was late or accepted by silence, also after its end; newest failure first
	Deemed     bool         // accepted by silence
	Sealed     bool         // decided, and told on the day of publication: on no desk any more
	Supervised casework.OrderState
	Text       string // exact case number, or beginning of subject or applicant
	Newest     bool   // sort by day of receipt, newest first, instead of by due day
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
	Given        calendar.Day // a colleague gave it to its handler, and nothing has moved since
	Urged        calendar.Day // last day on which it was urged
	Late         calendar.Day // last day that ended with something due and not done
	AnswerBy     calendar.Day // the department owes an answer to a supervision order
	Deemed       bool         // accepted by silence
	Sealed       bool         // decided, and told on the day of publication
	Supervised   casework.OrderState
	Papers       int       // materials of the item for which a paper was handed in
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

// Worklist lists item cases by due day (or day of receipt), with the siblings and papers of each. Three statements.
func (s *Store) Worklist(ctx context.Context, f Filter, p Page) (Worklist, error) {
	cur, err := f.cursor(p)
	if err != nil || f.Scope.None() {
		return Worklist{}, err
	}
	var args params
	text := "SELECT " + workColumns + " FROM item_cases WHERE " + f.where(&args) + cur.where(&args) + cur.order(&args)
	materials := map[ident.ItemCaseID][]string{}
	rows, err := all(ctx, s.db, func(r row) (WorkRow, error) { return scanWork(r, materials) }, text, args...)
	if err != nil {
		return Worklist{}, fault.Wrap(err, "reading a worklist")
	}
	list := Worklist{}
	list.Rows, list.Pages = paginate(cur, rows, func(r WorkRow) (any, string) {
		switch f.orderColumn() {
		case "received":
			return r.Received.String(), string(r.Item)
		case "late":
			return r.Late.String(), string(r.Item)
		}
		return itemRow{clock: r.Clock}.due(), string(r.Item)
	})
	if err := s.papersOf(ctx, list.Rows, materials); err != nil {
		return Worklist{}, err
	}
	return list, s.strips(ctx, list.Rows)
}

const workColumns = `id, case_id, case_no, slot, attempt, item, name, short, scenario, scenario_name, area, department,
	channel, trial, person, applicant, subject, state, kind, handler, received, accepted, decided, delivered, clock, due,
	promised, statutory, version, materials, ground, given, urged, late, answer_by, deemed, supervised, desk`

func scanWork(r row, materials map[ident.ItemCaseID][]string) (w WorkRow, err error) {
	var due, keys string
	var desk bool
	err = r.Scan(&w.Item, &w.Case, &w.No, &w.Slot, &w.Attempt, &w.Slug, &w.Name, &w.Short, &w.Scenario, &w.ScenarioName,
		&w.Area, &w.Department, &w.Channel, &w.Trial, &w.Person, &w.Applicant, &w.Subject, &w.State, &w.Kind, &w.Handler,
		&w.Received, &w.Accepted, &w.Decided, &w.Delivered, &w.Clock.Kind, &due, &w.Promised, &w.Statutory, &w.Version,
		&keys, &w.Clock.Ground, &w.Given, &w.Urged, &w.Late, &w.AnswerBy, &w.Deemed, &w.Supervised, &desk)
	w.Sealed = w.State == casework.Accepted && !desk
	if err == nil {
		materials[w.Item] = strings.Fields(keys)
		w.Clock.Due, err = dueDay(due)
	}
	return w, err
}

// cursor is the place of a page in the order of the filter: what is due first, or what came or failed last.
func (f Filter) cursor(p Page) (cursor, error) {
	return p.cursor(f.Newest || f.Failed, f.orderColumn(), "id", keyText)
}

func (f Filter) orderColumn() string {
	switch {
	case f.Failed:
		return "late"
	case f.Newest:
		return "received"
	}
	return "due"
}

// where answers the condition of a filter.
func (f Filter) where(args *params) string {
	parts := []string{scoped(f.Scope, args)}
	switch {
	case f.Sealed:
		parts = append(parts, "is_open = TRUE AND desk = FALSE AND state = "+args.put(casework.Accepted))
	case len(f.States) > 0:
		parts = append(parts, in(args, "state", f.States))
		if !slices.ContainsFunc(f.States, func(s casework.State) bool { return !open(s) }) {
			parts = append(parts, "is_open = TRUE")
		}
		if f.OnDesk {
			parts = append(parts, "desk = TRUE")
		}
	case f.Failed, f.Supervised != "":
	case f.DecidedOn == 0:
		parts = append(parts, "is_open = TRUE AND desk = TRUE") // both: the first names the index
	}
	equal := func(col, value string) {
		if value != "" {
			parts = append(parts, col+" = "+args.put(value))
		}
	}
	equal("scenario", f.Scenario)
	equal("item", f.Item)
	equal("channel", f.Channel)
	equal("department", f.Department)
	equal("area", f.Area)
	equal("ground", f.Ground)
	equal("due", f.DueOn.String())
	equal("decided", f.DecidedOn.String())
	compare := func(col, sign string, d calendar.Day) {
		if d != 0 {
			parts = append(parts, col+sign+args.put(d.String()))
		}
	}
	compare("due", " < ", f.DueBefore)
	compare("due", " >= ", f.DueFrom)
	compare("due", " <= ", f.DueUntil)
	compare("received", " >= ", f.Since)
	compare("received", " <= ", f.Until)
	switch {
	case f.Handler != "" && f.Unassigned:
		parts = append(parts, in(args, "handler", []string{string(f.Handler), ""}))
	case f.Handler != "":
		parts = append(parts, "handler = "+args.put(string(f.Handler)))
	case f.Assigned:
		parts = append(parts, "handler <> ''")
	case f.Unassigned:
		parts = append(parts, "handler = ''")
	}
	if f.Nos != nil {
		parts = append(parts, in(args, "case_no", f.Nos))
	}
	if len(f.Clocks) > 0 {
		parts = append(parts, in(args, "clock", f.Clocks))
	}
	if f.Failed {
		parts = append(parts, "late IS NOT NULL")
	}
	if f.Deemed {
		parts = append(parts, "deemed = TRUE")
	}
	if f.Supervised != "" { // both: the first names the index
		parts = append(parts, "supervised <> '' AND supervised = "+args.put(string(f.Supervised)))
	}
	if f.Newest {
		parts = append(parts, "received IS NOT NULL")
	}
	if f.Text != "" {
		from, to := args.put(f.Text), args.put(f.Text+"\U0010FFFF")
		parts = append(parts, "(case_no = "+from+" OR subject >= "+from+" AND subject < "+to+
			" OR applicant >= "+from+" AND applicant < "+to+")")
	}
	return strings.Join(parts, " AND ")
}

// scoped translates permission's filter: the SQL side of "a list shows exactly what is permitted".
func scoped(f permission.Filter, args *params) string {
	clauses := make([]string, 0, len(f.Any))
	for _, c := range f.Any {
		parts := []string{"1 = 1"}
		limit := func(col string, list []string) {
			if list != nil {
				parts = append(parts, in(args, col, list))
			}
		}
		limit("department", c.Departments)
		limit("area", c.Areas)
		limit("scenario", c.Scenarios)
		limit("person", c.Owners)
		clauses = append(clauses, strings.Join(parts, " AND "))
	}
	if len(clauses) == 0 {
		return "1 = 0"
	}
	return "trial = " + args.put(f.Trial) + " AND (" + strings.Join(clauses, " OR ") + ")"
}

// strips fills in the siblings of every row with one statement.
func (s *Store) strips(ctx context.Context, rows []WorkRow) error {
	if len(rows) == 0 {
		return nil
	}
	ids := make([]ident.CaseID, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.Case)
	}
	strips := map[ident.CaseID][]Sibling{}
	var args params
	err := s.db.query(ctx, func(r row) error {
		var id ident.CaseID
		var x Sibling
		if err := r.Scan(&id, &x.Item, &x.Slot, &x.Name, &x.Short, &x.Department, &x.State); err != nil {
			return err
		}
		strip := strips[id]
		if at := slices.IndexFunc(strip, func(o Sibling) bool { return o.Slot == x.Slot }); at >= 0 {
			strip[at] = x // a later attempt takes the place of the earlier one
		} else {
			strip = append(strip, x)
		}
		strips[id] = strip
		return nil
	}, "SELECT case_id, id, slot, name, short, department, state FROM item_cases WHERE "+in(&args, "case_id", ids)+
		" ORDER BY case_id, pos, attempt", args...)
	for i := range rows {
		rows[i].Strip = strips[rows[i].Case]
	}
	return fault.Wrap(err, "reading parallel strips")
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
	Sealed     int // decided, and told on the day of publication
	DoneToday  int // decided today
}

// Counts counts the buckets of a scope in one statement; the rest of a filter does not matter to them.
func (s *Store) Counts(ctx context.Context, scope permission.Filter, me ident.StaffID, today calendar.Day) (Counts, error) {
	var c Counts
	if scope.None() {
		return c, nil
	}
	var args params
	mine, day := args.put(string(me)), args.put(today.String())
	where := scoped(scope, &args)
	among := func(condition string) string {
		return "(SELECT count(*) FROM item_cases WHERE " + where + " AND " + condition + ")"
	}
	text := `SELECT count(*), count(*) FILTER (WHERE handler = ` + mine + ` AND handler <> ''), count(*) FILTER (WHERE handler = ''),
		count(*) FILTER (WHERE due < ` + day + `), count(*) FILTER (WHERE due = ` + day + `),
		count(*) FILTER (WHERE state = 'received'), count(*) FILTER (WHERE state = 'supplement_requested'),
		count(*) FILTER (WHERE state = 'accepted'), count(*) FILTER (WHERE state = 'granted'), ` +
		among("is_open = TRUE AND desk = FALSE AND state <> 'accepted'") + ", " + among("is_open = TRUE AND desk = FALSE AND state = 'accepted'") + ", " + among("decided = "+day) + `
		FROM item_cases WHERE ` + where + " AND is_open = TRUE AND desk = TRUE"
	err := one(ctx, s.db, []any{&c.Desk, &c.Mine, &c.Unassigned, &c.Overdue, &c.DueToday, &c.Received, &c.Supplement,
		&c.Accepted, &c.Granted, &c.Waiting, &c.Sealed, &c.DoneToday}, text, args...)
	return c, fault.Wrap(err, "counting a worklist")
}
