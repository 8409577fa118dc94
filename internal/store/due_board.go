package store

import (
	"context"

	"lianban/internal/base/fault"
	"lianban/internal/domain/calendar"
	"lianban/internal/domain/casework"
	"lianban/internal/domain/permission"
)

// AgencyClocks are the clocks of an item case that run against its department.
var AgencyClocks = []string{"K1", "K3", "K4", "K7"}

// DueGroup is how many open item cases of one kind are overdue or due soon.
type DueGroup struct {
	Area       string
	Department string
	Scenario   string
	Clock      string
	Ground     string // law or document
	Unassigned bool
	Overdue    int
	Today      int
	Soon       int // after today
}

// DueGroups counts what is due until a day by area, department, scenario, clock and whether somebody has it in hand:
// every total of a due board is a sum of them. One statement; as many rows as there are different groups.
func (s *Store) DueGroups(ctx context.Context, scope permission.Filter, today, until calendar.Day) ([]DueGroup, error) {
	if scope.None() {
		return nil, nil
	}
	var args params
	day := args.put(today.String())
	text := `SELECT area, department, scenario, clock, ground, handler = '', count(*) FILTER (WHERE due < ` + day + `),
		count(*) FILTER (WHERE due = ` + day + `), count(*) FILTER (WHERE due > ` + day + `)
		FROM item_cases WHERE ` + scoped(scope, &args) + " AND is_open = TRUE AND desk = TRUE AND " + in(&args, "clock", AgencyClocks) +
		" AND due <= " + args.put(until.String()) + " GROUP BY area, department, scenario, clock, ground, handler = ''"
	rows, err := all(ctx, s.db, func(r row) (g DueGroup, err error) {
		return g, r.Scan(&g.Area, &g.Department, &g.Scenario, &g.Clock, &g.Ground, &g.Unassigned, &g.Overdue, &g.Today, &g.Soon)
	}, text, args...)
	return rows, fault.Wrap(err, "counting what is due")
}

// Failures is what a scope has on record, whether open or ended.
type Failures struct {
	Late      int          // item cases that were late at least once
	Deemed    int          // of them accepted by silence
	Last      calendar.Day // the last day that ended with something due and not done; 0 = never
	Orders    int          // supervision orders that the department has to answer
	Answered  int          // supervision orders that the supervisor has to close
	Unsettled int          // real cases of the whole house with a timer whose day has ended and that no sweep has settled yet
}

// Failures counts what went wrong, in one statement.
func (s *Store) Failures(ctx context.Context, scope permission.Filter, today calendar.Day) (Failures, error) {
	var f Failures
	if scope.None() {
		return f, nil
	}
	var args params
	day := args.put(today.String())
	where := scoped(scope, &args)
	orders := func(state casework.OrderState) string {
		return "(SELECT count(*) FROM item_cases WHERE " + where + " AND supervised <> '' AND supervised = " + args.put(string(state)) + ")"
	}
	var last *string
	err := one(ctx, s.db, []any{&f.Late, &f.Deemed, &last, &f.Orders, &f.Answered, &f.Unsettled},
		"SELECT count(*), count(*) FILTER (WHERE deemed = TRUE), max(late), "+orders(casework.OrderOpen)+", "+orders(casework.OrderAnswered)+
			", (SELECT count(DISTINCT case_id) FROM due JOIN cases ON id = case_id WHERE day < "+day+counts+") FROM item_cases WHERE "+where+" AND late IS NOT NULL", args...)
	if err == nil && last != nil {
		f.Last, err = calendar.ParseDay(*last)
	}
	return f, fault.Wrap(err, "counting failures")
}
